/** What the functions can answer and note, people can read: each refusal, each problem, each act and field of the trail has words. */
import { buildSchema, getNamedType, isInputObjectType } from "graphql";
import { describe, expect, test } from "vitest";
import { sdl } from "#schema/sdl";
import { fieldWords, isTold } from "../../admin/audit/words.ts";
import { en } from "../../admin/platform/i18n/en.ts";
import { nb } from "../../admin/platform/i18n/nb.ts";
import { nn } from "../../admin/platform/i18n/nn.ts";
import { sameAs } from "../../admin/platform/refusalCodes.ts";
import { isNode, type Node, ownCode, readSource, type Source, walk } from "./sources.ts";

/** The text at a dotted key; undefined where there is none. */
const textAt = (texts: object, key: string): string | undefined => {
  let at: unknown = texts;
  for (const part of key.split(".")) at = typeof at === "object" && at !== null ? Reflect.get(at, part) : undefined;
  return typeof at === "string" && at.trim() !== "" ? at : undefined;
};

const languages = { nb, nn, en };

/** Keys that some language has no words for. */
const wordless = (keys: Iterable<string>): string[] =>
  [...keys].flatMap((key) =>
    Object.entries(languages).flatMap(([language, texts]) => (textAt(texts, key) ? [] : [`${language}: ${key}`])),
  );

const nodesOf = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : []);

/** What a value can be, where it is written down: a text, or one of two. */
const textsIn = (value: unknown): string[] => {
  if (!isNode(value)) return [];
  if (value.type === "Literal") return typeof value["value"] === "string" ? [value["value"]] : [];
  if (value.type === "ConditionalExpression") return [...textsIn(value["consequent"]), ...textsIn(value["alternate"])];
  return value.type === "TSAsExpression" || value.type === "ParenthesizedExpression"
    ? textsIn(value["expression"])
    : [];
};

const nameOf = (value: unknown): string => {
  const name = isNode(value) ? (value["name"] ?? value["value"]) : undefined;
  return typeof name === "string" ? name : "";
};

/** The parts of an object literal by their names. */
const partsOf = (node: Node): Map<string, unknown> =>
  new Map(
    nodesOf(node["properties"])
      .filter(({ type }) => type === "Property")
      .map((part) => [nameOf(part["key"]), part["value"]]),
  );

/** Who makes a refusal, and which of what they are given is its code. */
const refusing: Readonly<Record<string, number>> = { Refusal: 1, unauthenticated: 0, json: 1 };

/** Codes that a file refuses with. */
const refusalsIn = (source: Source): string[] => {
  const found: string[] = [];
  walk(source, (node) => {
    const place = ["NewExpression", "CallExpression"].includes(node.type)
      ? refusing[nameOf(node["callee"])]
      : undefined;
    if (place !== undefined) found.push(...textsIn(nodesOf(node["arguments"])[place]));
    // GraphQL's own errors.
    if (node.type === "Property" && nameOf(node["key"]) === "extensions" && isNode(node["value"]))
      found.push(...textsIn(partsOf(node["value"]).get("code")));
  });
  return found;
};

/** Codes of what can be wrong with a field. */
const problemsIn = (source: Source): string[] => {
  const found: string[] = [];
  walk(source, (node) => {
    if (node.type !== "ObjectExpression") return;
    const parts = partsOf(node);
    if (parts.has("field")) found.push(...textsIn(parts.get("code")));
  });
  return found;
};

/** A library may be called so too. */
const dotted = /^[a-z][A-Za-z]*\.(?!js$)[a-z][A-Za-z]*$/;

/** Dotted names: acts of the audit trail, which its type wants so, and events. */
const dottedIn = (source: Source): string[] => {
  const found: string[] = [];
  walk(source, (node) => {
    if (/^(Import|Export)/.test(node.type)) return;
    found.push(...(node.type === "Literal" ? textsIn(node) : []).filter((name) => dotted.test(name)));
  });
  return found;
};

/** Told to other systems, and noted of nobody: what follows of what the registers say, of many acts, or of none. */
const eventsAlone: ReadonlySet<string> = new Set([
  "mail.queued",
  "organisation.bankrupt",
  "organisation.deleted",
  "organisation.leftVoluntaryRegister",
  "organisation.removed",
  "organisation.windingUp",
  "organisations.received",
  "organisations.tagged",
]);

/** Fields that acts are noted with where they are written down beside them, or given with them to who notes. */
const fieldsBesideActs = (source: Source): string[] => {
  const found: string[] = [];
  walk(source, (node) => {
    const given = node.type === "CallExpression" ? nodesOf(node["arguments"]) : [];
    if (given.some((one) => textsIn(one).some((name) => dotted.test(name))))
      for (const one of given) if (one.type === "ObjectExpression") found.push(...partsOf(one).keys());
    if (node.type !== "ObjectExpression") return;
    const parts = partsOf(node);
    const fields = parts.get("fields");
    if (parts.has("action") && isNode(fields) && fields.type === "ObjectExpression")
      found.push(...partsOf(fields).keys());
  });
  return found;
};

/** Names of what types hold; `quota.perDay` where a part has parts of its own. */
const partsOfTypes = (source: Source, names: readonly string[]): string[] => {
  const found: string[] = [];
  walk(source, (node) => {
    if (node.type !== "TSTypeAliasDeclaration" || !names.includes(nameOf(node["id"]))) return;
    walkTypes(node["typeAnnotation"], found);
  });
  return found;
};

const walkTypes = (type: unknown, found: string[]): void => {
  if (!isNode(type)) return;
  if (type.type === "TSIntersectionType") for (const part of nodesOf(type["types"])) walkTypes(part, found);
  if (type.type === "TSTypeLiteral") found.push(...nodesOf(type["members"]).map((member) => nameOf(member["key"])));
};

