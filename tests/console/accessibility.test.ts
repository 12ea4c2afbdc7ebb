/** Every page of the console, empty and full, light and dark, at a desk and on a phone: WCAG 2.1 AA as axe finds it, and what axe advises besides. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { PersonName } from "../../infra/local/people.ts";
import { routes } from "../../admin/routes.ts";
import { ask, axeRules, complaintsOf, openBrowser, openPage, settle, signIn, sizes } from "./browser.ts";

type Found = { readonly id: string; readonly validFrom: string };

/** What the addresses of pages are filled in with. */
type Place = {
  readonly registered: Found;
  readonly written: Found;
  readonly activity: string;
  readonly venue: string;
  readonly booking: string;
  readonly centre: string;
};

type Visit = {
  readonly address: (place: Place) => string;
  /** Who sees most there; the coordinator where nobody else is named. */
  readonly as?: PersonName;
};

/** The month before this one, in Norway as near as it matters. */
const lastMonth = ((day: Date): string => {
  day.setUTCDate(0);
  return day.toISOString().slice(0, 7);
})(new Date());

/** A visit of every route by its name. */
const visits: Readonly<Record<string, Visit>> = {
  start: { address: () => "/" },
  organisations: { address: () => "/organisations" },
  organisationCreate: { address: () => "/organisations/create" },
  organisation: { address: ({ registered }) => `/organisations/${registered.id}/show` },
  organisationEdit: { address: ({ written }) => `/organisations/${written.id}` },
  organisationProfile: { address: ({ registered }) => `/organisations/${registered.id}/profile` },
  organisationLocal: { address: ({ registered }) => `/organisations/${registered.id}/local` },
  organisationAsItWas: { address: ({ registered }) => `/organisations/${registered.id}/at/${registered.validFrom}` },
  activityTrail: { address: ({ activity }) => `/activities/${activity}/trail`, as: "auditor" },
  venueTrail: { address: ({ venue }) => `/venues/${venue}/trail`, as: "auditor" },
  bookingTrail: { address: ({ booking }) => `/venues/bookings/${booking}/trail` },
  organisationTrail: { address: ({ registered }) => `/organisations/${registered.id}/trail` },
  activities: { address: () => "/activities?view=week" },
  activitiesToConfirm: { address: () => "/to-confirm" },
  translations: { address: () => "/translations" },
  translation: { address: ({ activity }) => `/activities/${activity}/translations/ar` },
  activityCreate: { address: () => "/activities/create" },
  activityImport: { address: () => "/activities/import" },
  activity: { address: ({ activity }) => `/activities/${activity}/show` },
  activityEdit: { address: ({ activity }) => `/activities/${activity}` },
  venues: { address: () => "/venues" },
  venueCreate: { address: () => "/venues/create" },
  venueRequests: { address: () => "/venues/requests" },
  venueBookings: { address: () => "/venues/bookings", as: "leader" },
  venue: { address: ({ venue }) => `/venues/${venue}/show` },
  venueEdit: { address: ({ venue }) => `/venues/${venue}` },
  municipalities: { address: () => "/municipalities" },
  municipality: { address: () => "/municipalities/5001" },
  registerSyncs: { address: () => "/register-syncs" },
  reports: { address: () => "/reports" },
  report: { address: () => `/reports/report:${lastMonth}:K5001` },
  weeklyPlan: { address: ({ centre }) => `/organisations/${centre}/plan` },
  people: { address: () => "/people" },
  organisationJoin: { address: ({ registered }) => `/organisations/${registered.id}/join` },
  invitation: { address: () => "/invitation/nobody-has-sent-this" },
  represent: { address: () => "/represent/nobody-has-sent-this" },
  partners: { address: () => "/partners", as: "administrator" },
  partnerRegister: { address: () => "/partners/register", as: "administrator" },
  partner: { address: () => "/partners/942110464", as: "administrator" },
  impartiality: { address: () => "/impartiality" },
  codes: { address: () => "/codes" },
  account: { address: () => "/account" },
  audit: { address: () => `/audit?day=${new Date().toISOString().slice(0, 10)}`, as: "auditor" },
  erasureReports: { address: () => "/erasure-reports", as: "auditor" },
  partnerEdit: { address: () => "/partners/942110464/edit", as: "administrator" },
};

/** Pages that have several looks of their own, besides the one their route is visited with. */
const views: Readonly<Record<string, string>> = {
  "activities by month": "/activities?view=month",
  "a map of the country": "/activities?view=map&everywhere=",
  "a map of a county": "/activities?view=map&county=50",
  "a map of a municipality": "/activities?view=map&municipality=5001",
};

/** Pages for those who are not signed in. */
const outside: Readonly<Record<string, string>> = {
  signIn: "/login",
  afterSignIn: "/auth-callback",
  ownProfile: "/min-profil",
  confirmation: "/bekreft/nobody-has-sent-this",
};

const looks = [
  { name: "light, desk", colorScheme: "light", size: sizes.desk },
  { name: "dark, desk", colorScheme: "dark", size: sizes.desk },
  { name: "light, phone", colorScheme: "light", size: sizes.phone },
  { name: "dark, phone", colorScheme: "dark", size: sizes.phone },
] as const;

type Look = (typeof looks)[number];

