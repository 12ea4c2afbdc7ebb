/** Commands are carried out whole or not at all, and once: over the real database, disturbed where it says so. */
import { randomUUID } from "node:crypto";
import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { afterEach, describe, expect, test } from "vitest";
import { commit, once, type Plan } from "#platform/commit";
import type { Actor } from "#platform/actor";
import { entriesOf } from "#platform/audit";
import { type Context, makeContext } from "#platform/context";
import { Refusal } from "#platform/refusal";
import { type Change, client, Entity, get, item, number, put, query, string, table } from "#platform/table";

/** What these tests change: bookings of a room. */
const bookings = new Entity({
  name: "TestBooking",
  table,
  timestamps: false,
  schema: item({ room: string().key(), id: string().key().savedAs("sk"), by: string(), seats: number() }),
  computeKey: ({ room, id }: { room: string; id: string }) => ({ pk: `ROOM#${room}`, sk: id }),
});

const person = (subject: string): Actor => ({
  kind: "Person",
  subject,
  ref: subject,
  name: subject,
  memberships: [],
  acting: undefined,
});
const kari = person("kari");

const contextOf = (actor: Actor, now?: () => Date): Context => makeContext(actor, randomUUID(), now);

const book = (room: string, id: string, by = "kari"): Change =>
  put(
    bookings,
    { room, id, by, seats: 1 },
    { attr: "id", exists: false },
    (asItWas) => new Refusal("Conflict", "TAKEN", "That is taken.", { by: asItWas?.["by"] }),
  );

const audit = (subject: string) => ({ subject, action: "seat.booked" as const, fields: { seats: 1 } });

const inRoom = (room: string) => query(bookings, { partition: `ROOM#${room}` });

test("what a partner's supplier does stands under both their numbers", async () => {
  const partner = { kind: "Partner", name: "Kalenderen", consumer: "942110464", scopes: [], bodyKey: "K5001" } as const;
  const quota = { perMinute: 1, perDay: 1 };
  for (const [room, supplier] of [
    ["p1", undefined],
    ["p2", "974760673"],
  ] as const)
    await commit(contextOf({ ...partner, supplier, quota }), {
      changes: [book(room, "1")],
      audit: audit(`room:${room}`),
    });
  const [[own], [delegated]] = await Promise.all([entriesOf("room:p1", 1), entriesOf("room:p2", 1)]);
  expect([own?.actor, delegated?.actor]).toEqual(["partner:942110464", "partner:942110464:974760673"]);
});

/** Stands between us and the database: each transaction goes through `disturb`, which may let it go or not. */
type Disturb = (send: () => Promise<unknown>, token: unknown) => Promise<unknown>;
const disturbing = (disturb: Disturb): void => {
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName !== "TransactWriteItemsCommand") return next(args);
        const token = "ClientRequestToken" in args.input ? args.input.ClientRequestToken : undefined;
        return (await disturb(() => next(args), token)) as Awaited<ReturnType<typeof next>>;
      },
    { step: "initialize", name: "disturb", override: true },
  );
};
afterEach(() => client.middlewareStack.remove("disturb"));

