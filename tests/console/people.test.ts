/** People and roles in the console: someone is let in by letter, someone chooses whom to act for, and a session ends in the midst. */
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { PersonName } from "../../infra/local/people.ts";
import { ask, linkInLetterTo, open, openBrowser, openPage, pageOf, settle, told } from "./browser.ts";

const houses = inject("houses");
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** Of the leader's organisation. */
const ownOrganisation = async (): Promise<{ id: string; name: string }> => {
  const { viewer } = await ask<{ viewer: { memberships: { body: { id: string; name: string } }[] } }>(
    houses.full,
    "leader",
    "{ viewer { memberships { body { id name } } } }",
    {},
  );
  const [membership] = viewer.memberships;
  if (!membership) throw new Error("The leader has no organisation.");
  return membership.body;
};

test("a leader invites, the letter lies in the mailbox, and its link lets another in, once", async () => {
  const leader = await pageOf(browser, houses.full, "leader");
  await open(leader, "/people");
  await leader.getByRole("button", { name: "Inviter" }).click();
  await leader.getByLabel("E-postadresse").fill("ny@lag.example");
  await leader.getByRole("button", { name: "Send invitasjon" }).click();
  // No role was chosen.
  await told(leader, "Må fylles ut");
  await leader.getByLabel("Medlem").check();
  await leader.getByRole("button", { name: "Send invitasjon" }).click();
  await told(leader, "Invitasjonen er sendt");
  await told(leader, "ny@lag.example");

  const address = await linkInLetterTo(houses.full, "ny@lag.example");

  // Whoever opens the letter is not signed in yet, and comes back to it.
  const payer = await openPage(browser, houses.full);
  await payer.goto(address);
  await payer.getByRole("button", { name: "Logg inn" }).click();
  await payer.locator('button[value="payer"]').click();
  await payer.getByRole("button", { name: "Bli med" }).click();
  await told(payer, "Velkommen! Du har fått rollen.");
  await told(payer, "Astrid Lunde (deg)");
  await open(payer, address);
  await told(payer, "Invitasjonen virker ikke");

  await open(leader, "/people");
  const row = leader.getByRole("listitem").filter({ hasText: "Astrid Lunde" });
  await row.getByRole("button", { name: "Fjern" }).click();
  await leader.getByRole("dialog").getByRole("button", { name: "Fjern" }).click();
  await told(leader, "Personen er fjernet");
  await row.waitFor({ state: "detached" });
  // It bites at once: the other's next page knows nothing of the body any more.
  await open(payer, "/people");
  await expect.poll(() => payer.getByText("Per Olav Stene").count()).toBe(0);
});

test("who has two bodies chooses one for this tab, and sees its people", async () => {
  const page = await pageOf(browser, houses.full, "volunteer");
  await open(page, "/people");
  await told(page, "Velg hvem du opptrer for");
  await page.getByLabel("Du opptrer for").selectOption({ label: "Lademoen frivilligsentral" });
  await told(page, "Hvem som opptrer for Lademoen frivilligsentral");
  await told(page, "Kari Nygård");
  await page.getByLabel("Du opptrer for").selectOption({ label: (await ownOrganisation()).name });
  await told(page, "Per Olav Stene");
  // Another tab has made no choice.
  const other = await page.context().newPage();
  await other.goto("/people");
  await other.getByRole("button", { name: "Logg inn" }).click();
  await told(other, "Velg hvem du opptrer for");
  await expect.poll(() => other.getByText("Per Olav Stene").count()).toBe(0);
});

test("a person asks to represent an organisation, and the municipality says yes", async () => {
  // Who acts for two bodies already has to choose one as before; who acts for one would have to from now on, in every other test.
  const asker = await pageOf(browser, houses.full, "volunteer");
  const { organisations } = await ask<{
    organisations: { nodes: { id: string; name: string; email: string | null }[] };
  }>(
    houses.full,
    "coordinator",
    '{ organisations(filter: { municipalities: ["5001"], inVoluntaryRegister: true }, first: 60) { nodes { id name email } } }',
    {},
  );
  const own = await ownOrganisation();
  const wanted = organisations.nodes.find(({ id, email }) => email === null && id !== own.id);
  if (!wanted) throw new Error("Every organisation has an address in the register.");
  await open(asker, `/organisations/${wanted.id}/show`);
  await asker.getByRole("link", { name: "Jeg representerer denne" }).click();
  await told(asker, "Registeret har ingen e-postadresse.");
  await asker.getByRole("button", { name: "Send forespørsel" }).click();
  await told(asker, "Venter");

  const coordinator = await pageOf(browser, houses.full, "coordinator");
  await open(coordinator, "/people");
  const row = coordinator.getByRole("listitem").filter({ hasText: "Solveig Aas" });
  await row.getByRole("button", { name: "Godkjenn" }).click();
  await told(coordinator, "Forespørselen er godkjent");
  await open(asker, "/people");
  await told(asker, "Godkjent");
  await expect.poll(() => row.count()).toBe(0);
});

