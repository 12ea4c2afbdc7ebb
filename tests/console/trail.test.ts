/** Who did what, as people find it in the console: on an organisation, and by searching, which is noted too. */
import { randomUUID } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { PersonName } from "../../infra/local/people.ts";
import { ask, complaintsOf, open, openBrowser, pageOf, settle } from "./browser.ts";

const houses = inject("houses");
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const change = <Answer>(who: PersonName, field: string, type: string, input: object, answer: string): Promise<Answer> =>
  ask<Answer>(
    houses.full,
    who,
    `mutation ($input: ${type}!, $key: ID!) { ${field}(input: $input, idempotencyKey: $key) { ${answer} } }`,
    { input, key: randomUUID() },
  );

const groupCalled = async (name: string): Promise<string> => {
  const { createOrganisation } = await change<{ createOrganisation: { organisation: { id: string } } }>(
    "coordinator",
    "createOrganisation",
    "CreateOrganisationInput",
    { kind: "INFORMAL_GROUP", record: { name, municipality: "5001" } },
    "organisation { id }",
  );
  return createOrganisation.organisation.id;
};

const saveLocal = (who: PersonName, organisationId: string, version: number, note: string) =>
  change(
    who,
    "saveLocalKnowledge",
    "SaveLocalKnowledgeInput",
    { organisationId, version, tags: ["turlag"], servesMunicipalities: ["5053"], note },
    "organisation { id }",
  );

const entry = (page: Page, title: string) =>
  page.getByRole("main").getByRole("listitem").filter({ hasText: title }).first();

test("on an organisation: who, for whom, what each field was and became, and why", async () => {
  const id = await groupCalled("Kveldsturen på Lade");
  await saveLocal("coordinator", id, 1, "Møtes ved kirken");
  await saveLocal("hub", id, 2, "Møtes ved stasjonen");
  await change(
    "coordinator",
    "closeOrganisation",
    "CloseOrganisationInput",
    { organisationId: id, version: 3, reason: "De går ikke lenger" },
    "organisation { id }",
  );
  const page = await pageOf(browser, houses.full, "coordinator");
  await open(page, `/organisations/${id}/show`);
  await page.getByRole("link", { name: "Hvem gjorde hva" }).click();
  await page.getByRole("heading", { level: 1, name: "Hvem gjorde hva med Kveldsturen på Lade" }).waitFor();
  const titles = page.getByRole("main").locator("section ol > li > div > p:first-child");
  await expect
    .poll(() => titles.allInnerTexts())
    .toEqual(["Lukket organisasjonen", "Lagret lokal kunnskap", "Lagret lokal kunnskap", "Skrev inn organisasjonen"]);
  expect(await entry(page, "Lukket organisasjonen").innerText()).toContain("Begrunnelse: De går ikke lenger");
  const saved = await entry(page, "Lagret lokal kunnskap").innerText();
  expect(saved).toContain("Kari Nygård, for Lademoen frivilligsentral");
  expect(saved.replaceAll(/\s+/g, " ")).toContain("Notat Fra Møtes ved kirken til Møtes ved stasjonen");
  // What did not change is not told, and a number of a municipality is told by its name.
  expect(saved).not.toContain("Merkelapper");
  expect(await titles.nth(2).locator("xpath=..").innerText()).toContain("Inderøy");
  expect(complaintsOf(page)).toEqual([]);
});

test("page after page, back to the first thing that was done", async () => {
  const id = await groupCalled("Strikkekafeen");
  for (let n = 0; n < 26; n++)
    await change(
      "coordinator",
      "tagOrganisations",
      "TagOrganisationsInput",
      { organisationIds: [id], add: [`merke ${n}`], remove: [`merke ${n - 1}`] },
      "organisations { id }",
    );
  const page = await pageOf(browser, houses.full, "coordinator");
  await open(page, `/organisations/${id}/trail`);
  const rows = page.getByRole("main").locator("section ol > li");
  expect(await rows.count()).toBe(25);
  await page.getByRole("button", { name: "Vis flere" }).click();
  await entry(page, "Skrev inn organisasjonen").waitFor();
  expect(await rows.count()).toBe(27);
  expect(await page.getByRole("button", { name: "Vis flere" }).count()).toBe(0);
});

