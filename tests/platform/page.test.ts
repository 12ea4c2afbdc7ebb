import { describe, expect, test } from "vitest";
import { connection, cursorOf, type ListIdentity, pageRequest } from "#platform/page";

const list: ListIdentity = ["organisations", { municipalities: ["5001"] }, "NAME_ASC"];
const position = ["rode kors tromso", "864139442"];
const cursor = cursorOf(list, position);
const badCursor = expect.objectContaining({ kind: "Invalid", code: "BAD_CURSOR" });

test("a cursor leads back to its position in its list", () => {
  expect(pageRequest(list, { first: 10, after: cursor })).toEqual({ first: 10, after: position });
});

test("a cursor tells nothing apart when it is made again", () => {
  expect(cursorOf(list, position)).toBe(cursor);
});

test("no byte of a cursor can be changed", () => {
  const bytes = Buffer.from(cursor, "base64url");
  expect(bytes.length).toBeGreaterThan(16 + 20);
  for (let at = 0; at < bytes.length; at++)
    for (const bit of [1, 2, 4, 8, 16, 32, 64, 128]) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(at) ^ bit, at);
      expect(() => pageRequest(list, { after: changed.toString("base64url") })).toThrow(badCursor);
    }
});

test("no character of a cursor can be changed, left out or added", () => {
  for (let at = 0; at < cursor.length; at++) {
    const other = cursor[at] === "A" ? "B" : "A";
    for (const changed of [
      cursor.slice(0, at) + other + cursor.slice(at + 1),
      cursor.slice(0, at) + cursor.slice(at + 1),
      `${cursor.slice(0, at)}${other}${cursor.slice(at)}`,
      cursor.slice(0, at),
    ])
      expect(() => pageRequest(list, { after: changed }), changed).toThrow(badCursor);
  }
  for (const changed of [`${cursor}=`, `${cursor}\n`, ` ${cursor}`, "null", "[]", "æøå"])
    expect(() => pageRequest(list, { after: changed }), changed).toThrow(badCursor);
});

describe("a cursor fits no other list", () => {
  test.each<[string, ListIdentity]>([
    ["another list", ["municipalities", { municipalities: ["5001"] }, "NAME_ASC"]],
    ["another filter", ["organisations", { municipalities: ["5006"] }, "NAME_ASC"]],
    ["no filter", ["organisations", {}, "NAME_ASC"]],
    ["another order", ["organisations", { municipalities: ["5001"] }, "NAME_DESC"]],
    ["another reader", [...list, "person:b"]],
    ["a shorter name", ["organisations", { municipalities: ["5001"] }]],
  ])("%s", (_, other) => {
    expect(() => pageRequest(other, { after: cursor })).toThrow(badCursor);
  });
});

test.each([
  [undefined, 25],
  [null, 25],
  [0, 0],
  [1, 1],
  [100, 100],
  [101, 100],
  [2 ** 31 - 1, 100],
])("first %s gives at most %s", (first, given) => {
  expect(pageRequest(list, { first }).first).toBe(given);
});

test("a negative page is refused", () => {
  expect(() => pageRequest(list, { first: -1 })).toThrow(
    expect.objectContaining({ kind: "Invalid", code: "BAD_PAGE_SIZE" }),
  );
});

test("a connection's cursors are its nodes' own, and its ends are theirs", () => {
  const page = { nodes: ["a", "b", "c"], positions: [["1"], ["2"], ["3"]], more: true };
  const made = connection(list, page, { first: 3, after: ["0"] });
  expect(made.edges().map(({ node, cursor: own }) => [node, own()])).toEqual(
    ["1", "2", "3"].map((at, n) => [page.nodes[n], cursorOf(list, [at])]),
  );
  expect(made.pageInfo.startCursor()).toBe(cursorOf(list, ["1"]));
  expect(made.pageInfo.endCursor()).toBe(cursorOf(list, ["3"]));
  expect([made.pageInfo.hasNextPage, made.pageInfo.hasPreviousPage]).toEqual([true, true]);
});

test("an empty page has no ends", () => {
  const made = connection(list, { nodes: [], positions: [], more: false }, { first: 3, after: undefined });
  expect([made.edges(), made.pageInfo.startCursor(), made.pageInfo.endCursor()]).toEqual([[], null, null]);
  expect([made.pageInfo.hasNextPage, made.pageInfo.hasPreviousPage]).toEqual([false, false]);
});