/** Neither the token nor its renewal is of use any more, as when both have run out; pressing the button shows it. */
const endSession = async (page: Page, button: Locator): Promise<void> => {
  await page.evaluate(() => {
    for (const key of Object.keys(sessionStorage).filter((name) => name.startsWith("oidc.user"))) {
      const user = JSON.parse(sessionStorage.getItem(key) ?? "{}") as Record<string, unknown>;
      sessionStorage.setItem(key, JSON.stringify({ ...user, access_token: "none", refresh_token: undefined }));
    }
  });
  await button.click();
  await page.waitForURL("**/login");
  await page.context().clearCookies();
};

const comeBackAs = async (page: Page, who: PersonName, address: string): Promise<void> => {
  await page.getByRole("button", { name: "Logg inn" }).click();
  await page.locator(`button[value="${who}"]`).click();
  await page.waitForURL(`**${address}`);
  await settle(page);
};

test("a half filled form is back after the session has ended in the midst of it, and nobody else sees it", async () => {
  const { id } = await ownOrganisation();
  const address = `/organisations/${id}/local`;
  const page = await pageOf(browser, houses.full, "coordinator");
  page.on("dialog", (dialog) => void dialog.accept());
  const name = page.getByLabel("Navnet folk bruker");

  await open(page, address);
  await name.fill("Gjengen på Lade");
  await endSession(page, page.getByRole("button", { name: "Lagre" }));
  await comeBackAs(page, "coordinator", address);
  await told(page, "Vi tok vare på det du hadde skrevet");
  await expect.poll(() => name.inputValue()).toBe("Gjengen på Lade");

  await name.fill("Gjengen på Lade, igjen");
  await endSession(page, page.getByRole("button", { name: "Lagre" }));
  await comeBackAs(page, "hub", address);
  await expect.poll(() => page.getByText("Vi tok vare på").count()).toBe(0);
  await expect.poll(() => name.inputValue()).not.toContain("Gjengen");
});

test("words in a dialog are back after the session has ended, until it is cancelled, and nobody else sees them", async () => {
  const page = await pageOf(browser, houses.full, "leader");
  const dialog = page.getByRole("dialog");
  const email = dialog.getByLabel("E-postadresse");
  const invite = async (): Promise<void> => {
    await page.getByRole("button", { name: "Inviter" }).click();
    await email.waitFor();
  };
  const drafts = (): Promise<string> => page.evaluate(() => JSON.stringify([sessionStorage, localStorage]));
  await open(page, "/people");
  await invite();
  await email.fill("halvveis@lag.example");
  await dialog.getByLabel("Medlem").check();
  await endSession(page, dialog.getByRole("button", { name: "Send invitasjon" }));
  await comeBackAs(page, "leader", "/people");
  await invite();
  await told(page, "Vi tok vare på det du hadde skrevet");
  await expect.poll(() => email.inputValue()).toBe("halvveis@lag.example");
  await expect.poll(() => dialog.getByLabel("Medlem").isChecked()).toBe(true);

  await dialog.getByRole("button", { name: "Avbryt" }).click();
  await dialog.waitFor({ state: "detached" });
  expect(await drafts()).not.toContain("halvveis");
  await invite();
  await expect.poll(() => email.inputValue()).toBe("");

  await email.fill("halvveis@lag.example");
  await dialog.getByLabel("Medlem").check();
  await endSession(page, dialog.getByRole("button", { name: "Send invitasjon" }));
  expect(await drafts()).toContain("halvveis");
  await comeBackAs(page, "coordinator", "/people");
  expect(await drafts()).not.toContain("halvveis");
  await invite();
  await expect.poll(() => email.inputValue()).toBe("");
});