test("says so where nobody has done anything, and to those whose work it is not", async () => {
  const { organisations } = await ask<{ organisations: { nodes: { id: string }[] } }>(
    houses.full,
    "coordinator",
    '{ organisations(filter: { municipalities: ["5001"], kinds: [SUB_UNIT] }, first: 1) { nodes { id } } }',
    {},
  );
  const address = `/organisations/${organisations.nodes[0]?.id}`;
  const coordinator = await pageOf(browser, houses.full, "coordinator");
  await open(coordinator, `${address}/trail`);
  await coordinator.getByText("Ingen har gjort noe her ennå").waitFor();
  const hub = await pageOf(browser, houses.full, "hub");
  await open(hub, `${address}/show`);
  expect(await hub.getByRole("link", { name: "Hvem gjorde hva" }).count()).toBe(0);
  await open(hub, `${address}/trail`);
  await hub.getByText("Rollen din gir ikke innsyn i sporet").waitFor();
  await open(hub, "/audit");
  await hub.getByText("Søk er for revisorer og direktoratets administratorer.").waitFor();
  expect(await hub.getByRole("link", { name: "Spor", exact: true }).count()).toBe(0);
});

test("an auditor searches by day, by who did it and by what it was done to, and each search is noted once", async () => {
  const id = await groupCalled("Sykkelkjøkkenet");
  const page = await pageOf(browser, houses.full, "auditor");
  await page.getByRole("link", { name: "Spor", exact: true }).click();
  await page.getByText("At du søker, og hva du søker etter, noteres i sporet med navnet ditt.").waitFor();
  // Nothing is asked before the person asks.
  expect(await page.getByRole("heading", { name: "Treff" }).count()).toBe(0);
  const search = page.getByRole("button", { name: "Søk" });
  await search.click();
  await entry(page, "Sykkelkjøkkenet").waitFor();

  await entry(page, "Sykkelkjøkkenet").getByRole("link", { name: "Alt gjort av Silje Moen" }).click();
  await page.waitForURL(/actor=person/);
  await settle(page);
  await entry(page, "Sykkelkjøkkenet").waitFor();
  const names = await page
    .getByRole("main")
    .locator("section ol > li time + a, section ol > li time ~ a")
    .allInnerTexts();
  expect(new Set(names)).toEqual(new Set(["Silje Moen"]));

  await page.getByRole("radio", { name: "Sak" }).check();
  await search.click();
  await page.getByText("Må fylles ut").waitFor();
  await page.getByRole("textbox", { name: "Organisasjonsnummer eller id" }).fill(id);
  await search.click();
  await page.waitForURL(/subject=/);
  await settle(page);
  await expect.poll(() => page.getByRole("main").locator("section ol > li").count()).toBe(1);

  const { auditEntries } = await ask<{ auditEntries: { nodes: { action: string; fields: object[] }[] } }>(
    houses.full,
    "auditor",
    "query ($day: Date) { auditEntries(day: $day, first: 10) { nodes { action fields { field after } } } }",
    { day: new Date().toISOString().slice(0, 10) },
  );
  const looks = auditEntries.nodes.filter(({ action }) => action === "auditTrail.read");
  expect(looks.filter(({ fields }) => JSON.stringify(fields).includes(id))).toHaveLength(1);
  expect(looks).toHaveLength(3);
  await search.click();
  await settle(page);
  expect(complaintsOf(page)).toEqual([]);
});

test("an auditor sees on a partner who let it in, and on which terms", async () => {
  const page = await pageOf(browser, houses.full, "auditor");
  await open(page, "/partners/942110464");
  const registered = page.getByRole("main").getByRole("listitem").filter({ hasText: "Registrerte partneren" }).last();
  await registered.waitFor();
  const told = (await registered.innerText()).replaceAll(/\s+/g, " ");
  expect(told).toContain("Jonas Haugen, for Integrerings- og mangfoldsdirektoratet");
  expect(told).toContain("Scopes samspill:organisations.read");
  expect(told).toContain("Kostnad per døgn 1 000 000");
});
