/** What the service says one may do with an organisation, and what it lets one do: the same, in the states and places that the matrix has not. */
import { beforeAll, expect, it } from "vitest";
import { ask, given, registered } from "#world";
import { personNames, type PersonName } from "../../infra/local/people.ts";
import { type Done, type Seen, done, does, look } from "./doing.ts";

const oslo = { municipalityNumber: "0301", countyNumber: "03" };
const organisations: Record<string, Seen & { readonly what: string }> = {};

beforeAll(async () => {
  await given.everybody();
  await given.organisations(
    registered("974760673", "TRONDHEIM RØDE KORS", { kind: "SUB_UNIT", parentKey: "864139442", ...oslo }),
    registered("941296459", "REDD BARNA", oslo),
    registered("871033552", "NORSK FOLKEHJELP", oslo),
  );
  const serving = await done(
    does.saveLocalKnowledge(
      "administrator",
      { id: "organisation:871033552", version: 1 },
      { servesMunicipalities: ["5001"] },
    ),
  );
  const nowhere = await done(does.createOrganisation("administrator", { municipality: null }));
  const closed = await done(
    does.closeOrganisation("administrator", await done(does.createOrganisation("administrator"))),
  );
  const add = (what: string, { id, version }: Seen): void => {
    organisations[what] = { id, version, what };
  };
  add("registered in Trondheim, where two have their place", { id: "organisation:864139442", version: 1 });
  add("a unit of theirs in Oslo", { id: "organisation:974760673", version: 1 });
  add("registered in Oslo", { id: "organisation:941296459", version: 1 });
  add("registered in Oslo, working in Trondheim", serving);
  add("written down for the whole country", nowhere);
  add("closed", closed);
  add("Trondheim municipality itself", { id: "organisation:K5001", version: 1 });
}, 180_000);

/** A command at a version that never was: who may, is told of the version; who may not, is told that, and nothing is changed. */
const tries: Readonly<Record<string, (who: PersonName, id: string) => Promise<Pick<Done, "code">>>> = {
  READ_AUDIT_TRAIL: async (who, id) => {
    const { data } = await ask<{ organisation: { auditTrail: unknown } }>(
      who,
      "query ($id: ID!) { organisation(id: $id) { auditTrail(first: 1) { nodes { __typename } } } }",
      { id },
    );
    return { code: data.organisation.auditTrail === null ? "FORBIDDEN" : undefined };
  },
  EDIT_CAPABILITY_PROFILE: (who, id) => does.saveCapabilityProfile(who, { id, version: 0 }),
  CONFIRM_CAPABILITY_PROFILE: (who, id) => does.confirmCapabilityProfile(who, { id, version: 0 }),
  EDIT_LOCAL_KNOWLEDGE: (who, id) => does.saveLocalKnowledge(who, { id, version: 0 }),
  TAG: (who, id) => does.tagOrganisations(who, { id }),
  EDIT_RECORD: (who, id) => does.editOrganisation(who, { id, version: 0 }),
  CLOSE: (who, id) => does.closeOrganisation(who, { id, version: 0 }),
  // To one that all may join to who may join at all: it stands in Trondheim.
  JOIN_TO_REGISTER: (who, id) => does.joinOrganisationToRegister(who, { id, version: 0 }, "864139442"),
};

it.each(personNames)(
  "tells %s all that the commands let through, and nothing else",
  async (who) => {
    const told: Record<string, readonly string[]> = {};
    const through: Record<string, readonly string[]> = {};
    for (const { id, what } of Object.values(organisations)) {
      told[what] = ((await look(who, id))?.viewerMay ?? []).toSorted();
      const answers = await Promise.all(
        Object.entries(tries).map(async ([action, attempt]) => [action, (await attempt(who, id)).code] as const),
      );
      for (const [, code] of answers)
        expect([undefined, "VERSION_CONFLICT", "FORBIDDEN", "WRONG_STATE"]).toContain(code);
      through[what] = answers
        .filter(([, code]) => code === undefined || code === "VERSION_CONFLICT")
        .map(([action]) => action)
        .toSorted();
    }
    expect(told).toEqual(through);
  },
  120_000,
);

/** By hand: who may do anything at all, where. */
it.each<[PersonName, string, readonly string[]]>([
  ["decider", "registered in Oslo", ["READ_AUDIT_TRAIL"]],
  ["caseworker", "registered in Oslo", ["EDIT_CAPABILITY_PROFILE", "EDIT_LOCAL_KNOWLEDGE", "READ_AUDIT_TRAIL", "TAG"]],
  ["coordinator", "registered in Oslo", []],
  [
    "coordinator",
    "registered in Oslo, working in Trondheim",
    ["CONFIRM_CAPABILITY_PROFILE", "EDIT_CAPABILITY_PROFILE", "EDIT_LOCAL_KNOWLEDGE", "READ_AUDIT_TRAIL", "TAG"],
  ],
  ["coordinator", "written down for the whole country", []],
  ["leader", "a unit of theirs in Oslo", ["CONFIRM_CAPABILITY_PROFILE", "EDIT_CAPABILITY_PROFILE", "READ_AUDIT_TRAIL"]],
  ["member", "a unit of theirs in Oslo", ["EDIT_CAPABILITY_PROFILE"]],
  ["member", "registered in Oslo", []],
  ["administrator", "closed", ["READ_AUDIT_TRAIL"]],
])("tells %s at one that is %s: %j", async (who, what, actions) => {
  const seen = await look(who, organisations[what]?.id ?? "");
  expect(seen?.viewerMay.toSorted()).toEqual(actions);
});
