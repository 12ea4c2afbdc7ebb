/** Pages for all, through their own front door: what somebody who has just come reads there, in his own language, signed in nowhere. */
import { gunzipSync } from "node:zlib";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { handler } from "#handlers/noticeboard";
import type { ActivityInput } from "#schema/resolvers";
import { languageOf } from "../../functions/modules/noticeboard/languages.ts";
import { languageCodes } from "../../functions/modules/noticeboard/words.ts";
import { activityTold, ask, given, newKey, registered, requestEvent } from "#world";

const redCross = "864139442";
const hikers = "315000017";
const site = "https://samspill.example";

const get = (
  address: string,
  { headers = {}, method = "GET" }: { headers?: Record<string, string>; method?: string } = {},
): Promise<APIGatewayProxyStructuredResultV2> => {
  const { pathname, search } = new URL(address, site);
  const event = requestEvent(undefined, { headers, method, query: search.slice(1) });
  return handler({ ...event, rawPath: pathname });
};

const read = async (address: string, status = 200): Promise<string> => {
  const { statusCode, body = "" } = await get(address);
  expect(statusCode, address).toBe(status);
  return body;
};

const listed = (html: string): string[] => [...html.matchAll(/<h3><a href="([^"]+)"/g)].map(([, href = ""]) => href);
/** What is read on a page, without its marks. */
const wordsOf = (html: string): string =>
  html
    .replace(/<head>.*<\/head>/s, "")
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ");

const trondheim = "/aktiviteter/nb/5001-trondheim";
const pageOf = (id: string, language = "nb"): string =>
  `/aktiviteter/${language}/aktivitet/${id.replace("activity:", "")}`;
/** Somewhere of its own for a test. */
const at = (municipality: string, more: Partial<ActivityInput["place"]> = {}): { place: ActivityInput["place"] } => ({
  place: { name: "Huset", municipality, ...more },
});

const change = async (name: string, type: string, input: object): Promise<void> => {
  const { errors } = await ask(
    "leader",
    `mutation ($input: ${type}!, $key: ID!) { ${name}(input: $input, idempotencyKey: $key) { activity { id } } }`,
    { input, key: newKey() },
  );
  expect(errors).toEqual([]);
};

beforeAll(async () => {
  await given.everybody();
  await given.organisations(
    registered(redCross, "NORGES RØDE KORS"),
    registered(hikers, "TURLAGET", {
      phone: "+47 73 12 34 56",
      email: "post@turlaget.example",
      website: "https://www.turlaget.example/om",
    }),
  );
  await given.membership("leader", redCross, "LEADER");
});
/** In the middle of the day. */
const thursday = new Date("2026-11-26T09:00:00Z");
const standAt = (now: Date): void => void vi.useFakeTimers({ now, toFake: ["Date"] });
afterEach(() => void vi.useRealTimers());

