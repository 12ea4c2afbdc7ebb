/** What is published by an organiser that is closed, deleted or bankrupt: hidden at once, and shown again by who stands for it. */
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { handler as notice } from "#handlers/noticeboard";
import { ask, given, newKey, registered, requestEvent } from "#world";
import { orgNumbers } from "../orgNumbers.ts";
import { done, does, look } from "../organisations/doing.ts";
import { begunAnew, stopAt } from "../world/killed.ts";
import { everythingStored } from "../world/mutations.ts";
import { handOnNewsOf } from "../world/news.ts";

const numbers = orgNumbers(38_000_000);
const fresh = async (): Promise<string> => {
  const number = numbers.next().value ?? "";
  await given.organisations(registered(number, `KORET ${number}`));
  return number;
};
/** The registers tell that it is so with an organisation from now on. */
const becomes = (number: string, status: "ACTIVE" | "BANKRUPT" | "DELETED"): Promise<void> =>
  given.organisations(registered(number, `KORET ${number}`, { status }));

type Seen = { readonly version: number; readonly state: string; readonly hiddenBecause: string | null };
const seen = async (id: string, who: "coordinator" | "volunteer" = "coordinator"): Promise<Seen | null> => {
  const { data } = await ask<{ activity: Seen | null }>(
    who,
    "query ($id: ID!) { activity(id: $id) { version state hiddenBecause } }",
    { id },
  );
  return data.activity;
};
const page = async (id: string): Promise<number | undefined> => {
  const rawPath = `/aktiviteter/nb/aktivitet/${id.replace("activity:", "")}`;
  return (await notice({ ...requestEvent(undefined, { method: "GET" }), rawPath })).statusCode;
};
const act = async (name: "confirmActivity" | "publishActivity", id: string): Promise<string> => {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const { code } = await ask(
    "coordinator",
    `mutation ($input: ${type}!, $key: ID!) { ${name}(input: $input, idempotencyKey: $key) { activity { id } } }`,
    { input: { activityId: id, version: (await seen(id))?.version }, key: newKey() },
  );
  return code ?? "done";
};

beforeAll(async () => {
  await given.administrator();
  await given.referenceBodies();
  await given.membership("coordinator", "K5001", "COORDINATOR");
});
afterEach(begunAnew);

describe("an organiser that is no more", () => {
  test("is deleted from the registers: what it published is hidden at once, why is told, and nobody confirms it", async () => {
    const number = await fresh();
    const [id, venue] = [await given.activity(number), await given.venue(number)];
    expect([await page(id), (await seen(id))?.state]).toEqual([200, "PUBLISHED"]);
    await becomes(number, "DELETED");
    await handOnNewsOf(number);
    expect(await seen(id)).toMatchObject({ state: "HIDDEN", hiddenBecause: "ORGANISER_CLOSED" });
    expect([await seen(id, "volunteer"), await page(id)]).toEqual([null, 404]);
    expect(await act("confirmActivity", id)).toBe("ORGANISER_GONE");
    // Nobody would answer who asks for its premises.
    const { data } = await ask("coordinator", "query ($id: ID!) { venue(id: $id) { state } }", { id: venue });
    expect(data).toEqual({ venue: { state: "PAUSED" } });
    const noted = (await everythingStored())("Audit").filter(({ subject }) => subject === id);
    expect(noted.at(-1)).toMatchObject({ action: "activity.withdrawn", actor: "system:followOrganisation" });
    expect(JSON.stringify(noted.at(-1))).toContain("ORGANISER_CLOSED");
  });

  test("is bankrupt: hidden, and shown again when it is over and somebody says that it is so", async () => {
    const number = await fresh();
    const [id, other] = [await given.activity(number), await given.activity(number)];
    await becomes(number, "BANKRUPT");
    await handOnNewsOf(number);
    expect(await seen(id)).toMatchObject({ state: "HIDDEN", hiddenBecause: "ORGANISER_BANKRUPT" });
    expect(await act("confirmActivity", other)).toBe("ORGANISER_GONE");
    await becomes(number, "ACTIVE");
    // What is told late is asked anew: the organiser is back.
    await handOnNewsOf(number);
    expect(await act("confirmActivity", id)).toBe("done");
    expect(await seen(id, "volunteer")).toMatchObject({ state: "PUBLISHED", hiddenBecause: null });
    await handOnNewsOf(number);
    expect(await seen(id)).toMatchObject({ state: "PUBLISHED" });
  });

  test("was written here, and is closed here", async () => {
    const made = await done(does.createOrganisation("coordinator"));
    const key = made.id.replace("organisation:", "");
    const id = await given.activity(key);
    const { version = 0 } = (await look("coordinator", made.id)) ?? {};
    await done(does.closeOrganisation("coordinator", { id: made.id, version }));
    await handOnNewsOf(key);
    expect(await seen(id)).toMatchObject({ state: "HIDDEN", hiddenBecause: "ORGANISER_CLOSED" });
  });

  test.each([
    [1, false],
    [1, true],
    [2, false],
    [2, true],
  ])("killed in the %i. transaction (which was done: %s) and told again, all is hidden, once", async (n, isDone) => {
    const number = await fresh();
    const ids: string[] = [];
    for (let made = 0; made < 26; made++) ids.push(await given.activity(number));
    await becomes(number, "DELETED");
    stopAt(n, isDone);
    await expect(handOnNewsOf(number)).rejects.toThrow("The function was killed.");
    begunAnew();
    await handOnNewsOf(number);
    await handOnNewsOf(number);
    const stored = await everythingStored();
    const about = new Set(ids);
    expect(new Set(await Promise.all(ids.map(async (id) => (await seen(id))?.state)))).toEqual(new Set(["HIDDEN"]));
    const noted = stored("Audit").filter(
      ({ subject, action }) => about.has(String(subject)) && action === "activity.withdrawn",
    );
    expect(noted).toHaveLength(ids.length);
  });
});
