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
  await expect
    .poll(() => entry(page, "Lukket organisasjonen").innerText())
    .toContain("Begrunnelse: De går ikke lenger");
  const saved = await entry(page, "Lagret lokal kunnskap").innerText();
  expect(saved).toContain("Kari Nygård, for Lademoen frivilligsentral");
  expect(saved.replaceAll(/\s+/g, " ")).toContain("Notat Fra Møtes ved kirken til Møtes ved stasjonen");
  // What did not change is not told, and a number of a municipality is told by its name.
  expect(saved).not.toContain("Merkelapper");
  await expect.poll(() => titles.nth(2).locator("xpath=..").innerText()).toContain("Inderøy");
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
  await expect.poll(() => rows.count()).toBe(25);
  await page.getByRole("button", { name: "Vis flere" }).click();
  await entry(page, "Skrev inn organisasjonen").waitFor();
  await expect.poll(() => rows.count()).toBe(27);
  await expect.poll(() => page.getByRole("button", { name: "Vis flere" }).count()).toBe(0);
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
  await expect.poll(() => hub.getByRole("link", { name: "Hvem gjorde hva" }).count()).toBe(0);
  await open(hub, `${address}/trail`);
  await hub.getByText("Rollen din gir ikke innsyn i sporet").waitFor();
  await open(hub, "/audit");
  await hub.getByText("Søk er for revisorer og direktoratets administratorer.").waitFor();
  await expect.poll(() => hub.getByRole("link", { name: "Spor", exact: true }).count()).toBe(0);
});

