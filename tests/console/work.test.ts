/** A day's work in the console: what people do there, in a real browser against a whole Samspill. */
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { mostTagged } from "../../admin/organisations/tagging.ts";
import { ask, axeRules, complaintsOf, openBrowser, openPage, pageOf, settle, signIn, sizes } from "./browser.ts";

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

const names = (): Promise<string[]> => page.locator("tbody th a").allInnerTexts();

const listOf = (filter: object): string => `/organisations?${new URLSearchParams({ filter: JSON.stringify(filter) })}`;

const told = (words: string): Promise<void> => page.getByText(words, { exact: true }).first().waitFor();

const organisationsIn = async (
  first: number,
): Promise<{ id: string; name: string; orgNumber: string; version: number }[]> => {
  const { organisations } = await ask<{
    organisations: { nodes: { id: string; name: string; orgNumber: string; version: number }[] };
  }>(
    houses.full,
    "coordinator",
    `query ($first: Int) {
      organisations(
        first: $first
        filter: { municipalities: ["5001"], profileStates: [UNCONFIRMED], inVoluntaryRegister: true, statuses: [ACTIVE] }
      ) { nodes { id name orgNumber version } }
    }`,
    { first },
  );
  return organisations.nodes;
};

const write = async (name: string): Promise<string> => {
  const { createOrganisation } = await ask<{ createOrganisation: { organisation: { id: string } } }>(
    houses.full,
    "coordinator",
    `mutation ($input: CreateOrganisationInput!, $key: ID!) {
      createOrganisation(input: $input, idempotencyKey: $key) { organisation { id } }
    }`,
    { input: { kind: "INFORMAL_GROUP", record: { name, municipality: "5001" } }, key: randomUUID() },
  );
  return createOrganisation.organisation.id;
};

