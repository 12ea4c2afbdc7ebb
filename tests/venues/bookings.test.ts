/** Asking for a venue, answering, giving back: an hour is one body's, however many ask for it. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { UpdateTransaction } from "dynamodb-toolbox/entity/actions/transactUpdate";
import fc from "fast-check";
import { reportErasure } from "#modules/privacy";
import { commit } from "#platform/commit";
import { makeContext, systemContext } from "#platform/context";
import { ask, given, newKey, registered } from "#world";
import { openPostOffice } from "../people/postOffice.ts";
import { requestVenue } from "../../functions/modules/venues/bookings.ts";
import { take, takenIn } from "../../functions/modules/venues/store.ts";
import { overlap } from "../../functions/modules/venues/slots.ts";
import {
  approve,
  type Booking,
  cancel,
  clocksBack,
  close,
  create,
  decline,
  hour,
  read,
  redCross,
  refusalOf,
  request,
  saveTheChildren,
  type Span,
  takenOf,
  trondheim,
  type Venue,
  type Who,
  withdraw,
} from "./lending.ts";

let office: Awaited<ReturnType<typeof openPostOffice>>;
let venue: Venue;

beforeAll(async () => {
  office = await openPostOffice();
  await given.referenceBodies();
  await given.organisations(
    registered(redCross, "NORGES RØDE KORS", { email: "post@redcross.example" }),
    registered(saveTheChildren, "REDD BARNA", { email: "post@reddbarna.example", writtenNorm: "NYNORSK" }),
  );
  await given.membership("coordinator", trondheim, "COORDINATOR");
  await given.membership("leader", redCross, "LEADER");
  await given.membership("member", redCross, "MEMBER");
  await given.membership("hub", saveTheChildren, "LEADER");
  await given.membership("auditor", "974760746", "AUDITOR");
  venue = await create("coordinator", trondheim);
});
afterAll(() => office.close());

const listOf = async (who: Who, list: string): Promise<string[]> => {
  const { venueBookings }: { venueBookings: { nodes: { id: string }[] } } = await read(
    who,
    "query ($list: VenueBookingList!) { venueBookings(list: $list, first: 100) { nodes { id } } }",
    { list },
  );
  return venueBookings.nodes.map(({ id }) => id);
};
const lookAt = async (who: Who, { id }: Booking): Promise<Record<string, unknown> | null> => {
  const { venueBooking }: { venueBooking: never } = await read(
    who,
    `query ($id: ID!) { venueBooking(id: $id) { state purpose people words price viewerMay asker { name } venue { name }
      occasions { startsAt endsAt } givenBack { startsAt endsAt } } }`,
    { id },
  );
  return venueBooking;
};

/** What has been done with it, newest first. */
const trailOf = async (who: Who, { id }: Booking): Promise<string[]> => {
  const { venueBooking }: { venueBooking: { auditTrail: { nodes: { action: string }[] } } } = await read(
    who,
    "query ($id: ID!) { venueBooking(id: $id) { auditTrail { nodes { action } } } }",
    { id },
  );
  return venueBooking.auditTrail.nodes.map(({ action }) => action);
};

