/**
 * Marked words, such as the detector of personal data lets through, in everything that people can write in every change: done,
 * refused and gone wrong. They come to where they are kept, and to no log, event, error, key or trail of a person. What is told of
 * activities goes out in files, reports, calendars and public pages; what was told of persons, and addresses, in none of them. The
 * access log's line is held by the tests of the stages.
 */
import {
  buildSchema,
  getNamedType,
  getNullableType,
  type GraphQLInputType,
  isInputObjectType,
  isListType,
} from "graphql";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { sdl } from "#schema/sdl";

/** All that is logged, from the lowest level on: set before the log is loaded, which the imports below do. */
process.env["AWS_LAMBDA_LOG_LEVEL"] = "TRACE";
const logged: string[] = [];
for (const stream of [process.stdout, process.stderr])
  vi.spyOn(stream, "write").mockImplementation((text) => {
    logged.push(String(text));
    return true;
  });
afterAll(() => vi.restoreAllMocks());

const { activityTold, ask: asks, askWith, given, newKey, requestEvent, tokenOf } = await import("#world");
const { client } = await import("#platform/table");
const { commit } = await import("#platform/commit");
const { systemContext } = await import("#platform/context");
const { log } = await import("#platform/log");
const { handler: calendarAt } = await import("#handlers/calendar");
const { handler: pageAt } = await import("#handlers/noticeboard");
const { hear } = await import("../reports/tagged.ts");
const { allItems } = await import("../registry/held.ts");
const { documentOf, entryOf, everythingStored, layGround, mutationNames } = await import("../world/mutations.ts");

beforeAll(layGround);

const mark = "kanarigul";
const isMarked = (value: unknown): boolean => (JSON.stringify(value) ?? "").toLowerCase().includes(mark);

let lines = 0;
/** Whatever people write freely, each as it may look: no line is another's, so that it is known again wherever it comes. */
const marked: Readonly<Record<string, () => string>> = {
  Line: () => `${mark} linje ${++lines}.`,
  Text: () => `${mark} tekst\nmed to linjer`,
  // At an address where everything may be posted.
  HttpsUrl: () => `https://${mark}.frivillig.no/${mark}`,
  // An address is invited once.
  EmailAddress: () => `${mark}.${newKey()}@example.no`,
};

const schema = buildSchema(sdl);
const argumentsOf = (name: string) => schema.getMutationType()?.getFields()[name]?.args ?? [];

/** Words of our own in a field of free text: another would be refused before anything is done. */
const ownWords = new Set(["scopes"]);

/** Where another field says which one of them may be told: a contact window with CHAT has an address. */
const told: Readonly<Record<string, string>> = { ContactWindowInput: "chatUrl" };

type Marks = { readonly of: (scalar: string, field: string) => unknown; readonly paths: string[] };

/** A value with marks in place of what people write, in fields that were left out as well. */
const withMarks = (type: GraphQLInputType, value: unknown, field: string, marks: Marks): unknown => {
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const inner = nullable.ofType as GraphQLInputType;
    if (isInputObjectType(getNullableType(inner)))
      return Array.isArray(value) ? value.map((one: unknown) => withMarks(inner, one, field, marks)) : value;
    const one = withMarks(inner, undefined, field, marks);
    return one === undefined ? value : [one];
  }
  if (isInputObjectType(nullable)) {
    const parts = Object.values(nullable.getFields()).flatMap((inner) => {
      const current: unknown = Reflect.get(Object(value), inner.name);
      const isTold = (told[nullable.name] ?? inner.name) === inner.name;
      const made = isTold ? withMarks(inner.type, current, inner.name, marks) : current;
      return made === undefined ? [] : [[inner.name, made] as const];
    });
    return parts.length > 0 ? Object.fromEntries(parts) : value;
  }
  const made = marks.of(getNamedType(type).name, field);
  if (made === undefined) return value;
  marks.paths.push(field);
  return made;
};

const variablesWith = (name: string, variables: Readonly<Record<string, unknown>>, of: Marks["of"]) => {
  const paths: string[] = [];
  const made = Object.fromEntries(
    argumentsOf(name)
      .filter((argument) => argument.name !== "idempotencyKey")
      .map((argument) => [
        argument.name,
        withMarks(argument.type, variables[argument.name], argument.name, { of, paths }),
      ]),
  );
  return { made, paths };
};