describe("somebody finds what goes on where he lives", () => {
  test("chooses a language, then a municipality by its name, and reads", async () => {
    standAt(thursday);
    const id = await given.activity(redCross, { title: "Språkkafé" });
    const first = await read("/aktiviteter");
    for (const code of languageCodes) {
      expect(first).toContain(`<a href="/aktiviteter/${code}" hreflang="${code}"`);
      expect(first).toContain(languageOf(code).words.name);
    }
    const front = await read("/aktiviteter/nb");
    expect(front).toContain('<form action="/aktiviteter/nb" method="get"');
    expect(front).toContain(`<a href="${trondheim}"><bdi lang="no">Trondheim</bdi>`);
    const found = await get("/aktiviteter/nb?sok=TRONDH");
    expect([found.statusCode, found.headers?.["location"]]).toEqual([302, trondheim]);
    const list = await read(trondheim);
    expect(wordsOf(list)).toContain("I dag · torsdag 26. november");
    expect(listed(list)).toContain(pageOf(id));
    expect(wordsOf(await read(pageOf(id)))).toContain("Hver uke: torsdag 18:00–20:00");
  });

  test("of two municipalities of one name each stands with its county; of a name that there is not, that it is not there", async () => {
    const herøy = wordsOf(await read("/aktiviteter/nb?sok=her%C3%B8y"));
    expect(herøy).toContain("Flere kommuner passer.");
    expect(herøy).toMatch(/Herøy Møre og Romsdal.*Herøy Nordland/);
    const nowhere = await read("/aktiviteter/nb?sok=%3Cb%3EBabel");
    expect(wordsOf(nowhere)).toContain("Vi fant ingen kommune som heter « &lt;b>Babel ».");
    expect(nowhere).toContain('value="&lt;b>Babel"');
  });

  test.each([
    ["its number alone", "/aktiviteter/uk/5001", "/aktiviteter/uk/5001-trondheim"],
    ["another name behind its number", "/aktiviteter/nb/5001-nidaros", trondheim],
    ["a number of 2020–2023", "/aktiviteter/nb/3011-hvaler", "/aktiviteter/nb/3110-hvaler"],
    ["what was split, the larger part", "/aktiviteter/nb/1507", "/aktiviteter/nb/1508-alesund"],
    ["its name", "/aktiviteter/so/Trondheim", "/aktiviteter/so/5001-trondheim"],
    ["its name with letters of its own", "/aktiviteter/nb/Troms%C3%B8", "/aktiviteter/nb/5501-tromso"],
    ["a name that two have", "/aktiviteter/nb/heroy", "/aktiviteter/nb?sok=Her%C3%B8y"],
    ["its sheet", "/aktiviteter/nb/5001/plakat", `${trondheim}/plakat`],
    ["what was chosen goes along", "/aktiviteter/nb/5001?gratis=1&dag=&x=y", `${trondheim}?gratis=1`],
    ["a stroke at the end", "/aktiviteter/nb/", "/aktiviteter/nb"],
  ])("%s leads there", async (_, address, location) => {
    const { statusCode, headers } = await get(address);
    expect([statusCode, headers?.["location"]]).toEqual([301, location]);
  });

  test.each([
    "/aktiviteter/ar/9999",
    "/aktiviteter/ar/2100-svalbard",
    "/aktiviteter/ar/babel",
    "/aktiviteter/ar/5001-trondheim/mer",
    "/aktiviteter/ar/5001-trondheim/plakat/mer",
    "/aktiviteter/ar/aktivitet",
    pageOf("01ARZ3NDEKTSV4RRFFQ69G5FAV", "ar"),
    "/aktiviteter/ar/aktivitet/../../graphql",
    "/aktiviteter/ar/%E0%A4%A",
  ])("%s is not there, and there is a way on", async (address) => {
    const event = requestEvent(undefined, { method: "GET" });
    const { statusCode, body, headers } = await handler({ ...event, rawPath: address });
    expect(statusCode).toBe(404);
    expect(body).toContain('<html lang="ar" dir="rtl">');
    expect(body).toContain('<a class="button strong" href="/aktiviteter/ar">ابحث عن أنشطة في مكان سكنك</a>');
    expect(headers?.["cache-control"]).toBe("public, max-age=60");
  });

  test("a language that is not there is told of in Norwegian", async () => {
    expect(await read("/aktiviteter/xx/5001", 404)).toContain('<html lang="nb" dir="ltr">');
    expect(await read("/aktiviteterne", 404)).toContain('<html lang="nb" dir="ltr">');
  });

  test("where nothing goes on, whom to ask", async () => {
    const words = wordsOf(await read("/aktiviteter/nb/1818-heroy"));
    expect(words).toContain("Det er ingen aktiviteter her akkurat nå.");
    expect(words).toContain("Spør på biblioteket");
  });
});

describe("each language", () => {
  test.each(languageCodes)("%s: its own words, its own direction, and the way to the others", async (code) => {
    standAt(thursday);
    const { words, direction, isProofread, weekday } = languageOf(code);
    const id = await given.activity(redCross, at("1507"));
    const places = [
      `/aktiviteter/${code}`,
      `/aktiviteter/${code}/1508-alesund`,
      `/aktiviteter/${code}/1508-alesund/plakat`,
      pageOf(id, code),
    ];
    expect(direction).toBe(["ar", "fa", "ps"].includes(code) ? "rtl" : "ltr");
    for (const address of places) {
      const html = await read(address);
      expect(html).toContain(`<!doctype html><html lang="${code}" dir="${direction}">`);
      for (const other of [...languageCodes, "x-default"])
        expect(html).toMatch(new RegExp(`<link rel="alternate" hreflang="${other}" href="${site}/aktiviteter`));
      for (const other of languageCodes)
        expect(html).toContain(`href="${address.replace(`/${code}`, `/${other}`)}" hreflang="${other}"`);
      expect(html.includes(words.foot.unproofread)).toBe(!isProofread);
      expect(isProofread).toBe(["nb", "nn", "en"].includes(code));
    }
    expect(await read(places[1] ?? "")).toContain(words.level.A0);
    const page = await read(places[3] ?? "");
    expect(page).toContain(words.activity.weekly.replace("{days}", weekday(3)));
    // The name as it stands on the door, apart from what is written in the other direction.
    expect(page).toContain('<bdi lang="no">Huset</bdi>');
    expect(page).toContain('<bdi dir="ltr" class="clock">18:00–20:00</bdi>');
  });

  test.each(languageCodes)("%s: Node knows its days, months, numbers and languages", (code) => {
    const locale = new Intl.DateTimeFormat(code).resolvedOptions().locale;
    expect(locale).toBe(code);
    const english = languageOf("en");
    const language = languageOf(code);
    if (code !== "en") {
      for (const n of Array.from({ length: 7 }, (_, day) => day))
        expect(language.weekday(n)).not.toBe(english.weekday(n));
      for (const spoken of ["no", "uk", "ar", "so"]) expect(language.nameOf(spoken)).not.toBe(english.nameOf(spoken));
    }
    expect(new Set(Array.from({ length: 7 }, (_, day) => language.weekday(day))).size).toBe(7);
    // Digits and years as in Norway.
    expect(language.date(thursday)).toMatch(/26/);
    expect(language.date(thursday)).toMatch(/2026/);
    expect(language.number(1250).replaceAll(/\D/g, "")).toBe("1250");
  });

  test("what an activity is called in it, and where the words come from", async () => {
    const told = { summary: "…", provenance: "HUMAN" } as const;
    const id = await given.activity(redCross, {
      title: "Kor",
      translations: [
        { ...told, language: "ar", title: "كورال", whatToExpect: "نغني", provenance: "IMMIGRANT_ORGANISATION" },
        { ...told, language: "uk", title: "Хор", provenance: "MACHINE" },
        { ...told, language: "en", title: "Choir" },
      ],
    });
    const ar = wordsOf(await read(pageOf(id, "ar")));
    for (const words of ["كورال", "نغني", "ترجمت النص منظمة مهاجرين.", "الاسم باللغة النرويجية: Kor"])
      expect(ar).toContain(words);
    expect(wordsOf(await read(pageOf(id, "uk")))).toContain("Текст переклала машина. Його ніхто не перевіряв.");
    expect(wordsOf(await read(pageOf(id, "en")))).toContain("The text was translated by a person.");
    const so = await read(pageOf(id, "so"));
    expect(so).toContain('<h1><bdi lang="nb">Kor</bdi></h1>');
    expect(wordsOf(so)).toContain("Qoraalku waa luqadda Nawriiji. Lama turjumin.");
    for (const language of ["ar", "uk", "en"]) expect(so).toContain(`<a href="${pageOf(id, language)}"`);
    // Who reads the one Norwegian reads the other.
    expect(wordsOf(await read(pageOf(id, "nn")))).not.toContain("omsett");
    // In the list too.
    expect(await read("/aktiviteter/ar/5001-trondheim")).toContain('<bdi lang="ar">كورال</bdi></a>');
  });
});