describe("finding an organisation", () => {
  test("by words with a typo, the best first", async () => {
    await open("/organisations");
    await page.getByRole("searchbox", { name: "Søk etter navn" }).fill("lademoen frivilgsentral");
    await page.getByRole("link", { name: "Lademoen frivilligsentral" }).waitFor();
    await expect.poll(async () => (await names())[0]).toBe("Lademoen frivilligsentral");
  });

  test("by filters together, each of which can be let go of", async () => {
    await open(listOf({}));
    const total = await page.getByRole("status").first().innerText();
    await page.getByRole("combobox", { name: "Kommune" }).fill("trondh");
    await page.getByRole("option", { name: "Trondheim" }).click();
    await page.keyboard.press("Escape");
    await page.getByRole("checkbox", { name: "Bekreftet", exact: true }).click();
    await page.getByRole("button", { name: "Fjern filteret Bekreftet" }).waitFor();
    const states = async () => [...new Set(await page.locator("tbody .MuiChip-label").allInnerTexts())];
    await expect.poll(states).toEqual(["Bekreftet"]);
    expect(page.url()).toContain(encodeURIComponent('"municipalities":["5001"]'));
    await page.getByRole("button", { name: "Nullstill filtre" }).click();
    await page.getByRole("status").first().filter({ hasText: total }).waitFor();
  });

  test("whose profile someone stood by more than a year ago, and the page says since when", async () => {
    await open(listOf({ municipalities: ["5001"], profileStates: ["MUST_BE_CONFIRMED_AGAIN"] }));
    await expect.poll(names).toContain("Språkkafeen på Kolstad");
    await page.getByRole("link", { name: "Språkkafeen på Kolstad" }).click();
    await settle(page);
    await page.getByText(/^Bekreftet av Silje Moen .* Skulle vært bekreftet på nytt /).waitFor();
    await expect.poll(() => page.getByRole("button", { name: "Bekreft profilen" }).count()).toBe(1);
  });

  test("that answers when volunteers are free", async () => {
    await open(listOf({ municipalities: ["5001"] }));
    const answers = async () => Number(/\d+/.exec(await page.getByRole("status").first().innerText())?.[0]);
    const all = await answers();
    await page.getByRole("combobox", { name: "Kan nås" }).click();
    await page.getByRole("option", { name: "Utenom kontortid" }).click();
    await page.getByRole("button", { name: "Fjern filteret Kan nås: utenom kontortid" }).waitFor();
    await expect.poll(answers).toBeLessThan(all);
    await expect.poll(answers).toBeGreaterThan(0);
  });

  test("page by page, and back", async () => {
    await open(listOf({ municipalities: ["5001"] }));
    const first = await names();
    await page.getByRole("button", { name: "Neste side" }).click();
    await page.getByText(/^26–50 av /).waitFor();
    await settle(page);
    const second = await names();
    expect(second).toHaveLength(25);
    expect(first.filter((name) => second.includes(name))).toEqual([]);
    await page.getByRole("button", { name: "Forrige side" }).click();
    await page.getByText(/^1–25 av /).waitFor();
    await settle(page);
    await expect.poll(names).toEqual(first);
  });

  test("with a search that was saved, also after the page is loaded anew", async () => {
    await open(listOf({ municipalities: ["5001"], profileStates: ["CONFIRMED"] }));
    const wanted = await names();
    await page.getByRole("button", { name: "Lagre dette søket …" }).click();
    await page.getByRole("textbox", { name: "Navn på søket" }).fill("Bekreftet hos oss");
    await page.getByRole("button", { name: "Lagre", exact: true }).click();
    await page.getByRole("button", { name: "Nullstill filtre" }).click();
    await page.getByRole("button", { name: "Nullstill filtre" }).waitFor({ state: "detached" });
    await page.reload();
    await settle(page);
    await expect.poll(names).not.toEqual(wanted);
    await page.getByRole("link", { name: "Bekreftet hos oss" }).click();
    await page.getByRole("button", { name: "Fjern filteret Bekreftet" }).waitFor();
    await settle(page);
    await expect.poll(names).toEqual(wanted);
  });

  test("in the columns one has chosen", async () => {
    await open("/organisations");
    await page.getByRole("button", { name: "Kolonner" }).click();
    await page.getByRole("checkbox", { name: "Telefon" }).click();
    await page.getByRole("checkbox", { name: "Kommune" }).click();
    await page.getByRole("button", { name: "Lukk" }).click();
    await page.reload();
    await settle(page);
    await expect.poll(() => page.getByRole("columnheader", { name: "Telefon" }).count()).toBe(1);
    await expect.poll(() => page.getByRole("columnheader", { name: "Kommune" }).count()).toBe(0);
    await page.getByRole("button", { name: "Kolonner" }).click();
    await page.getByRole("button", { name: "Vanlige kolonner" }).click();
    await page.getByRole("button", { name: "Lukk" }).click();
    await page.getByRole("columnheader", { name: "Kommune" }).waitFor();
  });

  test("or finding none, with what to do about it", async () => {
    await open(listOf({ search: "xyzzyxyzzy" }));
    await told("Ingen organisasjoner passer");
    await page.getByRole("main").getByRole("button", { name: "Nullstill filtre" }).first().click();
    await page.locator("tbody th a").first().waitFor();
    await expect.poll(names).toHaveLength(25);
  });
});

