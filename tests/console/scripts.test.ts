/**
 * No script of another's: every payload is pushed through the API into every field of people's own words, and every page
 * that shows them is looked at in a real browser under the console's own policy. Nothing runs, nothing is stopped by the policy
 * alone, nothing is fetched from elsewhere, and no element or attribute has come of words.
 */
import { randomUUID } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type RouteName, routes } from "../../admin/routes.ts";
import type { PersonName } from "../../infra/local/people.ts";
import { orgNumbers } from "../orgNumbers.ts";
import {
  answerTo,
  ask,
  complaintsOf,
  linkInLetterTo,
  openBrowser,
  openPage,
  settle,
  signIn,
  sizes,
} from "./browser.ts";
import { type Kind, type Payload, payloads } from "./payloads.ts";

declare global {
  interface Window {
    canary: (n: number) => void;
    violated: (what: string) => void;
  }
}

const houses = inject("houses");
const base = houses.full;
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** Where nobody else's tests look: what is written here must be in nobody's way. */
const municipality = "1103";

/** Hundreds of changes, on a machine that may have much else to do. */
const patiently = 600_000;

type Change = { readonly field: string; readonly type: string; readonly input: object; readonly answer: string };

const send = (who: PersonName, { field, type, input, answer }: Change) =>
  answerTo<Record<string, { organisation: { id: string; version: number }; request: { id: string } }>>(
    base,
    who,
    `mutation ($input: ${type}!, $key: ID!) { ${field}(input: $input, idempotencyKey: $key) { ${answer} } }`,
    { input, key: randomUUID() },
  );

const codeOf = async (who: PersonName, change: Change): Promise<string | undefined> =>
  (await send(who, change)).errors?.[0]?.extensions?.code;

const organisationChange = (field: string, type: string, input: object): Change => ({
  field,
  type,
  input,
  answer: "organisation { id version }",
});

const changed = async (who: PersonName, change: Change): Promise<{ id: string; version: number }> => {
  const { data, errors } = await send(who, change);
  const answer = data?.[change.field]?.organisation;
  if (!answer) throw new Error(`${change.field} ${JSON.stringify(change.input)}: ${JSON.stringify(errors)}`);
  return answer;
};

const create = (record: object, kind = "INFORMAL_GROUP") =>
  changed(
    "administrator",
    organisationChange("createOrganisation", "CreateOrganisationInput", { kind, record: { municipality, ...record } }),
  );

/** Does something to an activity. */
const actOn = async (field: string, type: string, input: object): Promise<{ id: string; version: number }> => {
  const { data, errors } = await answerTo<Record<string, { activity: { id: string; version: number } }>>(
    base,
    "administrator",
    `mutation ($input: ${type}!, $key: ID!) { ${field}(input: $input, idempotencyKey: $key) { activity { id version } } }`,
    { input, key: randomUUID() },
  );
  const made = data?.[field]?.activity;
  if (!made) throw new Error(`${field} ${JSON.stringify(input)}: ${JSON.stringify(errors)}`);
  return made;
};

/** Some at a time, as several people would. */
const each = async <Value>(values: readonly Value[], act: (value: Value) => Promise<unknown>): Promise<void> => {
  const left = values.values();
  const work = async (): Promise<void> => {
    for (const value of left) await act(value);
  };
  await Promise.all(Array.from({ length: 4 }, work));
};

const inLine = payloads.filter(({ refused }) => refused === undefined);
const inText = payloads.filter(({ refused }) => refused !== "everywhere");
const textsOf = (some: readonly Payload[]): string[] => some.map(({ text }) => text);
const kinds: readonly Kind[] = [...new Set(inText.map(({ kind }) => kind))];
const ofKind = (some: readonly Payload[], kind: Kind): string[] => textsOf(some.filter((one) => one.kind === kind));
/** One of a kind that fits in a line, or words where a kind has none. */
const oneOf = (kind: Kind): string => ofKind(inLine, kind)[0] ?? `canary(${kind})`;

/** Payloads that are addresses of the web, as any other: shown, and linked to. */
const isAddress = (text: string): boolean => text.startsWith("https://example.org/");

/** An organisation that has everything of a kind in every field. */
type Laid = { readonly kind: Kind; readonly id: string; readonly validFrom: string };
const laid: Laid[] = [];
const partners: string[] = [];
/** Ids of activities that have everything of a kind in every field. */
const activities: string[] = [];
/** Ids of venues that have everything of a kind in every field. */
const venues: string[] = [];
const bookings: string[] = [];