test("what of it is not translated stands as it was written, in its own direction, and says so", async () => {
  const told = { title: "كورال", summary: "نغني معًا", language: "ar", provenance: "HUMAN" } as const;
  const written = { title: "Kor", whatToExpect: "Vi synger", description: "Ta med drikke" };
  const half = pageOf(await given.activity(redCross, { ...written, translations: [told] }), "ar");
  const html = await read(half);
  const foreign = "لغة النص: النرويجية. لم يُترجم.";
  expect(wordsOf(html).replaceAll(/[\u2068\u2069]/g, "")).toContain(`${foreign} Vi synger Ta med drikke`);
  for (const text of ["Vi synger", "Ta med drikke"])
    expect(html).toContain(`<p class="lines" lang="nb" dir="auto">${text}</p>`);
  const more = { ...told, whatToExpect: "نغني ثم نأكل" };
  const whole = await read(pageOf(await given.activity(redCross, { ...written, translations: [more] }), "ar"));
  expect(whole).toContain('<p class="lines" lang="ar" dir="auto">نغني ثم نأكل</p>');
  expect(wordsOf(whole).replaceAll(/[\u2068\u2069]/g, "")).toContain(`نغني ثم نأكل ${foreign} Ta med drikke`);
});

test("a translation of texts that were changed since says so, until somebody has read it again", async () => {
  const translation = { title: "كورال", summary: "نغني", language: "ar", provenance: "HUMAN" } as const;
  const activity = { ...activityTold, title: "Kor", translations: [translation] };
  const id = await given.activity(redCross, activity);
  const outdated = "غيّر المنظِّم النص بعد ترجمته.";
  const inArabic = async (): Promise<string> => wordsOf(await read(pageOf(id, "ar")));
  expect(await inArabic()).not.toContain(outdated);
  const changed = { activityId: id, version: 2, activity: { ...activity, summary: "Vi synger utendørs" } };
  await change("editActivity", "EditActivityInput", changed);
  expect(await inArabic()).toContain(`ترجم النص إنسان. ${outdated}`);
  expect(wordsOf(await read(pageOf(id)))).not.toContain("etter at den ble oversatt");
  await change("translateActivity", "TranslateActivityInput", { activityId: id, version: 3, translation });
  expect(await inArabic()).not.toContain(outdated);
});

