/** A person, what he can be in which kind of body, and what he has been asked or asks to be. */
import type { OrganisationKind } from "#modules/organisations";
import type { Role } from "#platform/actor";
import type { Connection } from "#platform/page";
import type { Problem } from "#platform/refusal";
import type { MembershipRequestState, WrittenNorm } from "#schema/resolvers";

/** Who someone is to us: by the sign-in service, by the name we forget when the person is erased, and to others. */
export type Person = {
  readonly subject: string;
  readonly ref: string;
  readonly name: string;
  /** To be made known by what is being done. */
  readonly isNew?: boolean;
};

const longestName = 80;

/** Whether it can be a person's name: it stands in letters to others, and has nothing that a mail program makes a link of. */
export const isName = (line: string): boolean =>
  line.length <= longestName && !/[/:@\\]|www\.|\.\p{L}{2}/iu.test(line.normalize("NFKC"));

/** A person in a body. */
export type Member = Person & {
  readonly bodyKey: string;
  readonly roles: readonly Role[];
  readonly since: string;
  readonly version: number;
};

export type Invitation = {
  readonly bodyKey: string;
  readonly invitationId: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly language: Language;
  /** Ref of who invited. */
  readonly invitedBy: string;
  readonly invitedAt: string;
  readonly timesSent: number;
  readonly secretHash: string;
  /** Seconds since 1970. */
  readonly expiresAt: number;
};

export type Request = Person & {
  readonly bodyKey: string;
  readonly role: Role;
  readonly requestedAt: string;
  readonly state: MembershipRequestState;
  readonly reason?: string;
  /** Where who asks wants a letter when it is decided, and in which language. */
  readonly answerEmail?: string;
  readonly answerLanguage?: Language;
  /** Of the code in the letter to the organisation, where one was sent. */
  readonly secretHash?: string;
  /** Seconds since 1970. */
  readonly expiresAt: number;
};

/** A body as the rules of membership see it. */
export type Body = {
  readonly key: string;
  readonly kind: OrganisationKind;
  readonly name: string;
  readonly municipalityNumber: string | undefined;
  readonly writtenNorm: WrittenNorm | undefined;
  /** Address the register lists for it: shown to nobody who asks, but written to. */
  readonly registerEmail: string | undefined;
  /** Someone administers it here. */
  readonly hasAdministrator: boolean;
};

export type MemberPage = Connection<Member> & { readonly body: Body };
export type RequestPage = Connection<Request>;
export type Held = { readonly bodyKey: string; readonly roles: readonly Role[] };
/** Who asks, and for whom. */
export type Viewer = {
  readonly name: string;
  readonly memberships: readonly Held[];
  readonly actingFor: Held | null;
};
/** A body one may ask to join. */
export type Joining = { readonly body: Body };

export const languages = ["nb", "nn", "en"] as const;
export type Language = (typeof languages)[number];

const organisation = ["LEADER", "MEMBER"] as const;

/** Roles there are in each kind of body; the first is the one that administers it. */
export const rolesIn: Readonly<Record<OrganisationKind, readonly [Role, ...Role[]]>> = {
  DIRECTORATE: ["ADMINISTRATOR", "CASEWORKER", "DECIDER", "PAYER", "AUDITOR"],
  // No auditors of their own: an auditor reads what is everybody's, which no municipality can give away.
  MUNICIPALITY: ["COORDINATOR"],
  COUNTY: ["COORDINATOR"],
  RECEPTION_CENTRE: ["CENTRE"],
  FRIVILLIGSENTRAL: ["HUB"],
  VOLUNTARY_ORGANISATION: organisation,
  SUB_UNIT: organisation,
  LOCAL_BRANCH: organisation,
  INFORMAL_GROUP: organisation,
  CULTURE_SCHOOL: organisation,
  LIBRARY: organisation,
};

export const administers = (kind: OrganisationKind, roles: readonly Role[]): boolean =>
  roles.includes(rolesIn[kind][0]);

/** What is wrong with giving these roles in a body of the kind. */
export const problemsOf = (kind: OrganisationKind, roles: readonly Role[], field: string): Problem[] => {
  if (roles.length === 0) return [{ field, code: "REQUIRED" }];
  if (!roles.every((role) => rolesIn[kind].includes(role))) return [{ field, code: "NO_ROLE_OF_THIS_BODY" }];
  // Who looks over others' shoulders does none of their work.
  return roles.includes("AUDITOR") && new Set(roles).size > 1 ? [{ field, code: "AUDITOR_STANDS_ALONE" }] : [];
};

export const memberId = ({ bodyKey, ref }: Pick<Member, "bodyKey" | "ref">): string => `member:${bodyKey}:${ref}`;
export const requestId = ({ bodyKey, ref }: Pick<Request, "bodyKey" | "ref">): string => `request:${bodyKey}:${ref}`;
export const invitationId = ({ bodyKey, invitationId: id }: Pick<Invitation, "bodyKey" | "invitationId">): string =>
  `invitation:${bodyKey}:${id}`;

/** The body and the rest of an id of a kind; undefined where it is none. */
export const partsOf = (
  kind: "member" | "request" | "invitation",
  id: string,
): { readonly bodyKey: string; readonly rest: string } | undefined => {
  const [, found, bodyKey = "", rest = ""] = /^(\w+):([A-Z\d]{3,26}):([A-Z\d]{26})$/.exec(id) ?? [];
  return found === kind ? { bodyKey, rest } : undefined;
};