test("there are enough of them, and no two alike", () => {
  expect(new Set(textsOf(payloads)).size).toBe(payloads.length);
  expect(payloads.length).toBeGreaterThanOrEqual(100);
  expect(inLine.length).toBeGreaterThanOrEqual(100);
});

describe("what fields refuse", () => {
  const written = (record: object): Change =>
    organisationChange("createOrganisation", "CreateOrganisationInput", {
      kind: "INFORMAL_GROUP",
      record: { name: "Skulle ikke vært her", municipality, ...record },
    });

  test("a line takes no lines, and no field of words takes what nobody sees", { timeout: patiently }, async () => {
    const byLines = payloads.filter(({ refused }) => refused !== undefined);
    const everywhere = payloads.filter(({ refused }) => refused === "everywhere");
    expect([byLines.length, everywhere.length]).toEqual([9, 4]);
    await each(byLines, async ({ text }) =>
      expect([text, await codeOf("administrator", written({ name: text }))]).toEqual([text, "BAD_USER_INPUT"]),
    );
    await each(everywhere, async ({ text }) =>
      expect([text, await codeOf("administrator", written({ activity: text }))]).toEqual([text, "BAD_USER_INPUT"]),
    );
  });

  test(
    "an address of the web, an e-mail address, a number and a language are that, or refused",
    { timeout: patiently },
    async () => {
      expect(payloads.filter(({ text }) => isAddress(text))).toHaveLength(3);
      for (const [field, some] of [
        ["website", payloads.filter(({ text }) => !isAddress(text))],
        ["email", payloads],
        ["phone", payloads],
      ] as const)
        await each(some, async ({ text }) =>
          expect([field, text, await codeOf("administrator", written({ [field]: text }))]).toEqual([
            field,
            text,
            "BAD_USER_INPUT",
          ]),
        );
      const invited = (email: string): Change => ({
        field: "inviteMember",
        type: "InviteMemberInput",
        input: { email, offeredRoles: ["CASEWORKER"] },
        answer: "invitation { id }",
      });
      await each(payloads, async ({ text }) =>
        expect([text, await codeOf("administrator", invited(text))]).toEqual([text, "BAD_USER_INPUT"]),
      );
    },
  );
});

