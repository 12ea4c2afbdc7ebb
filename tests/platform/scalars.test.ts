import { parseValue as parseLiteralText } from "graphql";
import { afterEach, describe, expect, test, vi } from "vitest";
import { scalars } from "#platform/scalars";

type Name = keyof typeof scalars;

const long = (n: number): string => "x".repeat(n);

/** What is sent, and what is gone on with. */
const accepted: Partial<Record<Name, readonly (readonly [unknown, unknown])[]>> = {
  OrganisationNumber: [
    ["987879696", "987879696"],
    [" 987 879\u00a0696 ", "987879696"],
    ["310000000", "310000000"],
  ],
  MunicipalityNumber: [["5001", "5001"]],
  CountyNumber: [["03", "03"]],
  Date: [
    ["2026-05-17", "2026-05-17"],
    ["2024-02-29", "2024-02-29"],
  ],
  DateTime: [
    ["2026-05-17T12:00:00Z", "2026-05-17T12:00:00.000Z"],
    ["2026-05-17T12:00+02:00", "2026-05-17T10:00:00.000Z"],
    ["2026-12-31T23:30:00.5-01:00", "2027-01-01T00:30:00.500Z"],
  ],
  TimeOfDay: [
    ["00:00", "00:00"],
    ["23:59", "23:59"],
  ],
  ExternalId: [
    ["tur-1", "tur-1"],
    ["h_0123456789abcdefABCD-_", "h_0123456789abcdefABCD-_"],
  ],
  FileContent: [
    ["VGl0dGVs", "VGl0dGVs"],
    ["VA==", "VA=="],
  ],
  HttpsUrl: [
    ["https://www.rodekors.no", "https://www.rodekors.no/"],
    [" HTTPS://Example.org/Å?q=ø#x ", "https://example.org/%C3%85?q=%C3%B8#x"],
    ["https://blåbær.no/", "https://xn--blbr-roah.no/"],
    ["https://4h.no:443/1", "https://4h.no/1"],
  ],
  EmailAddress: [
    ["post@rodekors.no", "post@rodekors.no"],
    [" Kari.Nordmann+frivillig@sub.example.org ", "Kari.Nordmann+frivillig@sub.example.org"],
    ["post@blåbær.no", "post@blåbær.no"],
  ],
  PhoneNumber: [
    ["22 05 40 00", "22 05 40 00"],
    [" +47 22054000 ", "+47 22054000"],
    ["113", "113"],
  ],
  Language: [
    ["nb", "nb"],
    ["ti", "ti"],
    ["sr-Latn", "sr-Latn"],
    ["pt-BR", "pt-BR"],
    ["rmy", "rmy"],
  ],
  Line: [
    [" Røde Kors ", "Røde Kors"],
    ["A\u030as", "Ås"],
    [long(200), long(200)],
    ["Familier 👪", "Familier 👪"],
  ],
  Text: [
    ["to\r\nlinjer\rtre", "to\nlinjer\ntre"],
    [long(4_000), long(4_000)],
  ],
  Ore: [
    [0, 0],
    [-100, -100],
    [9_007_199_254_740_991, 9_007_199_254_740_991],
  ],
};

const refused: Partial<Record<Name, readonly unknown[]>> = {
  OrganisationNumber: ["987879697", "98787969", "1".repeat(9), "", 987879696, null, ["987879696"]],
  MunicipalityNumber: ["501", "50010", "K5001", " 5001", 5001],
  CountyNumber: ["3", "003", "a3", 3],
  Date: [
    "2026-02-29",
    "2026-13-01",
    "2026-00-10",
    "2026-05-17T00:00:00Z",
    "17.05.2026",
    "20260517",
    "+2026-05-17",
    20260517,
  ],
  DateTime: [
    "2026-05-17T12:00:00",
    "2026-05-17",
    "2026-02-30T12:00:00Z",
    "2026-05-17T25:00:00Z",
    "2026-05-17 12:00Z",
    0,
  ],
  TimeOfDay: ["24:00", "9:00", "12:60", "12:00:00", "", 900],
  ExternalId: ["", "kari@example.no", "to ord", "æ", long(65), 7],
  FileContent: ["", "ikke base64", "VA=A", "x".repeat(190_001), 7],
  HttpsUrl: [
    "http://example.org",
    "javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,x",
    "https://",
    "https://localhost/",
    "https://user@example.org/",
    "https://example.org:22/",
    "https://example.org:80/",
    "https://10.0.0.1/",
    "https://10.0.0.1:22/",
    "https://10.1/",
    "https://10.0.0.1./",
    "https://0x7f.1/",
    "https://１６９.254.169.254/",
    "https://[::1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://example.org/".replace("://", "://user:pass@"),
    "//example.org",
    "example.org",
    `https://example.org/${long(2_048)}`,
  ],
  EmailAddress: [
    "post",
    "post@",
    "@example.org",
    "a b@example.org",
    "post@example",
    "post@example.org\nbcc:x@y.no",
    `${long(250)}@x.no`,
  ],
  PhoneNumber: ["11", "22054000 Kari", "22-05-40-00", "+", "1".repeat(16), "22  05", 22054000],
  Language: ["NB", "norsk", "n", "nb_NO", "nb-no", "", "nb-NO-x"],
  Line: ["", "   ", "to\nlinjer", "tab\tul", long(201), "skjult\u200bord", "snudd\u202eord", "null\u0000", 7, {}],
  Text: ["", "\n \n", long(4_001), "null\u0000", "klokke\u0007", "skjult\u2066ord", true],
  Ore: [1.5, "100", Number.NaN, Number.POSITIVE_INFINITY, 9_007_199_254_740_992, null],
};

const cases = <Case>(table: Partial<Record<Name, readonly Case[]>>): [Name, Case][] =>
  (Object.keys(scalars) as Name[]).flatMap((name) => (table[name] ?? []).map((one): [Name, Case] => [name, one]));

test("every scalar is tried both ways", () => {
  const untried = (Object.keys(scalars) as Name[]).filter((name) => !accepted[name]?.length || !refused[name]?.length);
  expect(untried).toEqual([]);
});

describe("accepted", () => {
  test.each(cases(accepted))("%s: %j", (name, [sent, gone]) => {
    expect(scalars[name].parseValue(sent)).toBe(gone);
    // What is given out is taken in again, unchanged.
    expect(scalars[name].parseValue(scalars[name].serialize(gone))).toBe(gone);
    const literal = parseLiteralText(JSON.stringify(sent));
    expect(scalars[name].parseLiteral(literal, {})).toBe(gone);
  });
});

describe("refused", () => {
  const refusal = expect.objectContaining({ extensions: expect.objectContaining({ code: "BAD_USER_INPUT" }) });
  test.each(cases(refused))("%s: %j", (name, sent) => {
    expect(() => scalars[name].parseValue(sent)).toThrow(refusal);
    const literal = parseLiteralText(JSON.stringify(sent));
    expect(() => scalars[name].parseLiteral(literal, {})).toThrow(refusal);
  });
});

describe("in production", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.resetModules();
  });

  test("a synthetic organisation number is none", async () => {
    vi.stubEnv("SAMSPILL_STAGE", "prod");
    vi.resetModules();
    const { OrganisationNumber } = (await import("#platform/scalars")).scalars;
    const synthetic = String(accepted.OrganisationNumber?.[2]?.[0]);
    expect(scalars.OrganisationNumber.parseValue(synthetic)).toBe(synthetic);
    expect(() => OrganisationNumber.parseValue(synthetic)).toThrow("modulus 11");
    expect(OrganisationNumber.parseValue("987879696")).toBe("987879696");
  });
});
