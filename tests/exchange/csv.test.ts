/** Activities from files with columns, as people in Norway have them: through the front door. */
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { activityTold, ask, given, newKey, registered } from "#world";
import { allNew, importing, preview } from "./importing.ts";

const redCross = "864139442";
const defaults = { category: "LANGUAGE_CAFE", municipality: "5001", place: "Biblioteket" };

beforeAll(async () => {
  await given.referenceBodies();
  await given.organisations(registered(redCross, "NORGES RØDE KORS"));
  await given.membership("leader", redCross, "LEADER");
  await given.membership("coordinator", "K5001", "COORDINATOR");
});

const one = async (head: string, row: string, more: object = {}) => {
  const { rows, ...rest } = await preview("leader", redCross, `${head}\n${row}\n`, { defaults, ...more });
  const [first] = rows;
  if (!first) throw new Error("There is no row.");
  return { ...rest, ...first };
};

describe("how a file is written", () => {
  const text = "Tittel;Dato;Starter;Slutter;Sted\r\nBlåbærtur på høyden;13.01.2027;18.00;20.00;Ærfuglhytta\r\n";
  const latin = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  const bom = Uint8Array.from([0xef, 0xbb, 0xbf, ...Buffer.from(text)]);
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
  test.each([
    ["UTF-8", Buffer.from(text), "UTF_8"],
    ["UTF-8 with a byte order mark", bom, "UTF_8"],
    ["Windows-1252, as Excel saves", latin, "WINDOWS_1252"],
    ["UTF-16, as Excel saves Unicode", utf16, "UTF_16"],
    ["packed", gzipSync(text), "UTF_8"],
    ["with commas", Buffer.from(text.replaceAll(";", ",")), "UTF_8"],
    ["with tabs", Buffer.from(text.replaceAll(";", "\t")), "UTF_8"],
    ["with its separator told", Buffer.from(`sep=;\r\n${text}`), "UTF_8"],
  ])("%s", async (_, file, encoding) => {
    const read = await preview("leader", redCross, file, { defaults });
    expect(read).toMatchObject({ format: "CSV", encoding, unknownColumns: [] });
    expect(read.rows).toMatchObject([
      { title: "Blåbærtur på høyden", problems: [], draft: { placeName: "Ærfuglhytta" }, suggestion: "CREATE" },
    ]);
  });

  test.each([
    ["nothing", "  \n", "EMPTY_FILE"],
    ["no titles", "Dato;Sted\n13.01.2027;Her\n", "NO_TITLE_COLUMN"],
    ["titles alone", "Tittel;Dato\n", "EMPTY_FILE"],
    ["a quote that is never closed", 'Tittel;Dato\n"Tur;13.01.2027\n', "UNREADABLE_FILE"],
    ["more than can be", `Tittel\n${"Tur\n".repeat(501)}`, "TOO_MANY_ROWS"],
    ["what is packed and broken", Uint8Array.from([0x1f, 0x8b, 1, 2, 3]), "UNREADABLE_FILE"],
    ["far too much, packed small", gzipSync("Tittel\n".padEnd(2_000_000, "a")), "UNREADABLE_FILE"],
  ])("a file with %s is refused whole, and why", async (_, file, code) => {
    await expect(preview("leader", redCross, file)).rejects.toMatchObject({
      message: "INVALID_INPUT",
      extensions: { problems: [{ field: "file", code }] },
    });
  });

  test("columns that mean nothing here are told, and lines are those of the file", async () => {
    const { unknownColumns, rows } = await preview(
      "leader",
      redCross,
      'Tittel;Ansvarlig;Dato;Starter;Slutter;Beskrivelse\nTur;Kari;13.01.2027;10;12;"over\nto linjer"\n\nFest;Ola;14.01.2027;18;20;\n',
      { defaults },
    );
    expect(unknownColumns).toEqual(["Ansvarlig"]);
    expect(rows.map(({ title, line }) => [title, line])).toEqual([
      ["Tur", 2],
      ["Fest", 5],
    ]);
  });

  test("a cell that a spreadsheet would reckon is a text", async () => {
    const { draft } = await one("Tittel;Dato;Starter;Slutter", "=1+1;13.01.2027;18:00;20:00");
    expect(draft?.title).toBe("=1+1");
  });
});