describe("asked and answered", () => {
  test("the lender sees what waits and says yes; all see that the hour is taken, and few by whom", async () => {
    const span = hour(5, "10:00", "12:00");
    const asked = await request("member", venue, span, { people: 25 });
    expect(asked.state).toBe("REQUESTED");
    expect(await listOf("coordinator", "TO_ANSWER")).toContain(asked.id);
    expect(await listOf("leader", "ASKED")).toContain(asked.id);
    const granted = await approve("coordinator", asked);
    expect(granted).toMatchObject({ state: "APPROVED", version: 2 });
    expect(await listOf("coordinator", "TO_ANSWER")).not.toContain(asked.id);
    expect(await listOf("coordinator", "LENT")).toContain(asked.id);
    const seen = (who: Who) => takenOf(who, venue, span.startsAt, span.endsAt);
    const known = [{ ...span, booking: { id: asked.id, purpose: "Språkkafé" } }];
    expect(await seen("leader")).toEqual(known);
    expect(await seen("coordinator")).toEqual(known);
    expect(await seen("auditor")).toEqual(known);
    expect(await seen("hub")).toEqual([{ ...span, booking: null }]);
    expect(await seen("volunteer")).toEqual([{ ...span, booking: null }]);
    expect(await lookAt("hub", asked)).toBeNull();
    expect(await lookAt("leader", asked)).toMatchObject({
      state: "APPROVED",
      people: 25,
      price: 0,
      viewerMay: ["WITHDRAW"],
      asker: { name: "NORGES RØDE KORS" },
    });
  });

  test("no, and why; called off, and why; given back: and each time it is free again", async () => {
    const span = hour(6, "10:00", "12:00");
    const declined = await decline("coordinator", await request("leader", venue, span), { words: "Vi vasker gulvet" });
    expect(await lookAt("leader", declined)).toMatchObject({ state: "DECLINED", words: "Vi vasker gulvet" });
    const cancelled = await cancel("coordinator", await approve("coordinator", await request("hub", venue, span)), {
      words: "Det er valg",
    });
    expect(await lookAt("hub", cancelled)).toMatchObject({ state: "CANCELLED", viewerMay: [] });
    await withdraw("member", await request("leader", venue, span));
    expect(await takenOf("leader", venue, span.startsAt, span.endsAt)).toEqual([]);
    expect((await request("leader", venue, span)).state).toBe("REQUESTED");
  });

  test("nobody answers for another, and what is answered is answered", async () => {
    const asked = await request("leader", venue, hour(7, "10:00", "12:00"));
    await expect(approve("leader", asked)).rejects.toThrow("FORBIDDEN");
    await expect(approve("hub", asked)).rejects.toThrow("NOT_FOUND");
    await expect(withdraw("coordinator", asked)).rejects.toThrow("FORBIDDEN");
    const granted = await approve("coordinator", asked);
    await expect(decline("coordinator", granted, { words: "Nei" })).rejects.toThrow("WRONG_STATE");
    await expect(withdraw("leader", asked)).rejects.toThrow("VERSION_CONFLICT");
  });

  test("a lender that need not answer grants at once, and has its own at once", async () => {
    const open = await create("coordinator", trondheim, {
      name: "Åpent hus",
      mustBeApproved: false,
      pricePerHour: 10_001,
    });
    const booked = await request("leader", open, hour(5, "10:00", "11:15"));
    expect(booked.state).toBe("APPROVED");
    expect(await lookAt("leader", booked)).toMatchObject({ price: 12_501 });
    expect((await request("coordinator", venue, hour(8, "10:00", "12:00"))).state).toBe("APPROVED");
  });

  test("the same again under the same key is answered as it was, whatever has come since", async () => {
    const input = { venueId: venue.id, ...hour(9, "10:00", "12:00"), purpose: "Kor" };
    const document =
      "mutation ($input: RequestVenueInput!, $key: ID!) { requestVenue(input: $input, idempotencyKey: $key) { booking { id version state } } }";
    const key = newKey();
    const first = await ask("leader", document, { input, key });
    const { booking } = (first.data as { requestVenue: { booking: Booking } }).requestVenue;
    await approve("coordinator", booking);
    expect((await ask("leader", document, { input, key })).data).toEqual(first.data);
  });
});