/** In what is written, and nothing else. */
const inTexts: Marks["of"] = (scalar, field) => (ownWords.has(field) ? undefined : marked[scalar]?.());
/** In words that are not ours, and in what should lead to something. */
const astray: Marks["of"] = (scalar) => (scalar === "ID" ? `organisation:${mark}` : marked[scalar]?.());

/** The month that is over, as reports name it. */
const lastMonth = new Date(Date.now() - new Date().getUTCDate() * 86_400_000).toISOString().slice(0, 7);

type Answer = { readonly code: string | undefined; readonly errors: unknown };
const answers: Answer[] = [];
type Made = { readonly made: object; readonly says?: Record<string, string> | undefined };
const ask = async (who: Parameters<typeof tokenOf>[0] | undefined, name: string, { made, says }: Made, key: string) => {
  const variables = { ...made, idempotencyKey: key };
  const { code, errors } = await askWith(who && tokenOf(who), documentOf(name), variables, says);
  answers.push({ code, errors });
  return code;
};

/** Where marks have come that they should not. */
const leaks = async (): Promise<string[]> => {
  const stored = await everythingStored();
  const of = (kind: string) => stored(kind).filter(isMarked);
  return [
    ...logged.filter(isMarked).map(() => "log"),
    ...answers.filter(({ errors }) => isMarked(errors)).map(({ code }) => `error ${code}`),
    ...of("Event").map(({ type }) => `event ${String(type)}`),
    // What was done to activities, organisations, partners and venues is told with what was written.
    ...of("Audit")
      .filter(({ action }) => !/^(activity|organisation|partner|venue)\./.test(String(action)))
      .map(({ action }) => `trail ${String(action)}`),
    // That an address was written is told, and not which.
    ...of("Audit")
      .filter((entry) => /kanarigul[\w.-]*@/i.test(JSON.stringify(entry)))
      .map(({ action }) => `address in ${String(action)}`),
    ...of("Idempotency")
      .filter(({ answer }) => !String(answer).includes('"orgNumber"'))
      .map(() => "idempotency"),
    ...(await allItems()).flatMap(({ pk, sk }) => (isMarked([pk, sk]) ? [`key ${pk}`] : [])),
  ];
};

/** Breaks every transaction with an error that quotes what was to be written, as the SDK's own do. */
const whileBroken = async (act: () => Promise<unknown>): Promise<void> => {
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName !== "TransactWriteItemsCommand") return next(args);
        throw new Error(`One of these values is not valid: ${JSON.stringify(args.input)}`);
      },
    { step: "initialize", name: "breaking" },
  );
  try {
    await act();
  } finally {
    client.middlewareStack.remove("breaking");
  }
};

it.each(mutationNames)("%s, done, refused and gone wrong, tells nobody what was written", async (name) => {
  const { who, lay } = entryOf(name);
  const laid = async () => {
    const { variables, says } = await lay(who[0]);
    return { made: variablesWith(name, variables, inTexts).made, says };
  };
  const [first, second] = [await laid(), await laid()];
  const key = `${mark}-${newKey()}`;
  expect(await ask(who[0], name, first, key)).toBeUndefined();
  await ask(who[0], name, first, `${mark}-${newKey()}`);
  await ask(who[0], name, second, key);
  await ask(who[0], name, { ...second, made: variablesWith(name, second.made, astray).made }, newKey());
  await ask(undefined, name, { made: second.made }, newKey());
  await ask("auditor", name, { made: second.made }, newKey());
  const third = await laid();
  await whileBroken(() => ask(who[0], name, third, newKey()));
  expect(answers.at(-1)?.code).toBe("INTERNAL_SERVER_ERROR");
  expect(await leaks()).toEqual([]);
});

it("has written in every free text, and been refused in many ways", async () => {
  const texts = mutationNames.flatMap((name) => variablesWith(name, {}, inTexts).paths);
  expect(texts.length).toBeGreaterThan(15);
  const stored = await everythingStored();
  for (const kind of ["Organisation", "Partner", "Person", "Invitation", "Mail", "MembershipRequest"])
    expect([kind, stored(kind).some(isMarked)]).toEqual([kind, true]);
  const codes = new Set(answers.map(({ code }) => code));
  for (const code of ["UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND", "INVALID_INPUT", "VERSION_CONFLICT"])
    expect([...codes]).toContain(code);
  expect([...codes]).toContain("IDEMPOTENCY_KEY_REUSED");
  for (const code of ["REQUEST_REFUSED", "UNEXPECTED_ERROR"]) expect(logged.join("")).toContain(code);
});

