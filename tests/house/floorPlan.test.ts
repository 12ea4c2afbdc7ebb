/** Who may import whom: the floor plan and the doors of functions/README.md, read from it and held here. */
import { describe, expect, test } from "vitest";
import { environmentReads, type Import, importsOf, ownCode, readSource, type Source } from "./sources.ts";

/** Floor of each room, from the table in the plan. */
const floorsIn = (plan: string): Map<string, number> =>
  new Map(
    [...plan.matchAll(/^\| (\d+) +\|([^|]+)\|/gm)].flatMap(([, floor, rooms = ""]) =>
      [...rooms.matchAll(/`(\w+)`/g)].map(([, room = ""]) => [room, Number(floor)] as const),
    ),
  );

/** The room of a file of `functions`; undefined for all others. */
const roomOf = (path: string): string | undefined =>
  /^functions\/modules\/([^/]+)\//.exec(path)?.[1] ?? /^functions\/(\w+)\//.exec(path)?.[1];

/** A sentence for each breach. */
type Check = (imports: readonly Import[]) => string[];

const tell = ({ from, specifier }: Import, rule: string): string => `${from} imports ${specifier}: ${rule}`;

/** Rule 1. */
const importsGoDown =
  (floors: ReadonlyMap<string, number>): Check =>
  (imports) =>
    imports.flatMap((one) => {
      const [here, there] = [roomOf(one.from), roomOf(one.to)];
      if (here === undefined || there === undefined || here === there) return [];
      const [from, to] = [floors.get(here), floors.get(there)];
      if (from === undefined || to === undefined) return [tell(one, "one of the rooms is on no floor of the plan.")];
      return to < from ? [] : [tell(one, `from floor ${from} to floor ${to} is not down.`)];
    });

