/**
 * Marked words, such as the detector of personal data lets through, in everything that people can write in every change: done,
 * refused and gone wrong. They come to where they are kept, and to no log, event, error, key or trail of a person. There is no
 * export on the server, and the access log's line is held by the tests of the stages.
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

const { askWith, newKey, tokenOf } = await import("#world");
const { client } = await import("#platform/table");
const { commit } = await import("#platform/commit");
const { systemContext } = await import("#platform/context");
const { log } = await import("#platform/log");
const { allItems } = await import("../registry/held.ts");
const { documentOf, entryOf, everythingStored, layGround, mutationNames } = await import("../world/mutations.ts");

beforeAll(layGround);

const mark = "kanarigul";
const isMarked = (value: unknown): boolean => (JSON.stringify(value) ?? "").toLowerCase().includes(mark);

/** Whatever people write freely, each as it may look. */
const marked: Readonly<Record<string, () => string>> = {
  Line: () => `${mark} linje`,
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
      const given: unknown = Reflect.get(Object(value), inner.name);
      const isTold = (told[nullable.name] ?? inner.name) === inner.name;
      const made = isTold ? withMarks(inner.type, given, inner.name, marks) : given;
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