describe("letters", () => {
  test("go to the lender when something waits, and to who asked when it is answered, in the language asked for", async () => {
    const lent = await create("hub", saveTheChildren, { name: "Loftet", municipality: "0301" });
    const span = hour(30, "10:00", "12:00");
    const yes = await request("leader", lent, span, { language: "en", weeks: 3 });
    await approve("hub", yes);
    const no = await request("leader", lent, hour(9, "10:00", "12:00"), { language: "nn" });
    await decline("hub", no, { words: "Taket lek" });
    const off = await approve("hub", await request("leader", lent, hour(10, "10:00", "12:00")));
    await cancel("hub", off, { words: "Straumen er borte" });
    const letters = (await office.deliver()).filter(({ subject }) => subject.includes("Loftet"));
    const to = (address: string) => letters.filter((letter) => letter.to === address).map(({ subject }) => subject);
    expect(to("post@reddbarna.example").toSorted()).toEqual(Array(3).fill("NORGES RØDE KORS vil låne Loftet"));
    expect(to("post@redcross.example").toSorted()).toEqual([
      "De får ikkje låne Loftet",
      "Dere får låne Loftet",
      "Lånet av Loftet er avlyst",
      "You can borrow Loftet",
    ]);
    const english = letters.find(({ subject }) => subject === "You can borrow Loftet");
    const inEnglish = new Intl.DateTimeFormat("en-GB", {
      dateStyle: "long",
      timeStyle: "short",
      timeZone: "Europe/Oslo",
    });
    expect(english?.text).toContain(inEnglish.formatRange(new Date(span.startsAt), new Date(span.endsAt)));
    expect(english?.text).toContain("3 times in all");
    expect(english?.text).toContain("https://samspill.example/venues/bookings");
    expect(letters.find(({ subject }) => subject === "De får ikkje låne Loftet")?.text).toContain("Taket lek");
  });

  test("go to the lender when an hour is taken at once or given back, and not for its own or for what was not granted", async () => {
    const lent = await create("hub", saveTheChildren, { name: "Naustet", municipality: "0301", mustBeApproved: false });
    await withdraw("leader", await request("leader", lent, hour(12, "10:00", "12:00")));
    await withdraw("hub", await request("hub", lent, hour(13, "10:00", "12:00")));
    const asked = await create("hub", saveTheChildren, { name: "Naustet øvst", municipality: "0301" });
    await withdraw("leader", await request("leader", asked, hour(12, "10:00", "12:00")));
    const letters = (await office.deliver()).filter(({ subject }) => subject.includes("Naustet"));
    expect(letters.map(({ to, subject }) => [to, subject]).toSorted()).toEqual([
      ["post@reddbarna.example", "NORGES RØDE KORS låner Naustet"],
      ["post@reddbarna.example", "NORGES RØDE KORS treng ikkje Naustet likevel"],
      ["post@reddbarna.example", "NORGES RØDE KORS vil låne Naustet øvst"],
    ]);
    expect(letters.find(({ subject }) => subject.includes("treng ikkje"))?.text).toContain("har gitt det tilbake");
  });

  test("are in none of our own three languages where another is asked for", async () => {
    await expect(request("leader", venue, hour(11, "10:00", "11:00"), { language: "ar" })).rejects.toMatchObject({
      extensions: { problems: [{ field: "language", code: "UNKNOWN_LANGUAGE" }] },
    });
  });
});