describe("what is told", () => {
  test("of a whole activity: when, where, for whom, how much, with whom, and how to come along", async () => {
    standAt(thursday);
    const id = await given.activity(redCross, {
      ...at("1106", {
        name: "Kulturhuset",
        address: "Storgata 1",
        transport: "Buss 3",
        latitude: 59.41,
        longitude: 5.27,
      }),
      title: "Sykurs",
      whatToExpect: "Vi syr\nog prater",
      description: "Alle kan bli med",
      ageFrom: 16,
      group: "WOMEN",
      languageLevel: "A1",
      languages: ["nb", "so", "uk"],
      price: { amount: 125_000, per: "SEASON" },
      equipment: "LENT",
      trial: true,
      childcare: true,
      policeCertificate: true,
      mixesWithLocals: true,
      commitment: "REGULAR",
      accessibility: ["STEP_FREE", "QUIET"],
      capacity: 12,
      signUpUrl: "https://sykurs.example/påmelding",
    });
    const html = await read(pageOf(id));
    const words = wordsOf(html).replaceAll("\u2068", "").replaceAll("\u2069", "").replaceAll("\u00a0", " ");
    for (const told of [
      "Kulturhuset",
      "Storgata 1",
      "Haugesund",
      "Buss 3",
      "Vi syr og prater",
      "Alle kan bli med",
      "Det kan ta en dag før du ser det.",
      "Fra 16 år",
      "For kvinner",
      "Du bør kunne litt norsk (A1)",
      "norsk, somali og ukrainsk",
      "1 250 kroner for en sesong",
      "Du får låne det du trenger",
      "Du kan prøve før du blir med",
      "Noen passer barna",
      "De voksne har vist politiattest",
      "Her møter du folk som har bodd her lenge",
      "Det er for deg som kan komme hver gang",
      "Ingen trapper",
      "Rolig sted",
      "Plass til 12",
      "NORGES RØDE KORS",
      "sykurs.example",
      "torsdag 3. desember 18:00–20:00",
    ])
      expect(words).toContain(told);
    expect(html).toContain('href="https://www.openstreetmap.org/?mlat=59.41&amp;mlon=5.27#map=17/59.41/5.27"');
    expect(html).toContain('href="https://sykurs.example/p%C3%A5melding"');
    expect(html).toContain(`href="webcal://samspill.example/calendar/activity/${id.replace("activity:", "")}.ics"`);
    // What staff said to each other when it was published.
    expect(html).not.toContain("Det trengs flere");
    const [mark = ""] = /<ul class="marks">.*?<\/ul>/s.exec(await read("/aktiviteter/nb/1106-haugesund")) ?? [];
    for (const told of ["for en sesong", "litt norsk", "16", "For kvinner", "Noen passer barna", "Ingen trapper"])
      expect(mark).toContain(told);
  });

  test("whom to ask: where the registers say that the organiser itself is reached, by who must ask first", async () => {
    standAt(thursday);
    const askFirst = "Spør arrangøren før du kommer første gang.";
    const comeAsYouAre = "Du trenger ikke melde deg på.";
    const reached = [
      '<a href="tel:+4773123456" rel="noreferrer"><bdi dir="ltr">+47 73 12 34 56</bdi></a>',
      '<a href="mailto:post@turlaget.example" rel="noreferrer">',
      '<a href="https://www.turlaget.example/om" rel="noreferrer"><bdi dir="ltr">www.turlaget.example</bdi></a>',
    ];
    const waysOn = (html: string): number => reached.filter((way) => html.includes(way)).length;
    for (const commitment of ["REGULAR", "TRY"] as const) {
      const html = await read(pageOf(await given.activity(hikers, { ...at("1111"), commitment })));
      expect(html).toContain(askFirst);
      expect(html).not.toContain(comeAsYouAre);
      expect(waysOn(html)).toBe(3);
    }
    const dropIn = await read(pageOf(await given.activity(hikers, at("1111"))));
    expect([dropIn.includes(askFirst), dropIn.includes(comeAsYouAre), waysOn(dropIn)]).toEqual([false, true, 3]);
    const signUp = { ...at("1111"), commitment: "REGULAR", signUpUrl: "https://turlaget.example/meld" } as const;
    const withAddress = await read(pageOf(await given.activity(hikers, signUp)));
    expect([withAddress.includes(askFirst), withAddress.includes(comeAsYouAre)]).toEqual([false, false]);
    // Where the register knows no way, the page says whom to ask all the same.
    const none = await read(pageOf(await given.activity(redCross, { ...at("1111"), commitment: "REGULAR" })));
    expect([none.includes(askFirst), none.includes("tel:"), none.includes("mailto:")]).toEqual([true, false, false]);
  });

  test("a time that has no place left says so, on its page and in the list, and never how many there are", async () => {
    standAt(thursday);
    const id = await given.activity(redCross, { ...at("1112"), capacity: 12 });
    const count = async (scheduledAt: string, taken: number): Promise<void> => {
      const { errors } = await ask(
        "leader",
        "mutation ($input: CountPlacesInput!, $key: ID!) { countPlaces(input: $input, idempotencyKey: $key) { session { isFull } } }",
        { input: { activityId: id, scheduledAt, taken, waiting: 3 }, key: newKey() },
      );
      expect(errors).toEqual([]);
    };
    vi.useRealTimers();
    await count("2026-11-26T17:00:00Z", 12);
    await count("2026-12-03T17:00:00Z", 11);
    standAt(thursday);
    const words = wordsOf(await read(pageOf(id)));
    expect(words).toContain("torsdag 26. november 18:00–20:00 Fullt");
    expect(words).not.toContain("torsdag 3. desember 18:00–20:00 Fullt");
    expect(wordsOf(await read("/aktiviteter/nb/1112-lund"))).toContain("18:00–20:00 Fullt · Huset");
    expect(wordsOf(await read(pageOf(id, "so")))).toContain("Waa buuxaa");
  });

  test("a place without a point is looked for by its address", async () => {
    const id = await given.activity(redCross, at("1106", { address: "Storgata 1" }));
    expect(await read(pageOf(id))).toContain("search?query=Storgata+1%2C+Haugesund");
  });

  test("the clock on the wall stays, whatever becomes of it in the night", async () => {
    standAt(new Date("2026-10-20T08:00:00Z"));
    const id = await given.activity(redCross);
    const html = await read(pageOf(id));
    // Summer time ends on 25 October.
    for (const time of ["2026-10-22T16:00:00.000Z", "2026-10-29T17:00:00.000Z"])
      expect(html).toMatch(new RegExp(`<time datetime="${time}">[^<]+<bdi dir="ltr" class="clock">18:00–20:00</bdi>`));
    vi.setSystemTime(new Date("2027-03-20T08:00:00Z"));
    const spring = await read(pageOf(id));
    for (const time of ["2027-03-25T17:00:00.000Z", "2027-04-01T16:00:00.000Z"])
      expect(spring).toMatch(
        new RegExp(`<time datetime="${time}">[^<]+<bdi dir="ltr" class="clock">18:00–20:00</bdi>`),
      );
  });

  test("a time that is moved, and one that is called off; who looks at the list is not sent there", async () => {
    const id = await given.activity(redCross, { ...at("1119"), title: "Flyttes" });
    const changed = { activityId: id, scheduledAt: "2026-12-03T17:00:00Z", note: "Vi er ute" };
    await change("changeSession", "ChangeSessionInput", {
      ...changed,
      version: 2,
      scheduledAt: "2026-11-26T17:00:00Z",
      isCancelled: true,
    });
    await change("changeSession", "ChangeSessionInput", {
      ...changed,
      version: 3,
      startsAt: "2026-12-04T09:00:00Z",
      endsAt: "2026-12-04T10:30:00Z",
    });
    standAt(thursday);
    const words = wordsOf(await read(pageOf(id)));
    expect(words).toContain("torsdag 26. november 18:00–20:00 Avlyst");
    expect(words).toContain("fredag 4. desember 10:00–11:30 Vi er ute");
    expect(words).not.toContain("torsdag 3. desember");
    expect(wordsOf(await read("/aktiviteter/nb/1119-ha"))).toMatch(/Senere.*Flyttes fredag 4\. desember 10:00–11:30/);
    // Who comes on the day it was moved to reads it there.
    vi.useRealTimers();
    await change("changeSession", "ChangeSessionInput", {
      activityId: id,
      scheduledAt: changed.scheduledAt,
      version: 4,
      isCancelled: true,
    });
    standAt(thursday);
    const calledOff = wordsOf(await read(pageOf(id)));
    expect(calledOff).toContain("fredag 4. desember 10:00–11:30 Avlyst");
    expect(calledOff).not.toContain("torsdag 3. desember");
  });

  test("a sheet has the codes of the list and of each activity, and is no longer than a sheet", async () => {
    standAt(thursday);
    for (const n of [1, 2, 3, 4, 5, 6, 7, 8]) await given.activity(redCross, { ...at("1120"), title: `Nummer ${n}` });
    const first = await read("/aktiviteter/nb/1120-klepp/plakat");
    expect(first.match(/<svg class="qr"/g)).toHaveLength(8);
    expect(wordsOf(first)).toContain("Side 1 av 2");
    const second = await read("/aktiviteter/nb/1120-klepp/plakat?side=2");
    expect(second.match(/<svg class="qr"/g)).toHaveLength(2);
    expect(wordsOf(second)).toContain("Nummer 8 Hver uke: torsdag 18:00–20:00");
  });

  test("what comes every week until a day says so, on the sheet and on its page", async () => {
    standAt(thursday);
    const id = await given.activity(redCross, {
      ...at("4204"),
      schedules: [
        {
          startsOn: "2026-11-05",
          startsAt: "18:00",
          endsAt: "20:00",
          repeats: { frequency: "WEEKLY", weekdays: ["THURSDAY"], count: 6 },
        },
      ],
    });
    for (const address of ["/aktiviteter/nb/4204-kristiansand/plakat", pageOf(id)])
      expect(wordsOf(await read(address))).toMatch(/Hver uke: torsdag 18:00–20:00 .*Siste dag: \S*10\. desember 2026/);
    const endless = await given.activity(redCross, at("4204"));
    expect(wordsOf(await read(pageOf(endless)))).not.toContain("Siste dag");
  });
});

