/** What holds for every command, whatever it does: once is once, nobody overwrites another, and a refusal says why. */
import { beforeAll, describe, expect, it } from "vitest";
import { access } from "#schema/access";
import { given, newKey, registered } from "#world";
import type { PersonName } from "../../infra/local/people.ts";
import { type Done, type Organisation, type Seen, done, does, look } from "./doing.ts";

const oslo = { municipalityNumber: "0301", countyNumber: "03" };
const registeredId = "organisation:974760673";

beforeAll(async () => {
  await given.everybody();
  await given.organisations(
    registered("974760673", "Trondheim Sanitetsforening"),
    registered("941296459", "REDD BARNA", oslo),
  );
}, 120_000);

/** Each command in a way that changes something: at one organisation, in the version somebody saw; `other` asks for something else. */
const commands: Readonly<Record<string, (who: PersonName, seen: Seen, key: string, other?: boolean) => Promise<Done>>> =
  {
    saveCapabilityProfile: (who, seen, key, other) =>
      does.saveCapabilityProfile(who, seen, { trainedPeople: other ? 2 : 1 }, key),
    confirmCapabilityProfile: (who, seen, key, other) =>
      does.confirmCapabilityProfile(who, other ? { ...seen, version: seen.version + 1 } : seen, {}, key),
    saveLocalKnowledge: (who, seen, key, other) =>
      does.saveLocalKnowledge(who, seen, { knownAs: other ? "Den andre" : "Den ene" }, key),
    tagOrganisations: (who, seen, key, other) =>
      does.tagOrganisations(who, seen, { add: [other ? "andre" : "ene"] }, key),
    editOrganisation: (who, seen, key, other) =>
      does.editOrganisation(who, seen, { name: other ? "Den andre" : "Den ene" }, key),
    closeOrganisation: (who, seen, key, other) =>
      does.closeOrganisation(who, seen, { reason: other ? "Flyttet" : "Lagt ned" }, key),
    joinOrganisationToRegister: (who, seen, key, other) =>
      does.joinOrganisationToRegister(who, seen, other ? "864139442" : "974760673", key),
  };
const names = Object.keys(commands);
const carriedOut = (name: string, ...asked: Parameters<NonNullable<(typeof commands)[string]>>): Promise<Done> => {
  const command = commands[name];
  if (!command) throw new Error(`There is no command ${name}.`);
  return command(...asked);
};

const fresh = (who: PersonName = "administrator", over: Record<string, unknown> = {}): Promise<Organisation> =>
  done(does.createOrganisation(who, over));

it("are all of the schema's that change an organisation", () => {
  const inSchema = Object.keys(access).filter((coordinate) =>
    /^Mutation\..*(Organisation|CapabilityProfile|LocalKnowledge)/.test(coordinate),
  );
  expect([...names, "createOrganisation"].map((name) => `Mutation.${name}`).toSorted()).toEqual(inSchema.toSorted());
});

