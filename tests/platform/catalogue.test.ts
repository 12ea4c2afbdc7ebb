/** A catalogue is kept whole, however long its rows are, and nothing is left of what it was. */
import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { makeCatalogue } from "#platform/catalogue";
import { client, transact } from "#platform/table";
import { allItems } from "../registry/held.ts";

type Row = { readonly key: string; readonly text: string };
const anInstance = (partition = "LONG") =>
  makeCatalogue({
    partition,
    makeIndex: () => new Map<string, Row>(),
    fill: (index, rows: Row[]) => rows.forEach((row) => index.set(row.key, row)),
    take: (index, row) => index.set(row.key, row),
    rows: (index) => [...index.values()],
    pack: ({ key, text }): readonly [string, string] => [key, text],
    unpack: ([key, text]) => ({ key, text }),
  });

test("a thousand long rows are packed, and read by an instance that has seen none of them", async () => {
  // Chance cannot be compressed: as much as a catalogue could ever hold in so many rows.
  const rows = Array.from({ length: 1_000 }, (_, n): Row => ({
    key: `${n}`,
    text: randomBytes(600).toString("base64"),
  }));
  const writer = anInstance();
  await writer.read(new Date());
  writer.takeRows(rows);
  expect(await writer.pack(new Date(), "FIRST")).toBe(1_000);
  expect([...(await anInstance().read(new Date())).values()]).toEqual(rows);
});

/** What is about to be written is looked at first. */
const meeting = async (look: (written: string) => Promise<void> | void, act: () => Promise<unknown>) => {
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName === "TransactWriteItemsCommand") await look(JSON.stringify(args.input));
        return next(args);
      },
    { step: "initialize", name: "met" },
  );
  try {
    await act();
  } finally {
    client.middlewareStack.remove("met");
  }
};

const generationsIn = async (partition: string): Promise<Set<unknown>> =>
  new Set(
    (await allItems())
      .filter((one) => one["_et"] === "CatalogueChunk" && one["catalogue"] === partition)
      .map((one) => one["generation"]),
  );
const one: Row = { key: "1", text: "Et navn" };

test("what a packing leaves that is stopped before it has swept, the next one sweeps", async () => {
  const packer = anInstance("STOPPED");
  await packer.read(new Date());
  packer.takeRows([one]);
  await packer.pack(new Date(), "FIRST");
  const stopped = meeting(
    (written) => {
      if (written.includes('"Delete"')) throw new Error("The lights went out.");
    },
    () => packer.pack(new Date(), "SECOND"),
  );
  await expect(stopped).rejects.toThrow("The lights went out.");
  expect(await generationsIn("STOPPED")).toEqual(new Set(["FIRST", "SECOND"]));
  await packer.pack(new Date(), "THIRD");
  expect(await generationsIn("STOPPED")).toEqual(new Set(["THIRD"]));
  expect([...(await anInstance("STOPPED").read(new Date())).values()]).toEqual([one]);
});

test("of two that pack at once one is refused, and the next one sweeps what it has left", async () => {
  const [slow, fast] = [anInstance("RACED"), anInstance("RACED")];
  for (const packer of [slow, fast]) {
    await packer.read(new Date());
    packer.takeRows([one]);
  }
  let isHeld = false;
  const race = meeting(
    async (written) => {
      if (isHeld || !written.includes('"HEAD"')) return;
      isHeld = true;
      await fast.pack(new Date(), "FAST");
    },
    () => slow.pack(new Date(), "SLOW"),
  );
  await expect(race).rejects.toThrow("ConditionalCheckFailed");
  // What the loser had written is gone already, or goes with the next.
  await fast.pack(new Date(), "NEXT");
  expect(await generationsIn("RACED")).toEqual(new Set(["NEXT"]));
  expect([...(await anInstance("RACED").read(new Date())).values()]).toEqual([one]);
});

test("two that are erased at once are both gone: who comes second looks again", async () => {
  const writer = anInstance("ERASED");
  await writer.read(new Date());
  writer.takeRows([one, { ...one, key: "2" }]);
  await writer.pack(new Date(), "FIRST");
  const [first, second] = [await writer.eraseRows("1"), await writer.eraseRows("2")];
  await transact(first);
  await expect(transact(second)).rejects.toThrow("ConditionalCheckFailed");
  await transact(await writer.eraseRows("2"));
  expect([...(await anInstance("ERASED").read(new Date())).values()]).toEqual([]);
});
