/** More ask than fit in a page or in five hundred: the oldest of them are decided first, wherever they are. */
import { beforeAll, expect, it } from "vitest";
import { commit } from "#platform/commit";
import { systemContext } from "#platform/context";
import { given, registered } from "#world";
import { getBody } from "../../functions/modules/people/parties.ts";
import type { Request } from "../../functions/modules/people/person.ts";
import { putRequest } from "../../functions/modules/people/requestStore.ts";
import { asks } from "./asking.ts";

const ctx = systemContext("given");
/** In Trondheim, the crowded one first by its number. */
const [crowded, quiet] = ["864139442", "974760673"] as const;
const hour = 3_600_000;
const now = Date.now();

const requestTo = (bodyKey: string, n: number, hoursAgo: number, expiresIn = 24 * hour): Request => ({
  bodyKey,
  subject: `subject-${bodyKey}-${n}`,
  ref: ctx.newId(),
  name: `Spørrer ${n}`,
  role: "LEADER",
  requestedAt: new Date(now - hoursAgo * hour).toISOString(),
  state: "WAITING",
  expiresAt: Math.floor((now + expiresIn) / 1000),
});

const write = async (requests: readonly Request[]): Promise<void> => {
  for (let n = 0; n < requests.length; n += 40) {
    const some = requests.slice(n, n + 40);
    const changes = await Promise.all(
      some.map(async (one) => putRequest(await getBody(ctx, one.bodyKey), one, ctx.now())),
    );
    await commit(ctx, { changes: changes.flat(), audit: { subject: "requests", action: "world.given", fields: {} } });
  }
};

beforeAll(async () => {
  await given.referenceBodies();
  await given.organisations(registered(crowded, "NIDAROS KOR"), registered(quiet, "ÅSVANG VEL"));
  await given.membership("auditor", "987879696", "AUDITOR");
  await given.membership("coordinator", "K5001", "COORDINATOR");
  await given.membership("leader", quiet, "LEADER");
  await given.membership("hub", crowded, "LEADER");
  await write([
    ...Array.from({ length: 505 }, (_, n) => requestTo(crowded, n, 2)),
    // They have run out, and the table has not taken them away yet.
    ...Array.from({ length: 505 }, (_, n) => requestTo(crowded, 1_000 + n, 800, -hour)),
    requestTo(quiet, 2_000, 48),
  ]);
});

type Page = {
  membershipRequests: {
    nodes: { name: string; body: { name: string } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string };
  };
};

const pageFor = async (who: "auditor" | "coordinator" | "hub" | "leader", first: number, after?: string) => {
  const { data } = await asks(
    who,
    `query ($first: Int, $after: String) { membershipRequests(first: $first, after: $after) {
      nodes { name body { name } } pageInfo { hasNextPage endCursor } } }`,
    { first, after },
  );
  return (data as Page).membershipRequests;
};

it("shows who administers a body those who wait for it, however many wait for others", async () => {
  const { nodes, pageInfo } = await pageFor("leader", 10);
  expect(nodes).toEqual([{ name: "Spørrer 2000", body: { name: "ÅSVANG VEL" } }]);
  expect(pageInfo.hasNextPage).toBe(false);
});

it("shows an auditor the oldest first, and all of them", async () => {
  const seen = new Set<string>();
  const first = await pageFor("auditor", 1);
  expect(first.nodes).toEqual([{ name: "Spørrer 2000", body: { name: "ÅSVANG VEL" } }]);
  let page = first;
  for (;;) {
    for (const { name } of page.nodes) seen.add(name);
    if (!page.pageInfo.hasNextPage) break;
    page = await pageFor("auditor", 100, page.pageInfo.endCursor);
  }
  expect(seen.size).toBe(506);
});

it("shows a municipality none that others decide", async () => {
  expect((await pageFor("coordinator", 10)).nodes).toEqual([]);
  expect((await pageFor("hub", 100)).nodes).toHaveLength(100);
});
