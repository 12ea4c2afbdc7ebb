/**
 * Where the processor time of one operation goes, by package: the API from its sources, watched by V8's own profiler while
 * the database answers from another process. Arguments: the operation's name, and how often it is asked.
 */
import { Session } from "node:inspector/promises";
import { handler } from "#handlers/graphql/index";
import { requestOf } from "./event.ts";
import { operations } from "./operations.ts";

/** Who a file belongs to, by its path. */
const owners = [
  ["SDK", /node_modules\/(@aws-sdk|@smithy|@aws\/|@aws-crypto)/],
  ["mapper", /node_modules\/(dynamodb-toolbox)/],
  ["GraphQL", /node_modules\/(@apollo|graphql|@graphql-tools|@escape\.tech|graphql-query-complexity)/],
  [
    "our own code",
    /\/functions\/|\/schema\/generated\/|node_modules\/(dataloader|jose|zod|ulid|@aws-lambda-powertools|minisearch)/,
  ],
] as const;
type Owner = (typeof owners)[number][0] | "Node: sockets and streams" | "garbage collection" | "other";

export type Division = {
  readonly name: string;
  readonly milliseconds: number;
  readonly shares: readonly { readonly owner: Owner; readonly milliseconds: number }[];
};

const [name = "", asked = "0"] = process.argv.slice(2);
const operation = operations.find((one) => one.name === name);
if (!operation) throw new Error(`There is no operation ${name}.`);
const event = requestOf(operation.document, operation.variables(0, undefined), process.env);
const many = async (times: number): Promise<void> => {
  for (let n = 0; n < times; n++) await handler(event);
};

await many(Number(asked));
const session = new Session();
session.connect();
await session.post("Profiler.enable");
await session.post("Profiler.setSamplingInterval", { interval: 200 });
await session.post("Profiler.start");
const begun = process.cpuUsage();
await many(Number(asked));
const { user, system } = process.cpuUsage(begun);
const { profile } = await session.post("Profiler.stop");
session.disconnect();

const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
const parents = new Map(profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));

/** What Node and V8 do is done for the nearest of the others that called it. */
const ownerOf = (id: number): Owner | "idle" => {
  const self = nodes.get(id)?.callFrame;
  if (self?.functionName === "(idle)") return "idle";
  if (self?.functionName === "(garbage collector)") return "garbage collection";
  for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
    const url = nodes.get(at)?.callFrame.url ?? "";
    const owner = owners.find(([, path]) => path.test(url))?.[0];
    if (owner) return owner;
  }
  for (let at: number | undefined = id; at !== undefined; at = parents.get(at))
    if (nodes.get(at)?.callFrame.url.startsWith("node:")) return "Node: sockets and streams";
  return "other";
};

const counts = new Map<Owner, number>();
for (const id of profile.samples ?? []) {
  const owner = ownerOf(id);
  if (owner !== "idle") counts.set(owner, (counts.get(owner) ?? 0) + 1);
}
const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
const milliseconds = (user + system) / 1000 / Number(asked);
process.send?.({
  name,
  milliseconds,
  shares: [...counts]
    .map(([owner, count]) => ({ owner, milliseconds: (milliseconds * count) / total }))
    .toSorted((a, b) => b.milliseconds - a.milliseconds),
} satisfies Division);
process.disconnect?.();