describe("a capability profile", () => {
  test("is filled in, saved, and confirmed in one's name", async () => {
    const id = await write("Turlaget på Tyholt");
    await open(`/organisations/${id}/show`);
    await page.getByRole("link", { name: "Fyll ut profilen" }).click();
    await settle(page);
    await page.getByRole("checkbox", { name: "Språktrening" }).click();
    await page.getByRole("spinbutton", { name: "Opplærte personer" }).fill("7");
    await page.getByRole("main").getByRole("combobox", { name: "Språk" }).fill("tigr");
    await page.getByRole("option", { name: "tigrinja" }).click();
    await page.getByRole("button", { name: "Legg til lokale" }).click();
    const premises = page.getByRole("group", { name: "Lokaler 1" });
    await premises.getByRole("textbox", { name: "Navn" }).fill("Samfunnshuset");
    await premises.getByRole("spinbutton", { name: "Plass til" }).fill("80");
    await page.getByRole("button", { name: "Lagre uten å bekrefte" }).click();
    await told("Profilen er lagret. Den er ikke bekreftet.");
    await settle(page);
    await told("Samfunnshuset, plass til 80");
    await told("Ingen har bekreftet den.");

    await page.getByRole("button", { name: "Bekreft profilen" }).click();
    await told("Profilen er bekreftet med navnet ditt");
    await page.getByText(/^Bekreftet av Silje Moen /).waitFor();
    await expect.poll(() => page.getByText("Profil. Endret av Silje Moen.").count()).toBeGreaterThanOrEqual(2);
  });

  test("cannot be saved with a time that ends before it begins, and the field says why", async () => {
    const [, organisation] = await organisationsIn(2);
    await open(`/organisations/${organisation?.id}/profile`);
    await page.getByRole("button", { name: "Legg til tidspunkt" }).click();
    const rows = page.getByRole("group", { name: /^Når de kan nås \d/ });
    const row = rows.last();
    await row.getByLabel("Fra kl.").fill("21:00");
    await row.getByLabel("Til kl.").fill("17:00");
    await page.getByRole("button", { name: "Lagre og bekreft" }).click();
    await row.getByText("Må slutte etter at det begynner").waitFor();
    page.once("dialog", (dialog) => void dialog.accept());
    await page.getByRole("link", { name: "Avbryt" }).click();
    await page.waitForURL(/\/show$/);
    await settle(page);
    await expect.poll(() => page.getByText("21:00–17:00").count()).toBe(0);
  });

  test("that somebody else has changed in the meantime is not overwritten, and nothing one wrote is lost", async () => {
    const [, , organisation] = await organisationsIn(3);
    await open(`/organisations/${organisation?.id}/local`);
    await page.getByRole("textbox", { name: "Notat" }).fill("Skrevet samtidig");
    await ask(
      houses.full,
      "hub",
      `mutation ($input: SaveLocalKnowledgeInput!, $key: ID!) {
        saveLocalKnowledge(input: $input, idempotencyKey: $key) { organisation { id } }
      }`,
      {
        input: {
          organisationId: organisation?.id,
          version: organisation?.version,
          tags: [],
          servesMunicipalities: [],
          note: "Skrevet først",
        },
        key: randomUUID(),
      },
    );
    // Who has been in another window meanwhile comes back to what he wrote.
    await page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
    await settle(page);
    await page.getByRole("button", { name: "Lagre", exact: true }).click();
    await page
      .getByRole("alert")
      .filter({ hasText: "Det du har skrevet, er ikke lagret, og står fortsatt her." })
      .waitFor();
    await expect.poll(() => page.getByRole("textbox", { name: "Notat" }).inputValue()).toBe("Skrevet samtidig");
    await page.getByRole("button", { name: "Begynn på nytt" }).click();
    await expect.poll(() => page.getByRole("textbox", { name: "Notat" }).inputValue()).toBe("Skrevet først");
  });

  test("that is half written is not left without a question", async () => {
    const [organisation] = await organisationsIn(1);
    await open(`/organisations/${organisation?.id}/profile`);
    await page.getByRole("textbox", { name: "Notat" }).fill("Halvferdig");
    const asked: string[] = [];
    page.once("dialog", (dialog) => {
      asked.push(dialog.message());
      void dialog.dismiss();
    });
    await page.getByRole("link", { name: "Kommuner" }).click();
    await expect
      .poll(() => asked)
      .toEqual(["Du har endringer som ikke er lagret. Vil du forlate siden uten å lagre dem?"]);
    await expect.poll(() => page.getByRole("textbox", { name: "Notat" }).inputValue()).toBe("Halvferdig");
    page.once("dialog", (dialog) => void dialog.accept());
    await page.getByRole("link", { name: "Kommuner" }).click();
    await page.getByRole("heading", { name: "Kommuner", level: 1 }).waitFor();
  });
});

