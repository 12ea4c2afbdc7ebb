import { type Membership, type Role, roles } from "#platform/actor";
import type { Context } from "#platform/context";
import { loader } from "#platform/load";
import { notFound, overtaken, Refusal } from "#platform/refusal";
import {
  add,
  type Change,
  Entity,
  type FormattedItem,
  get,
  getMany,
  item,
  listOf,
  number,
  put,
  query,
  remove,
  string,
  table,
} from "#platform/table";
import { administers, type Body, type Member, type Person } from "./person.ts";

/** From a moment on: LEADER, MEMBER, EMPLOYED, or nothing more. */
export type RoleTie = FormattedItem<typeof ties>;

const heldRoles = listOf(string().enum(...roles));

const persons = new Entity({
  name: "Person",
  table,
  timestamps: false,
  schema: item({
    subject: string().key(),
    ref: string(),
    name: string(),
    createdAt: string(),
    /** Counts the roles and requests that came to him since he was made known: who forgets him has seen them all, or begins anew. */
    version: number().optional(),
  }),
  computeKey: ({ subject }: { subject: string }) => ({ pk: `PERSON#${subject}`, sk: "WHO" }),
});

/** Stands beside the person, so that one read at each request tells all that the person is. */
const memberships = new Entity({
  name: "Membership",
  table,
  timestamps: false,
  schema: item({ subject: string().key(), bodyKey: string().key(), roles: heldRoles, version: number() }),
  computeKey: ({ subject, bodyKey }: { subject: string; bodyKey: string }) => ({
    pk: `PERSON#${subject}`,
    sk: `BODY#${bodyKey}`,
  }),
});

/** The same membership as the body sees it: written wherever the other is, in the same transaction. */
const members = new Entity({
  name: "Member",
  table,
  timestamps: false,
  schema: item({
    bodyKey: string().key(),
    ref: string().key(),
    subject: string(),
    name: string(),
    roles: heldRoles,
    since: string(),
    version: number(),
  }),
  computeKey: ({ bodyKey, ref }: { bodyKey: string; ref: string }) => ({ pk: `BODY#${bodyKey}`, sk: `MEMBER#${ref}` }),
});

/** What ties a person to an organisation by the role held in it, as it became at a moment: kept when the role is gone, for cases of its time. */
const ties = new Entity({
  name: "RoleTie",
  table,
  timestamps: false,
  schema: item({
    ref: string().key(),
    bodyKey: string().key(),
    at: string().key(),
    /** Absent: none from then on. */
    role: string().enum("LEADER", "MEMBER", "EMPLOYED").optional(),
  }),
  computeKey: ({ ref, bodyKey, at }: { ref: string; bodyKey: string; at: string }) => ({
    pk: `TIES#${ref}`,
    sk: `${bodyKey}#${at}`,
  }),
});

/** Who a ref stands for. Erasing a person takes this away, and what is kept for long then names nobody. */
const refs = new Entity({
  name: "PersonRef",
  table,
  timestamps: false,
  schema: item({ ref: string().key(), subject: string(), name: string() }),
  computeKey: ({ ref }: { ref: string }) => ({ pk: `REF#${ref}`, sk: "-" }),
});

/** How many administer a body: what a condition can ask, where a list can not. */
const administrators = new Entity({
  name: "Administrators",
  table,
  timestamps: false,
  schema: item({ bodyKey: string().key(), count: number() }),
  computeKey: ({ bodyKey }: { bodyKey: string }) => ({ pk: `BODY#${bodyKey}`, sk: "ADMINISTRATORS" }),
});

/** Everything a person is, in one round trip; nobody yet where there is no name. */
export const membershipsOf = async (
  subject: string,
): Promise<{ name: string; ref: string | undefined; version: number | undefined; memberships: Membership[] }> => {
  const found = await query([persons, memberships], { partition: `PERSON#${subject}` });
  const person = found.find((one) => "ref" in one);
  return {
    name: person?.name ?? "",
    ref: person?.ref,
    version: person?.version,
    memberships: found.flatMap((one) => ("bodyKey" in one ? [{ bodyKey: one.bodyKey, roles: one.roles }] : [])),
  };
};

