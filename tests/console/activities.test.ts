/** Activities in the console: found by week, month and place, written, published, moved, translated and confirmed, in a real browser. */
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { ask, complaintsOf, openBrowser, openPage, settle, signIn, sizes } from "./browser.ts";

const houses = inject("houses");
let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  page = await openPage(browser, houses.full);
  await signIn(page, "coordinator");
});
afterEach(() => expect(complaintsOf(page)).toEqual([]));
afterAll(() => browser.close());

const open = async (address: string): Promise<void> => {
  await page.goto(address);
  await settle(page);
};
const told = (words: string): Promise<void> => page.getByText(words, { exact: true }).first().waitFor();

/** A Tuesday that is still to come, as the console writes it, and the Monday before it. */
const dayMs = 86_400_000;
const iso = (at: number): string => new Date(at).toISOString().slice(0, 10);
const inAWeek = Date.now() + 7 * dayMs;
const tuesday = inAWeek + ((9 - new Date(inAWeek).getUTCDay()) % 7) * dayMs;
const asWritten = (at: number): string =>
  new Intl.DateTimeFormat("nb", { day: "numeric", month: "short", timeZone: "UTC" }).format(at);
const written = asWritten(tuesday);

test("what goes on in one's own town is there, and is narrowed by words and category", async () => {
  await open("/activities");
  await page.getByRole("link", { name: "Språkkafé på biblioteket" }).waitFor();
  await page.getByRole("searchbox", { name: "Søk i aktiviteter" }).fill("middag");
  await expect.poll(() => page.getByRole("link", { name: "Språkkafé på biblioteket" }).count()).toBe(0);
  await page.getByRole("link", { name: "Felles middag" }).waitFor();
});

test("what a newcomer can join on a Sunday, without paying, is found behind the filters", async () => {
  await open("/activities");
  await page.getByRole("button", { name: "Filtre", exact: true }).click();
  const filters = page.getByRole("dialog", { name: "Filtre" });
  await filters.getByRole("combobox", { name: "Ukedager" }).fill("søn");
  await page.getByRole("option", { name: "Søndag" }).click();
  await page.keyboard.press("Escape");
  // The box follows the address, a moment later.
  await filters.getByRole("checkbox", { name: "Gratis" }).click();
  await filters.getByRole("button", { name: "Vis treff" }).click();
  await page.getByRole("button", { name: "Filtre (2)" }).waitFor();
  await page.getByRole("link", { name: "Søndagstur i Bymarka" }).waitFor();
  await expect.poll(() => page.getByRole("link", { name: "Felles middag" }).count()).toBe(0);
  expect(page.url()).toContain("weekday=SUNDAY");
});

test("a week shows each day, and the keyboard leads to the next", async () => {
  await page.setViewportSize(sizes.phone);
  await open("/activities?view=week&from=2026-12-07");
  const thursday = page.getByRole("region", { name: /torsdag 10\. des/ });
  await expect.poll(() => thursday.getByRole("link").allInnerTexts()).toContain("Språkkafé på biblioteket");
  await page.getByRole("button", { name: "Uka etter" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: /torsdag 17\. des/ }).waitFor();
  await page.setViewportSize(sizes.desk);
});

type Made = { readonly id: string; readonly version: number };

/** What a person does with an activity in another window. */
const act = async (field: string, type: string, input: object): Promise<Made> => {
  const answer = await ask<Record<string, { activity: Made }>>(
    houses.full,
    "coordinator",
    `mutation ($input: ${type}!, $key: ID!) { ${field}(input: $input, idempotencyKey: $key) { activity { id version } } }`,
    { input, key: randomUUID() },
  );
  const made = answer[field]?.activity;
  if (made === undefined) throw new Error(`${field} has no answer.`);
  return made;
};