describe("days, times and rules", () => {
  test.each([
    ["13.01.2027;18:00;20:00;", "2027-01-13", null],
    ["13.1.27;18.00;20.00;", "2027-01-13", null],
    ["13/1/2027;kl. 18;kl 20;", "2027-01-13", null],
    ["onsdag 13. januar 2027;1800;2000;", "2027-01-13", null],
    ["2027-01-13T18:00;;20:00;", "2027-01-13", null],
    ["13.01.2027;18.00–20.00;;", "2027-01-13", null],
    ["13.01.2027;18-20;;hver tirsdag", "2027-01-13", { frequency: "WEEKLY", interval: 1, weekdays: ["TUESDAY"] }],
    ["13.01.2027;18;20;mandag og onsdag", "2027-01-13", { frequency: "WEEKLY", weekdays: ["MONDAY", "WEDNESDAY"] }],
    ["13.01.2027;18;20;annankvar veke: tysdag", "2027-01-13", { interval: 2, weekdays: ["TUESDAY"] }],
    ["13.01.2027;18;20;Every other Monday", "2027-01-13", { interval: 2, weekdays: ["MONDAY"] }],
    ["13.01.2027;18;20;tirsdager", "2027-01-13", { weekdays: ["TUESDAY"] }],
    [
      "13.01.2027;18;20;hverdager",
      "2027-01-13",
      { weekdays: ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"] },
    ],
    [
      "13.01.2027;18;20;første torsdag i måneden",
      "2027-01-13",
      { frequency: "MONTHLY", weekOfMonth: 1, weekdays: ["THURSDAY"] },
    ],
    [
      "13.01.2027;18;20;siste fredag hver 2. måned",
      "2027-01-13",
      { frequency: "MONTHLY", interval: 2, weekOfMonth: -1 },
    ],
    ["13.01.2027;18;20;hver dag", "2027-01-13", { frequency: "DAILY" }],
    ["13.01.2027;18;20;hver 3. uke", "2027-01-13", { frequency: "WEEKLY", interval: 3, weekdays: [] }],
  ])("%s", async (row, startsOn, repeats) => {
    const { draft, problems } = await one("Tittel;Dato;Starter;Slutter;Gjentas", `Tur;${row}`);
    expect(problems).toEqual([]);
    expect(draft?.schedules).toMatchObject([{ startsOn, startsAt: "18:00", endsAt: "20:00", repeats }]);
  });

  test.each([
    ["31.02.2027;18:00;20:00;", "schedules.0.startsOn", "NOT_A_DATE"],
    ["snart;18:00;20:00;", "schedules.0.startsOn", "NOT_A_DATE"],
    ["13.01.2027;kveld;20:00;", "schedules.0.startsAt", "NOT_A_TIME"],
    ["13.01.2027;18:00;;", "schedules.0.endsAt", "REQUIRED"],
    ["13.01.2027;18:00;18:00;", "schedules.0.endsAt", "NOT_AFTER_START"],
    ["13.01.2027;18:00;20:00;når det passer", "schedules.0.repeats", "NOT_A_RULE"],
  ])("%s is no time, and says which part", async (row, field, code) => {
    const read = await one("Tittel;Dato;Starter;Slutter;Gjentas", `Tur;${row}`);
    expect(read).toMatchObject({ draft: null, suggestion: "SKIP", problems: [{ field, code }] });
  });
});

describe("what is told of an activity", () => {
  const at = "13.01.2027;18;20";
  const head = "Tittel;Dato;Starter;Slutter";
  test.each<[string, string, object]>([
    ["Pris", "kr 1 500,50", { price: { amount: 150_050, per: "EACH_TIME" } }],
    ["Pris", "150,-", { price: { amount: 15_000, per: "EACH_TIME" } }],
    ["Pris", "Gratis", { price: { amount: 0, per: "EACH_TIME" } }],
    ["Kommune", "Trondheim", { municipality: { number: "5001" } }],
    ["Kommune", "Trondheim kommune", { municipality: { number: "5001" } }],
    ["Kommunenr", "301", { municipality: { number: "0301" } }],
    ["Kategori", "Leksehjelp", { category: { code: "HOMEWORK_HELP" } }],
    ["Norsknivå", "a2", { languageLevel: "A2" }],
    ["Alder fra", "10–15", { ageFrom: 10, ageTo: 15 }],
    ["Title", "Walk", { title: "Walk" }],
  ])("%s: %s", async (column, cell, draft) => {
    const read = await one(
      `${column};${head.replace(column === "Title" ? "Tittel;" : "", "")}`,
      `${cell};${column === "Title" ? "" : "Tur;"}${at}`,
    );
    expect(read.problems).toEqual([]);
    expect(read.draft).toMatchObject(draft);
  });

  test.each<[string, string, string, string]>([
    ["Kommune", "Herøy", "place.municipality", "SEVERAL_BY_THAT_NAME"],
    ["Kommune", "Atlantis", "place.municipality", "UNKNOWN_MUNICIPALITY"],
    ["Kategori", "Alkymi", "category", "UNKNOWN_CATEGORY"],
    ["Pris", "dyrt", "price.amount", "NOT_A_NUMBER"],
    ["Alder fra", "200", "ageFrom", "OUT_OF_RANGE"],
    ["Påmelding", "http://example.no", "signUpUrl", "INVALID_HTTPS_URL"],
    ["For hvem", "noen", "group", "UNKNOWN_WORD"],
    ["Beskrivelse", "Ring Amina, 412 34 567", "description", "PHONE"],
    ["Beskrivelse", "Skriv til kari@example.no", "description", "EMAIL"],
    ["Kort om", "a".repeat(201), "summary", "TOO_LONG"],
  ])("%s: %s cannot be, and the other rows can", async (column, cell, field, code) => {
    const { rows } = await preview("leader", redCross, `${head};${column}\nTur;${at};${cell}\nFest;${at};\n`, {
      defaults,
    });
    expect(rows).toMatchObject([
      { problems: [{ field, code }], draft: null, suggestion: "SKIP" },
      { problems: [], suggestion: "CREATE" },
    ]);
  });

  test("what a file does not say is said once for all of it, or is missing", async () => {
    const bare = await one(head, `Tur;${at}`, { defaults: {} });
    expect(bare.problems).toEqual([
      { field: "category", code: "REQUIRED" },
      { field: "place.name", code: "REQUIRED" },
      { field: "place.municipality", code: "REQUIRED" },
    ]);
    const filled = await one(head, `Tur;${at}`);
    expect(filled.draft).toMatchObject({ placeName: "Biblioteket", summary: "Tur" });
    expect(filled.warnings).toEqual([{ field: "summary", code: "TAKEN_FROM_TEXT" }]);
  });

  test("a cell is put right, and the row is as it should be", async () => {
    const corrections = [{ row: 1, column: "STARTS_ON", text: "14.01.2027" }];
    const { draft, problems } = await one(head, "Tur;31.02.2027;18;20", { corrections });
    expect(problems).toEqual([]);
    expect(draft?.schedules[0]?.startsOn).toBe("2027-01-14");
  });
});

describe("importing", () => {
  const file = (titles: readonly string[]): string =>
    [
      "Tittel;Dato;Starter;Slutter;Gjentas;Ekstern id",
      ...titles.map((title) => `${title};13.01.2027;18;20;hver onsdag;ekstern-${title}`),
    ].join("\n");
  const organiser = async (number: string): Promise<string> => {
    await given.organisations(registered(number, `LAGET ${number}`));
    await given.membership("member", number, "LEADER");
    return number;
  };
  const titlesOf = async (who: "member" | "volunteer", number: string, states: string[]): Promise<string[]> => {
    const { data } = await ask<{ activities: { nodes: { title: string }[] } }>(
      who,
      "query ($filter: ActivityFilter) { activities(filter: $filter, first: 100) { nodes { title } } }",
      { filter: { organiserId: `organisation:${number}`, states } },
      who === "member" ? { "samspill-acting-for": `organisation:${number}` } : {},
    );
    return data.activities.nodes.map(({ title }) => title);
  };

  test("drafts are the organiser's own, and what is published is everybody's", async () => {
    const number = await organiser("923609016");
    const drafts = await importing("member", number, file(["Tur", "Fest"]), allNew(2), { defaults });
    expect(drafts).toMatchObject({
      total: 2,
      done: 2,
      rows: [{ outcome: "CREATED", activity: { title: "Tur", state: "DRAFT" } }, {}],
    });
    expect(await titlesOf("member", number, ["DRAFT"])).toEqual(["Fest", "Tur"]);
    expect(await titlesOf("volunteer", number, ["DRAFT"])).toEqual([]);
    await importing("member", number, file(["Kor"]), allNew(1), { defaults, publish: true });
    expect(await titlesOf("volunteer", number, [])).toEqual(["Kor"]);
  });

  test("the same file again changes nothing, and a changed one what it says alone", async () => {
    const number = await organiser("971524960");
    const key = newKey();
    const first = await importing("member", number, file(["Tur", "Fest"]), allNew(2), { defaults }, key);
    expect(await importing("member", number, file(["Tur", "Fest"]), allNew(2), { defaults }, key)).toEqual(first);
    const again = await preview("member", number, file(["Tur", "Fest"]), { defaults });
    expect(again.rows).toMatchObject([
      { suggestion: "SKIP", matches: [{ kind: "SAME", isUnchanged: true }] },
      { suggestion: "SKIP", matches: [{ kind: "SAME", isUnchanged: true }] },
    ]);
    await expect(importing("member", number, file(["Tur"]), allNew(1), { defaults })).rejects.toMatchObject({
      extensions: { problems: [{ field: "rows.1", code: "ALREADY_HERE" }] },
    });
    const later = file(["Tur", "Fest"]).replace("hver onsdag", "hver torsdag");
    const { rows } = await preview("member", number, later, { defaults: { ...defaults, category: "MUSIC" } });
    expect(rows.map(({ suggestion }) => suggestion)).toEqual(["UPDATE", "SKIP"]);
    // What the file does not say stays as it is here.
    expect(rows[0]?.draft?.category.code).toBe("LANGUAGE_CAFE");
    const { activity } = rows[0]?.matches[0] ?? {};
    const choice = { row: 1, choice: "UPDATE", activityId: activity?.id, version: activity?.version };
    expect(await importing("member", number, later, [choice], { defaults })).toMatchObject({
      total: 1,
      rows: [{ row: 1, outcome: "UPDATED", activity: { id: activity?.id, version: 2 } }],
    });
    await expect(importing("member", number, later, [choice], { defaults })).rejects.toMatchObject({
      extensions: { problems: [{ field: "rows.1.version", code: "CHANGED_SINCE" }] },
    });
  });

  test("an update does not bring what a public body has published beside what the voluntary sector offers: no file says why", async () => {
    await given.activity(redCross, { category: "MUSIC", place: { name: "Huset", municipality: "5001" } });
    const id = await given.activity("K5001", { category: "READING", place: { name: "Huset", municipality: "5001" } });
    const choice = { row: 1, choice: "UPDATE", activityId: id, version: 2 };
    const asCategory = (category: string): string => `ID;Tittel;Kategori\n${id};Høytlesing;${category}\n`;
    await expect(importing("coordinator", "K5001", asCategory("MUSIC"), [choice])).rejects.toMatchObject({
      extensions: { problems: [{ field: "rows.1.category", code: "SAY_WHY" }] },
    });
    expect(await importing("coordinator", "K5001", asCategory("READING"), [choice])).toMatchObject({
      rows: [{ outcome: "UPDATED", activity: { title: "Høytlesing" } }],
    });
  });

  test("what looks like something that is there already is for a person to decide", async () => {
    const number = await organiser("974652277");
    await given.activity(number, { ...activityTold, title: "Språkkafé på biblioteket" });
    const like = "Tittel;Dato;Starter;Slutter;Gjentas\nSpråkkafé på biblioteket!;14.01.2027;18;20;hver torsdag\n";
    const { rows } = await preview("member", number, like, { defaults });
    expect(rows).toMatchObject([{ suggestion: "SKIP", matches: [{ kind: "LOOKS_LIKE" }] }]);
    expect(await importing("member", number, like, allNew(1), { defaults })).toMatchObject({ done: 1 });
  });

  test("a row that stands twice becomes one unless it is chosen, and one for each time becomes all of them", async () => {
    const number = await organiser("979363586");
    const twice =
      "Tittel;Dato;Starter;Slutter;Gjentas\n" +
      "Strikkekafé;12.01.2027;18;20;hver tirsdag\nSTRIKKEKAFÉ;19.01.2027;18;20;\nStrikkekafé;13.01.2027;18;20;\nStrikkekafé;20.01.2027;18;20;\n";
    const { rows } = await preview("member", number, twice, { defaults });
    expect(rows.map(({ suggestion }) => suggestion)).toEqual(["CREATE", "SKIP", "CREATE", "CREATE"]);
    expect(rows[1]?.warnings).toContainEqual({ field: "title", code: "LIKE_ROW_ABOVE" });
    expect(await importing("member", number, twice, allNew(4), { defaults })).toMatchObject({ done: 4 });
  });

  test("what another organiser has published from the same place is shown, and is skipped unless it is chosen", async () => {
    await organiser("971524960");
    await given.organisations(registered("975956689", "Ås bygdekvinnelag"));
    const source = { platform: "FRISKUS" as const, externalId: "arr-17" };
    const theirs = { ...activityTold, title: "Tur til Solemsvåttan", registeredAt: source };
    const id = await given.activity("975956689", theirs);
    const head = "Tittel;Dato;Starter;Slutter;Registrert først i;Ekstern id";
    const at = "13.01.2027;18;20";
    const feed = `${head}\nFjelltur;${at};Friskus;arr-17\nSykkeltur;${at};Friskus;arr-18\n`;
    const { rows } = await preview("member", "971524960", feed, { defaults });
    expect(rows).toMatchObject([
      {
        suggestion: "SKIP",
        problems: [],
        matches: [{ kind: "ELSEWHERE", activity: { id } }],
      },
      { suggestion: "CREATE", matches: [] },
    ]);
    const other = await preview("member", "971524960", feed.replaceAll("Friskus", "Nyby"), { defaults });
    expect(other.rows.flatMap(({ matches }) => matches)).toEqual([]);
    const update = [{ row: 1, choice: "UPDATE", activityId: id, version: 2 }];
    await expect(importing("member", "971524960", feed, update, { defaults })).rejects.toMatchObject({
      extensions: { problems: [{ field: "rows.1.activityId", code: "NOT_LIKE_THIS" }] },
    });
    expect(await importing("member", "971524960", feed, allNew(1), { defaults })).toMatchObject({ done: 1 });
  });

  test("a row that cannot be stops it all, and nothing is written", async () => {
    const number = await organiser("984661185");
    const half = `${file(["Tur"])}\nFest;31.02.2027;18;20;;\n`;
    await expect(importing("member", number, half, allNew(2), { defaults })).rejects.toMatchObject({
      message: "INVALID_INPUT",
      extensions: { problems: [{ field: "rows.2.schedules.0.startsOn", code: "NOT_A_DATE" }] },
    });
    expect(await titlesOf("member", number, ["DRAFT"])).toEqual([]);
    await expect(importing("member", number, half, [], { defaults })).rejects.toMatchObject({
      extensions: { problems: [{ field: "choices", code: "NOTHING_CHOSEN" }] },
    });
  });

  test("a public body publishes what does not compete, and says why for the rest first", async () => {
    await given.activity(redCross, { ...activityTold, category: "MUSIC", title: "Koret" });
    const text =
      "Tittel;Kategori;Dato;Starter;Slutter\nKommunens kor;MUSIC;13.01.2027;18;20\nSykurs;HOMEWORK_HELP;13.01.2027;18;20\n";
    const { rows } = await importing("coordinator", "K5001", text, allNew(2), { defaults, publish: true });
    expect(rows).toMatchObject([
      { awaitsReason: true, activity: { state: "DRAFT" } },
      { awaitsReason: false, activity: { state: "PUBLISHED" } },
    ]);
  });

  test("nobody imports in another's name, or out of reach", async () => {
    const row = file(["Tur"]);
    await expect(preview("leader", "971524960", row, { defaults })).rejects.toThrow("FORBIDDEN");
    await expect(importing("leader", "971524960", row, allNew(1), { defaults })).rejects.toThrow("FORBIDDEN");
    await expect(preview("leader", "000000000", row, { defaults })).rejects.toThrow("NOT_FOUND");
    const far = "Tittel;Kommune;Dato;Starter;Slutter\nHer;Trondheim;13.01.2027;18;20\nDer;Oslo;13.01.2027;18;20\n";
    const { rows } = await preview("coordinator", "K5001", far, { defaults });
    expect(rows.map(({ problems }) => problems)).toEqual([[], [{ field: "place.municipality", code: "OUT_OF_REACH" }]]);
  });
});