/** What the server gives out of its own accord or to take away, each by what it is. */
const givenOut = async (organiserKeys: readonly string[], activityKeys: readonly string[]) => {
  const { data } = await asks<{ activitiesFile: { text: string }; report: { csv: string; pdf: string } }>(
    "coordinator",
    `{ activitiesFile(filter: { municipalities: ["1120"] }) { text }
       report(id: "report:${lastMonth}:K5001") { csv pdf } }`,
  );
  const { category } = activityTold;
  const { elements } = await hear(Buffer.from(data.report.pdf, "base64"));
  const open = async (handler: typeof pageAt, rawPath: string): Promise<readonly [string, string]> => {
    const { statusCode, body } = await handler({ ...requestEvent(undefined, { method: "GET" }), rawPath });
    expect([rawPath, statusCode]).toEqual([rawPath, 200]);
    // Calendars fold their lines.
    return [rawPath, String(body).replaceAll("\r\n ", "")];
  };
  const calendars = [
    "municipality/1120",
    `municipality/1120/${category}`,
    `category/${category}`,
    ...organiserKeys.map((key) => `organiser/${key}`),
    ...activityKeys.map((key) => `activity/${key}`),
  ];
  const pages = ["nb", "nb/1120-klepp", "nb/1120-klepp/plakat", ...activityKeys.map((key) => `nb/aktivitet/${key}`)];
  return new Map([
    ["file", data.activitiesFile.text],
    ["report as a table", data.report.csv],
    ["report as a document", elements.map(({ text }) => text).join("\n")],
    ...(await Promise.all(calendars.map((path) => open(calendarAt, `/calendar/${path}.ics`)))),
    ...(await Promise.all(pages.map((path) => open(pageAt, `/aktiviteter/${path}`)))),
  ]);
};

it("gives out what is told of activities, and nothing of persons: no name, address or id", async () => {
  const stored = await everythingStored();
  const valuesOf = (kind: string, ...names: string[]) =>
    stored(kind).flatMap((item) =>
      names
        .map((name) => item[name])
        .filter((one) => one !== undefined)
        .map(String),
    );
  const ofPersons = new Set([
    ...valuesOf("Person", "name", "ref", "subject"),
    ...valuesOf("Member", "name", "ref", "subject"),
    ...valuesOf("MembershipRequest", "name", "ref", "subject", "answerEmail"),
    ...valuesOf("Invitation", "email"),
    ...valuesOf("Mail", "to"),
  ]);
  expect([...ofPersons].filter((one) => one.startsWith(mark)).length).toBeGreaterThan(2);
  // Somebody's own group, with an address, has published what was written freely too.
  const group = stored("Organisation").find(({ body }) => /"source":"MANUAL".*"email":"kanarigul/.test(String(body)));
  const organisers = ["K5001", String(group?.["key"])];
  const title = "Kanarigul kafé";
  // In a place of their own, so that they are on its first page.
  const place = { name: `${mark} hus`, municipality: "1120" };
  const published = { ...activityTold, title, summary: `${mark} kort`, description: `${mark} lang`, place };
  const activities = await Promise.all(organisers.map((key) => given.activity(key, published)));
  await given.reports(lastMonth, "K5001");
  const found = await givenOut(
    organisers,
    activities.map((id) => id.replace("activity:", "")),
  );
  for (const [where, text] of found) {
    expect([where, [...ofPersons].filter((one) => text.includes(one))]).toEqual([where, []]);
    expect([where, /kanarigul[\w.-]*@/i.exec(text)?.[0]]).toEqual([where, undefined]);
  }
  // What is searched is what people get, and not an empty page.
  const telling = [...found].filter(([, text]) => text.includes(title)).map(([where]) => where);
  expect(telling).toEqual([...found.keys()].filter((where) => !/^report|\/nb$/.test(where)));
});

it("finds a mark that has leaked, wherever that is", async () => {
  log.info("MAIL_SENT", { subject: mark });
  answers.push({ code: "PLANTED", errors: [{ message: `«${mark}» is taken.` }] });
  const ctx = systemContext("planting");
  await commit(ctx, {
    changes: [],
    events: [{ type: "note.planted", subject: "x", data: { note: mark } }],
    audit: { subject: "person:x", action: "person.planted", fields: { name: mark } },
  });
  await commit(ctx, { changes: [], audit: { subject: `person:${mark}`, action: "organisation.planted", fields: {} } });
  expect(new Set(await leaks())).toEqual(
    new Set(["log", "error PLANTED", "event note.planted", "trail person.planted", `key AUDIT#person:${mark}`]),
  );
});