describe("only what is published", () => {
  const list = async (municipality: string): Promise<string[]> => listed(await read(municipality));

  test("a draft is nowhere", async () => {
    const { data } = await ask<{ createActivity: { activity: { id: string } } }>(
      "leader",
      "mutation ($input: CreateActivityInput!, $key: ID!) { createActivity(input: $input, idempotencyKey: $key) { activity { id } } }",
      {
        input: { organiserId: `organisation:${redCross}`, activity: { ...activityTold, ...at("1121") } },
        key: newKey(),
      },
    );
    const { id } = data.createActivity.activity;
    await read(pageOf(id), 404);
    expect(await list("/aktiviteter/nb/1121-time")).toEqual([]);
    // Ended without having been published: there is nothing to tell.
    await change("endActivity", "EndActivityInput", { activityId: id, version: 1 });
    await read(pageOf(id), 404);
  });

  test("what is not confirmed for half a year says so, and what is not for a year is nowhere", async () => {
    const id = await given.activity(hikers, at("1122"));
    const { data } = await ask<{ activity: { confirmedAt: string } }>(
      "leader",
      "query ($id: ID!) { activity(id: $id) { confirmedAt } }",
      { id },
    );
    const { confirmedAt } = data.activity;
    const after = (days: number): void => standAt(new Date(Date.parse(confirmedAt) + days * 86_400_000));
    expect(await read(pageOf(id))).not.toContain("Det er lenge siden.");
    after(181);
    const old = await read(pageOf(id));
    expect(old).toContain("Det er lenge siden. Spør gjerne før du går.");
    expect(old).toContain('<a href="mailto:post@turlaget.example"');
    expect(await list("/aktiviteter/nb/1122-gjesdal")).toEqual([pageOf(id)]);
    after(366);
    await read(pageOf(id), 404);
    expect(await list("/aktiviteter/nb/1122-gjesdal")).toEqual([]);
    expect(await read("/aktiviteter/nb")).not.toContain('<a href="/aktiviteter/nb/1122-gjesdal"><bdi');
  });

  test("what is over says so for a year, and shows what there is instead", async () => {
    const gone = await given.activity(redCross, { ...at("1124"), title: "Slutt" });
    const other = await given.activity(redCross, { ...at("1124"), title: "Fortsetter" });
    await change("endActivity", "EndActivityInput", { activityId: gone, version: 2 });
    const html = await read(pageOf(gone), 410);
    expect(wordsOf(html)).toContain("Denne aktiviteten er slutt Slutt");
    expect(listed(html)).toEqual([pageOf(other)]);
    expect(await list("/aktiviteter/nb/1124-sola")).toEqual([pageOf(other)]);
    standAt(new Date(Date.now() + 366 * 86_400_000));
    await read(pageOf(gone), 404);
  });

  test("what had a last day is over after it", async () => {
    const id = await given.activity(redCross, {
      ...at("1127"),
      schedules: [{ startsOn: "2026-12-01", startsAt: "10:00", endsAt: "11:00" }],
    });
    await read(pageOf(id));
    standAt(new Date("2026-12-02T00:00:00Z"));
    await read(pageOf(id), 410);
    expect(await list("/aktiviteter/nb/1127-randaberg")).toEqual([]);
  });

  test("what a reception centre arranges stands on no page: it would tell where people live", async () => {
    const { data } = await ask<{ organisations: { nodes: { id: string }[] } }>(
      "administrator",
      "{ organisations(filter: { kinds: [RECEPTION_CENTRE] }) { nodes { id } } }",
    );
    const centre = data.organisations.nodes[0]?.id.replace("organisation:", "") ?? "";
    const id = await given.activity(centre, at("1130"));
    await read(pageOf(id), 404);
    expect(await list("/aktiviteter/nb/1130-strand")).toEqual([]);
    expect(await read("/aktiviteter/nb")).not.toContain('<a href="/aktiviteter/nb/1130-strand"><bdi');
  });
});