describe.each(names)("%s", (name) => {
  it("is done once, however often it is sent with the same key, and answers the same", async () => {
    const seen = await fresh();
    const key = newKey();
    const first = await done(carriedOut(name, "administrator", seen, key));
    const again = await Promise.all([
      carriedOut(name, "administrator", seen, key),
      carriedOut(name, "administrator", seen, key),
    ]);
    expect(again.map(({ organisation }) => organisation)).toEqual([first, first]);
    const now = await look("administrator", seen.id);
    expect(now?.version).toBe(seen.version + 1);
  });

  it("is done once when sent four times at once", async () => {
    const seen = await fresh();
    const key = newKey();
    const all = await Promise.all(Array.from({ length: 4 }, () => done(carriedOut(name, "administrator", seen, key))));
    expect(new Set(all.map((one) => JSON.stringify(one))).size).toBe(1);
    expect((await look("administrator", seen.id))?.version).toBe(seen.version + 1);
  });

  it("refuses the key for something else, and leaves it to others to use the same one", async () => {
    const seen = await fresh();
    const key = newKey();
    await done(carriedOut(name, "administrator", seen, key));
    const other = await carriedOut(name, "administrator", seen, key, true);
    expect({ code: other.code, organisation: other.organisation }).toEqual({
      code: "IDEMPOTENCY_KEY_REUSED",
      organisation: undefined,
    });
    const theirs = await done(carriedOut(name, "coordinator", await fresh("coordinator"), key));
    expect(theirs.id).not.toBe(seen.id);
  });

  it.each(["short", "with a space in it"])("refuses `%s` as a key", async (key) => {
    const { code } = await carriedOut(name, "administrator", { id: registeredId, version: 1 }, key);
    expect(code).toBe("INVALID_IDEMPOTENCY_KEY");
  });

  it("refuses who has not seen another's change, and says which version there is", async () => {
    const seen = await fresh();
    await done(does.saveLocalKnowledge("coordinator", seen, { note: "Sett av en annen" }));
    const { code, errors, organisation } = await carriedOut(name, "administrator", seen, newKey());
    // Tags are laid to those there are, so they overwrite nothing.
    if (name === "tagOrganisations")
      expect(organisation?.local).toMatchObject({ tags: ["ene"], note: "Sett av en annen" });
    else
      expect(errors[0]?.extensions).toMatchObject({
        code: "VERSION_CONFLICT",
        kind: "Conflict",
        version: seen.version + 1,
      });
    expect(code === undefined).toBe(name === "tagOrganisations");
  });

  it("lets one of two win who change the same version at once", async () => {
    const seen = await fresh();
    const both = await Promise.all([
      carriedOut(name, "administrator", seen, newKey()),
      does.saveLocalKnowledge("coordinator", seen, { note: "Samtidig" }),
    ]);
    const won = both.filter(({ organisation }) => organisation !== undefined).length;
    // What came second is refused, unless it is tags that came after.
    if (name === "tagOrganisations") expect(won).toBeGreaterThanOrEqual(1);
    else expect(won).toBe(1);
    expect((await look("administrator", seen.id))?.version).toBe(seen.version + won);
    for (const { code } of both.filter(({ organisation }) => organisation === undefined))
      expect(["VERSION_CONFLICT", "WRONG_STATE"]).toContain(code);
  });

  it.each(["organisation:999999999", "municipality:5001"])("finds nothing at `%s`", async (id) => {
    const { code } = await carriedOut(name, "administrator", { id, version: 1 }, newKey());
    expect(code).toBe("NOT_FOUND");
  });

  it("refuses a coordinator at an organisation of another municipality", async () => {
    const seen = await fresh("administrator", { municipality: "0301" });
    const { code, errors } = await carriedOut(name, "coordinator", seen, newKey());
    expect(code).toBe("FORBIDDEN");
    expect(errors[0]?.extensions["rolesThatMay"]).toContain("COORDINATOR");
    expect((await look("administrator", seen.id))?.version).toBe(seen.version);
  });

  it("refuses to change what is closed, and says what is still possible: to read", async () => {
    const closed = await done(does.closeOrganisation("administrator", await fresh()));
    const { errors } = await carriedOut(name, "administrator", closed, newKey());
    expect(errors[0]?.extensions).toMatchObject({
      code: "WRONG_STATE",
      state: "MANUAL_CLOSED",
      possible: ["READ_AUDIT_TRAIL"],
    });
  });
});

describe("what a register keeps", () => {
  it.each(["editOrganisation", "closeOrganisation", "joinOrganisationToRegister"])(
    "is not changed here by %s",
    async (name) => {
      const { errors } = await carriedOut(name, "administrator", { id: registeredId, version: 1 }, newKey());
      expect(errors[0]?.extensions).toMatchObject({
        code: "WRONG_STATE",
        state: "REGISTER_OPEN",
        possible: [
          "EDIT_CAPABILITY_PROFILE",
          "CONFIRM_CAPABILITY_PROFILE",
          "EDIT_LOCAL_KNOWLEDGE",
          "TAG",
          "READ_AUDIT_TRAIL",
        ],
      });
    },
  );
});

describe("createOrganisation", () => {
  it("makes one organisation, however often it is sent with the same key", async () => {
    const key = newKey();
    const [first, second, third] = await Promise.all(
      [1, 2, 3].map(() =>
        done(does.createOrganisation("coordinator", { name: "Strikkekafeen" }, "INFORMAL_GROUP", key)),
      ),
    );
    expect([second?.id, third?.id]).toEqual([first?.id, first?.id]);
    const other = await does.createOrganisation("coordinator", { name: "Sykafeen" }, "INFORMAL_GROUP", key);
    expect(other.code).toBe("IDEMPOTENCY_KEY_REUSED");
    const theirs = await done(does.createOrganisation("hub", { name: "Strikkekafeen" }, "INFORMAL_GROUP", key));
    expect(theirs.id).not.toBe(first?.id);
  });
});
