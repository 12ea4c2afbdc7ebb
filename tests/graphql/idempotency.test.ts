/** Every change under an idempotency key: again and again it is one change with one answer, to the byte. */
import { graphql } from "graphql";
import { beforeAll, describe, expect, it, test } from "vitest";
import { makeSchema } from "../../functions/handlers/graphql/schema.ts";
import { admitNewcomer } from "#modules/newcomers";
import { membershipsOf } from "#modules/people";
import type { Actor } from "#platform/actor";
import { makeContext } from "#platform/context";
import { ask, given, newKey, requestEvent, send, tokenOf } from "#world";
import { people } from "../../infra/local/people.ts";
import { does, type Organisation } from "../organisations/doing.ts";
import {
  documentOf,
  entryOf,
  everythingStored,
  type Laid,
  layGround,
  mutationNames,
  notedAs,
} from "../world/mutations.ts";

beforeAll(layGround);

/** As many at once as a caller who has lost his patience might send. */
const atOnce = 50;

type Answer = { readonly status: number | undefined; readonly body: string; readonly code: string | undefined };

/** The answer as it goes over the wire. */
const answerTo = async (name: string, { who, variables, says = {} }: Laid, key: string, depth = 2): Promise<Answer> => {
  const query = documentOf(name, depth);
  const asked = { query, variables: { ...variables, idempotencyKey: key } };
  const event = requestEvent(asked, { token: tokenOf(who), headers: says });
  const { statusCode: status, body = "" } = await send(event);
  const { errors = [] } = JSON.parse(body) as { errors?: { extensions: { code: string } }[] };
  return { status, body, code: errors[0]?.extensions.code };
};

const moment = (): string => new Date().toISOString();

/** How often each has been done, and how often the trail says so since an instant: where one item can be written again, that alone tells. */
const doneOf = async (name: string, since: string, ...laid: readonly Laid[]) => {
  const stored = await everythingStored();
  const { action, entries = 1 } = entryOf(name);
  return { effects: laid.map(({ effects }) => effects(stored)), noted: notedAs(stored, action, since) / entries };
};

/** Those after which the asker is still somebody, and can be answered. */
const answerable = mutationNames.filter((name) => !entryOf(name).endsAsker);
const last = mutationNames.filter((name) => entryOf(name).endsAsker);

describe.each(last)("%s", (name) => {
  const { who, lay } = entryOf(name);

  it(`is done once when it is asked ${atOnce} times at once, and who asks it after that is nobody`, async () => {
    const [laid, other, key, begun] = [await lay(who[0]), await lay(who[0]), newKey(), moment()];
    const answers = await Promise.all(Array.from({ length: atOnce }, () => answerTo(name, laid, key, 1)));
    const codes = new Set(answers.map(({ code }) => code));
    expect([...codes].filter((code) => !["UNAUTHENTICATED", "TOO_MANY_TRIES"].includes(String(code)))).toEqual([
      undefined,
    ]);
    expect(await doneOf(name, begun, laid, other)).toEqual({ effects: [1, 0], noted: 1 });
    expect((await answerTo(name, other, key)).code).toBeUndefined();
    expect((await answerTo(name, other, key)).code).toBe("UNAUTHENTICATED");
  });
});