const cancelled = (...codes: string[]): Error =>
  new TransactionCanceledException({
    message: "Transaction cancelled",
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

describe("a condition that fails", () => {
  test("is the change's own refusal, told from the item as it was, and nothing is written", async () => {
    const room = randomUUID();
    await commit(contextOf(kari), { changes: [book(room, "9", "ola")], audit: audit(room) });
    const attempt = commit(contextOf(kari), {
      changes: [book(room, "8"), book(room, "9"), book(room, "10")],
      events: [{ type: "room.booked", subject: room, data: {} }],
      audit: audit(room),
    });
    await expect(attempt).rejects.toMatchObject({ kind: "Conflict", code: "TAKEN", details: { by: "ola" } });
    expect((await inRoom(room)).map(({ id, by }) => [id, by])).toEqual([["9", "ola"]]);
  });

  test("is not tried again", async () => {
    const room = randomUUID();
    await commit(contextOf(kari), { changes: [book(room, "9")], audit: audit(room) });
    let tries = 0;
    disturbing((send) => {
      tries++;
      return send();
    });
    await expect(commit(contextOf(kari), { changes: [book(room, "9")], audit: audit(room) })).rejects.toThrow(Refusal);
    expect(tries).toBe(1);
  });
});

describe("a conflict with another", () => {
  test.each(["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"])(
    "(%s) is tried again, with the same token, and then done once",
    async (code) => {
      const room = randomUUID();
      const tokens: unknown[] = [];
      disturbing((send, token) => {
        tokens.push(token);
        if (tokens.length <= 3) throw cancelled("None", code, "None");
        return send();
      });
      await commit(contextOf(kari), { changes: [book(room, "9")], audit: audit(room) });
      expect(tokens).toHaveLength(4);
      expect(new Set(tokens).size).toBe(1);
      expect(tokens[0]).toMatch(/^[0-9A-Z]{26}$/);
      expect(await inRoom(room)).toHaveLength(1);
    },
  );

  test("that does not pass is given up with BUSY, and nothing is written", async () => {
    const room = randomUUID();
    let tries = 0;
    disturbing(() => {
      tries++;
      throw cancelled("TransactionConflict", "None");
    });
    await expect(commit(contextOf(kari), { changes: [book(room, "9")], audit: audit(room) })).rejects.toMatchObject({
      kind: "TooMany",
      code: "BUSY",
    });
    expect(tries).toBeGreaterThanOrEqual(3);
    expect(tries).toBeLessThanOrEqual(16);
    expect(await inRoom(room)).toEqual([]);
  });

  test("is lost cleanly where many change the same: each is written once, and the audit trail is whole", async () => {
    const room = randomUUID();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, (_, n) =>
        commit(contextOf(kari), { changes: [book(room, String(n))], audit: audit(randomUUID()) }),
      ),
    );
    const done = outcomes.filter(({ status }) => status === "fulfilled").length;
    expect(done).toBeGreaterThan(0);
    expect(await inRoom(room)).toHaveLength(done);
  });
});

test.each([
  ["a timeout", { name: "TimeoutError" }],
  ["a line that was cut", { code: "ECONNRESET" }],
  ["a server error", { name: "InternalServerError", $metadata: { httpStatusCode: 500 } }],
  ["a gateway that gave up", { name: "RequestTimeout", $metadata: { httpStatusCode: 408 } }],
])("an answer that is lost on the way (%s) is not done twice", async (_, signs) => {
  const room = randomUUID();
  let tries = 0;
  disturbing(async (send) => {
    const answer = await send();
    if (++tries === 1) throw Object.assign(new Error("The answer never came."), signs);
    return answer;
  });
  // A second transaction of its own would find the booking taken, by ourselves.
  await commit(contextOf(kari), { changes: [book(room, "9")], audit: audit(room) });
  expect(tries).toBe(2);
  expect(await inRoom(room)).toHaveLength(1);
});

test("what is a fault of ours is neither tried again nor hidden", async () => {
  let tries = 0;
  disturbing(() => {
    tries++;
    throw cancelled("ValidationError", "TransactionConflict");
  });
  const attempt = commit(contextOf(kari), { changes: [book(randomUUID(), "9")], audit: audit(randomUUID()) });
  await expect(attempt).rejects.toMatchObject({ name: "TransactionCanceledException" });
  expect(tries).toBe(1);
});

