/** Impartiality in the console: a tie is declared, has its consequence, is ended; and a superior's counts for those below. */
import { randomUUID } from "node:crypto";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { dayOf } from "#platform/day";
import { ask, complaintsOf, open, openBrowser, pageOf, told } from "./browser.ts";

const houses = inject("houses");
let browser: Browser;
let organisation: { readonly id: string; readonly name: string };

beforeAll(async () => {
  browser = await openBrowser();
  const { organisations } = await ask<{ organisations: { nodes: { id: string; name: string }[] } }>(
    houses.full,
    "coordinator",
    '{ organisations(filter: { municipalities: ["5001"], inVoluntaryRegister: true }, first: 100) { nodes { id name } } }',
    {},
  );
  const last = organisations.nodes.at(-1);
  if (!last) throw new Error("Trondheim has no organisations.");
  organisation = last;
});
afterAll(() => browser.close());

test("a coordinator declares a tie, is told what it means, and ends it", async () => {
  const page = await pageOf(browser, houses.full, "coordinator");
  await open(page, `/organisations/${organisation.id}/show`);
  const section = page.getByRole("region", { name: "Habiliteten din" });
  await section.getByText("Habil så langt vi vet").waitFor();
  await section.getByRole("button", { name: "Meld en tilknytning" }).click();
  const dialog = page.getByRole("dialog", { name: `Tilknytning til ${organisation.name}` });
  const declare = dialog.getByRole("button", { name: "Meld en tilknytning" });
  await declare.click();
  await dialog.getByText("Må fylles ut").waitFor();
  await dialog.getByRole("radio", { name: /^Sitter i styret/ }).check();
  await dialog.getByLabel("Gjelder fra").fill("2024-05-01");
  await dialog.getByLabel("Gjelder til").fill("2023-05-01");
  await declare.click();
  await dialog.getByText("Må slutte etter at det begynner").waitFor();
  await dialog.getByLabel("Gjelder til").fill("");
  await declare.click();
  await told(page, "Tilknytningen er meldt");
  await section.getByText("Inhabil", { exact: true }).waitFor();

  await section.getByRole("link", { name: "Tilknytningene dine" }).click();
  const row = page.getByRole("listitem").filter({ hasText: organisation.name });
  await row.getByText("Gjelder nå").waitFor();
  await expect.poll(() => row.innerText()).toContain("Sitter i styret");
  await row.getByRole("button", { name: "Avslutt" }).click();
  const ending = page.getByRole("dialog");
  await ending.getByLabel("Siste dag den gjaldt").fill("2023-01-01");
  await ending.getByRole("button", { name: "Avslutt" }).click();
  await ending.getByText("Må slutte etter at det begynner").waitFor();
  await ending.getByLabel("Siste dag den gjaldt").fill("2024-06-01");
  await ending.getByRole("button", { name: "Avslutt" }).click();
  await ending.getByText("Velg en dag etter at den ble meldt").waitFor();
  await ending.getByLabel("Siste dag den gjaldt").fill(dayOf(new Date()));
  await ending.getByRole("button", { name: "Avslutt" }).click();
  await told(page, "Tilknytningen er avsluttet");
  await expect.poll(() => row.innerText()).toMatch(/fra 1. mai 2024 til/);
  await expect.poll(() => row.getByRole("button", { name: "Avslutt" }).count()).toBe(0);
  await open(page, `/organisations/${organisation.id}/show`);
  // It holds through its last day.
  await section.getByText("Inhabil", { exact: true }).waitFor();
  expect(complaintsOf(page)).toEqual([]);
});