describe("week after week", () => {
  test("keeps the clock on the wall when summer ends, and is all or nothing", async () => {
    const hall = await create("coordinator", trondheim, { name: "Hallen", mustBeApproved: false });
    // The Thursday before clocks are put back: two hours after UTC, and then one.
    const week = (n: number, utc: number) => {
      const at = (hours: number) => new Date(clocksBack() + (n * 7 - 3) * 86_400_000 + hours * 3_600_000).toISOString();
      return { startsAt: at(utc), endsAt: at(utc + 2) };
    };
    const booked = await request("leader", hall, week(0, 16), { weeks: 3 });
    expect(await lookAt("leader", booked)).toMatchObject({ occasions: [week(0, 16), week(1, 17), week(2, 17)] });
    const before = week(-1, 16);
    await expect(request("hub", hall, before, { weeks: 2 })).rejects.toMatchObject({
      message: "TIME_TAKEN",
      extensions: {
        times: [week(0, 16).startsAt],
        // Both weeks are free right before and right after.
        nearest: expect.arrayContaining([week(-1, 14), week(-1, 18)]),
      },
    });
    expect(await takenOf("hub", hall, before.startsAt, before.endsAt)).toEqual([]);
    await withdraw("leader", booked);
    expect((await request("hub", hall, before, { weeks: 4 })).state).toBe("APPROVED");
  });

  describe("some weeks of it", () => {
    const weekOf = ({ startsAt, endsAt }: Span, n: number): Span => {
      const later = (at: string): string => new Date(Date.parse(at) + n * 7 * 86_400_000).toISOString();
      return { startsAt: later(startsAt), endsAt: later(endsAt) };
    };
    // Summer time neither begins nor ends in these four weeks, whenever they are asked for: by UTC's noon either hour is open.
    const noon = hour(6, "11:00", "12:00");
    const startsOf = (spans: readonly Span[]): string[] => spans.map(({ startsAt }) => startsAt);
    let room: Venue;
    beforeAll(async () => {
      room = await create("hub", saveTheChildren, {
        name: "Salen",
        municipality: "0301",
        mustBeApproved: false,
        pricePerHour: 10_000,
      });
    });
    const timesOf = async (booking: Booking): Promise<Span[]> =>
      ((await lookAt("leader", booking)) as { occasions: Span[] }).occasions;

    test("are given back and free for others, and those that stay are kept and paid for", async () => {
      const booked = await request("leader", room, noon, { weeks: 4 });
      const [first, second, third, fourth] = await timesOf(booked);
      if (!first || !second || !third || !fourth) throw new Error("It has not four times.");
      await office.deliver();
      const left = await withdraw("leader", booked, { occasions: startsOf([second, fourth]) });
      expect(left).toMatchObject({ state: "APPROVED", version: 2 });
      expect(await lookAt("hub", booked)).toMatchObject({
        occasions: [first, third],
        givenBack: [second, fourth],
        price: 20_000,
        viewerMay: ["CANCEL"],
      });
      const letter = (await office.deliver()).at(-1);
      expect(letter?.subject).toBe("NORGES RØDE KORS treng ikkje Salen likevel");
      expect(letter?.text).not.toContain("gonger i alt");
      expect((await request("hub", room, second)).state).toBe("APPROVED");
      await expect(request("hub", room, third)).rejects.toThrow("TIME_TAKEN");

      // What others have taken since is not given back with the rest.
      await withdraw("leader", left);
      expect(await lookAt("leader", booked)).toMatchObject({ state: "WITHDRAWN", givenBack: [second, fourth] });
      await expect(request("leader", room, second)).rejects.toThrow("TIME_TAKEN");
      expect((await request("leader", room, third)).state).toBe("APPROVED");
    });

    test("are called off by the lender, who says why, and who asked is told which", async () => {
      const booked = await request("leader", room, hour(6, "13:00", "14:00"), { weeks: 3 });
      const [, second] = await timesOf(booked);
      await office.deliver();
      await cancel("hub", booked, { occasions: startsOf(second ? [second] : []), words: "Golvet blir lakka" });
      expect(await lookAt("leader", booked)).toMatchObject({ state: "APPROVED", words: "Golvet blir lakka" });
      const letter = (await office.deliver()).at(-1);
      expect([letter?.to, letter?.subject]).toEqual(["post@redcross.example", "Lånet av Salen er avlyst"]);
      expect(letter?.text).toContain("Golvet blir lakka");
      expect(await trailOf("leader", booked)).toContain("venueBooking.timesCancelled");
    });

    test("all of them that are to come are the whole of it; none, and one that is not of it, is nothing", async () => {
      const booked = await request("leader", room, hour(6, "15:00", "16:00"), { weeks: 2 });
      const problemOf = async (occasions: readonly string[]) =>
        refusalOf(await withdraw("leader", booked, { occasions }).catch((error: unknown) => error))["problems"];
      expect(await problemOf([])).toEqual([{ field: "occasions", code: "REQUIRED" }]);
      const [first, second] = await timesOf(booked);
      if (!first || !second) throw new Error("It has not two times.");
      expect(await problemOf([first.startsAt, weekOf(second, 1).startsAt])).toEqual([
        { field: "occasions", code: "UNKNOWN_TIME" },
      ]);
      expect((await withdraw("leader", booked, { occasions: startsOf([second, first]) })).state).toBe("WITHDRAWN");
    });

    test("of what waits for an answer, it waits on with the others", async () => {
      const lent = await create("hub", saveTheChildren, { name: "Lesesalen", municipality: "0301" });
      const asked = await request("leader", lent, noon, { weeks: 3 });
      const [first] = await timesOf(asked);
      await withdraw("leader", asked, { occasions: startsOf(first ? [first] : []) });
      expect(await listOf("hub", "TO_ANSWER")).toContain(asked.id);
      expect((await request("hub", lent, noon)).state).toBe("APPROVED");
      expect((await approve("hub", { ...asked, version: 2 })).state).toBe("APPROVED");
      expect(await timesOf(asked)).toHaveLength(2);
    });

    test("twice at once are given back once", async () => {
      const booked = await request("leader", room, hour(6, "17:00", "18:00"), { weeks: 4 });
      const [first, second] = await timesOf(booked);
      const answers = await Promise.allSettled(
        [first, second, first, second].map((one) =>
          withdraw("leader", booked, { occasions: startsOf(one ? [one] : []) }),
        ),
      );
      expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      expect(await timesOf(booked)).toHaveLength(3);
    });
  });

  test("the longest fit into one transaction: a year of evenings, and a fortnight day and night", async () => {
    const cabin = await create("coordinator", trondheim, {
      name: "Hytta",
      mustBeApproved: true,
      openingHours: ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"].map((weekday) => ({
        weekday,
        opensAt: "00:00",
        closesAt: "00:00",
      })),
    });
    const fortnight = { startsAt: hour(30, "12:00", "13:00").startsAt, endsAt: hour(44, "11:00", "12:00").endsAt };
    const asked = await request("leader", cabin, fortnight);
    expect((await approve("coordinator", asked)).state).toBe("APPROVED");
    expect(
      await takenOf("hub", cabin, hour(20, "00:00", "01:00").startsAt, hour(60, "00:00", "01:00").startsAt),
    ).toEqual([{ ...fortnight, booking: null }]);
    const year = await request("leader", cabin, hour(14, "18:00", "20:00"), { weeks: 52 }).catch(refusalOf);
    expect(year).toMatchObject({ code: "TIME_TAKEN" });
    await withdraw("leader", { ...asked, version: 2 });
    expect((await request("leader", cabin, hour(14, "18:00", "20:00"), { weeks: 52 })).state).toBe("REQUESTED");
  });

  test("what cannot be asked for is named", async () => {
    const problemsOf = async (span: { startsAt: string; endsAt: string }, more: object = {}): Promise<unknown> => {
      const refused = await request("leader", venue, span, more).catch(refusalOf);
      const { problems } = refused as unknown as { problems: { field: string; code: string }[] };
      return problems.map(({ field, code }) => `${field} ${code}`);
    };
    expect(await problemsOf(hour(5, "14:05", "14:00"))).toEqual(["startsAt NOT_A_QUARTER", "endsAt NOT_AFTER_START"]);
    expect(
      await problemsOf({ startsAt: hour(-1, "10:00", "11:00").startsAt, endsAt: hour(20, "10:00", "11:00").endsAt }),
    ).toEqual(["endsAt LONGER_THAN_14_DAYS", "startsAt IN_THE_PAST"]);
    expect(await problemsOf(hour(402, "10:00", "11:00"))).toEqual(["startsAt TOO_FAR_AHEAD"]);
    expect(await problemsOf(hour(5, "14:00", "15:00"), { weeks: 53, people: 61 })).toEqual([
      "weeks NOT_1_TO_52",
      "people MORE_THAN_IT_HOLDS",
    ]);
    const eightDays = { startsAt: hour(20, "10:00", "11:00").startsAt, endsAt: hour(28, "10:00", "11:00").endsAt };
    expect(await problemsOf(eightDays, { weeks: 10 })).toEqual(["weeks OVERLAPS", "weeks TOO_MANY"]);
    const theirs = await given.activity(saveTheChildren);
    expect(await problemsOf(hour(5, "14:00", "15:00"), { activityId: theirs })).toEqual([
      "activityId UNKNOWN_ACTIVITY",
    ]);
  });

  test("for an activity of one's own", async () => {
    const activityId = await given.activity(redCross);
    const { id } = await request("leader", venue, hour(5, "14:00", "15:00"), { activityId });
    expect(await read("leader", "query ($id: ID!) { venueBooking(id: $id) { activity { id } } }", { id })).toEqual({
      venueBooking: { activity: { id: activityId } },
    });
  });

  test("when it is not open, and what is the nearest that is", async () => {
    const span = hour(12, "21:30", "22:30");
    const refused = await request("leader", venue, span).catch(refusalOf);
    expect(refused).toMatchObject({ code: "OUTSIDE_OPENING_HOURS", times: [span.startsAt] });
    const { nearest } = refused as unknown as { nearest: Span[] };
    expect(nearest).toHaveLength(3);
    expect((await request("hub", venue, nearest[0] ?? span)).state).toBe("REQUESTED");
  });
});