describe("many organisations at once", () => {
  const tagged = async (tag: string): Promise<number> => {
    const { organisations } = await ask<{ organisations: { totalCount: number } }>(
      houses.full,
      "coordinator",
      "query ($filter: OrganisationFilter) { organisations(filter: $filter) { totalCount } }",
      { filter: { tags: [tag] } },
    );
    return organisations.totalCount;
  };

  test("are tagged, and the tagging is undone; who had the tag before keeps it", async () => {
    await open(listOf({ municipalities: ["5001"], profileStates: ["CONFIRMED"] }));
    const before = await tagged("beredskap");
    expect(before).toBeGreaterThan(0);
    await page.getByRole("checkbox", { name: "Velg alle på siden" }).click();
    await page.getByRole("button", { name: "Merk", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("combobox", { name: "Legg til merkelapper" }).fill("beredskap");
    await page.keyboard.press("Enter");
    await dialog.getByRole("button", { name: "Merk", exact: true }).click();
    await page.getByText(/^\d+ organisasjoner er merket$/).waitFor();
    await expect.poll(() => tagged("beredskap")).toBeGreaterThan(before);
    await page.getByRole("button", { name: "Angre" }).click();
    await told("Merkingen er angret");
    await expect.poll(() => tagged("beredskap")).toBe(before);
  });

  test("but no more than fit in a transaction", async () => {
    await open(`${listOf({ municipalities: ["5001"] })}&perPage=50&page=1`);
    await page.getByRole("checkbox", { name: "Velg alle på siden" }).click();
    await page.getByRole("button", { name: "Merk", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(`Du kan merke høyst ${mostTagged} organisasjoner om gangen. Du har valgt 50:`).waitFor();
    await expect.poll(() => dialog.getByRole("button", { name: "Merk", exact: true }).isDisabled()).toBe(true);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(axeRules).analyze();
    expect(violations).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Fjern valget" }).click();
  });

  test("are downloaded as a file in which nothing is a formula", async () => {
    await write('=HYPERLINK("https://example.org";"Klikk") turlag');
    await open(listOf({ municipalities: ["5001"], kinds: ["INFORMAL_GROUP", "FRIVILLIGSENTRAL"] }));
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Last ned CSV" }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^organisasjoner-\d{4}-\d{2}-\d{2}\.csv$/);
    const file = await readFile(await download.path(), "utf8");
    expect(file.startsWith("\ufeffNavn;")).toBe(true);
    const lines = file.slice(1).trim().split("\r\n");
    expect(lines[0]).toContain("Organisasjonsnummer;Type;Status");
    expect(lines.length - 1).toBe((await names()).length);
    expect(file).toContain("Lademoen frivilligsentral;");
    expect(file).toContain(`"'=HYPERLINK(""https://example.org"";""Klikk"") turlag"`);
    for (const line of lines) expect(line).not.toMatch(/(^|;)"?[=+@-]/);
  });
});

describe("what no register has", () => {
  test("is written down, with a word about those alike, and joined to the register with one confirmation", async () => {
    const [, registered] = await organisationsIn(2);
    const name = registered?.name ?? "";
    await open("/organisations/create");
    await page.getByRole("radio", { name: "Uformell gruppe" }).click();
    await page.getByRole("textbox", { name: "Navn" }).fill(name);
    await page.getByText("Disse ligner. Er det en av dem?").waitFor();
    await page.getByRole("button", { name: "Opprett" }).click();
    await told("Organisasjonen er opprettet");
    await page.getByRole("heading", { name, level: 1 }).waitFor();
    await settle(page);

    await page.getByRole("button", { name: "Knytt til registeret" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("radio", { name }).first().click();
    await dialog.getByText(`Knyttes til: ${name}`).waitFor();
    await dialog.getByRole("button", { name: "Knytt sammen" }).click();
    await told("Organisasjonen er knyttet til registeret");
    await page.waitForURL(new RegExp(`organisation:${registered?.orgNumber}/show$`));
    await settle(page);
    // What was written by hand is local knowledge now, under the name it had.
    await expect.poll(() => page.getByRole("region", { name: "Lokal kunnskap" }).innerText()).toContain(name);
  });

  test("is written down once by who tries again after an answer that does not say whether it was done", async () => {
    const busy = await pageOf(browser, houses.full, "coordinator");
    const keys: string[] = [];
    await busy.route("**/graphql", async (route) => {
      const body = route.request().postData() ?? "";
      if (!body.includes("createOrganisation(")) return route.continue();
      const { variables } = JSON.parse(body) as { variables: { idempotencyKey: string } };
      keys.push(variables.idempotencyKey);
      if (keys.length > 1) return route.continue();
      // The server has done it, and its answer was lost on the way.
      await route.fetch();
      const errors = [{ message: "Try again.", extensions: { kind: "TooMany", code: "BUSY" } }];
      return route.fulfill({ status: 429, json: { errors, data: null } });
    });
    await busy.goto("/organisations/create");
    await busy.getByRole("radio", { name: "Uformell gruppe" }).click();
    await busy.getByRole("textbox", { name: "Navn" }).fill("Sangkoret på Ladehammeren");
    await busy.getByRole("button", { name: "Opprett" }).click();
    await busy.getByText("Mange endrer dette akkurat nå.").first().waitFor();
    await busy.getByRole("button", { name: "Opprett" }).click();
    await busy.getByText("Organisasjonen er opprettet").waitFor();
    expect(keys).toEqual([keys[0], keys[0]]);
    const { organisations } = await ask<{ organisations: { totalCount: number } }>(
      houses.full,
      "coordinator",
      `{ organisations(filter: { search: "Sangkoret på Ladehammeren" }) { totalCount } }`,
      {},
    );
    expect(organisations.totalCount).toBe(1);
    await busy.context().close();
  });

  test("is closed with a reason, and says so", async () => {
    const id = await write("Strikkekafeen på Lade");
    await open(`/organisations/${id}/show`);
    await page.getByRole("button", { name: "Lukk organisasjonen" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Lukk organisasjonen" }).click();
    await dialog.getByText("Må fylles ut").waitFor();
    await dialog.getByRole("textbox", { name: "Hvorfor lukkes den?" }).fill("De møtes ikke lenger");
    await ask(
      houses.full,
      "coordinator",
      `mutation ($input: SaveLocalKnowledgeInput!, $key: ID!) {
        saveLocalKnowledge(input: $input, idempotencyKey: $key) { organisation { id } }
      }`,
      {
        input: { organisationId: id, version: 1, tags: [], servesMunicipalities: [], note: "Møtes på Lade" },
        key: randomUUID(),
      },
    );
    await dialog.getByRole("button", { name: "Lukk organisasjonen" }).click();
    // Somebody else was first: what was written stands, and the second try begins with what the other saved.
    await dialog.getByText("Noen andre har lagret siden du åpnet dette").waitFor();
    await dialog.getByRole("button", { name: "Begynn på nytt" }).click();
    await dialog.waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Lukk organisasjonen" }).click();
    await dialog.getByRole("button", { name: "Lukk organisasjonen" }).click();
    await told("Organisasjonen er lukket");
    await page.getByText("Denne organisasjonen er lukket eller slettet.").waitFor();
    await expect.poll(() => page.getByRole("button", { name: "Lukk organisasjonen" }).count()).toBe(0);
  });
});

describe("a municipality", () => {
  test("is found by its Sámi name, and shows its sector as a chart and as a table", async () => {
    await open("/municipalities");
    await page.getByRole("searchbox", { name: "Finn en kommune" }).fill("karasjohka");
    await page.getByRole("link", { name: "Karasjok" }).waitFor();
    await page.getByRole("searchbox", { name: "Finn en kommune" }).fill("trondheim");
    await page.getByRole("link", { name: "Trondheim" }).click();
    await page.getByRole("heading", { name: "Bli kjent med frivilligheten i Trondheim" }).waitFor();
    await settle(page);
    await page.getByRole("img", { name: "Kart over Trøndelag der Trondheim er uthevet." }).waitFor();
    const bars = await page
      .getByRole("list", { name: "Hva slags organisasjoner" })
      .getByRole("listitem")
      .allInnerTexts();
    expect(bars).toHaveLength(14);
    await page.getByRole("button", { name: "Vis som tabell" }).click();
    await expect
      .poll(() => page.getByRole("table", { name: "Hva slags organisasjoner" }).getByRole("row").count())
      .toBe(15);
  });
});

describe("by keyboard alone", () => {
  const focused = (): Promise<string> =>
    page.evaluate(
      () => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "",
    );

  /** Presses Tab until what has the focus is called so, and is seen to have it. */
  const tabTo = async (name: RegExp): Promise<void> => {
    for (let tries = 0; tries < 80; tries++) {
      await page.keyboard.press("Tab");
      if (!name.test(await focused())) continue;
      const outline = await page.evaluate(() => {
        const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body);
        return `${outlineStyle} ${outlineWidth}`;
      });
      expect(outline).not.toMatch(/^none| 0px$/);
      return;
    }
    throw new Error(`Tab never came to ${String(name)}.`);
  };

  test("one gets past the menu, searches, opens, and reaches the form", async () => {
    await open("/");
    await page.keyboard.press("Tab");
    await expect.poll(focused).toBe("Hopp til innholdet");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("main-content");
    await open("/municipalities/5001");
    await page.keyboard.press("/");
    await page.getByRole("heading", { name: "Organisasjoner", level: 1 }).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("type"))).toBe("search");
    await page.keyboard.type("lademoen frivillig");
    // Found by the first letters alone, it would be shown anew while one is on the way to it.
    await page.waitForURL(/lademoen(\+|%20)frivillig/);
    await page.getByRole("link", { name: "Lademoen frivilligsentral" }).waitFor();
    await settle(page);
    await tabTo(/^Lademoen frivilligsentral$/);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Lademoen frivilligsentral", level: 1 }).waitFor();
    await settle(page);
    await tabTo(/^(Fyll ut|Rediger) profilen$/);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: /^Profilen til / }).waitFor();
    await settle(page);
    await tabTo(/^Avbryt$/);
  });

  test("and who turns the key off can type it in peace", async () => {
    await open("/municipalities/5001");
    await page.getByRole("switch", { name: "Tasten / går til søk" }).click();
    await page.getByRole("heading", { level: 1 }).click();
    await page.keyboard.press("/");
    expect(page.url()).toContain("/municipalities/5001");
    await page.getByRole("switch", { name: "Tasten / går til søk" }).click();
  });
});

describe("on a phone", () => {
  test("the list is cards, the filters are a drawer, and the menu opens", async () => {
    await page.setViewportSize(sizes.phone);
    await open(listOf({ municipalities: ["5001"] }));
    await expect.poll(() => page.getByRole("table").count()).toBe(0);
    await page.getByRole("button", { name: "Filtre (1)" }).click();
    await page
      .getByRole("dialog", { name: "Filtre" })
      .getByRole("checkbox", { name: "Bekreftet", exact: true })
      .click();
    await page.getByRole("button", { name: "Vis treff" }).click();
    await page.getByRole("button", { name: "Filtre (2)" }).waitFor();
    await page.getByRole("button", { name: "Åpne menyen" }).click();
    await page.getByRole("navigation", { name: "Hovedmeny" }).getByRole("link", { name: "Kommuner" }).click();
    await page.getByRole("heading", { name: "Kommuner", level: 1 }).waitFor();
    await page.setViewportSize(sizes.desk);
  });
});

describe("three languages", () => {
  test.each([
    ["nn", "Organisasjonar"],
    ["en", "Organisations"],
    ["nb", "Organisasjoner"],
  ])("%s, told to the browser too, and nothing left untranslated", async (tag, title) => {
    await open("/organisations");
    await page.locator("header select").selectOption(tag);
    await page.getByRole("heading", { name: title, level: 1 }).waitFor();
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe(tag);
    for (const address of ["/organisations", "/organisations/create", "/municipalities/5001", "/register-syncs"]) {
      await open(address);
      // A key that has no text, or a text whose value is missing.
      await expect
        .poll(() => page.locator("body").innerText())
        .not.toMatch(/%\{|\b(?:ra|list|field|common|organisation|profile)\.\w+/);
    }
  });
});

test("who has no role for it is offered nothing to change, and who signs out is out", async () => {
  const other = await openPage(browser, houses.full);
  await signIn(other, "auditor");
  await other.goto(listOf({ municipalities: ["5001"] }));
  await settle(other);
  await expect.poll(() => other.getByRole("link", { name: "Ny organisasjon" }).count()).toBe(0);
  await expect.poll(() => other.getByRole("checkbox", { name: /^Velg / }).count()).toBe(0);
  await other.locator("tbody th a").first().click();
  await settle(other);
  await expect.poll(() => other.getByRole("link", { name: /Rediger|Fyll ut/ }).count()).toBe(0);
  await other.getByRole("button", { name: "Logg ut" }).click();
  await other.getByRole("button", { name: "Logg ut" }).click();
  await other.getByRole("button", { name: "Logg inn" }).waitFor();
  await other.goto("/organisations");
  await other.getByRole("button", { name: "Logg inn" }).waitFor();
  await other.context().close();
});
