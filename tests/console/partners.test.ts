/** Partners in the console: an administrator lets one in, changes what is agreed, sees what it does, and shuts it out at once. */
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { complaintsOf, openBrowser, pageOf, settle } from "./browser.ts";

const houses = inject("houses");
const home = inject("home");

let browser: Browser;
let page: Page;
/** Of the demonstration's partner, whose key lies with that Samspill's own things. */
let token: string;

beforeAll(async () => {
  browser = await openBrowser();
  page = await pageOf(browser, houses.full, "administrator");
  const { stdout } = await promisify(execFile)(process.execPath, ["infra/local/token.ts", "--as", "partner"], {
    cwd: resolve(import.meta.dirname, "../.."),
    env: { ...process.env, SAMSPILL_HOME: home },
  });
  token = stdout.trim();
});
afterAll(() => browser.close());

const open = async (address: string): Promise<void> => {
  await page.goto(address);
  await settle(page);
};

const told = (words: string): Promise<void> => page.getByText(words).first().waitFor();

const calendar = "/partners/942110464";

/** What the partner's own system is answered. */
const partnerAsks = async (query: string): Promise<{ status: number; code: string | undefined }> => {
  const response = await fetch(`${houses.full}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  const { errors } = (await response.json()) as { errors?: { extensions?: { code?: string } }[] };
  return { status: response.status, code: errors?.[0]?.extensions?.code };
};

test("a partner is registered, once its number, its body and its scopes are what they must be", async () => {
  await page.getByRole("link", { name: "Partnere" }).click();
  await page.getByRole("link", { name: "Registrer partner" }).click();
  await settle(page);
  const register = page.getByRole("button", { name: "Registrer partner" });
  await page.getByRole("textbox", { name: "Organisasjonsnummer" }).fill("12345");
  await register.click();
  await told("Må være et gyldig organisasjonsnummer med ni sifre");
  await page.getByRole("textbox", { name: "Organisasjonsnummer" }).fill("938 644 500");
  await page.getByRole("textbox", { name: "Systemets navn" }).fill("Frivilligkartet");
  await page.getByRole("combobox", { name: "Handler for" }).fill("bergen kommune");
  await page.getByRole("option", { name: "Bergen kommune" }).click();
  await page.getByRole("checkbox", { name: "samspill:organisations.read" }).check();
  await page.getByRole("spinbutton", { name: "Kostnad per minutt" }).fill("50");
  await register.click();
  await told("Må være fra 100 til 100 000 000");
  await page.getByRole("spinbutton", { name: "Kostnad per minutt" }).fill("5000");
  await register.click();
  await told("Partneren er registrert");
  await page.getByRole("heading", { level: 1, name: "Frivilligkartet" }).waitFor();
  await told("Ikke brukt de siste 90 dagene");
  await told("Registrerte partneren");
  await open("/partners");
  await page.getByRole("link", { name: "Frivilligkartet" }).waitFor();
  expect(complaintsOf(page)).toEqual([]);
});

test("what is agreed is changed, and the trail tells from what to what", async () => {
  await open(calendar);
  await page.getByRole("link", { name: "Endre avtalen" }).click();
  await settle(page);
  await page.getByRole("textbox", { name: "Systemets navn" }).fill("Kalenderen i Trondheim");
  await page.getByRole("spinbutton", { name: "Kostnad per døgn" }).fill("2000000");
  await page.getByRole("button", { name: "Lagre" }).click();
  await told("Avtalen er lagret");
  await page.getByRole("heading", { level: 1, name: "Kalenderen i Trondheim" }).waitFor();
  const entry = page.getByRole("main").getByRole("listitem").filter({ hasText: "Endret avtalen" }).first();
  const words = (await entry.innerText()).replaceAll(/\s+/g, " ");
  expect(words).toContain("Navn Fra Aktivitetskalenderen i Trondheim til Kalenderen i Trondheim");
  expect(words).toContain("Kostnad per døgn Fra 1 000 000 til 2 000 000");
  expect(words).not.toContain("Scopes");
  expect(complaintsOf(page)).toEqual([]);
});

test("what its system does is seen the same day: calls, refusals and why", async () => {
  const read = "{ organisations(first: 3) { nodes { name } } }";
  for (let n = 0; n < 3; n++) expect(await partnerAsks(read)).toEqual({ status: 200, code: undefined });
  expect((await partnerAsks("{ partners { nodes { name } } }")).code).toBe("FORBIDDEN");
  await open(calendar);
  await page.getByRole("img", { name: "4 kall og 1 avslag de siste 30 dagene" }).waitFor();
  await page.getByRole("button", { name: "Vis som tabell" }).click();
  const today = page.getByRole("table").getByRole("row").nth(1);
  await expect.poll(() => today.innerText()).toContain("FORBIDDEN 1");
});

test("it is shut out with a reason, at once, also with a token it has; and may be let in again", async () => {
  await open(calendar);
  await page.getByRole("button", { name: "Steng ute" }).click();
  const dialog = page.getByRole("dialog", { name: "Stenge ute Kalenderen i Trondheim?" });
  await dialog.getByRole("button", { name: "Steng ute" }).click();
  await dialog.getByText("Må fylles ut").waitFor();
  await dialog.getByRole("textbox").fill("Nøkkelen er på avveier");
  await dialog.getByRole("button", { name: "Steng ute" }).click();
  await told("Systemet er stengt ute");
  await told("Stengt ute: Nøkkelen er på avveier");
  expect(await partnerAsks("{ about { version } }")).toEqual({ status: 403, code: "CONSUMER_STOPPED" });
  const entry = page.getByRole("main").getByRole("listitem").filter({ hasText: "Stengte systemet ute" }).first();
  await expect.poll(() => entry.innerText()).toContain("Begrunnelse: Nøkkelen er på avveier");
  await expect.poll(() => page.getByRole("link", { name: "Endre avtalen" }).count()).toBe(0);

  await page.getByRole("link", { name: "Slipp inn igjen" }).click();
  await settle(page);
  await page.getByRole("button", { name: "Slipp inn igjen" }).click();
  await page.getByRole("button", { name: "Steng ute" }).waitFor();
  expect(await partnerAsks("{ about { version } }")).toEqual({ status: 200, code: undefined });
  expect(complaintsOf(page)).toEqual([]);
});

test("an auditor reads all of it, and is offered nothing to change", async () => {
  const auditor = await pageOf(browser, houses.full, "auditor");
  await auditor.goto("/partners");
  await settle(auditor);
  await expect.poll(() => auditor.getByRole("link", { name: "Registrer partner" }).count()).toBe(0);
  await auditor.getByRole("link", { name: "Frivilligkartet" }).click();
  await auditor.getByText("Registrerte partneren").waitFor();
  await expect.poll(() => auditor.getByRole("link", { name: /Endre|Slipp inn/ }).count()).toBe(0);
  await expect.poll(() => auditor.getByRole("button", { name: "Steng ute" }).count()).toBe(0);
});