/** An empty page differs from a full one in what is on it, and that is the same in every look: two of them show it. */
const looksOfEmpty = looks.filter(({ name }) => name === "light, desk" || name === "dark, phone");

/** What axe finds on the page as it stands, and how far it is wider than the window, in each look. */
const faultsOf = async (page: Page, among: readonly Look[] = looks): Promise<string[]> => {
  const faults: string[] = [];
  for (const { name, colorScheme, size } of among) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    await settle(page);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(axeRules).analyze();
    for (const { id, nodes } of violations)
      faults.push(
        `${name}: ${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`).join("\n")}`,
      );
    const excess = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (excess > 0) faults.push(`${name}: ${excess} px wider than the window`);
  }
  return faults;
};

const houses = inject("houses");
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test("every route is visited", () => {
  expect([...Object.keys(visits), ...Object.keys(outside)].toSorted()).toEqual(Object.keys(routes).toSorted());
});

test("axe sees what is wrong", async () => {
  const page = await openPage(browser, houses.full);
  await page.setContent(
    '<html lang="nb"><title>Galt</title><main><h1>Galt</h1><input><p style="color:#ccc">Blekt</p></main></html>',
  );
  const faults = await faultsOf(page);
  expect(faults.join("\n")).toContain("label");
  expect(faults.join("\n")).toContain("color-contrast");
  await page.context().close();
});

const nowhere: Found = { id: "organisation:200000000", validFrom: "2026-01-01T00:00:00.000Z" };

const findPlace = async (which: "full" | "empty"): Promise<Place> => {
  const { registered, written, centres, activities, venues } = await ask<
    Record<"registered" | "written" | "centres", { nodes: Found[] }> &
      Record<"activities", { nodes: { id: string }[] }> &
      Record<"venues", { nodes: { id: string; bookings: { booking: { id: string } }[] }[] }>
  >(
    houses[which],
    "coordinator",
    `query ($registered: OrganisationFilter, $written: OrganisationFilter, $centres: OrganisationFilter,
      $from: DateTime!, $until: DateTime!) {
      registered: organisations(filter: $registered, first: 1) { nodes { id validFrom } }
      written: organisations(filter: $written, first: 1) { nodes { id validFrom } }
      centres: organisations(filter: $centres, first: 1) { nodes { id validFrom } }
      activities(filter: { municipalities: ["5001"] }, first: 1) { nodes { id } }
      venues(filter: { lenderId: "organisation:K5001" }, first: 1) {
        nodes { id bookings(from: $from, until: $until) { booking { id } } }
      }
    }`,
    {
      // Where nobody has a role yet, nobody asks by tags.
      registered: {
        municipalities: ["5001"],
        profileStates: ["CONFIRMED"],
        ...(which === "full" && { tags: ["beredskap"] }),
      },
      written: { municipalities: ["5001"], kinds: ["INFORMAL_GROUP"] },
      centres: { municipalities: ["5001"], kinds: ["RECEPTION_CENTRE"] },
      from: new Date().toISOString(),
      until: new Date(Date.now() + 30 * 86_400_000).toISOString(),
    },
  );
  return {
    registered: registered.nodes[0] ?? nowhere,
    written: written.nodes[0] ?? nowhere,
    centre: centres.nodes[0]?.id ?? nowhere.id,
    activity: activities.nodes[0]?.id ?? "activity:01ARZ3NDEKTSV4RRFFQ69G5FAV",
    booking: venues.nodes[0]?.bookings[0]?.booking.id ?? "booking:01ARZ3NDEKTSV4RRFFQ69G5FAV",
    venue: venues.nodes[0]?.id ?? "venue:01ARZ3NDEKTSV4RRFFQ69G5FAV",
  };
};

describe.each(["full", "empty"] as const)("a Samspill that is %s", (which) => {
  const people = new Map<PersonName, Page>();
  let place: Place;

  const pageOf = async (who: PersonName): Promise<Page> => {
    const there = people.get(who);
    if (there !== undefined) return there;
    const page = await openPage(browser, houses[which]);
    await signIn(page, who);
    people.set(who, page);
    return page;
  };

  beforeAll(async () => {
    place = await findPlace(which);
    // A full house that is empty would pass for the wrong reason.
    expect(place.registered === nowhere).toBe(which === "empty");
  });

  afterAll(async () => {
    for (const page of people.values()) await page.context().close();
  });

  test.each([
    ...Object.entries(visits),
    ...Object.entries(views).map(([name, view]): [string, Visit] => [name, { address: () => view }]),
  ])("%s", async (_, { address, as = "coordinator" }) => {
    const page = await pageOf(as);
    await page.setViewportSize(sizes.desk);
    await page.goto(address(place));
    await settle(page);
    // Neither sent away nor broken.
    const there = new URL(address(place), houses[which]);
    expect(decodeURIComponent(new URL(page.url()).pathname)).toBe(decodeURIComponent(there.pathname));
    await expect.poll(() => page.getByText("Noe gikk galt").count()).toBe(0);
    expect(await faultsOf(page, which === "full" ? looks : looksOfEmpty)).toEqual([]);
    expect(complaintsOf(page)).toEqual([]);
  });

  test.each(Object.entries(outside))("%s", async (_, address) => {
    const page = await openPage(browser, houses[which]);
    await page.goto(address);
    await settle(page);
    expect(await faultsOf(page)).toEqual([]);
    await page.context().close();
  });
});