test("everything else is taken as it is written", { timeout: patiently }, async () => {
  // One organisation for each: its name, the name people use, its tag, its notes, and why it was closed.
  await each(inText, async ({ text, refused }) => {
    const line = refused === undefined ? { name: text } : { name: "canary(line)" };
    const website = isAddress(text) ? { website: text } : {};
    const { id } = await create({ ...line, ...website, activity: text });
    const { version } = await changed(
      "administrator",
      organisationChange("saveLocalKnowledge", "SaveLocalKnowledgeInput", {
        organisationId: id,
        version: 1,
        tags: refused === undefined ? [text] : [],
        servesMunicipalities: [],
        note: text,
        ...(refused === undefined && { knownAs: text }),
      }),
    );
    if (refused === undefined)
      await changed(
        "administrator",
        organisationChange("closeOrganisation", "CloseOrganisationInput", {
          organisationId: id,
          version,
          reason: text,
        }),
      );
  });

  // One for each kind, with all of the kind in every field that takes several.
  await each(kinds, async (kind) => {
    const [lines, texts] = [ofKind(inLine, kind), ofKind(inText, kind).join("\n")];
    const { id } = await create({ name: oneOf(kind), activity: texts });
    await create({ name: oneOf(kind), activity: texts, parentId: id }, "LOCAL_BRANCH");
    await changed(
      "administrator",
      organisationChange("saveLocalKnowledge", "SaveLocalKnowledgeInput", {
        organisationId: id,
        version: 1,
        tags: lines.slice(0, 20),
        servesMunicipalities: [],
        knownAs: oneOf(kind),
        note: texts,
      }),
    );
    const { version } = await changed(
      "administrator",
      organisationChange("saveCapabilityProfile", "SaveCapabilityProfileInput", {
        organisationId: id,
        version: 2,
        capabilities: ["SPORT"],
        premises: lines.map((name) => ({ name, places: 1, stepFree: true })),
        vehicles: lines.map((one) => ({ kind: one, count: 1 })),
        equipment: lines,
        languages: [],
        emergencyExperience: lines,
        contactWindows: [],
        note: texts,
        confirm: true,
      }),
    );
    const { organisation } = await ask<{ organisation: { validFrom: string; version: number } }>(
      base,
      "administrator",
      "query ($id: ID!) { organisation(id: $id) { validFrom version } }",
      { id },
    );
    expect(organisation.version).toBe(version);
    laid.push({ kind, id, validFrom: organisation.validFrom });
  });
  expect(laid).toHaveLength(kinds.length);

  // One activity for each kind, with one time that is called off.
  await each(kinds, async (kind) => {
    const [line, texts] = [oneOf(kind), ofKind(inText, kind).join("\n").slice(0, 4_000)];
    const startsOn = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
    const activity = {
      ...{ category: "FOOD", title: line, summary: line, description: texts, whatToExpect: texts },
      translations: [{ language: "ar", title: line, summary: line, whatToExpect: texts, provenance: "MACHINE" }],
      place: { name: line, address: line, transport: line, municipality },
      schedules: [{ startsOn, startsAt: "12:00", endsAt: "14:00" }],
    };
    const organiserId = laid.find((one) => one.kind === kind)?.id;
    const { id } = await actOn("createActivity", "CreateActivityInput", { organiserId, activity });
    const seen = await actOn("publishActivity", "PublishActivityInput", {
      activityId: id,
      version: 1,
      whyNotCompeting: texts,
    });
    const { activity: found } = await ask<{ activity: { sessions: { scheduledAt: string }[] } }>(
      base,
      "administrator",
      "query ($id: ID!, $day: Date!) { activity(id: $id) { sessions(from: $day, until: $day) { scheduledAt } } }",
      { id, day: startsOn },
    );
    await actOn("changeSession", "ChangeSessionInput", {
      activityId: id,
      version: seen.version,
      scheduledAt: found.sessions[0]?.scheduledAt,
      isCancelled: true,
      note: line,
    });
    activities.push(id);
  });

  // One venue for each kind, with a booking that its lender has declined.
  await each(kinds, async (kind) => {
    const [line, texts] = [oneOf(kind), ofKind(inText, kind).join("\n").slice(0, 4_000)];
    const act = async <Answer>(who: PersonName, field: string, input: object, answer: string): Promise<Answer> => {
      const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
      const { data, errors } = await answerTo<Record<string, Answer>>(
        base,
        who,
        `mutation ($input: ${type}!, $key: ID!) { ${field}(input: $input, idempotencyKey: $key) { ${answer} } }`,
        { input, key: randomUUID() },
      );
      const made = data?.[field];
      if (!made) throw new Error(`${field} ${JSON.stringify(input)}: ${JSON.stringify(errors)}`);
      return made;
    };
    const startsAt = new Date((Math.floor(Date.now() / 86_400_000) + 7) * 86_400_000 + 43_200_000);
    const day = (["SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"] as const)[
      startsAt.getUTCDay()
    ];
    const venue = {
      ...{ name: line, description: texts, address: line, contact: line, municipality, capacity: 10 },
      ...{ openingHours: [{ weekday: day, opensAt: "08:00", closesAt: "22:00" }], lentTo: "EVERYBODY" },
      ...{ mustBeApproved: true, takesRequests: true },
    };
    const lenderId = laid.find((one) => one.kind === kind)?.id;
    const made = await act<{ venue: { id: string } }>(
      "administrator",
      "createVenue",
      { lenderId, venue },
      "venue { id }",
    );
    const { booking } = await act<{ booking: { id: string; version: number } }>(
      "coordinator",
      "requestVenue",
      {
        venueId: made.venue.id,
        startsAt: startsAt.toISOString(),
        endsAt: new Date(startsAt.getTime() + 7_200_000).toISOString(),
        purpose: line,
      },
      "booking { id version }",
    );
    const seen = { bookingId: booking.id, version: booking.version, words: line };
    await act("administrator", "declineVenueBooking", seen, "booking { id }");
    venues.push(made.venue.id);
    bookings.push(booking.id);
  });

  // One partner for each kind, which is called each of them in turn, and then shut out.
  const numbers = orgNumbers(33_000_000);
  await each(kinds, async (kind) => {
    const orgNumber = numbers.next().value ?? "";
    const terms = {
      orgNumber,
      bodyId: "organisation:K5001",
      scopes: ["samspill:organisations.read"],
      costPerMinute: 1000,
      costPerDay: 1000,
      suppliers: [],
    };
    const partner = async (field: string, type: string, input: object): Promise<void> =>
      expect([input, await codeOf("administrator", { field, type, input, answer: "partner { orgNumber }" })]).toEqual([
        input,
        undefined,
      ]);
    await partner("registerPartner", "RegisterPartnerInput", { ...terms, name: oneOf(kind) });
    let version = 1;
    for (const name of ofKind(inLine, kind).slice(1))
      await partner("changePartner", "ChangePartnerInput", { ...terms, name, version: version++ });
    await partner("stopPartner", "StopPartnerInput", { orgNumber, version, reason: oneOf(kind) });
    // Its scopes are those there are, and no words of anybody's.
    const scoped = { ...terms, name: "x", scopes: [oneOf(kind)] };
    expect(
      await codeOf("administrator", {
        field: "registerPartner",
        type: "RegisterPartnerInput",
        input: scoped,
        answer: "partner { orgNumber }",
      }),
    ).toBe("INVALID_INPUT");
    partners.push(orgNumber);
  });
});

