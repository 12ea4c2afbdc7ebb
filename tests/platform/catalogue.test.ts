/** A catalogue whose rows are long is kept whole: no chunk of it is larger than an item of the table may be. */
import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { makeCatalogue } from "#platform/catalogue";

type Row = { readonly key: string; readonly text: string };
const anInstance = () =>
  makeCatalogue({
    partition: "LONG",
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