const functions = ownCode().filter(({ path }) => path.startsWith("functions/"));
const refusals = new Set(functions.flatMap(refusalsIn));
const problems = new Set([
  ...functions.flatMap(problemsIn),
  // What free text may not hold.
  "NATIONAL_ID",
  "DUF_NUMBER",
  "EMAIL",
  "PHONE",
]);
/** Paths in what is sent, such as `place.municipality`: where a problem is, and no act. */
const inputPaths = new Set(
  Object.values(buildSchema(sdl).getTypeMap())
    .filter(isInputObjectType)
    .flatMap((type) =>
      Object.values(type.getFields()).flatMap(({ name, type: inner }) => {
        const named = getNamedType(inner);
        return isInputObjectType(named) ? Object.keys(named.getFields()).map((part) => `${name}.${part}`) : [];
      }),
    ),
);
const acts = new Set(functions.flatMap(dottedIn).filter((name) => !eventsAlone.has(name) && !inputPaths.has(name)));
const organisation = readSource("functions/modules/organisations/organisation.ts");
const partner = readSource("functions/modules/partners/partner.ts");
const quota = readSource("functions/platform/actor.ts");
const inputs = buildSchema(sdl);
const activity = inputs.getType("ActivityInput");
const venue = inputs.getType("VenueInput");
const fields = new Set(
  [
    ...functions.flatMap(fieldsBesideActs),
    ...partsOfTypes(organisation, ["Facts", "Local"]),
    ...partsOfTypes(organisation, ["Contribution", "Profile"]).map((name) => `profile.${name}`),
    ...partsOfTypes(partner, ["Terms", "Partner"]).filter((name) => name !== "quota"),
    ...(isInputObjectType(activity) ? Object.keys(activity.getFields()).map((name) => `activity.${name}`) : []),
    ...["changes", "stage", "confirmedAt", "whyNotCompeting", "withdrawn", "scheduledAt", "taken", "waiting"].map(
      (name) => `activity.${name}`,
    ),
    ...(isInputObjectType(venue)
      ? ["state", ...Object.keys(venue.getFields()).filter((name) => name !== "takesRequests")].map(
          (name) => `venue.${name}`,
        )
      : []),
    ...["venue", "occasions", "people", "activity", "state"].map((name) => `booking.${name}`),
    ...partsOfTypes(quota, ["Quota"]).map((name) => `quota.${name}`),
  ].filter(isTold),
);

const wordsOfRefusal = (code: string): string => `refusal.${sameAs[code] ?? code}`;

test("enough was read to say anything", () => {
  expect(refusals.size).toBeGreaterThan(40);
  expect(problems.size).toBeGreaterThan(20);
  expect(acts.size).toBeGreaterThan(25);
  expect(fields.size).toBeGreaterThan(50);
  for (const field of ["profile.emergencyExperience", "quota.perDay", "municipalityNumber", "validFrom"])
    expect(fields).toContain(field);
});

test("each refusal has words", () => expect(wordless([...refusals].map(wordsOfRefusal))).toEqual([]));
test("each problem of a field has words", () => {
  expect(wordless([...problems].map((code) => `problem.${code}`))).toEqual([]);
});
test("each act of the audit trail has words", () => {
  expect(wordless([...acts].map((name) => `auditAction.${name}`))).toEqual([]);
});
test("each field of the audit trail has words", () => expect(wordless([...fields].map(fieldWords))).toEqual([]));

test("no words are kept for what nobody does any more", () => {
  const named = Object.entries(nb.auditAction).flatMap(([subject, words]) =>
    Object.keys(words).map((name) => `${subject}.${name}`),
  );
  expect(named.filter((name) => !acts.has(name))).toEqual([]);
  expect([...eventsAlone].filter((name) => !functions.flatMap(dottedIn).includes(name))).toEqual([]);
});

describe("what lacks words is found", () => {
  const planted = (text: string): Source => ({ path: "functions/modules/x/x.ts", text });
  test.each<[string, (source: Source) => string[], string]>([
    ["NO_WORDS", refusalsIn, 'throw new Refusal("Conflict", "NO_WORDS", "No.");'],
    ["NO_WORDS", refusalsIn, 'const refuse = () => new Refusal("Conflict", isIt ? "NOT_FOUND" : "NO_WORDS", "No.");'],
    ["NO_WORDS", refusalsIn, 'throw new GraphQLError("No.", { extensions: { code: "NO_WORDS" } });'],
    ["NO_WORDS", problemsIn, 'refuseProblems(isIt ? [] : [{ field: "name", code: isIt ? "REQUIRED" : "NO_WORDS" }]);'],
    ["thing.done", dottedIn, 'commit(ctx, { changes: [], audit: { subject, action: "thing.done", fields: {} } });'],
    ["thing.done", dottedIn, 'const plan = { ...told(isIt ? "membership.left" : "thing.done", member) };'],
    ["wordless", fieldsBesideActs, 'const audit = { subject, action: "thing.done", fields: { wordless: 1, name } };'],
    [
      "wordless",
      (source) => partsOfTypes(source, ["Facts"]),
      "export type Facts = Terms & { readonly wordless?: string };",
    ],
  ])("%s", (name, read, text) => {
    const found = read(planted(text));
    expect(found).toContain(name);
    const keys = found.map(
      name === "NO_WORDS" ? wordsOfRefusal : name === "wordless" ? fieldWords : (act) => `auditAction.${act}`,
    );
    expect(wordless(keys).some((line) => line.endsWith(name))).toBe(true);
  });
});