/** What has happened in a window that should not. */
const heard = new WeakMap<Page, string[]>();

/** Listens in a window for what runs, what the policy stops, what asks the person something, and what is fetched from elsewhere. */
const listen = async (page: Page): Promise<void> => {
  const faults: string[] = [];
  heard.set(page, faults);
  const context = page.context();
  await context.exposeBinding("canary", (_, n: unknown) => void faults.push(`canary(${String(n)}) was run`));
  await context.exposeBinding("violated", (_, what: unknown) => void faults.push(`the policy stopped ${String(what)}`));
  await context.addInitScript(() =>
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) =>
      window.violated(`${violatedDirective} ${blockedURI} ${sample}`),
    ),
  );
  page.on("dialog", (dialog) => {
    faults.push(`a dialog said ${dialog.message()}`);
    void dialog.accept();
  });
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol !== "data:" && url.origin !== base) faults.push(`${request.url()} was asked for`);
  });
};

/** Elements and attributes that no page of ours has, and that words have become. */
const grown = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.body.querySelectorAll("*")].flatMap((element) => {
      const handlers = element.getAttributeNames().filter((name) => name.startsWith("on"));
      const addresses = ["href", "src", "action", "formaction", "xlink:href", "data", "srcdoc"].filter((name) => {
        const address = element.getAttribute(name);
        return address !== null && !/^(https?:|mailto:|tel:|webcal:|\/(?!\/)|#|$)/i.test(address);
      });
      // What says only what an event is called, where and when, is data.
      const isForeign = element.matches(
        "script:not([type='application/ld+json']), iframe, object, embed, base, meta, link, marquee, math, style, foreignObject",
      );
      return handlers.length > 0 || addresses.length > 0 || isForeign ? [element.outerHTML.slice(0, 200)] : [];
    }),
  );

/** Words on the page, those in its inputs too. */
const wordsOn = (page: Page): Promise<string> =>
  page.evaluate(
    () =>
      document.body.innerText +
      [...document.querySelectorAll<HTMLInputElement>("input, textarea")].map(({ value }) => value).join("\n"),
  );

/** Whether a page shows what was written: one of them at least, as far as a column has room. */
const isShown = (words: string): boolean =>
  words.includes("canary(") || textsOf(inText).some((text) => words.includes(text.slice(0, 20)));

/** Everything that is wrong with a page as it stands. */
const faultsOf = async (page: Page): Promise<string[]> => [
  ...(heard.get(page) ?? ["nobody listens"]),
  ...(await grown(page)),
  ...complaintsOf(page),
];

const windows = new Map<PersonName, Promise<Page>>();

const windowOf = (who: PersonName): Promise<Page> => {
  const there =
    windows.get(who) ??
    (async () => {
      const page = await openPage(browser, base);
      await listen(page);
      await signIn(page, who);
      return page;
    })();
  windows.set(who, there);
  return there;
};

/** Goes to a page within the console, as its links do. */
const go = async (page: Page, address: string): Promise<void> => {
  await page.evaluate((to) => {
    // As the console's own router writes it.
    const { idx = 0 } = (history.state ?? {}) as { idx?: number };
    history.pushState({ usr: null, key: crypto.randomUUID().slice(0, 8), idx: idx + 1 }, "", to);
    dispatchEvent(new PopStateEvent("popstate"));
  }, address);
  await settle(page);
};

type Shown = {
  readonly as?: PersonName;
  readonly addresses: () => readonly string[];
  /** What else a person does there. */
  readonly also?: (page: Page) => Promise<void>;
};

const list = (filter: object): string =>
  `/organisations?${new URLSearchParams({ filter: JSON.stringify(filter), perPage: "100", page: "1" })}`;
