import { expect, test } from "vitest";
import { actionsIn, assertState, type Lifecycle } from "#platform/lifecycle";
import { Refusal } from "#platform/refusal";

type State = "DRAFT" | "SENT" | "CLOSED";
const letter: Lifecycle<State, "EDIT" | "SEND" | "CLOSE"> = {
  EDIT: ["DRAFT"],
  SEND: ["DRAFT"],
  CLOSE: ["DRAFT", "SENT"],
};

const isAllowed = (action: "EDIT" | "SEND" | "CLOSE", state: State): boolean => {
  try {
    assertState(letter, action, state);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
};

test.each<[State, string[]]>([
  ["DRAFT", ["EDIT", "SEND", "CLOSE"]],
  ["SENT", ["CLOSE"]],
  ["CLOSED", []],
])("while %s, %j can be done: the table and the refusal agree", (state, possible) => {
  expect(actionsIn(letter, state)).toEqual(possible);
  for (const action of ["EDIT", "SEND", "CLOSE"] as const) {
    expect(isAllowed(action, state)).toBe(possible.includes(action));
  }
});

test("a refusal says what is possible instead", () => {
  expect(() => assertState(letter, "EDIT", "SENT")).toThrow(
    expect.objectContaining({ kind: "Conflict", code: "WRONG_STATE", details: { state: "SENT", possible: ["CLOSE"] } }),
  );
});
