import { afterAll, beforeAll, expect, it } from "vitest";
import { syncRegistry } from "#modules/registry";
import { systemContext } from "#platform/context";
import { type Registers, startRegisters } from "../../infra/local/registers/index.ts";
import { allItems, organisationsIn } from "./held.ts";
import { clientsOf, sync, unhurried } from "./syncing.ts";

let registers: Registers;
beforeAll(async () => {
  registers = await startRegisters({ size: { units: 300, voluntary: 150 }, refuseEvery: 0 });
});
afterAll(() => registers.stop());

type Request = Parameters<typeof syncRegistry>[1];

const requestsOf = (path: string): number => registers.stats().requests[`/frivillighetsregisteret/api${path}`] ?? 0;

it("a run that has no time at all is handed on call by call, and does all in the end, once", async () => {
  const asked: Request[] = [{ kind: "FULL" }];
  const runs: Awaited<ReturnType<typeof syncRegistry>>[] = [];
  // Each call writes a single chunk at the least; a run goes round at most so often.
  while (asked.length > 0 && runs.length < 14) {
    const pace = {
      ...unhurried,
      mayBegin: () => false,
      mayGoOn: () => false,
      handOn: async (request: Request) => void asked.push(request),
    };
    runs.push(await syncRegistry(systemContext("test"), asked.shift() as Request, clientsOf(registers), pace));
  }
  const states = runs.map(({ state }) => state);
  expect(states.slice(0, -1).every((state) => state === "RUNNING")).toBe(true);
  expect(states.at(-1)).toBe("FINISHED");
  expect(states.length).toBeGreaterThan(5);
  const organisations = [...organisationsIn(await allItems()).values()];
  expect(organisations).toHaveLength(runs.at(-1)?.tally.added ?? 0);
  expect(organisations.filter(({ version }) => version > 1)).toEqual([]);
  // The walk is read once, though its records are used by a later call.
  expect(requestsOf("/frivillige-organisasjoner")).toBe(2);
}, 180_000);

it("of two runs at once, one is refused plainly, and the other is not disturbed", async () => {
  const slow = { ...unhurried, leaseMs: 1_000 };
  const outcomes = await Promise.allSettled([
    sync(registers, "FULL", { pace: slow }),
    sync(registers, "WALK", { pace: slow }),
    sync(registers, "FULL", { pace: slow }),
  ]);
  const refused = outcomes.filter((outcome) => outcome.status === "rejected");
  expect(refused).toHaveLength(2);
  for (const { reason } of refused) expect(reason).toMatchObject({ kind: "Conflict", code: "SYNC_UNDER_WAY" });
});

it("a run that fails says why, and the next of its kind goes on with it", async () => {
  const gone = { ...registers, enhetsregisteretUrl: `${registers.enhetsregisteretUrl}/elsewhere` };
  await expect(sync(gone, "FULL")).rejects.toMatchObject({ code: "REGISTER_REFUSED" });
  const latest = async () => {
    const runs = (await allItems()).filter(({ sk }) => sk.startsWith("RUN#")).sort((a, b) => (a.sk < b.sk ? 1 : -1));
    return { count: runs.length, body: JSON.parse(String(runs[0]?.["body"])) as { state: string; errorCode?: string } };
  };
  const failed = await latest();
  expect(failed.body).toMatchObject({ state: "FAILED", errorCode: "REGISTER_REFUSED" });
  expect(await sync(registers, "FULL")).toMatchObject({ state: "FINISHED", errorCode: null, added: 0 });
  expect((await latest()).count).toBe(failed.count);
});

it("who has been taken over writes nothing more", async () => {
  let takeOver: (() => Promise<unknown>) | undefined = async () => {
    takeOver = undefined;
    // Dead to the world: its lease stands still, so another takes it, and the run with it.
    await sync(registers, "FULL", { pace: { ...unhurried, leaseMs: 200 } });
  };
  const clients = clientsOf(registers);
  const overtaken = syncRegistry(
    systemContext("test"),
    { kind: "FULL" },
    {
      ...clients,
      voluntary: {
        ...clients.voluntary,
        async *walkVoluntary(after?: string) {
          await takeOver?.();
          yield* clients.voluntary.walkVoluntary(after);
        },
      },
    },
    { ...unhurried, leaseMs: 3_600_000 },
  );
  await expect(overtaken).rejects.toMatchObject({ code: "SYNC_OVERTAKEN" });
}, 180_000);