const here = { municipalities: [municipality], statuses: ["ACTIVE", "DELETED"] };
const ofEach = (address: (one: Laid) => string) => () => laid.map(address);
/** Asks for more, as often as a person would who has time, until there is no more and nothing is on its way. */
const moreOf = async (page: Page): Promise<void> => {
  const more = page.getByRole("button", { name: "Vis flere" });
  const isAll = async (): Promise<boolean> => {
    if ((await more.count()) === 0) return (await page.locator(".MuiButton-loading").count()) === 0;
    // One that goes as it is pressed, because what it asked for before has come, is asked for anew.
    if (await more.first().isEnabled()) await more.first().click({ timeout: 2_000 });
    return false;
  };
  await expect.poll(isAll, { timeout: 60_000 }).toBe(true);
};

/** Every page by its name: where it shows what people write, or why it does not. */
const visits: Readonly<Record<RouteName, Shown | string>> = {
  start: { addresses: () => ["/"] },
  organisations: {
    addresses: () => [
      list(here),
      list({ ...here, tags: [oneOf("elements")] }),
      ...textsOf(inLine)
        .slice(0, 12)
        .map((search) => list({ search })),
    ],
  },
  organisationCreate: {
    // A half filled form would ask whether to leave it: nobody goes on from there.
    as: "caseworker",
    addresses: () => ["/organisations/create"],
    also: async (page) => {
      await page.getByRole("textbox", { name: "Navn" }).fill(oneOf("elements"));
      await page.getByText("Disse ligner. Er det en av dem?").waitFor();
    },
  },
  organisation: { addresses: ofEach(({ id }) => `/organisations/${id}/show`) },
  organisationEdit: { addresses: ofEach(({ id }) => `/organisations/${id}`) },
  organisationProfile: { addresses: ofEach(({ id }) => `/organisations/${id}/profile`) },
  organisationLocal: { addresses: ofEach(({ id }) => `/organisations/${id}/local`) },
  organisationAsItWas: { addresses: ofEach(({ id, validFrom }) => `/organisations/${id}/at/${validFrom}`) },
  organisationTrail: { addresses: ofEach(({ id }) => `/organisations/${id}/trail`) },
  organisationJoin: { addresses: ofEach(({ id }) => `/organisations/${id}/join`) },
  activities: {
    addresses: () => [
      `/activities?municipality=${municipality}`,
      `/activities?municipality=${municipality}&view=map`,
      ...["week", "month"].map(
        (view) =>
          `/activities?municipality=${municipality}&view=${view}&from=${new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10)}`,
      ),
    ],
  },
  activitiesToConfirm: "shows what is half a year old, by the same parts as the list",
  translations: { as: "administrator", addresses: () => ["/translations?language=ar"] },
  translation: {
    as: "administrator",
    addresses: () => activities.map((id) => `/activities/${id}/translations/ar`),
  },
  activityCreate: "is empty",
  activityImport: "is empty",
  activity: { addresses: () => activities.map((id) => `/activities/${id}/show`) },
  activityTrail: { addresses: () => activities.map((id) => `/activities/${id}/trail`) },
  activityEdit: { as: "administrator", addresses: () => activities.map((id) => `/activities/${id}`) },
  venues: { addresses: () => [`/venues?municipality=${municipality}`], also: moreOf },
  venueCreate: "is empty",
  venueRequests: "shows what venueBookings does, to the other side",
  venueBookings: { as: "coordinator", addresses: () => ["/venues/bookings"], also: moreOf },
  venue: { addresses: () => venues.map((id) => `/venues/${id}/show`) },
  venueTrail: { addresses: () => venues.map((id) => `/venues/${id}/trail`) },
  bookingTrail: { addresses: () => bookings.map((id) => `/venues/bookings/${id}/trail`) },
  venueEdit: { as: "administrator", addresses: () => venues.map((id) => `/venues/${id}`) },
  municipalities: "has the country's municipalities, and no words of people's",
  municipality: "counts",
  registerSyncs: "tells what the registers did",
  reports: "has numbers and the names of bodies that people cannot write, and none of their words",
  report: "has numbers and the name of a body, and none of people's words",
  weeklyPlan: { addresses: ofEach(({ id }) => `/organisations/${id}/plan`) },
  people: "is visited below, with people who are called so",
  invitation: "is visited below, with people who are called so",
  represent: "has a secret in its address, and no words of people's",
  partners: { addresses: () => ["/partners"], also: moreOf },
  partnerRegister: "is empty",
  partner: { addresses: () => partners.map((orgNumber) => `/partners/${orgNumber}`), also: moreOf },
  partnerEdit: { addresses: () => partners.map((orgNumber) => `/partners/${orgNumber}/edit`) },
  impartiality: { addresses: () => ["/impartiality"] },
  codes: "has the name of a body that people cannot write, and none of their words",
  confirmation: "shows of an activity what its own page shows, by the same means",
  ownProfile: "has answers from lists, and no words of people's",
  account: "is visited below, with people who are called so",
  audit: {
    as: "auditor",
    addresses: () => [`/audit?day=${new Date().toISOString().slice(0, 10)}`],
    also: async (page) => {
      // The first page has come, so it is known whether there are more.
      await page.locator("main time").first().waitFor({ timeout: 30_000 });
      await moreOf(page);
    },
  },
  erasureReports: "has numbers, and no words of people's",
  signIn: "is for nobody yet",
  afterSignIn: "is on the way",
};