/** One that Trondheim kommune arranges, every Thursday from 4 February 2027. */
const arranged = async (title: string, more: object = {}): Promise<Made> => {
  const { id, version } = await act("createActivity", "CreateActivityInput", {
    organiserId: "organisation:K5001",
    activity: {
      ...{ category: "MEETING_PLACE", title, summary: "For alle", place: { name: "Rosendal", municipality: "5001" } },
      schedules: [
        {
          startsOn: "2027-02-04",
          startsAt: "18:00",
          endsAt: "20:00",
          repeats: { frequency: "WEEKLY", weekdays: ["THURSDAY"] },
        },
      ],
      ...more,
    },
  });
  return act("publishActivity", "PublishActivityInput", { activityId: id, version, whyNotCompeting: "Det trengs" });
};

test("a month shows the first times of each day, and the keyboard goes from day to day", async () => {
  const { id, version } = await arranged("Sjakk for alle");
  await act("changeSession", "ChangeSessionInput", {
    activityId: id,
    version,
    scheduledAt: "2027-02-11T17:00:00.000Z",
    isCancelled: true,
  });
  await open("/activities?view=month&from=2027-02-11");
  const grid = page.getByRole("grid", { name: "februar 2027" });
  const day = (name: RegExp) => grid.getByRole("gridcell", { name });
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
  await expect.poll(() => day(/torsdag 11\. februar/).innerText()).toContain("Språkkafé");
  // Four times that day: three are shown.
  await expect.poll(() => day(/torsdag 11\. februar/).innerText()).toContain("+1");

  await day(/torsdag 11\. februar/).focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(focused).toContain("fredag 12. februar");
  await page.keyboard.press("ArrowUp");
  await expect.poll(focused).toContain("fredag 5. februar");
  await page.keyboard.press("Home");
  await expect.poll(focused).toContain("mandag 1. februar");
  await page.keyboard.press("ArrowLeft");
  await page.getByRole("grid", { name: "januar 2027" }).waitFor();
  await expect.poll(focused).toContain("søndag 31. januar");
  await page.keyboard.press("PageDown");
  await expect.poll(focused).toContain("søndag 28. februar");

  await day(/torsdag 11\. februar/).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "torsdag 11. februar" });
  const calledOff = dialog.getByRole("link", { name: "Sjakk for alle" });
  await expect
    .poll(() => calledOff.evaluate((link) => getComputedStyle(link).textDecorationLine))
    .toContain("line-through");
  await expect.poll(() => dialog.innerText()).toContain("Avlyst");
  await page.keyboard.press("Escape");
  await expect.poll(focused).toContain("torsdag 11. februar");

  await page.setViewportSize(sizes.phone);
  await page
    .getByRole("region", { name: "torsdag 11. februar" })
    .getByRole("link", { name: "Sjakk for alle" })
    .waitFor();
  await page.setViewportSize(sizes.desk);
});