test("programs read when an activity takes place next and where, and no words of others' end what they read", async () => {
  standAt(thursday);
  const id = await given.activity(redCross, {
    ...at("1108", { name: "Huset", latitude: 58.85, longitude: 5.74 }),
    title: "Kor </script><script>alert(1)</script>",
    languages: ["nb", "uk"],
  });
  const html = await read(pageOf(id));
  const [data = "", ...others] = [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(
    ([, inside = ""]) => inside,
  );
  expect([others, html.match(/<script/g)?.length]).toEqual([[], 1]);
  expect(JSON.parse(data)).toMatchObject({
    "@type": "Event",
    name: "Kor </script><script>alert(1)</script>",
    startDate: expect.stringMatching(/^2026-11-26T17:00/) as string,
    location: { name: "Huset", address: { addressLocality: "Sandnes" }, geo: { latitude: 58.85 } },
    organizer: { name: "NORGES RØDE KORS" },
    isAccessibleForFree: true,
    inLanguage: ["nb", "uk"],
  });
});

describe("somebody chooses", () => {
  const place = "/aktiviteter/nb/1133-hjelmeland";
  const ids: Record<string, string> = {};
  const weekly = (
    weekday: "MONDAY" | "SATURDAY",
    startsAt: string,
    endsAt: string,
  ): Pick<ActivityInput, "schedules"> => ({
    schedules: [{ startsOn: "2026-09-01", startsAt, endsAt, repeats: { frequency: "WEEKLY", weekdays: [weekday] } }],
  });
  beforeAll(async () => {
    const some: Record<string, Partial<ActivityInput>> = {
      plain: { ...weekly("MONDAY", "18:00", "20:00"), category: "FOOD", languages: ["nn", "ar"] },
      dear: {
        ...weekly("SATURDAY", "10:00", "11:00"),
        category: "BALL_GAMES",
        price: { amount: 100, per: "EACH_TIME" },
        ageFrom: 6,
        ageTo: 12,
      },
      hard: { ...weekly("MONDAY", "13:00", "14:00"), category: "MUSIC", languageLevel: "B1", group: "WOMEN" },
      open: {
        ...weekly("SATURDAY", "18:00", "20:00"),
        category: "FOOD",
        childcare: true,
        accessibility: ["STEP_FREE", "QUIET"],
      },
      summer: { category: "FOOD", schedules: [{ startsOn: "2027-06-05", startsAt: "18:00", endsAt: "20:00" }] },
    };
    for (const [name, told] of Object.entries(some))
      ids[name] = await given.activity(redCross, { ...at("1133"), ...told, title: name });
  });

  test.each<[string, string[]]>([
    ["", ["open", "dear", "hard", "plain", "summer"].toSorted()],
    ["dag=SATURDAY", ["dear", "open"]],
    ["tid=EVENING", ["open", "plain"]],
    ["dag=MONDAY&tid=EVENING", ["plain"]],
    ["type=SOCIAL", ["open", "plain", "summer"]],
    ["norsk=A0", ["dear", "open", "plain", "summer"]],
    ["norsk=B1", ["dear", "hard", "open", "plain", "summer"]],
    ["sprak=ar", ["plain"]],
    ["sprak=nb", ["dear", "hard", "open", "plain", "summer"]],
    ["sprak=so", []],
    ["alder=40", ["hard", "open", "plain", "summer"]],
    ["gruppe=WOMEN", ["hard"]],
    ["gratis=1", ["hard", "open", "plain", "summer"]],
    ["barnepass=1", ["open"]],
    ["trinnfritt=1", ["open"]],
    ["gratis=1&type=SOCIAL&dag=SATURDAY", ["open"]],
    ["dag=DOMMEDAG&alder=gammel&norsk=C2&gratis=ja&side=-1", ["dear", "hard", "open", "plain", "summer"]],
  ])("%s", async (query, expected) => {
    standAt(thursday);
    const html = await read(`${place}?${query}`);
    const names = Object.entries(ids).filter(([, id]) => listed(html).includes(pageOf(id)));
    expect(names.map(([name]) => name).toSorted()).toEqual(expected);
    expect(listed(html)).toHaveLength(expected.length);
  });

  test("by the next time first, what comes later after the week, and what has no time last", async () => {
    standAt(thursday);
    const html = await read(place);
    expect(listed(html)).toEqual(["dear", "open", "hard", "plain", "summer"].map((name) => pageOf(ids[name] ?? "")));
    expect(wordsOf(html)).toMatch(/lørdag 28\. november.*mandag 30\. november.*Senere.*Ingen tider de neste ukene/);
  });

  test("and sees what is chosen, or that nothing fits and how to see all", async () => {
    standAt(thursday);
    const html = await read(`${place}?dag=SUNDAY&gratis=1&alder=7`);
    expect(html).toContain("Ingen aktiviteter passer med det du har valgt.");
    expect(html).toContain(`<a href="${place}">Vis alle</a>`);
    expect(html).toContain('<details class="box filter" open>');
    expect(wordsOf(html)).toContain("søndag Alder: 7 Gratis Vis alle");
    // Languages are those that are spoken there, each once.
    const spoken = /<select id="sprak".*?<\/select>/s.exec(await read(`${place}?sprak=ar`))?.[0] ?? "";
    expect(wordsOf(spoken).trim()).toBe("Alle arabisk norsk");
    expect(spoken).toContain('<option value="ar" selected>arabisk</option>');
    expect(wordsOf(await read(`${place}?sprak=ar`))).toContain("Språk som snakkes der: arabisk Vis alle");
    // What fits is not hidden behind the form.
    expect(await read(`${place}?gratis=1`)).toContain('<details class="box filter">');
    expect(html).toContain('<option value="SUNDAY" selected>søndag</option>');
    expect(html).toContain('value="7"');
    expect(html).toContain('name="gratis" value="1" checked');
    expect(html).toContain('href="/aktiviteter/ar/1133-hjelmeland?dag=SUNDAY&amp;alder=7&amp;gratis=1"');
  });
});

describe("somebody looks for what is near a place", () => {
  // On either side of the border between Skien and Porsgrunn; and Dalen, in another part of the county.
  const skien = { name: "Biblioteket på Torget", municipality: "4003", latitude: 59.209, longitude: 9.609 };
  const porsgrunn = { name: "Rådhuset i byen", municipality: "4001", latitude: 59.14, longitude: 9.656 };
  const gjerpen = { name: "Gjerpen skole", municipality: "4003", latitude: 59.2361, longitude: 9.6012 };
  const here = "/aktiviteter/nb/4003-skien";
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    for (const [name, place] of Object.entries({ skien, porsgrunn, gjerpen }))
      ids[name] = await given.activity(redCross, { title: `Ved ${place.name}`, place });
  });

  const found = async (query: string): Promise<string[]> => {
    const html = await read(`${here}${query}`);
    return Object.keys(ids).filter((name) => listed(html).includes(pageOf(ids[name] ?? "")));
  };

  test.each<[string, string, string[]]>([
    ["the whole municipality, where no place is chosen", "?km=25", ["skien", "gjerpen"]],
    ["as near as one walks", "?sted=59.2090,9.6090&km=1", ["skien"]],
    ["five kilometres, where no more is said", "?sted=59.2090,9.6090", ["skien", "gjerpen"]],
    ["across the border", "?sted=59.2090,9.6090&km=10", ["skien", "porsgrunn", "gjerpen"]],
    ["the whole municipality, where there is no such place", "?sted=60.0000,9.0000&km=1", ["skien", "gjerpen"]],
    ["the whole municipality, where it is no place at all", "?sted=torget&km=1000", ["skien", "gjerpen"]],
  ])("%s", async (_, query, expected) => expect(await found(query)).toEqual(expected));

  test("the form has the places where something goes on, and says what is chosen; what is elsewhere says where", async () => {
    const html = await read(`${here}?sted=59.2090,9.6090&km=10`);
    const places = /<select id="sted".*?<\/select>/s.exec(html)?.[0] ?? "";
    expect(wordsOf(places).trim()).toBe("Alle Biblioteket på Torget Gjerpen skole");
    expect(places).toContain('<option value="59.2090,9.6090" selected>');
    expect(/<option value="10" selected>[^<]*km/.test(html)).toBe(true);
    expect(wordsOf(html)).toMatch(/I nærheten av: Biblioteket på Torget, 10\s?km Vis alle/);
    expect(wordsOf(html)).toMatch(/Rådhuset i byen ?, Porsgrunn/);
    expect(wordsOf(html)).not.toMatch(/Gjerpen skole ?, Skien/);
    expect(html).toContain('href="/aktiviteter/ar/4003-skien?sted=59.2090%2C9.6090&amp;km=10"');
  });
});