test("every page is accounted for", () => {
  expect(Object.keys(visits).toSorted()).toEqual(Object.keys(routes).toSorted());
});

describe("the window listens well", () => {
  test("a payload as it is runs in a page without a policy, and is heard", async () => {
    const page = await openPage(browser, base);
    await listen(page);
    await page.route("**/planted", (route) =>
      route.fulfill({
        contentType: "text/html",
        body: `<!doctype html><title>x</title><body>${textsOf(inText)
          .map((text) => `<div>${text}</div>`)
          .join("\n")}`,
      }),
    );
    await page.goto("/planted");
    await expect.poll(() => new Set(heard.get(page)?.filter((one) => one.endsWith("was run"))).size).toBeGreaterThan(5);
    await page.context().close();
  });

  test("each by itself: a good part of them run without anybody's doing", { timeout: patiently }, async () => {
    const page = await openPage(browser, base);
    await listen(page);
    await page.route("**/planted", (route) =>
      route.fulfill({ contentType: "text/html", body: "<!doctype html><title>x</title><body>" }),
    );
    await page.goto("/planted");
    for (const { text } of inText)
      await page.evaluate((html) => {
        const place = document.createElement("div");
        document.body.append(place);
        place.innerHTML = html;
      }, text);
    await expect
      .poll(() => new Set(heard.get(page)?.filter((one) => one.endsWith("was run"))).size, { timeout: 30_000 })
      .toBeGreaterThan(25);
    await page.context().close();
  });

  test("one that is planted raw in the console is stopped by its policy, and both are seen", async () => {
    const page = await openPage(browser, base);
    await listen(page);
    await signIn(page, "administrator");
    expect(await faultsOf(page)).toEqual([]);
    await page.evaluate(() => {
      const place = document.createElement("div");
      document.querySelector("main")?.append(place);
      place.innerHTML = '<img src="/favicon.svg" onload="canary(-1)"><a href="javascript:canary(-1)">x</a>';
    });
    await expect
      .poll(async () => (await faultsOf(page)).some((fault) => fault.startsWith("the policy stopped script-src")))
      .toBe(true);
    const faults = await faultsOf(page);
    expect(faults).not.toContain("canary(-1) was run");
    expect(faults.filter((fault) => fault.startsWith("<"))).toHaveLength(2);
    await page.context().close();
  });
});

/** A tie to each, so that they are named where ties are. */
test("ties to them are declared", async () => {
  for (const { id } of laid)
    expect(
      await codeOf("administrator", {
        field: "declareInterest",
        type: "DeclareInterestInput",
        input: { organisationId: id, kind: "OTHER", from: "2026-01-01", until: "2026-01-02" },
        answer: "interest { id }",
      }),
    ).toBeUndefined();
});

describe("in the console", () => {
  const shown = Object.entries(visits).flatMap(([name, visit]) =>
    typeof visit === "string" ? [] : [[name, visit] as const],
  );

  test.each(shown)("%s", { timeout: patiently }, async (name, { as = "administrator", addresses, also }) => {
    const page = await windowOf(as);
    const wanted = addresses();
    expect(wanted.length).toBeGreaterThan(0);
    for (const address of wanted) {
      await go(page, address);
      // It is there to be seen, and not still on its way. The trail's first page is what was done last; all of it is looked through below.
      if (name !== "start" && name !== "organisationCreate" && name !== "audit")
        await expect
          .poll(async () => [address, isShown(await wordsOn(page))], { timeout: 30_000 })
          .toEqual([address, true]);
      await also?.(page);
      expect([address, await faultsOf(page)]).toEqual([address, []]);
    }
    if (name === "organisations") {
      await go(page, list(here));
      // The first hundred of them in their order, each with its name.
      const named = async (): Promise<number> => {
        const words = await wordsOn(page);
        return textsOf(inLine).filter((text) => words.includes(text)).length;
      };
      await expect.poll(named, { timeout: 30_000 }).toBeGreaterThan(50);
      await page.setViewportSize(sizes.phone);
      await settle(page);
      expect(await faultsOf(page)).toEqual([]);
      await page.setViewportSize(sizes.desk);
    }
    if (name === "audit") {
      const words = (await wordsOn(page)).replaceAll(/\s+/g, " ");
      // Every one that a partner has been called, before and after.
      expect(textsOf(inLine).filter((text) => !words.includes(text.replaceAll(/\s+/g, " ").trim()))).toEqual([]);
    }
  });
});

