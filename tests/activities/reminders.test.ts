/** Asking organisers whether what they arrange is still so: by letter, answered by its link without signing in. */
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { handler as remindOrganisers } from "#handlers/remindOrganisers";
import { activityTold, ask, given, newKey, registered } from "#world";
import { openPostOffice, type Sent } from "../people/postOffice.ts";

const office = await openPostOffice();
afterAll(office.close);

/** Writes nynorsk, has an address; writes bokmål, has an address; has none. */
const [choir, club, quiet] = ["864139442", "971278374", "970531438"] as const;

const began = new Date("2026-11-02T09:00:00Z");
const after = (days: number): Date => new Date(began.getTime() + days * 86_400_000);
const at = (now: Date): void => void vi.useFakeTimers({ toFake: ["Date"], now });

const twoTitles = ["Song for alle", "Song for barn"];
const soloTitle = "Turn for voksne";

beforeAll(async () => {
  await given.referenceBodies();
  await given.organisations(
    registered(choir, "VOLDA KOR", { email: "styret@voldakor.example", writtenNorm: "NYNORSK" }),
    registered(club, "BYÅSEN TURN", { email: "post@turn.example" }),
    registered(quiet, "STILLE LAG"),
  );
  at(began);
  for (const title of twoTitles) await given.activity(choir, { title });
  await given.activity(club, { title: soloTitle });
  await given.activity(quiet, { title: "Ingen får vite det" });
  vi.useRealTimers();
});
afterEach(() => void vi.useRealTimers());

/** What arrives when the job runs then. */
const arriving = async (now: Date): Promise<readonly Sent[]> => {
  at(now);
  await remindOrganisers();
  const before = office.sent.length;
  return (await office.deliver()).slice(before);
};
const linksIn = ({ text }: Sent): string[] =>
  [...text.matchAll(/\/bekreft\/([\w-]{43})\n/g)].map(([, one]) => one ?? "");

const shown = async (secret: string) => {
  const { data, code } = await ask<{ confirmation: null | { title: string; isConfirmed: boolean; state: string } }>(
    undefined,
    `query ($secret: ID!) { confirmation(secret: $secret) { title organiserName placeName times(language: "nn") state isConfirmed confirmedAt hiddenFrom } }`,
    { secret },
  );
  expect(code).toBeUndefined();
  return data.confirmation;
};
const confirmBy = (secret: string) =>
  ask(
    undefined,
    "mutation ($input: ConfirmByLinkInput!, $key: ID!) { confirmByLink(input: $input, idempotencyKey: $key) { confirmation { isConfirmed state } } }",
    { input: { secret }, key: newKey() },
  );

test("an organiser is asked once when half a year has passed, of all at once and in its own written norm", async () => {
  expect(await arriving(after(179))).toEqual([]);
  const letters = await arriving(after(180));
  expect(letters.map(({ to, subject }) => [to, subject])).toEqual(
    expect.arrayContaining([
      ["styret@voldakor.example", expect.stringMatching(/^Stemmer dette framleis\? «Song for (alle|barn)» \(\+1\)$/)],
      ["post@turn.example", `Stemmer dette fortsatt? «${soloTitle}»`],
    ]),
  );
  expect(letters).toHaveLength(2);
  for (const title of twoTitles)
    expect(letters.find(({ to }) => to.includes("kor"))?.text).toContain(`${title} – Biblioteket, Trondheim`);
  expect(await arriving(after(181))).toEqual([]);

  const [secret = ""] = linksIn(letters.find(({ to }) => to.includes("turn")) as Sent);
  expect(await shown(secret)).toEqual({
    title: soloTitle,
    organiserName: "BYÅSEN TURN",
    placeName: "Biblioteket",
    times: [expect.stringContaining("torsdag")],
    state: "TO_BE_CONFIRMED",
    isConfirmed: false,
    confirmedAt: began.toISOString(),
    hiddenFrom: after(365).toISOString(),
  });
  // To look is not to answer, however often a mail program follows the link.
  expect((await shown(secret))?.isConfirmed).toBe(false);

  const answered = await confirmBy(secret);
  expect(answered.data).toEqual({ confirmByLink: { confirmation: { isConfirmed: true, state: "PUBLISHED" } } });
  expect(await shown(secret)).toMatchObject({ isConfirmed: true, confirmedAt: after(181).toISOString() });
  expect((await confirmBy(secret)).code).toBe("ALREADY_CONFIRMED");
});

test("who did not answer is asked once more, two weeks before it is hidden, and can still say so when it is", async () => {
  expect(await arriving(after(350))).toEqual([]);
  const [letter, ...others] = await arriving(after(352));
  expect(others).toEqual([]);
  expect([letter?.to, letter?.subject]).toEqual([
    "styret@voldakor.example",
    expect.stringMatching(/^Blir snart ikkje lenger vist: /),
  ]);
  const [first = "", second = ""] = linksIn(letter as Sent);
  at(after(370));
  expect(await shown(first)).toMatchObject({ state: "HIDDEN", isConfirmed: false });
  expect((await confirmBy(first)).code).toBeUndefined();
  expect(await shown(first)).toMatchObject({ state: "PUBLISHED", isConfirmed: true });
  expect(await shown(second)).toMatchObject({ state: "HIDDEN", isConfirmed: false });
});

test("a link that was never sent, and one that is too old, open nothing and change nothing", async () => {
  const never = "x".repeat(43);
  expect(await shown(never)).toBeNull();
  expect((await confirmBy(never)).code).toBe("NOT_FOUND");
  const [secret = ""] = linksIn(office.sent.at(-1) as Sent);
  at(after(352 + 201));
  expect(await shown(secret)).toBeNull();
  expect((await confirmBy(secret)).code).toBe("NOT_FOUND");
});

test("what has ended is asked about no more, and a link to it confirms nothing", async () => {
  at(began);
  const id = await given.activity(club, {
    title: "Kurs i en uke",
    schedules: activityTold.schedules.map((one) => ({
      ...one,
      startsOn: "2027-05-01",
      repeats: { ...one.repeats, until: "2027-05-10" },
    })),
  });
  const [letter] = await arriving(after(180));
  expect(letter?.text).toContain("Kurs i en uke");
  const [secret = ""] = linksIn(letter as Sent);
  at(after(300));
  expect(await shown(secret)).toMatchObject({ state: "ENDED", isConfirmed: false });
  expect((await confirmBy(secret)).code).toBe("WRONG_STATE");
  expect(await arriving(after(352))).toEqual([]);
  expect(id).toMatch(/^activity:/);
});

test("a letter is written once when two mornings' runs meet", async () => {
  at(began);
  await given.activity(club, { title: "Dans på lørdag" });
  at(after(180));
  const outcomes = await Promise.all([remindOrganisers(), remindOrganisers(), remindOrganisers()]);
  expect(outcomes.reduce((sum, { letters }) => sum + letters, 0)).toBe(1);
});
