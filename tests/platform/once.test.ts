import { expect, it } from "vitest";
import { once } from "#platform/commit";
import { systemContext } from "#platform/context";
import { Refusal } from "#platform/refusal";
import { newKey } from "#world";

const ctx = systemContext("clerk");
const said = (answer: string) => ({
  changes: [],
  audit: { subject: "thing:said", action: "thing.said" as const, fields: {} },
  answer,
});
const refused = new Refusal("Conflict", "SAID_ALREADY", "That has been said.");

it("answers what the first try did, when a rule that it now breaks stops the second one's plan", async () => {
  const key = newKey();
  const second = once(ctx, "say", key, "hello", async () => {
    // The first comes in between the second's look for an earlier answer and its plan.
    await once(ctx, "say", key, "hello", async () => said("the first"));
    throw refused;
  });
  expect(await second).toBe("the first");
});

it("refuses what breaks a rule that nobody with the same key has broken", async () => {
  const rejected = once(ctx, "say", newKey(), "hello", () => Promise.reject(refused));
  await expect(rejected).rejects.toBe(refused);
});