const atOnce = 50;

/** What organisations ask in their own names, past the front door's translation and before the transaction. */
const asLeader = (n: number) => {
  const acting = { bodyKey: n % 2 === 0 ? redCross : saveTheChildren, roles: ["LEADER" as const] };
  const person = { kind: "Person", subject: `s${n}`, ref: `r${n}`, name: "Ola Berg" } as const;
  return makeContext({ ...person, memberships: [acting], acting }, `race-${n}`);
};

describe(`${atOnce} at once`, () => {
  test("of those who ask for one hour through the front door one has it, and the others are told when it is free", async () => {
    const hall = await create("coordinator", trondheim, { name: "Omstridt", mustBeApproved: false });
    const span = hour(40, "16:00", "17:00");
    const answers = await Promise.all(
      Array.from({ length: atOnce }, (_, n) =>
        request(n % 2 === 0 ? "leader" : "hub", hall, span).then(
          ({ state }) => ({ code: state }) as Readonly<Record<string, unknown>>,
          refusalOf,
        ),
      ),
    );
    expect(answers.filter(({ code }) => code === "APPROVED")).toHaveLength(1);
    const refused = answers.filter(({ code }) => code === "TIME_TAKEN");
    expect(refused).toHaveLength(atOnce - 1);
    for (const { nearest } of refused)
      expect(nearest).toEqual([hour(40, "14:00", "15:00"), hour(40, "15:00", "16:00"), hour(40, "17:00", "18:00")]);
    expect(await takenOf("hub", hall, hour(39, "12:00", "13:00").startsAt, hour(41, "12:00", "13:00").endsAt)).toEqual([
      expect.objectContaining(span),
    ]);
  });

  test("who looks first and writes then, without the condition, gives one hour to many", async () => {
    const key = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
    const span = hour(41, "16:00", "17:00");
    const naively = async (n: number): Promise<boolean> => {
      if ((await takenIn(key, span)).some((one) => overlap(one, span))) return false;
      const booking = {
        ...{ key: `B${n}`, venueKey: key, lenderKey: trondheim, askerKey: redCross, purpose: "Kor", priceOre: 0 },
        ...{ occasions: [span] as const, language: "nb" as const },
        steps: [{ state: "APPROVED" as const, at: new Date().toISOString() }] as const,
      };
      // The very changes of the real way, without their conditions.
      const changes = take(booking).map((change) => ({
        ...change,
        write: (change.write as UpdateTransaction).options({}),
      }));
      await commit(systemContext("naive"), {
        changes,
        audit: { subject: `naive:${n}`, action: "world.given", fields: {} },
      });
      return true;
    };
    const answers = await Promise.all(Array.from({ length: atOnce }, (_, n) => naively(n)));
    expect(answers.filter(Boolean).length).toBeGreaterThan(1);
  });

  test("of times that overlap in part no two are given, and who is refused is in the way of one who was not", async () => {
    const wish = fc.record({ begins: fc.integer({ min: 0, max: 30 }), lasts: fc.integer({ min: 1, max: 12 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(wish, { minLength: 2, maxLength: 12 }), async (wishes) => {
        const hall = await create("coordinator", trondheim, { name: "Trangt om plassen", mustBeApproved: false });
        const answers = await Promise.all(
          wishes.map(async ({ begins, lasts }, n) => {
            const opens = Date.parse(hour(42, "07:00", "08:00").startsAt) + begins * 900_000;
            const span = {
              startsAt: new Date(opens).toISOString(),
              endsAt: new Date(opens + lasts * 900_000).toISOString(),
            };
            const input = { venueId: hall.id, ...span, purpose: "Kor", weeks: 1 };
            const code = await requestVenue(asLeader(n), input, newKey()).then(
              () => undefined,
              (error: unknown) => Reflect.get(Object(error), "code") as unknown,
            );
            return { span, code };
          }),
        );
        const had = answers.filter(({ code }) => code === undefined).map(({ span }) => span);
        expect(had.length).toBeGreaterThan(0);
        for (const [n, one] of had.entries())
          expect(had.slice(n + 1).filter((other) => overlap(one, other))).toEqual([]);
        for (const { code, span } of answers.filter((one) => one.code !== undefined)) {
          expect(code).toBe("TIME_TAKEN");
          expect(had.some((other) => overlap(span, other))).toBe(true);
        }
      }),
      { numRuns: 12 },
    );
  });

  test("who asks while it is closed for good is in or is told, and who asks later is told", async () => {
    const hall = await create("coordinator", trondheim, { name: "Stenger", mustBeApproved: false });
    const day = (n: number) => hour(20 + n, "10:00", "11:00");
    const codes = await Promise.all([
      close("coordinator", hall).then(({ state }) => state),
      ...Array.from({ length: 10 }, (_, n) =>
        request("leader", hall, day(n)).then(
          ({ state }) => state,
          (error: unknown) => refusalOf(error)["code"],
        ),
      ),
    ]);
    expect(codes[0]).toBe("CLOSED");
    const taken = await takenOf("leader", hall, day(0).startsAt, day(9).endsAt);
    expect(taken).toHaveLength(codes.filter((code) => code === "APPROVED").length);
    await expect(request("leader", hall, day(11))).rejects.toThrow("TAKES_NO_REQUESTS");
  });
});

test("is kept for two years after its last time, which no report on erasure finds too long", async () => {
  const hall = await create("coordinator", trondheim, { name: "Salen langt fram", mustBeApproved: false });
  await request("leader", hall, hour(399, "18:00", "20:00"), { weeks: 52 });
  const { kinds } = await reportErasure(systemContext("test"));
  const of = kinds.filter(({ kind }) => kind.startsWith("Venue"));
  expect(of.map(({ kind, overdue }) => [kind, overdue])).toEqual([
    ["VenueBooking", 0],
    ["VenueBookingListing", 0],
    ["VenueDay", 0],
  ]);
});