describe("a page is light", () => {
  const many = 200;
  const most = 150_000;

  test("of two hundred activities with words as long as can be, each is on one page, and no page is heavy", async () => {
    standAt(thursday);
    const title = (n: number): string => `${n} ${"Språkkafé på ".repeat(20)}`.slice(0, 200);
    const made = await Promise.all(
      Array.from({ length: many }, (_, n) =>
        given.activity(redCross, {
          ...at("5501", { name: title(n), address: title(n) }),
          title: title(n),
          summary: title(n),
        }),
      ),
    );
    const style = /<link rel="stylesheet" href="([^"]+)"/.exec(await read("/aktiviteter/nb"))?.[1] ?? "";
    const css = Buffer.byteLength(await read(style));
    const icon = 2_000;
    for (const language of ["nb", "ar", "ti"]) {
      const seen: string[] = [];
      const sheets: number[] = [];
      const place = `/aktiviteter/${language}/5501-tromso`;
      const weigh = async (address: string): Promise<string> => {
        const html = await read(address);
        const bytes = Buffer.byteLength(html) + css + icon;
        expect([address, bytes < most]).toEqual([address, true]);
        // Nothing else is fetched, nor run.
        expect([
          ...html.matchAll(
            /<(script(?! type="application\/ld\+json")|img|iframe|style|link rel="(?!canonical|alternate|stylesheet|icon))/g,
          ),
        ]).toEqual([]);
        expect(html).not.toMatch(/ (on\w+|style)=/);
        return html;
      };
      for (let page: string | undefined = place; page !== undefined;) {
        const html: string = await weigh(page);
        seen.push(...listed(html));
        page = /<a class="button" href="([^"]+)" rel="next"/.exec(html)?.[1]?.replaceAll("&amp;", "&");
      }
      expect(seen.toSorted()).toEqual(made.map((id) => pageOf(id, language)).toSorted());
      for (const address of [`/aktiviteter/${language}`, `${place}/plakat`, pageOf(made[0] ?? "", language)])
        sheets.push((await weigh(address)).length);
      expect(sheets).toHaveLength(3);
    }
    expect(css).toBeLessThan(15_000);
    // Past the last page is the last.
    expect(listed(await read("/aktiviteter/nb/5501-tromso?side=99"))).toEqual(
      listed(await read("/aktiviteter/nb/5501-tromso?side=10")),
    );
  }, 240_000);
});