test("a map leads from the country to a county, a municipality and a place, by mouse and by keyboard", async () => {
  await open("/activities?view=map&everywhere=");
  await page.getByRole("button", { name: /^Trøndelag: \d+ aktiviteter$/ }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Trøndelag", level: 2 }).waitFor();
  await page
    .getByRole("row", { name: /^Malvik/ })
    .getByRole("cell", { name: "1", exact: true })
    .waitFor();
  await page.getByRole("button", { name: /^Trondheim: \d+ aktiviteter$/ }).click();
  await page.getByRole("link", { name: "Felles middag" }).waitFor();
  expect(new URL(page.url()).searchParams.getAll("municipality")).toEqual(["5001"]);

  const hike = page.getByRole("button", { name: "Skistua: 1 aktivitet" });
  await hike.focus();
  await page.keyboard.press("Enter");
  const list = page.getByRole("list", { name: "Aktiviteter" });
  await expect.poll(() => list.getByRole("link").allInnerTexts()).toEqual(["Søndagstur i Bymarka"]);
  await expect.poll(() => hike.getAttribute("aria-pressed")).toBe("true");
  await page.getByRole("button", { name: "Vis alle steder" }).click();
  await page.getByRole("link", { name: "Felles middag" }).waitFor();
  await page.getByRole("button", { name: "Norge", exact: true }).click();
  await page.getByRole("button", { name: /^Trøndelag: / }).waitFor();
});

test("one time and those that follow get another rule, which is said in words before it is saved", async () => {
  const { id } = await arranged("Brettspill", {
    schedules: [
      {
        startsOn: iso(tuesday - 7 * dayMs),
        startsAt: "18:00",
        endsAt: "20:00",
        repeats: { frequency: "WEEKLY", weekdays: ["TUESDAY"] },
      },
    ],
  });
  await open(`/activities/${id}/show`);
  await page.getByRole("button", { name: `Endre ${written}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: "Denne og de neste" }).check();
  await dialog.getByLabel("Fra").fill("19:00");
  await dialog.getByLabel("Til").fill("21:00");
  await dialog.getByText(/Hver tirsdag kl\. 19\.00–21\.00 fra/).waitFor();
  await dialog.getByRole("button", { name: "Lagre for denne og de neste" }).click();
  await told("Denne gangen og de neste er endret");
  await page.getByText(/Hver tirsdag kl\. 18\.00–20\.00 fra .* til og med/).waitFor();
  const times = page.getByRole("list", { name: "Ganger som kommer" }).getByRole("listitem");
  await expect.poll(() => times.filter({ hasText: written }).innerText()).toContain("19.00–21.00");
});

test("the desk says what is unread, missing and out of date, and a person who reads it makes it done", async () => {
  await open("/translations");
  await page.getByRole("link", { name: "Mangler: Språkkafé på biblioteket, somali" }).waitFor();
  await page.getByRole("link", { name: "Ferdig: Språkkafé på biblioteket, arabisk" }).click();
  const arabic = page.getByRole("textbox", { name: "Tittel på arabisk" });
  expect([await arabic.getAttribute("lang"), await arabic.getAttribute("dir")]).toEqual(["ar", "rtl"]);
  await page.getByRole("link", { name: "Avbryt" }).click();

  await page.getByRole("link", { name: "Ulest: Språkkafé på biblioteket, ukrainsk" }).click();
  await page.getByText("Snakk norsk over en kopp kaffe.").waitFor();
  await page.getByRole("textbox", { name: "Tittel på ukrainsk" }).fill("Мовне кафе");
  await page.getByRole("button", { name: "Lest og rettet" }).click();
  await told("Oversettelsen er lagret");
  await page.getByRole("link", { name: "Ferdig: Språkkafé på biblioteket, ukrainsk" }).waitFor();

  await page.getByRole("link", { name: "Kor uten noter", exact: true }).click();
  await page.getByRole("link", { name: "Rediger" }).click();
  await page.getByRole("textbox", { name: "Kort fortalt" }).fill("Vi synger på mange språk, og alle kan være med.");
  await page.getByRole("button", { name: "Lagre" }).click();
  await told("Aktiviteten er lagret");
  await open("/translations?need=OUTDATED");
  await page.getByRole("link", { name: "Utdatert: Kor uten noter, engelsk" }).waitFor();
  await expect.poll(() => page.getByRole("link", { name: "Språkkafé på biblioteket", exact: true }).count()).toBe(0);
});

test("what must be confirmed is counted in the menu, and confirmed one by one or all at once", async () => {
  await open("/");
  await page.getByRole("link", { name: "Se alle 2" }).waitFor();
  await page.getByRole("link", { name: /Må bekreftes.*2 aktiviteter/ }).click();
  const list = page.getByRole("region", { name: "Skjules snart" });
  const titles = () => list.getByRole("link").allInnerTexts();
  // The one that is hidden first stands first.
  await expect.poll(titles).toEqual(["Søndagstur i Bymarka", "Kor uten noter"]);
  await page.getByRole("button", { name: "Den stemmer: Søndagstur i Bymarka" }).click();
  await told("Én aktivitet er bekreftet");
  await expect.poll(titles).toEqual(["Kor uten noter"]);
  await page.getByRole("checkbox", { name: "Velg alle" }).check();
  await page.getByRole("button", { name: "Bekreft den valgte" }).click();
  await told("Alt er bekreftet");
});

test("a place is put on the map by a press, and one far from its municipality is pointed out", async () => {
  const { id } = await arranged("Bordtennis");
  await open(`/activities/${id}`);
  await page.getByRole("button", { name: "Velg på kartet" }).click();
  const [north, east] = [page.getByLabel("Breddegrad (nord)"), page.getByLabel("Lengdegrad (øst)")];
  const map = page.locator("svg[viewBox='0 0 600 480']");
  await map.click();
  await expect.poll(() => north.inputValue()).toMatch(/^63\.\d+$/);
  await expect.poll(() => east.inputValue()).toMatch(/^10\.\d+$/);
  await east.fill("12.5");
  await told("Punktet ligger utenfor kommunen. Stemmer det?");
  await east.fill("63.4");
  await page.getByRole("button", { name: "Lagre" }).click();
  await told("Ligger ikke i Norge");
  await east.fill("10.41");
  await page.getByRole("button", { name: "Lagre" }).click();
  await told("Aktiviteten er lagret");
});

test("a series is written with its rule in words, published, and one time is called off", async () => {
  await open("/activities/create");
  await page.getByRole("textbox", { name: "Tittel" }).fill("Strikkekveld");
  await page.getByRole("textbox", { name: "Kort fortalt" }).fill("Ta med strikketøy, eller lån av oss.");
  await page.getByRole("combobox", { name: "Kategori" }).fill("tegning");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: "Sted" }).fill("Rosendal");
  await page.getByLabel("Første dag").fill(iso(tuesday - 7 * dayMs));
  await page.getByRole("checkbox", { name: "Tirsdag" }).check();
  await page.getByText(/Hver tirsdag kl\. 18/).waitFor();
  await page.getByRole("button", { name: "Ferier og sesonger" }).click();
  await page.getByLabel("Dag uten aktivitet").fill(iso(tuesday + 7 * dayMs));
  await page.getByRole("button", { name: "Legg til dagen" }).click();
  await page.getByRole("button", { name: "Legg til en periode" }).click();
  const season = page.getByRole("group", { name: "Bare i disse periodene 1" });
  await season.getByLabel("Fra").fill(iso(tuesday - 14 * dayMs));
  await season.getByLabel("Til").fill(iso(tuesday + 21 * dayMs));
  await page.getByRole("button", { name: "Lagre kladd" }).click();
  await page.getByRole("heading", { name: "Strikkekveld", level: 1 }).waitFor();
  await told("Kladd");
  await page.getByRole("button", { name: "Publiser" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Publiser" }).click();
  await told("Publisert");
  await page.getByRole("button", { name: `Endre ${asWritten(tuesday + 14 * dayMs)}` }).waitFor();
  // Neither on the day that is left out, nor when the season is over.
  for (const weeks of [1, 4])
    expect(await page.getByRole("button", { name: `Endre ${asWritten(tuesday + weeks * 7 * dayMs)}` }).count()).toBe(0);

  await page.getByRole("button", { name: `Endre ${written}` }).click();
  await page.getByRole("textbox", { name: "Beskjed" }).fill("Vi er på julemarked");
  await page.getByRole("button", { name: "Avlys denne gangen" }).click();
  await page.getByText("Avlyst · Vi er på julemarked").waitFor();
  // Another note leaves it called off.
  await page.getByRole("button", { name: `Endre ${written}` }).click();
  await page.getByRole("textbox", { name: "Beskjed" }).fill("Vi er på juletrefest");
  await page.getByRole("button", { name: "Lagre beskjeden" }).click();
  await page.getByText("Avlyst · Vi er på juletrefest").waitFor();
  await open(`/activities?view=week&from=${iso(tuesday - dayMs)}`);
  const day = page.getByRole("region", { name: `tirsdag ${written}` });
  await expect.poll(() => day.innerText()).toContain("Avlyst");
});

test("what others have registered is shown to who writes it by hand, and hinders nobody", async () => {
  const source = { platform: "FRISKUS", externalId: "kor-7" };
  const { id } = await arranged("Allsang i parken", { registeredAt: source });
  const { id: another } = await arranged("Allsang for alle");
  await open(`/activities/${another}`);
  await page.getByRole("combobox", { name: "Nettsted" }).click();
  await page.getByRole("option", { name: "Friskus" }).click();
  await page.getByRole("textbox", { name: "Id-en der" }).fill("kor-7");
  const others = page.getByRole("alert").filter({ hasText: "Dette er registrert av andre allerede" });
  await expect.poll(() => others.getByRole("link", { name: "Allsang i parken" }).getAttribute("href")).toContain(id);
  await others.getByText("Trondheim kommune").waitFor();
  await page.getByRole("textbox", { name: "Id-en der" }).fill("kor-8");
  await expect.poll(() => others.count()).toBe(0);
});

test("it is confirmed by one click, and ended after one question", async () => {
  await open("/activities?search=strikkekveld");
  await page.getByRole("link", { name: "Strikkekveld" }).click();
  await page.getByRole("button", { name: "Bekreft at den stemmer" }).click();
  await told("Bekreftet. Den må bekreftes igjen om 180 dager.");
  await page.getByRole("button", { name: "Avslutt" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Avslutt" }).click();
  await told("Aktiviteten er avsluttet");
  await told("Avsluttet");
  await page.getByRole("link", { name: "Ta opp igjen" }).click();
  await expect.poll(() => page.getByRole("textbox", { name: "Tittel" }).inputValue()).toBe("Strikkekveld");
  await page.getByRole("textbox", { name: "Tittel" }).fill("Strikkekveld på nytt");
  await page.getByRole("button", { name: "Lagre kladd" }).click();
  await page.getByRole("heading", { name: "Strikkekveld på nytt", level: 1 }).waitFor();
  await told("Kladd");
  await open("/activities?search=strikkekveld");
  await expect.poll(() => page.getByRole("link", { name: "Strikkekveld" }).count()).toBe(0);
});

test("a municipality that makes something else of its activity is shown who offers the same, and says why", async () => {
  const { id } = await arranged("Lesesirkel");
  await open(`/activities/${id}`);
  await page.getByRole("combobox", { name: "Kategori" }).fill("språkkafé");
  await page.getByRole("option", { name: "Språkkafé" }).click();
  await page.getByRole("button", { name: "Lagre", exact: true }).click();
  const nearby = page.getByRole("region", { name: "Dette tilbyr frivilligheten i nærheten allerede" });
  await expect
    .poll(() => nearby.getByRole("listitem").allInnerTexts())
    .toContain("Språkkafé på biblioteket · Afghansk kulturforening i Trondheim");
  await nearby.getByRole("textbox", { name: "Hvorfor den trengs" }).fill("For dem som venter på plass");
  await page.getByRole("button", { name: "Lagre", exact: true }).click();
  await told("Aktiviteten er lagret");
  await told("For dem som venter på plass");
});

test("a month's report is taken home, to read and to reckon with", async () => {
  await open("/reports");
  await page
    .getByRole("link", { name: /Trondheim kommune/ })
    .first()
    .click();
  await page.getByRole("heading", { name: /^Trondheim kommune, /, level: 1 }).waitFor();
  const fetched = async (button: string): Promise<Buffer> => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: button }).click(),
    ]);
    return readFile(await download.path());
  };
  expect((await fetched("Last ned som PDF")).subarray(0, 8).toString()).toBe("%PDF-1.7");
  expect((await fetched("Last ned som CSV")).toString()).toContain("Trondheim kommune;");
});