export const findPerson = async (subject: string): Promise<Person | undefined> => {
  const found = await get(persons, { subject });
  return found && { subject, ref: found.ref, name: found.name };
};

/**
 * The changes that go with whatever comes to a person: they make him known where he is not yet, and else refuse with
 * PERSON_FORGOTTEN where he is no more.
 */
export const keepPerson = ({ subject, ref, name, isNew }: Person, at: Date): Change[] => {
  if (isNew !== true) return [add(persons, { subject }, "version", 1, { attr: "ref", eq: ref }, forgotten)];
  const refusal = () =>
    new Refusal("Conflict", "PERSON_EXISTS", "You did something else at the same moment: look again, then try again.");
  return [
    put(persons, { subject, ref, name, createdAt: at.toISOString() }, { attr: "ref", exists: false }, refusal),
    put(refs, { ref, subject, name }, { attr: "subject", exists: false }, refusal),
  ];
};

const forgotten = (): Refusal =>
  new Refusal("Conflict", "PERSON_FORGOTTEN", "The person has asked to be forgotten, and is no longer known here.");

/** Takes away who a person is and what his ref stands for, as he was seen: nothing has come to him since. */
export const removePerson = (
  subject: string,
  { ref, version }: { readonly ref: string; readonly version: number | undefined },
): Change[] => [
  remove(
    persons,
    { subject },
    {
      and: [
        { attr: "ref", eq: ref },
        version === undefined ? { attr: "version", exists: false } : { attr: "version", eq: version },
      ],
    },
    overtaken,
  ),
  remove(refs, { ref }, undefined, notFound),
];

const nameByRef = loader<string, string | undefined>("names", async (keys) =>
  (
    await getMany(
      refs,
      keys.map((ref) => ({ ref })),
    )
  ).map((found) => found?.name),
);

/** Name of who a ref stands for; undefined when the person has been erased. */
export const nameOf = (ctx: Context, ref: string): Promise<string | undefined> => nameByRef(ctx).load(ref);

/** Name of an actor by the id that what is kept for long has; undefined when that person has been erased. */
export const actorName = async (ctx: Context, id: string): Promise<string | undefined> => {
  const [kind = "", ...rest] = id.split(":");
  if (kind === "person") return nameOf(ctx, rest.join(":"));
  return rest.length > 0 ? rest.join(" / ") : kind;
};

const countByBody = loader<string, number>("administrators", async (keys) =>
  (
    await getMany(
      administrators,
      keys.map((bodyKey) => ({ bodyKey })),
      { consistent: true },
    )
  ).map((found) => found?.count ?? 0),
);

/** How many administer a body. */
export const administratorsOf = (ctx: Context, bodyKey: string): Promise<number> => countByBody(ctx).load(bodyKey);

export const hasAdministrator = async (ctx: Context, bodyKey: string): Promise<boolean> =>
  (await administratorsOf(ctx, bodyKey)) > 0;

export const findMember = (bodyKey: string, ref: string): Promise<Member | undefined> => get(members, { bodyKey, ref });

/** Members in the order they came to us; `after` is a ref. */
export const listMembers = (bodyKey: string, limit: number, after: string | undefined): Promise<Member[]> =>
  query(members, {
    partition: `BODY#${bodyKey}`,
    beginsWith: "MEMBER#",
    limit,
    ...(after !== undefined && { after: `MEMBER#${after}` }),
  });

const asSeen = (member: Member | undefined): { attr: "version"; eq: number } | { attr: "version"; exists: false } =>
  member ? { attr: "version", eq: member.version } : { attr: "version", exists: false };

const notAsSeen =
  (member: Member | undefined): Change["refusal"] =>
  (asItWas) =>
    !member
      ? new Refusal("Conflict", "ALREADY_MEMBER", "That person is one of the body's people already.")
      : overtaken(asItWas);

export const lastAdministrator = (): Refusal =>
  new Refusal("Conflict", "LAST_ADMINISTRATOR", "Someone must administer the body: let another do so first.");