describe("on the pages for all", () => {
  /** Where they stand alone. */
  const place = "1812";
  const ids: string[] = [];
  /** As a browser shows it, and as it is compared. */
  const shown = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

  beforeAll(async () => {
    const startsOn = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    await each(textsOf(inLine), async (text) => {
      const { id } = await actOn("createActivity", "CreateActivityInput", {
        organiserId: laid[0]?.id,
        activity: {
          ...{ category: "FOOD", title: text, summary: text, description: text, whatToExpect: text },
          translations: [{ language: "ar", title: text, summary: text, whatToExpect: text, provenance: "HUMAN" }],
          place: { name: text, address: text, transport: text, municipality: place },
          schedules: [{ startsOn, startsAt: "12:00", endsAt: "14:00" }],
          ...(isAddress(text) && { signUpUrl: text }),
        },
      });
      await actOn("publishActivity", "PublishActivityInput", { activityId: id, version: 1, whyNotCompeting: "Prøve" });
      ids.push(id.replace("activity:", ""));
    });
  }, patiently);

  test.each(["nb", "ar"])("%s: lists, sheets and each activity", { timeout: patiently }, async (language) => {
    const page = await openPage(browser, base);
    await listen(page);
    /** The words of all the pages of a list. */
    const through = async (path: string): Promise<string> => {
      let words = "";
      for (let n = 1; ; n++) {
        await page.goto(`${path}?side=${n}`);
        expect([page.url(), await faultsOf(page)]).toEqual([page.url(), []]);
        words += shown(await wordsOn(page));
        if ((await page.locator(`a[href$="side=${n + 1}"]`).count()) === 0) return words;
      }
    };
    for (const path of [`/aktiviteter/${language}/${place}-somna`, `/aktiviteter/${language}/${place}-somna/plakat`]) {
      const words = await through(path);
      expect(textsOf(inLine).filter((text) => !words.includes(shown(text)))).toEqual([]);
    }
    for (const key of [...ids, ...activities.map((id) => id.replace("activity:", ""))]) {
      await page.goto(`/aktiviteter/${language}/aktivitet/${key}`);
      expect([key, await page.locator("h1").count(), await faultsOf(page)]).toEqual([key, 1, []]);
    }
    await page.context().close();
  });

  test("what is typed into its address", { timeout: patiently }, async () => {
    const page = await openPage(browser, base);
    await listen(page);
    for (const text of textsOf(payloads)) {
      await page.goto(`/aktiviteter/nb?${new URLSearchParams({ sok: text })}`);
      expect([text, await faultsOf(page)]).toEqual([text, []]);
    }
    await page.context().close();
  });
});

