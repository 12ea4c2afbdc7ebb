/** Venues in the console: an organisation asks for one, its lender says yes, and the hour is taken, in real browsers. */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { complaintsOf, open, openBrowser, pageOf, settle, sizes, told } from "./browser.ts";

const houses = inject("houses");
let browser: Browser;
let leader: Page;
let coordinator: Page;

beforeAll(async () => {
  browser = await openBrowser();
  leader = await pageOf(browser, houses.full, "leader");
  coordinator = await pageOf(browser, houses.full, "coordinator");
});
afterEach(() => expect([...complaintsOf(leader), ...complaintsOf(coordinator)]).toEqual([]));
afterAll(() => browser.close());

const dayMs = 86_400_000;
const iso = (at: number): string => new Date(at).toISOString().slice(0, 10);
/** A Wednesday three weeks from now, in which nobody of the demonstration has asked for anything. */
const later = Date.now() + 21 * dayMs;
const wednesday = later + ((10 - new Date(later).getUTCDay()) % 7) * dayMs;
const written = new Intl.DateTimeFormat("nb", { day: "numeric", month: "short", timeZone: "UTC" }).format(wednesday);
const purpose = "Øving med koret";

const openWeek = async (page: Page): Promise<void> => {
  await open(page, "/venues?search=r%C3%A5dhuset");
  await page.getByRole("link", { name: "Kantina på rådhuset" }).click();
  await page.getByRole("heading", { name: "Kantina på rådhuset", level: 1 }).waitFor();
  await page.goto(`${new URL(page.url()).pathname}?from=${iso(wednesday)}`);
  await settle(page);
};
const dayOf = (page: Page) => page.getByRole("region", { name: `onsdag ${written}` });

test("a leader chooses a free time with the keyboard on a phone, and asks for it", async () => {
  await leader.setViewportSize(sizes.phone);
  await openWeek(leader);
  await dayOf(leader)
    .getByRole("button", { name: /Spør om/ })
    .focus();
  await leader.keyboard.press("Enter");
  const dialog = leader.getByRole("dialog");
  await dialog.getByLabel("Til", { exact: true }).fill("19:00");
  await dialog.getByRole("textbox", { name: "Hva skal dere gjøre der?" }).fill(purpose);
  await dialog.getByRole("button", { name: "Send forespørsel" }).click();
  await told(leader, "Forespørselen er sendt, og tiden holdes av");
  await expect.poll(() => dayOf(leader).innerText()).toContain(purpose);
  await leader.setViewportSize(sizes.desk);
});

test("who asks for the same hour is told, and is shown the nearest that are free", async () => {
  await openWeek(coordinator);
  await dayOf(coordinator)
    .getByRole("button", { name: /Spør om/ })
    .click();
  const dialog = coordinator.getByRole("dialog");
  await dialog.getByLabel("Fra", { exact: true }).fill("17:00");
  await dialog.getByLabel("Til", { exact: true }).fill("18:00");
  await dialog.getByRole("textbox", { name: "Hva skal dere gjøre der?" }).fill("Møte");
  await dialog.getByRole("button", { name: "Send forespørsel" }).click();
  await told(coordinator, "Tiden er tatt. Velg en av tidene som er ledige i nærheten.");
  await dialog.getByRole("button", { name: new RegExp(`onsdag ${written}, 19.00–20.00`) }).click();
  await expect.poll(() => dialog.getByLabel("Fra", { exact: true }).inputValue()).toBe("19:00");
  await dialog.getByRole("button", { name: "Avbryt" }).click();
});

test("the coordinator sees what waits, and says yes; then all see that the hour is taken", async () => {
  await open(coordinator, "/venues/requests");
  const waiting = coordinator
    .getByRole("list", { name: "Venter på svar" })
    .getByRole("listitem")
    .filter({ hasText: purpose });
  await waiting.getByRole("button", { name: /Godkjenn/ }).click();
  await told(coordinator, "Lånet er godkjent");
  await expect.poll(() => waiting.count()).toBe(0);
  await openWeek(leader);
  await expect.poll(() => dayOf(leader).innerText()).toMatch(/Opptatt .*–19.00/);
  const member = await pageOf(browser, houses.full, "hub");
  await openWeek(member);
  const seen = await dayOf(member).innerText();
  expect(seen).toMatch(/Opptatt .*–19.00/);
  expect(seen).not.toContain(purpose);
  await member.context().close();
});

test("the leader gives it back, and it is free again", async () => {
  await open(leader, "/venues/bookings");
  const own = leader.getByRole("listitem").filter({ hasText: purpose });
  await own.getByRole("button", { name: "Gi tilbake" }).click();
  await leader.getByRole("dialog").getByRole("button", { name: "Gi tilbake" }).click();
  await told(leader, "Lånet er gitt tilbake");
  await openWeek(leader);
  await expect.poll(() => dayOf(leader).innerText()).not.toContain(purpose);
});

test("of three weeks, one is given back, and the others stay", async () => {
  const series = "Kurs i tre uker";
  await openWeek(leader);
  await dayOf(leader)
    .getByRole("button", { name: /Spør om/ })
    .last()
    .click();
  const asking = leader.getByRole("dialog");
  await asking.getByLabel("Fra", { exact: true }).fill("19:00");
  await asking.getByLabel("Til", { exact: true }).fill("20:00");
  await asking.getByRole("spinbutton", { name: "Antall uker på rad" }).fill("3");
  await asking.getByRole("textbox", { name: "Hva skal dere gjøre der?" }).fill(series);
  await asking.getByRole("button", { name: "Send forespørsel" }).click();
  await told(leader, "Forespørselen er sendt, og tiden holdes av");

  await leader.setViewportSize(sizes.phone);
  await open(leader, "/venues/bookings");
  const own = leader.getByRole("listitem").filter({ hasText: series });
  await own.getByRole("button", { name: "Trekk forespørselen" }).click();
  const dialog = leader.getByRole("dialog");
  await dialog.getByRole("radio", { name: "Noen av dem" }).click();
  await dialog.getByRole("button", { name: "Trekk forespørselen" }).click();
  await dialog.getByText("Velg minst én gang.").waitFor();
  await dialog.getByRole("checkbox").nth(1).click();
  await dialog.getByRole("button", { name: "Trekk forespørselen" }).click();
  await expect.poll(() => own.innerText()).toContain("én gang er gitt tilbake");
  await expect.poll(() => own.innerText()).toContain("og én uke til");
  await leader.setViewportSize(sizes.desk);
});

test("a municipality lends a venue, which stands on its page", async () => {
  await open(coordinator, "/venues/create");
  await coordinator.getByRole("textbox", { name: "Navn" }).fill("Møterommet på biblioteket");
  await coordinator.getByRole("textbox", { name: "Adresse" }).fill("Peter Egges plass 1");
  await coordinator.getByRole("button", { name: "Legg ut lokalet" }).click();
  await coordinator.getByRole("heading", { name: "Møterommet på biblioteket", level: 1 }).waitFor();
  await open(coordinator, "/organisations/organisation:K5001/show");
  await coordinator.getByRole("link", { name: "Møterommet på biblioteket" }).click();
  const heading = coordinator.getByRole("heading", { level: 1 });
  await expect.poll(() => heading.innerText()).toBe("Møterommet på biblioteket");
});