/** The count follows: whoever would take away the last one, or be first when another was, loses here. */
const countAdministrators = (body: Body, before: boolean, after: boolean, mustBeFirst: boolean): Change[] => {
  const key = { bodyKey: body.key };
  if (before && !after) return [add(administrators, key, "count", -1, { attr: "count", gt: 1 }, lastAdministrator)];
  if (before || !after) return [];
  const nobody = {
    or: [
      { attr: "count", exists: false },
      { attr: "count", eq: 0 },
    ],
  };
  return [
    add(
      administrators,
      key,
      "count",
      1,
      (mustBeFirst ? nobody : undefined) as never,
      () =>
        new Refusal(
          "Conflict",
          "HAS_ADMINISTRATOR",
          "Someone administers the body now, and decides who else may act for it.",
        ),
    ),
  ];
};

/**
 * Roles of those who work for a body that others' cases may be about. Which of them lead it (forvaltningsloven § 6 e) is not known here,
 * and is for them to declare. Directorates decide such cases, and are party to none.
 */
const staff: ReadonlySet<Role> = new Set(["HUB", "CENTRE", "COORDINATOR"]);

const tieOf = (held: readonly Role[]): RoleTie["role"] => {
  if (held.includes("LEADER")) return "LEADER";
  if (held.includes("MEMBER")) return "MEMBER";
  return held.some((role) => staff.has(role)) ? "EMPLOYED" : undefined;
};

/** Notes what a person is to an organisation from now on, where that changes. */
const putTie = (
  { bodyKey, ref }: Pick<Member, "bodyKey" | "ref">,
  before: readonly Role[],
  after: readonly Role[],
  at: Date,
): Change[] => {
  const role = tieOf(after);
  if (role === tieOf(before)) return [];
  return [put(ties, { ref, bodyKey, at: at.toISOString(), ...(role !== undefined && { role }) }, undefined, notFound)];
};

/** What a person is and has been to organisations by roles in them: body by body, and in each the oldest first. */
export const tiesOf = (ref: string): Promise<RoleTie[]> => query(ties, { partition: `TIES#${ref}` });

/** Gives a person roles in a body in place of those held there, as `before` was seen. */
export const holdRoles = (
  body: Body,
  person: Person,
  wanted: readonly Role[],
  before: Member | undefined,
  at: Date,
  { mustBeFirst = false }: { readonly mustBeFirst?: boolean } = {},
): { readonly changes: Change[]; readonly member: Member } => {
  const { subject, ref, name } = person;
  const held = [...new Set(wanted)];
  const version = (before?.version ?? 0) + 1;
  const member = {
    bodyKey: body.key,
    ref,
    subject,
    name,
    roles: held,
    since: before?.since ?? at.toISOString(),
    version,
  };
  return {
    member,
    changes: [
      put(memberships, { subject, bodyKey: body.key, roles: held, version }, asSeen(before), notAsSeen(before)),
      put(members, member, asSeen(before), notAsSeen(before)),
      ...putTie(member, before?.roles ?? [], held, at),
      ...countAdministrators(
        body,
        before !== undefined && administers(body.kind, before.roles),
        administers(body.kind, held),
        mustBeFirst,
      ),
      ...keepPerson(person, at),
    ],
  };
};

/** Takes a person's roles away, as `member` was seen, in a body that nobody need administer any more. */
export const forgetRoles = (member: Member, at: Date): Change[] => [
  remove(memberships, { subject: member.subject, bodyKey: member.bodyKey }, asSeen(member), notAsSeen(member)),
  remove(members, { bodyKey: member.bodyKey, ref: member.ref }, asSeen(member), notAsSeen(member)),
  ...putTie(member, member.roles, [], at),
];

/** Takes a person's roles in a body away, as `member` was seen. */
export const endRoles = (body: Body, member: Member, at: Date): Change[] => [
  ...forgetRoles(member, at),
  ...countAdministrators(body, administers(body.kind, member.roles), false, false),
];