describe("in the names of people, and what they say to each other", () => {
  const forget = async (): Promise<void> => {
    await ask(base, "payer", "mutation ($key: ID!) { forgetMe(idempotencyKey: $key) { organisationIds } }", {
      key: randomUUID(),
    });
  };
  const asking = (organisationId: string, name: string): Change => ({
    field: "requestMembership",
    type: "RequestMembershipInput",
    input: { organisationId, wishedRole: "LEADER", name },
    answer: "request { id }",
  });
  const asked = async (organisationId: string, name: string): Promise<string> => {
    const { data, errors } = await send("payer", asking(organisationId, name));
    const id = data?.["requestMembership"]?.request.id;
    if (id === undefined) throw new Error(`${name}: ${JSON.stringify(errors)}`);
    return id;
  };
  /** Nothing that could be a link in a letter is a name, and nobody's is so long. */
  const names = inLine.filter(({ text }) => text.length <= 80 && !/[/:@\\]|\.\p{L}{2}/u.test(text.normalize("NFKC")));
  /** One of each kind, since nobody asks more than ten times a day. */
  const named = kinds.flatMap((kind) => ofKind(names, kind).slice(0, 1));

  test("nothing that could be a link is a name", { timeout: patiently }, async () => {
    expect(named.length).toBeGreaterThan(5);
    await forget();
    const others = inLine.filter((one) => !names.includes(one));
    expect(others.length).toBeGreaterThan(50);
    await each(others, async ({ text }) =>
      expect([text, await codeOf("payer", asking(laid[0]?.id ?? "", text))]).toEqual([text, "INVALID_INPUT"]),
    );
  });

  test("a request and its answer", { timeout: patiently }, async () => {
    const [staff, own] = [await windowOf("administrator"), await windowOf("payer")];
    for (const [n, name] of named.entries()) {
      // Who has been refused so far is nobody yet.
      if (n > 0) await forget();
      const id = await asked(laid[n]?.id ?? "", name);
      await go(staff, "/people");
      await staff.getByText(name).first().waitFor();
      expect([name, await faultsOf(staff)]).toEqual([name, []]);
      await go(staff, "/");
      const reason = oneOf(laid[n]?.kind ?? "elements");
      expect(
        await codeOf("administrator", {
          field: "declineRequest",
          type: "DeclineRequestInput",
          input: { requestId: id, reason },
          answer: "request { id }",
        }),
      ).toBeUndefined();
      // The name in the rail is asked for once a visit.
      await own.goto("/account");
      await settle(own);
      expect(await wordsOn(own)).toContain(name);
      expect([name, await faultsOf(own)]).toEqual([name, []]);
      await go(own, "/");
      await own.getByRole("heading", { level: 1, name: `Hei, ${name}` }).waitFor();
      await go(own, "/people");
      await own.getByText(`Begrunnelse: ${reason}`).waitFor();
      expect([name, await faultsOf(own)]).toEqual([name, []]);
    }
  });

  test("an invitation, and its letter", { timeout: patiently }, async () => {
    const [body] = laid;
    const name = named.at(-1) ?? "";
    await forget();
    const id = await asked(body?.id ?? "", name);
    await ask(
      base,
      "administrator",
      "mutation ($id: ID!, $key: ID!) { approveRequest(requestId: $id, idempotencyKey: $key) { request { id } } }",
      { id, key: randomUUID() },
    );
    await ask(
      base,
      "payer",
      `mutation ($input: InviteMemberInput!, $key: ID!) {
        inviteMember(input: $input, idempotencyKey: $key) { invitation { id } }
      }`,
      { input: { email: "gjest@lag.example", offeredRoles: ["MEMBER"] }, key: randomUUID() },
    );
    const link = await linkInLetterTo(base, "gjest@lag.example");
    const own = await windowOf("payer");
    await own.goto("/people");
    await settle(own);
    await own.getByText(`${name} (deg)`).waitFor();
    await own.getByText("gjest@lag.example").waitFor();
    expect(await faultsOf(own)).toEqual([]);
    const guest = await windowOf("decider");
    await go(guest, link);
    await guest.getByRole("heading", { level: 1, name: `Bli med i ${oneOf(body?.kind ?? "elements")}` }).waitFor();
    expect(await faultsOf(guest)).toEqual([]);
    await guest.goto("/mailbox");
    expect(await wordsOn(guest)).toContain(name);
    expect((await faultsOf(guest)).filter((fault) => !fault.startsWith("<style"))).toEqual([]);
  });

  test("and the person is as before again", async () => {
    const [body] = laid;
    const { organisation } = await ask<{ organisation: { version: number } }>(
      base,
      "administrator",
      "query ($id: ID!) { organisation(id: $id) { version } }",
      { id: body?.id },
    );
    await changed(
      "administrator",
      organisationChange("closeOrganisation", "CloseOrganisationInput", {
        organisationId: body?.id,
        version: organisation.version,
        reason: "Prøven er over",
      }),
    );
    await forget();
    await ask(
      base,
      "administrator",
      `mutation ($input: InviteMemberInput!, $key: ID!) {
        inviteMember(input: $input, idempotencyKey: $key) { invitation { id } }
      }`,
      { input: { email: "tilbake@imdi.example", offeredRoles: ["PAYER"] }, key: randomUUID() },
    );
    const secret = (await linkInLetterTo(base, "tilbake@imdi.example")).split("/").at(-1);
    const { acceptInvitation } = await ask<{ acceptInvitation: { membership: { roles: string[] } } }>(
      base,
      "payer",
      `mutation ($input: AcceptInvitationInput!, $key: ID!) {
        acceptInvitation(input: $input, idempotencyKey: $key) { membership { roles } }
      }`,
      { input: { secret, name: "Astrid Lunde" }, key: randomUUID() },
    );
    expect(acceptInvitation.membership.roles).toEqual(["PAYER"]);
  });
});
