/** One's own things in the console: a request is taken back, and a person is forgotten, and may come back as somebody new. */
import { randomUUID } from "node:crypto";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { ask, complaintsOf, linkInLetterTo, open, openBrowser, pageOf, signIn, told } from "./browser.ts";

const houses = inject("houses");
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test("a request is taken back, and nobody has it to decide any more", async () => {
  const { organisations } = await ask<{ organisations: { nodes: { id: string; name: string }[] } }>(
    houses.full,
    "coordinator",
    '{ organisations(filter: { municipalities: ["5001"], kinds: [SUB_UNIT] }, first: 2) { nodes { id name } } }',
    {},
  );
  const wanted = organisations.nodes[1];
  const page = await pageOf(browser, houses.full, "decider");
  await open(page, `/organisations/${wanted?.id}/join`);
  await page.getByRole("button", { name: "Send forespørsel" }).click();
  await told(page, "Venter");
  const coordinator = await pageOf(browser, houses.full, "coordinator");
  await open(coordinator, "/people");
  await told(coordinator, "Magnus Berge");

  await open(page, "/people");
  await page.getByRole("button", { name: "Trekk forespørselen" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Trekk forespørselen" }).click();
  await told(page, "Forespørselen er trukket");
  await page.getByRole("heading", { name: "Det du har bedt om" }).waitFor({ state: "detached" });
  await open(coordinator, "/people");
  await told(coordinator, "Ingen venter på svar");
  expect(complaintsOf(page)).toEqual([]);
});

const directorate = "organisation:987879696";

/** Names of those whom the directorate's trail tells of. */
const namedInTrail = async (): Promise<(string | null)[]> => {
  const { organisation } = await ask<{ organisation: { auditTrail: { nodes: { person: string | null }[] } } }>(
    houses.full,
    "administrator",
    "query ($id: ID!) { organisation(id: $id) { auditTrail(first: 100) { nodes { person } } } }",
    { id: directorate },
  );
  return organisation.auditTrail.nodes.map(({ person }) => person);
};

test("a person reads what is erased and what remains, types the name, and is forgotten and signed out", async () => {
  expect(await namedInTrail()).toContain("Astrid Lunde");
  const page = await pageOf(browser, houses.full, "payer");
  await page.getByRole("link", { name: "Meg og opplysningene mine" }).click();
  await page.getByRole("heading", { level: 1, name: "Meg og opplysningene mine" }).waitFor();
  await told(page, "koblingen mellom deg og sporet etter det du har gjort");
  await page.getByRole("button", { name: "Slett meg" }).click();
  const dialog = page.getByRole("dialog", { name: "Slette alt som navngir deg?" });
  const confirm = dialog.getByRole("button", { name: "Slett meg for godt" });
  await confirm.click();
  await dialog.getByText("Skriv Astrid Lunde, akkurat slik det står").waitFor();
  await dialog.getByRole("textbox").fill("Astrid");
  await confirm.click();
  expect(await namedInTrail()).toContain("Astrid Lunde");
  await dialog.getByRole("textbox").fill("Astrid Lunde");
  await confirm.click();
  // The sign-in service asks whether it shall forget the session too.
  await page.waitForURL("**/oidc/session/end**");
  await page.getByRole("button", { name: "Logg ut" }).click();
  await page.waitForURL("**/login");
  expect(await namedInTrail()).not.toContain("Astrid Lunde");
  expect(complaintsOf(page)).toEqual([]);

  await signIn(page, "payer");
  await told(page, "Du har ikke fått en rolle ennå");
  await open(page, "/account");
  await told(page, "Samspill vet ikke noe om deg");
  await expect.poll(() => page.getByRole("button", { name: "Slett meg" }).count()).toBe(0);

  // Who comes back is let in anew, and is somebody new to the trail.
  await ask(
    houses.full,
    "administrator",
    `mutation ($input: InviteMemberInput!, $key: ID!) {
      inviteMember(input: $input, idempotencyKey: $key) { invitation { id } }
    }`,
    { input: { email: "astrid@imdi.example", offeredRoles: ["PAYER"] }, key: randomUUID() },
  );
  await open(page, await linkInLetterTo(houses.full, "astrid@imdi.example"));
  await page.getByLabel("Navnet ditt").fill("Astrid Lunde");
  await page.getByRole("button", { name: "Bli med" }).click();
  await told(page, "Velkommen! Du har fått rollen.");
  expect((await namedInTrail()).filter((name) => name === "Astrid Lunde")).toHaveLength(1);
});

test("who looks after a body alone is told to let another do so first", async () => {
  const page = await pageOf(browser, houses.full, "leader");
  await open(page, "/account");
  await page.getByRole("button", { name: "Slett meg" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill("Per Olav Stene");
  await dialog.getByRole("button", { name: "Slett meg for godt" }).click();
  await told(page, "Noen må styre rollene her. La en annen få den rollen først.");
  await expect.poll(() => dialog.count()).toBe(1);
});