describe.each(answerable)("%s", (name) => {
  const { who, lay } = entryOf(name);

  it("is one change with one answer when it is asked twice", async () => {
    const [laid, key, begun] = [await lay(who[0]), newKey(), moment()];
    const first = await answerTo(name, laid, key);
    expect(first.code).toBeUndefined();
    expect(await answerTo(name, laid, key)).toEqual(first);
    expect(await doneOf(name, begun, laid)).toEqual({ effects: [1], noted: 1 });
  });

  it(`is one change with one answer when it is asked ${atOnce} times at once`, async () => {
    const [laid, key, begun] = [await lay(who[0]), newKey(), moment()];
    const answers = await Promise.all(Array.from({ length: atOnce }, () => answerTo(name, laid, key, 1)));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(answers[0]?.code).toBeUndefined();
    expect(await doneOf(name, begun, laid)).toEqual({ effects: [1], noted: 1 });
  });

  it("is refused when the key was used for something else, and is another's under another's key", async () => {
    const [laid, key, begun] = [await lay(who[0]), newKey(), moment()];
    const first = await answerTo(name, laid, key);
    // Who asks with a code is the same by the same code.
    const other = { ...(await lay(who[0])), ...(laid.says && { says: laid.says }) };
    const again = await answerTo(name, other, key);
    // What takes nothing is the same for the same body, and something else for another.
    const isSame = laid.says !== undefined && Object.keys(other.variables).length === 0;
    expect(isSame ? again : again.code).toEqual(isSame ? first : "IDEMPOTENCY_KEY_REUSED");
    const others = await lay(who[1]);
    expect((await answerTo(name, others, key)).code).toBeUndefined();
    expect(await doneOf(name, begun, laid, other, others)).toEqual({ effects: [1, 0, 1], noted: 2 });
  });
});

test.each(["createOrganisation", "declareInterest", "countPlaces"])(
  `%s would be done more than once of ${atOnce} at once, were the record looked at before and not written with the change`,
  async (name) => {
    const { who, lay } = entryOf(name);
    const [laid, key, begun] = [await lay(who[0]), newKey(), moment()];
    const records = new Map<string, Answer>();
    const naive = async (): Promise<Answer> => {
      const earlier = records.get(key);
      if (earlier) return earlier;
      const answer = await answerTo(name, laid, newKey(), 1);
      records.set(key, answer);
      return answer;
    };
    await Promise.all(Array.from({ length: atOnce }, naive));
    const { noted } = await doneOf(name, begun, laid);
    expect(noted).toBeGreaterThan(1);
  },
);

describe("the key is remembered for thirty days", () => {
  const schema = makeSchema();
  const day = 86_400_000;
  /** As the door would, at another time. */
  const askAt = async (at: number, name: string, { who, variables, says = {} }: Laid, key: string) => {
    const subject = people[who].sub;
    const person = await membershipsOf(subject);
    const acting =
      person.memberships.length === 1
        ? person.memberships[0]
        : person.memberships.find(({ bodyKey }) => says["samspill-acting-for"] === `organisation:${bodyKey}`);
    const now = (): Date => new Date(at);
    const code = /^Code (.+)$/.exec(says["authorization"] ?? "")?.[1];
    const actor: Actor =
      code === undefined
        ? { kind: "Person", subject, ...person, acting }
        : await admitNewcomer(code, says["x-forwarded-for"] ?? "", now());
    const contextValue = makeContext(actor, newKey(), now);
    const source = documentOf(name);
    const { data, errors } = await graphql({
      schema,
      source,
      contextValue,
      variableValues: { ...variables, idempotencyKey: key },
    });
    const cause = errors?.[0]?.originalError;
    return { body: JSON.stringify(data), code: cause && "code" in cause ? cause.code : cause };
  };
  /** What has run out after a month is not in the way of the same once more. */
  const afterAMonth: Readonly<Record<string, "ANOTHER" | readonly string[]>> = {
    inviteMember: "ANOTHER",
    requestMembership: "ANOTHER",
    resendInvitation: ["NOT_FOUND"],
    confirmRequest: ["NOT_FOUND"],
  };

  it.each(answerable)("%s is answered as it was after a day, and is new after a month", async (name) => {
    const { who, lay, again } = entryOf(name);
    const [laid, key, now] = [await lay(who[0]), newKey(), Date.now()];
    const first = await askAt(now, name, laid, key);
    expect(first.code).toBeUndefined();
    expect(await askAt(now + day, name, laid, key)).toEqual(first);
    const { code } = await askAt(now + 31 * day, name, laid, key);
    const expected = afterAMonth[name] ?? again;
    if (typeof expected === "string") expect(code).toBeUndefined();
    else expect(expected).toContain(code);
  });
});