/** Rule 2: another room by its door and its alias, one's own by relative paths. */
const roomsAreEnteredByTheirDoor: Check = (imports) =>
  imports.flatMap((one) => {
    const [here, there] = [roomOf(one.from), roomOf(one.to)];
    // Generated code is typed by what modules hold, and tests may look behind every door.
    if (there === undefined || /^(schema\/generated|tests)\//.test(one.from)) return [];
    const isModule = one.to.startsWith("functions/modules/");
    if (here === there) return one.specifier.startsWith("#") && isModule ? [tell(one, "that is this very room.")] : [];
    if (isModule && !/^functions\/modules\/\w+\/(index\.ts|data\/[\w-]+\.json)$/.test(one.to))
      return [tell(one, "a module is entered by its index alone.")];
    if (here !== undefined && one.specifier.startsWith(".")) return [tell(one, "other rooms go by their alias.")];
    return [];
  });

/** Floor 0: npm and itself, no subject and no generated code. */
const theGroundKnowsNoSubject: Check = (imports) =>
  imports
    .filter(
      ({ from, to }) => from.startsWith("functions/platform/") && /^(functions\/(?!platform\/)|schema\/)/.test(to),
    )
    .map((one) => tell(one, "the ground knows no subject."));

/** Rule 4: what only one file of `functions` may import. */
const onlyImporters: readonly (readonly [RegExp, string])[] = [
  [
    /^(@aws-sdk\/(client-dynamodb|lib-dynamodb|util-dynamodb)|@smithy\/core|dynamodb-toolbox)(\/|$)/,
    "functions/platform/table.ts",
  ],
  [/^@aws-sdk\/client-eventbridge$/, "functions/platform/bus.ts"],
  [/^@aws-sdk\/client-lambda$/, "functions/platform/handOn.ts"],
  [/^@aws-sdk\/client-s3$/, "functions/platform/vault.ts"],
  [/^@aws-sdk\/client-sesv2$/, "functions/platform/mail.ts"],
  [/^@aws-lambda-powertools\//, "functions/platform/log.ts"],
  [/^(@apollo|@escape\.tech|@as-integrations)\//, "functions/handlers/graphql/"],
  // No other service of AWS has a door yet.
  [/^@aws-sdk\//, "nobody"],
];

const oneImporterEach: Check = (imports) =>
  imports.flatMap((one) => {
    const [, importer] = onlyImporters.find(([thing]) => thing.test(one.to)) ?? [];
    if (importer === undefined || !one.from.startsWith("functions/") || one.from.startsWith(importer)) return [];
    return [tell(one, `that is for ${importer}.`)];
  });

/** Rule 5: what each part of the house may read of the others; `tests` read anything. */
const mayRead: Readonly<Record<string, RegExp>> = {
  functions: /^(functions\/|schema\/generated\/)/,
  // Generated resolvers are typed by what ground and modules hold.
  schema: /^(schema\/|functions\/(platform\/\w+|modules\/\w+\/\w+)\.ts$)/,
  admin: /^(admin\/|schema\/generated\/operations\.ts$)/,
  infra: /^(infra\/|functions\/platform\/tableShape\.ts$)/,
  // The laptop's registers are drawn on real municipalities, and its demonstration comes in by the modules' doors.
  "infra/local":
    /^(infra\/|functions\/platform\/(tableShape|actor|context)\.ts$|functions\/modules\/\w+\/(index\.ts|data\/[\w-]+\.json)$|schema\/generated\/resolvers\.ts$)/,
};

const partOf = (path: string): string => (path.startsWith("infra/local/") ? "infra/local" : (path.split("/")[0] ?? ""));

const partsKeepToThemselves: Check = (imports) =>
  imports.flatMap((one) => {
    const allowed = mayRead[partOf(one.from)];
    const isOurs = /^(functions|schema|admin|infra|tests)\//.test(one.to) || one.to.startsWith("..");
    return isOurs && allowed !== undefined && !allowed.test(one.to) ? [tell(one, "that is none of its business.")] : [];
  });

/** `process.env` is read in one place of what runs in the cloud, and nowhere in the browser. */
const theEnvironmentIsReadOnce = (sources: readonly Source[]): string[] =>
  sources
    .filter(({ path }) => /^(functions|admin)\//.test(path) && path !== "functions/platform/env.ts")
    .filter((source) => environmentReads(source) > 0)
    .map(({ path }) => `${path} reads process.env: that is for functions/platform/env.ts.`);

/** The service acts as itself in its jobs alone: whoever asks the API is somebody, and no module makes itself more than who asks. */
const nobodyComesInAsTheService = (sources: readonly Source[]): string[] =>
  sources
    .filter(({ path }) => /^functions\/(modules|handlers\/graphql)\//.test(path))
    .filter(({ text }) => /\bsystemContext\b|\bkind: "System"/.test(text))
    .map(({ path }) => `${path} acts as the service itself: that is for jobs.`);

const code = ownCode();
const imports = code.flatMap(importsOf);
const floors = floorsIn(readSource("functions/README.md").text);

const planted = (from: string, specifier: string): Import[] =>
  importsOf({ path: from, text: `import { x } from "${specifier}";` });

test("enough was read to say anything", () => {
  const rooms = new Set(code.map(({ path }) => roomOf(path)).filter((room) => room !== undefined));
  expect([...rooms].filter((room) => !floors.has(room))).toEqual([]);
  expect(floors.get("platform")).toBe(0);
  expect(floors.size).toBeGreaterThanOrEqual(6);
  expect(code.length).toBeGreaterThan(120);
  expect(imports.filter(({ from, to }) => from.startsWith("functions/") && to.startsWith("functions/")).length) //
    .toBeGreaterThan(150);
  expect(imports.filter(({ from }) => from.startsWith("admin/")).length).toBeGreaterThan(80);
  // Aliases and relative paths lead to files that are there.
  const paths = new Set(code.map(({ path }) => path));
  const astray = imports.filter(({ to }) => /^(functions|infra|admin|tests)\/.*\.tsx?$/.test(to) && !paths.has(to));
  expect(astray).toEqual([]);
});

test("every way to import is seen", () => {
  const text = `
    import a from "./a.ts"; import type { B } from "./b.ts"; export { c } from "./c.ts"; export * from "./d.ts";
    import "./e.ts"; const f = await import("./f.ts"); type G = import("./g.ts").G; export type { H } from "./h.ts";`;
  expect(importsOf({ path: "functions/platform/x.ts", text }).map(({ to }) => to)).toEqual(
    "abcdefgh".split("").map((letter) => `functions/platform/${letter}.ts`),
  );
});

describe.each<[string, Check, [string, string][]]>([
  [
    "imports go down",
    importsGoDown(floors),
    [
      ["functions/modules/places/store.ts", "#modules/organisations"],
      ["functions/platform/table.ts", "#modules/people"],
      ["functions/modules/organisations/store.ts", "#handlers/graphql/index"],
      ["functions/modules/organisations/store.ts", "../people/index.ts"],
      ["functions/modules/attic/index.ts", "#platform/table"],
    ],
  ],
  [
    "rooms are entered by their door",
    roomsAreEnteredByTheirDoor,
    [
      ["functions/modules/organisations/store.ts", "../people/index.ts"],
      ["functions/modules/organisations/store.ts", "../../platform/table.ts"],
      ["functions/handlers/publishOutbox.ts", "../modules/people/store.ts"],
      ["functions/modules/people/store.ts", "#modules/people"],
      ["infra/local/start.ts", "../../functions/modules/people/store.ts"],
    ],
  ],
  [
    "the ground knows no subject",
    theGroundKnowsNoSubject,
    [
      ["functions/platform/table.ts", "#schema/resolvers"],
      ["functions/platform/table.ts", "../modules/places/places.ts"],
    ],
  ],
  [
    "one importer each",
    oneImporterEach,
    [
      ["functions/modules/places/store.ts", "@aws-sdk/client-dynamodb"],
      ["functions/platform/page.ts", "@aws-sdk/lib-dynamodb"],
      ["functions/modules/places/store.ts", "dynamodb-toolbox/table/actions/query"],
      ["functions/platform/events.ts", "@aws-sdk/client-eventbridge"],
      ["functions/platform/events.ts", "@aws-sdk/client-lambda"],
      ["functions/handlers/graphql/index.ts", "@aws-lambda-powertools/logger"],
      ["functions/platform/context.ts", "@apollo/server"],
      ["functions/platform/table.ts", "@aws-sdk/client-sqs"],
      ["functions/platform/events.ts", "@aws-sdk/client-s3"],
    ],
  ],
  [
    "parts keep to themselves",
    partsKeepToThemselves,
    [
      ["functions/platform/env.ts", "../../infra/stage.ts"],
      ["functions/modules/places/places.ts", "../../../tests/world/index.ts"],
      ["functions/platform/env.ts", "#world"],
      ["functions/platform/env.ts", "../../schema/generate.ts"],
      ["functions/platform/env.ts", "../../../elsewhere/file.ts"],
      ["admin/App.tsx", "#modules/organisations"],
      ["admin/App.tsx", "../schema/generated/resolvers.ts"],
      ["infra/app.ts", "../functions/platform/actor.ts"],
      ["infra/local/start.ts", "../../admin/routes.ts"],
      ["infra/local/start.ts", "../../tests/world/index.ts"],
      ["schema/generate.ts", "../infra/stage.ts"],
    ],
  ],
])("%s", (_, check, breaches) => {
  test("in this house", () => expect(check(imports)).toEqual([]));
  test.each(breaches)("and not where %s imports %s", (from, specifier) => {
    expect(check(planted(from, specifier))).toHaveLength(1);
  });
});

describe("the environment is read once", () => {
  test("in this house", () => expect(theEnvironmentIsReadOnce(code)).toEqual([]));
  test.each([
    ["functions/platform/bus.ts", "const name = process.env.NAME;"],
    ["functions/modules/places/places.ts", 'const { NAME } = process["env"];'],
    ["admin/App.tsx", "const name = process.env['NAME'];"],
  ])("and not where %s has %s", (path, text) => {
    expect(theEnvironmentIsReadOnce([{ path, text }])).toHaveLength(1);
  });
});

describe("nobody comes in as the service itself", () => {
  test("in this house", () => expect(nobodyComesInAsTheService(code)).toEqual([]));
  test.each([
    ["functions/handlers/graphql/index.ts", 'const ctx = systemContext("graphql");'],
    ["functions/modules/people/members.ts", 'grant({ ...ctx, actor: { kind: "System", name: "people" } });'],
  ])("and not where %s has %s", (path, text) => {
    expect(nobodyComesInAsTheService([{ path, text }])).toHaveLength(1);
  });
});
