import { expect, test } from "vitest";
import { actionsIn, assertState, type Lifecycle } from "#platform/lifecycle";
import { Refusal } from "#platform/refusal";

type State = "DRAFT" | "SENT" | "CLOSED";
const letter: Lifecycle<State, "EDIT" | "SEND" | "CLOSE"> = {
  EDIT: ["DRAFT"],
  SEND: ["DRAFT"],
  CLOSE: ["DRAFT", "SENT"],
};

test.each<[State, string[]]>([
  ["DRAFT", ["EDIT", "SEND", "CLOSE"]],
  ["SENT", ["CLOSE"]],
  ["CLOSED", []],
])("while %s, %j can be done: the table and the refusal agree", (state, possible) => {
  expect(actionsIn(letter, state)).toEqual(possible);
  for (const action of ["EDIT", "SEND", "CLOSE"] as const) {
    const attempt = (): void => assertState(letter, action, state);
    if (possible.includes(action)) expect(attempt).not.toThrow();
    else expect(attempt).toThrow(Refusal);
  }
});

test("a refusal says what is possible instead", () => {
  expect(() => assertState(letter, "EDIT", "SENT")).toThrow(
    expect.objectContaining({ kind: "Conflict", code: "WRONG_STATE", details: { state: "SENT", possible: ["CLOSE"] } }),
  );
});