describe("as any page of the web", () => {
  test("is kept for five minutes, and is not sent again to who has it", async () => {
    standAt(thursday);
    const first = await get(trondheim);
    expect(first.headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "cache-control": "public, max-age=300, stale-if-error=86400",
    });
    const etag = String(first.headers?.["etag"]);
    expect((await get(trondheim, { headers: { "if-none-match": etag } })).statusCode).toBe(304);
    await given.activity(redCross, { title: "Nyhet" });
    const news = await get(trondheim, { headers: { "if-none-match": etag } });
    expect([news.statusCode, news.headers?.["etag"] === etag]).toEqual([200, false]);
  });

  test("is packed for who can unpack it, and told of to HEAD", async () => {
    standAt(thursday);
    const plain = await get(trondheim);
    const packed = await get(trondheim, { headers: { "accept-encoding": "gzip" } });
    expect(gunzipSync(Buffer.from(packed.body ?? "", "base64")).toString()).toBe(plain.body);
    expect(await get(trondheim, { method: "HEAD" })).toEqual({ statusCode: 200, headers: plain.headers });
    expect((await get(trondheim, { method: "POST" })).statusCode).toBe(405);
    expect((await get(trondheim, { headers: { "x-origin-verify": "guessed" } })).statusCode).toBe(403);
    expect((await handler({})).statusCode).toBe(400);
  });

  test("its style is named by its content, and an older page still has one", async () => {
    const [, address = ""] = /href="(\/aktiviteter\/stil-[^"]+)"/.exec(await read("/aktiviteter")) ?? [];
    const now = await get(address);
    expect(now.headers).toMatchObject({
      "content-type": "text/css; charset=utf-8",
      "cache-control": "public, max-age=31536000, immutable",
    });
    const older = await get("/aktiviteter/stil-0123456789ab.css");
    expect([older.body === now.body, older.headers?.["cache-control"]]).toEqual([
      true,
      "public, max-age=300, stale-if-error=86400",
    ]);
  });
});