describe("what has been changed since", () => {
  type Told = Record<string, { organisation?: Organisation; organisations?: Organisation[] }>;
  test.each([
    "saveCapabilityProfile",
    "confirmCapabilityProfile",
    "saveLocalKnowledge",
    "tagOrganisations",
    "createOrganisation",
    "editOrganisation",
    "joinOrganisationToRegister",
  ])("does not change the answer to %s", async (name) => {
    const { who, lay } = entryOf(name);
    const [laid, key] = [await lay(who[0]), newKey()];
    const first = await answerTo(name, laid, key);
    const { data } = JSON.parse(first.body) as { data: Told };
    const { organisation, organisations } = data[name] ?? {};
    const made = organisation ?? organisations?.[0];
    if (!made) throw new Error(first.body);
    const edited = await does.saveLocalKnowledge("administrator", made, { note: "Noe nytt er skrevet." });
    expect(edited.organisation?.version).toBe(made.version + 1);
    expect(await answerTo(name, laid, key)).toEqual(first);
  });

  test("does not change the answer to who registered a partner", async () => {
    const { who, lay } = entryOf("registerPartner");
    const [laid, key] = [await lay(who[0]), newKey()];
    const first = await answerTo("registerPartner", laid, key);
    const input = { ...(laid.variables["input"] as object), name: "Et nytt navn", version: 1 };
    const changed = await ask(laid.who, documentOf("changePartner"), { input, idempotencyKey: newKey() });
    expect(changed.code).toBeUndefined();
    expect(await answerTo("registerPartner", laid, key)).toEqual(first);
  });

  test("is told as it is now where it is about a person, of whom no copy is kept", async () => {
    const { who, lay } = entryOf("changeRoles");
    const [laid, key] = [await lay(who[0]), newKey()];
    const first = await answerTo("changeRoles", laid, key);
    const input = { ...(laid.variables["input"] as object), version: 2, newRoles: ["PAYER"] };
    expect((await answerTo("changeRoles", { ...laid, variables: { input } }, newKey())).code).toBeUndefined();
    const later = await answerTo("changeRoles", laid, key);
    const rolesIn = ({ body }: Answer): unknown =>
      (JSON.parse(body) as { data: { changeRoles: { member: { roles: string[] } } } }).data.changeRoles.member.roles;
    expect([rolesIn(first), rolesIn(later)]).toEqual([["DECIDER", "PAYER"], ["PAYER"]]);

    const invited = entryOf("inviteMember");
    const invitation = await invited.lay(invited.who[0]);
    const sent = await answerTo("inviteMember", invitation, key);
    const { id } = (JSON.parse(sent.body) as { data: { inviteMember: { invitation: { id: string } } } }).data
      .inviteMember.invitation;
    const withdrawn = { ...invitation, variables: { invitationId: id } };
    expect((await answerTo("withdrawInvitation", withdrawn, newKey())).code).toBeUndefined();
    expect((await answerTo("inviteMember", invitation, key)).code).toBe("NOT_FOUND");
  });
});

test("a key used for one body is not the same for another that the same person acts for", async () => {
  const { who, lay } = entryOf("declareInterest");
  const [laid, key, begun] = [await lay(who[0]), newKey(), moment()];
  const [own] = (await membershipsOf(people[laid.who].sub)).memberships;
  const directorate = "974760746";
  await given.membership(laid.who, directorate, "CASEWORKER");
  const askFor = (bodyKey = ""): Promise<Answer> =>
    answerTo("declareInterest", { ...laid, says: { "samspill-acting-for": `organisation:${bodyKey}` } }, key);
  const first = await askFor(own?.bodyKey);
  expect(first.code).toBeUndefined();
  expect((await askFor(directorate)).code).toBe("IDEMPOTENCY_KEY_REUSED");
  expect(await askFor(own?.bodyKey)).toEqual(first);
  expect((await doneOf("declareInterest", begun, laid)).effects).toEqual([1]);
});