test("a caseworker may prepare and not decide what the superior is tied to", async () => {
  const administrator = await pageOf(browser, houses.full, "administrator");
  await open(administrator, "/people");
  const row = administrator.getByRole("listitem").filter({ hasText: "Ingrid Solheim" });
  await row.getByRole("button", { name: "Sett overordnet" }).click();
  const dialog = administrator.getByRole("dialog");
  await dialog.getByLabel("Overordnet").click();
  await administrator.getByRole("option", { name: "Magnus Berge" }).click();
  await dialog.getByRole("button", { name: "Lagre" }).click();
  await told(administrator, "Overordnet er satt");
  await row.getByText("overordnet: Magnus Berge").waitFor();
  // And not the other way about.
  await administrator
    .getByRole("listitem")
    .filter({ has: administrator.getByText("Magnus Berge", { exact: true }) })
    .getByRole("button", { name: "Sett overordnet" })
    .click();
  await dialog.getByLabel("Overordnet").click();
  await administrator.getByRole("option", { name: "Ingrid Solheim" }).click();
  await dialog.getByRole("button", { name: "Lagre" }).click();
  await dialog.getByText("Ingen kan være over seg selv").waitFor();

  await ask(
    houses.full,
    "decider",
    `mutation ($input: DeclareInterestInput!, $key: ID!) {
      declareInterest(input: $input, idempotencyKey: $key) { interest { id } }
    }`,
    { input: { organisationId: organisation.id, kind: "FAMILY", from: "2026-01-01" }, key: randomUUID() },
  );
  const caseworker = await pageOf(browser, houses.full, "caseworker");
  await open(caseworker, `/organisations/${organisation.id}/show`);
  await told(caseworker, "Kan forberede, ikke avgjøre");
  await open(caseworker, "/impartiality");
  await told(caseworker, "Magnus Berge er din overordnede i Integrerings- og mangfoldsdirektoratet");
  // Who stands below sees what that means for himself, and no more; the button is for who has somebody below.
  await expect.poll(() => caseworker.getByRole("button", { name: "Vis tilknytningene" }).count()).toBe(0);
  await expect.poll(() => caseworker.getByText("Nær familie leder").count()).toBe(0);
});

test("a superior looks at the ties of those below, an auditor at everybody's, and both are told that it is noted", async () => {
  await ask(
    houses.full,
    "caseworker",
    `mutation ($input: DeclareInterestInput!, $key: ID!) {
      declareInterest(input: $input, idempotencyKey: $key) { interest { id } }
    }`,
    { input: { organisationId: organisation.id, kind: "MEMBER", from: "2026-01-01" }, key: randomUUID() },
  );
  for (const who of ["decider", "auditor"] as const) {
    const page = await pageOf(browser, houses.full, who);
    await open(page, "/impartiality");
    const others = page.getByRole("region", { name: "Andres tilknytninger" });
    await others.getByText(/At du ser dem, noteres i sporet med navnet ditt/).waitFor();
    await others.getByRole("button", { name: "Vis tilknytningene" }).click();
    const ofIngrid = others.getByRole("listitem").filter({ hasText: "Ingrid Solheim" });
    await expect.poll(() => ofIngrid.first().innerText()).toContain(organisation.name);
    expect(await others.getByText("Magnus Berge").count()).toBe(who === "auditor" ? 1 : 0);
    expect(complaintsOf(page)).toEqual([]);
  }
});

test("an organisation is found by its name where none was chosen", async () => {
  const page = await pageOf(browser, houses.full, "payer");
  await open(page, "/impartiality");
  await page.getByRole("button", { name: "Meld en tilknytning" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Organisasjon" }).fill("lademoen frivilligsentral");
  await page.getByRole("option", { name: "Lademoen frivilligsentral" }).click();
  await dialog.getByRole("radio", { name: "Er medlem" }).check();
  await dialog.getByRole("button", { name: "Meld en tilknytning" }).click();
  await told(page, "Tilknytningen er meldt");
  const row = page.getByRole("listitem").filter({ hasText: "Lademoen frivilligsentral" });
  await row.waitFor();
  await expect.poll(() => row.innerText()).toContain("meldt av deg");
});

test("a leader sees the tie that follows from the role, and has nothing to declare", async () => {
  const page = await pageOf(browser, houses.full, "leader");
  await open(page, "/impartiality");
  await told(page, "følger av rollen din her");
  await expect.poll(() => page.getByRole("button", { name: "Meld en tilknytning" }).count()).toBe(0);
  await open(page, `/organisations/${organisation.id}/show`);
  await expect.poll(() => page.getByRole("region", { name: "Habiliteten din" }).count()).toBe(0);
});