test("an auditor searches by day, by who did it and by what it was done to, and each search is noted once", async () => {
  const id = await groupCalled("Sykkelkjøkkenet");
  const page = await pageOf(browser, houses.full, "auditor");
  await page.getByRole("link", { name: "Spor", exact: true }).click();
  await page.getByText("At du søker, og hva du søker etter, noteres i sporet med navnet ditt.").waitFor();
  // Nothing is asked before the person asks.
  await expect.poll(() => page.getByRole("heading", { name: "Treff" }).count()).toBe(0);
  const search = page.getByRole("button", { name: "Søk" });
  await search.click();
  await entry(page, "Sykkelkjøkkenet").waitFor();

  await entry(page, "Sykkelkjøkkenet").getByRole("link", { name: "Alt gjort av Silje Moen" }).click();
  await page.waitForURL(/actor=person/);
  await settle(page);
  await entry(page, "Sykkelkjøkkenet").waitFor();
  const names = page.getByRole("main").locator("section ol > li time + a, section ol > li time ~ a");
  await expect.poll(async () => new Set(await names.allInnerTexts())).toEqual(new Set(["Silje Moen"]));

  await page.getByRole("radio", { name: "Sak" }).check();
  await search.click();
  await page.getByText("Må fylles ut").waitFor();
  await page.getByRole("textbox", { name: "Organisasjonsnummer eller id" }).fill(id);
  await search.click();
  await page.waitForURL(/subject=/);
  await settle(page);
  await expect.poll(() => page.getByRole("main").locator("section ol > li").count()).toBe(1);

  await page.getByRole("textbox", { name: "Organisasjonsnummer eller id" }).fill("010107 50160");
  await search.click();
  await page.getByText("Ser ut som et fødselsnummer eller D-nummer: ta det bort").waitFor();

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

test("an activity from its draft to the day it is called off, as its organiser and an auditor read it", async () => {
  const startsOn = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  const told = {
    ...{ category: "FOOD", title: "Suppe på Svartlamon", summary: "Vi lager suppe" },
    place: { name: "Gata", address: "Strandveien 1", municipality: "5001" },
    schedules: [{ startsOn, startsAt: "17:00", endsAt: "19:00" }],
  };
  const act = async (field: string, input: object): Promise<{ id: string; version: number }> => {
    const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
    const answer = await change<Record<string, { activity: { id: string; version: number } }>>(
      "coordinator",
      field,
      type,
      input,
      "activity { id version }",
    );
    return answer[field]?.activity ?? { id: "", version: 0 };
  };
  const { id } = await act("createActivity", { organiserId: "organisation:K5001", activity: told });
  await act("editActivity", {
    activityId: id,
    version: 1,
    activity: { ...told, capacity: 12, place: { ...told.place, address: "Strandveien 2" } },
  });
  const seen = { activityId: id, version: 2, whyNotCompeting: "Ingen andre serverer der" };
  const { version } = await act("publishActivity", seen);
  const { activity } = await ask<{ activity: { sessions: { scheduledAt: string }[] } }>(
    houses.full,
    "coordinator",
    "query ($id: ID!, $day: Date!) { activity(id: $id) { sessions(from: $day, until: $day) { scheduledAt } } }",
    { id, day: startsOn },
  );
  const time = { activityId: id, scheduledAt: activity.sessions[0]?.scheduledAt, note: "Kokken er syk" };
  await act("changeSession", { ...time, version, isCancelled: true });
  await act("endActivity", { activityId: id, version: version + 1 });

  const page = await pageOf(browser, houses.full, "administrator");
  await open(page, `/activities/${id}/show`);
  await page.getByRole("link", { name: "Hvem gjorde hva" }).click();
  await page.getByRole("heading", { level: 1, name: "Hvem gjorde hva med Suppe på Svartlamon" }).waitFor();
  const titles = page.getByRole("main").locator("section ol > li > div > p:first-child");
  await expect
    .poll(() => titles.allInnerTexts())
    .toEqual(["Avsluttet", "Flyttet eller avlyste en gang", "Publiserte", "Endret", "Laget en kladd"]);
  const words = async (title: string) => (await entry(page, title).innerText()).replaceAll(/\s+/g, " ");
  expect(await words("Endret")).toContain("Silje Moen, for Trondheim kommune");
  await expect.poll(() => words("Endret")).toContain("Adresse Fra Strandveien 1 til Strandveien 2");
  expect(await words("Endret")).toContain("Plasser 12");
  expect(await words("Publiserte")).toContain("Hvor langt den er kommet Fra Kladd til Publisert");
  expect(await words("Flyttet eller avlyste")).toMatch(/Enkeltganger .*17.00: avlyst/);
  expect(await words("Laget en kladd")).toContain("17.00–19.00 (én gang)");
  await expect.poll(() => words("Laget en kladd")).toContain("Kommune Trondheim");
  await page.getByRole("link", { name: "Suppe på Svartlamon" }).click();
  await page.getByRole("heading", { level: 1, name: "Suppe på Svartlamon" }).waitFor();
  expect(complaintsOf(page)).toEqual([]);

  const auditor = await pageOf(browser, houses.full, "auditor");
  await open(auditor, `/activities/${id}/trail`);
  await entry(auditor, "Avsluttet").getByRole("link", { name: "Alt gjort av Silje Moen" }).waitFor();
  const caseworker = await pageOf(browser, houses.full, "caseworker");
  await open(caseworker, "/activities?municipality=5001");
  await caseworker.getByRole("link", { name: "Språkkafé på biblioteket" }).click();
  await caseworker.getByRole("heading", { level: 1, name: "Språkkafé på biblioteket" }).waitFor();
  await expect.poll(() => caseworker.getByRole("link", { name: "Hvem gjorde hva" }).count()).toBe(0);
  await open(caseworker, new URL(caseworker.url()).pathname.replace("/show", "/trail"));
  await caseworker.getByText("Rollen din gir ikke innsyn i sporet").waitFor();
});

test("a venue and who asked for it, as who lends it reads them", async () => {
  const page = await pageOf(browser, houses.full, "coordinator");
  await open(page, "/venues/requests");
  const lent = page.getByRole("list", { name: "Alle lån" }).getByRole("listitem").filter({ hasText: "Felles middag" });
  await lent.getByRole("link", { name: "Hvem gjorde hva med Felles middag" }).click();
  await page.getByRole("heading", { level: 1, name: /Hvem gjorde hva med Kantina på rådhuset, / }).waitFor();
  await expect
    .poll(async () => (await entry(page, "Godkjente et utlån").innerText()).replaceAll(/\s+/g, " "))
    .toContain("Svar Fra Venter på svar til Godkjent");
  await page.getByRole("link", { name: "Kantina på rådhuset" }).click();
  await page.getByRole("link", { name: "Hvem gjorde hva" }).click();
  await page.getByRole("heading", { level: 1, name: "Hvem gjorde hva med Kantina på rådhuset" }).waitFor();
  const made = async () => (await entry(page, "La ut et lokale til utlån").innerText()).replaceAll(/\s+/g, " ");
  await expect.poll(made).toContain("Utstyr Kjøkken");
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

test("what has been erased is read night by night, and the menu leads there for those who may", async () => {
  const page = await pageOf(browser, houses.full, "auditor");
  await page.getByRole("navigation", { name: "Hovedmeny" }).getByRole("link", { name: "Sletting" }).click();
  await settle(page);
  await page.getByText("Ingenting er beholdt for lenge").first().waitFor();
  const newest = page.getByRole("article").first();
  const letters = newest.getByRole("row").filter({ has: page.getByRole("rowheader", { name: /^Invitasjoner/ }) });
  await expect.poll(() => letters.innerText()).toMatch(/Kan føre til en person\s+14 dager\s+0\s+0\s+0\s+0$/);
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();

  const coordinator = await pageOf(browser, houses.full, "coordinator");
  await expect.poll(() => coordinator.getByRole("link", { name: "Organisasjoner" }).count()).toBeGreaterThan(0);
  expect(await coordinator.getByRole("link", { name: "Sletting" }).count()).toBe(0);
  await open(coordinator, "/erasure-reports");
  await expect.poll(() => coordinator.getByRole("main").getByRole("alert").count()).toBeGreaterThan(0);
  await coordinator.context().close();
});