describe("once", () => {
  /** Books a seat under a new id each time it is carried out, so that every effect shows. */
  const bookOnce = (ctx: Context, room: string, key: string, payload: unknown = { room }, operation = "book") =>
    once(ctx, operation, key, payload, async (): Promise<Plan<string>> => {
      const id = ctx.newId();
      return { changes: [book(room, id)], audit: audit(room), answer: id };
    });

  test("the same key and payload give the first answer, and one effect", async () => {
    const [room, key] = [randomUUID(), randomUUID()];
    const first = await bookOnce(contextOf(kari), room, key);
    expect(await bookOnce(contextOf(kari), room, key)).toBe(first);
    expect((await inRoom(room)).map(({ id }) => id)).toEqual([first]);
  });

  test("another payload under the same key is refused, and has no effect", async () => {
    const [room, key] = [randomUUID(), randomUUID()];
    await bookOnce(contextOf(kari), room, key);
    await expect(bookOnce(contextOf(kari), room, key, { room, more: true })).rejects.toMatchObject({
      kind: "Conflict",
      code: "IDEMPOTENCY_KEY_REUSED",
    });
    expect(await inRoom(room)).toHaveLength(1);
  });

  test("another actor's key, and another operation's, is another key", async () => {
    const [room, key] = [randomUUID(), randomUUID()];
    const answers = [
      await bookOnce(contextOf(kari), room, key),
      await bookOnce(contextOf(person("ola")), room, key),
      await bookOnce(contextOf({ kind: "System", name: "kari" }), room, key),
      await bookOnce(contextOf(kari), room, key, { room }, "bookAgain"),
    ];
    expect(new Set(answers).size).toBe(4);
    expect(await inRoom(room)).toHaveLength(4);
  });

  test("what was refused is not remembered: the same key may be tried again", async () => {
    const [room, key] = [randomUUID(), randomUUID()];
    const refusing = once(contextOf(kari), "book", key, { room }, () => {
      throw new Refusal("Conflict", "CLOSED", "Closed today.");
    });
    await expect(refusing).rejects.toMatchObject({ code: "CLOSED" });
    await commit(contextOf(kari), { changes: [book(room, "9")], audit: audit(room) });
    const taken = once(contextOf(kari), "book", key, { room }, async () => ({
      changes: [book(room, "9")],
      audit: audit(room),
      answer: "9",
    }));
    await expect(taken).rejects.toMatchObject({ code: "TAKEN" });
    expect(await bookOnce(contextOf(kari), room, key)).toMatch(/^[0-9A-Z]{26}$/);
    expect(await inRoom(room)).toHaveLength(2);
  });

  test("a key is remembered for thirty days, and not longer", async () => {
    const [room, key] = [randomUUID(), randomUUID()];
    const start = new Date("2026-01-15T12:00:00Z");
    const after = (days: number) => () => new Date(start.getTime() + days * 86_400_000);
    const first = await bookOnce(contextOf(kari, after(0)), room, key);
    expect(await bookOnce(contextOf(kari, after(29.9)), room, key)).toBe(first);
    expect(await bookOnce(contextOf(kari, after(30.1)), room, key)).not.toBe(first);
    expect(await inRoom(room)).toHaveLength(2);
  });

  test.each(["", "short", "x".repeat(101), "with space in it", "æøå-æøå-æøå", "line\nline1234"])(
    "«%s» is no key",
    async (key) => {
      await expect(bookOnce(contextOf(kari), randomUUID(), key)).rejects.toMatchObject({
        kind: "Invalid",
        code: "INVALID_IDEMPOTENCY_KEY",
      });
    },
  );

  test("fifty tries at once have one effect and one answer", async () => {
    const [room, key] = [randomUUID(), randomUUID()];
    const answers = await Promise.all(Array.from({ length: 50 }, () => bookOnce(contextOf(kari), room, key)));
    expect(new Set(answers).size).toBe(1);
    expect((await inRoom(room)).map(({ id }) => id)).toEqual([answers[0]]);
  });

  test("where one that only looks first has more than one", async () => {
    const room = randomUUID();
    const done = { room: `${room}-done`, id: "-" };
    const bookNaively = async (ctx: Context): Promise<void> => {
      if ((await get(bookings, done)) !== undefined) return;
      const remember = put(
        bookings,
        { ...done, by: "kari", seats: 1 },
        undefined,
        () => new Refusal("Conflict", "X", ""),
      );
      await commit(ctx, { changes: [book(room, ctx.newId()), remember], audit: audit(randomUUID()) });
    };
    await Promise.allSettled(Array.from({ length: 50 }, () => bookNaively(contextOf(kari))));
    expect((await inRoom(room)).length).toBeGreaterThan(1);
  });
});
