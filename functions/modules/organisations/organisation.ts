/** An organisation: what the registers say of it, what we know ourselves, and what it can contribute. */
import type { Connection } from "#platform/page";
import type {
  Capability,
  ContactChannel,
  OrganisationKind,
  OrganisationSource,
  OrganisationStatus,
  Platform,
  ProfileState,
  Weekday,
  WrittenNorm,
} from "#schema/resolvers";

export type { Capability, OrganisationKind, OrganisationSource, OrganisationStatus, ProfileState };

export const kinds: readonly OrganisationKind[] = [
  "VOLUNTARY_ORGANISATION",
  "SUB_UNIT",
  "LOCAL_BRANCH",
  "INFORMAL_GROUP",
  "FRIVILLIGSENTRAL",
  "MUNICIPALITY",
  "COUNTY",
  "RECEPTION_CENTRE",
  "DIRECTORATE",
  "CULTURE_SCHOOL",
  "LIBRARY",
];

export const statuses: readonly OrganisationStatus[] = ["ACTIVE", "BANKRUPT", "LIQUIDATION", "DELETED"];

export const capabilities: readonly Capability[] = [
  "GUIDE_PROGRAMME",
  "LOCAL_ACTIVITIES",
  "LANGUAGE_PRACTICE",
  "HOMEWORK_HELP",
  "CHILDREN_AND_YOUTH",
  "FAMILY_SUPPORT",
  "SPORT",
  "OUTDOOR_LIFE",
  "CULTURE",
  "MEETING_PLACE",
  "WORK_AND_MENTORING",
  "DIGITAL_HELP",
  "LEGAL_INFORMATION",
  "HEALTH_AND_CARE",
  "CLOTHES_AND_FURNITURE",
  "FOOD",
  "TRANSPORT",
  "INTERPRETING_AND_TRANSLATION",
  "FIRST_AID_AND_RESCUE",
  "EMERGENCY_ACCOMMODATION",
];

export type Address = {
  readonly lines: readonly string[];
  readonly postalCode?: string;
  readonly city?: string;
  readonly country?: string;
};

/** The facts of an organisation: the register's for those it has, otherwise those a person wrote. */
export type Facts = {
  readonly orgNumber?: string;
  readonly name: string;
  readonly status: OrganisationStatus;
  readonly form?: { readonly code: string; readonly name: string };
  /** Category codes, the main one first. */
  readonly icnpo: readonly string[];
  readonly inVoluntaryRegister: boolean;
  readonly voluntaryRegisterSince?: string;
  readonly grasrotandel?: boolean;
  readonly purpose?: string;
  readonly activity?: string;
  readonly website?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly address?: Address;
  /** As of 1 January 2024. */
  readonly municipalityNumber?: string;
  readonly countyNumber?: string;
  /** Key of the unit it belongs to. */
  readonly parentKey?: string;
  readonly writtenNorm?: WrittenNorm;
  readonly employees?: number;
  readonly foundedOn?: string;
  readonly registeredOn?: string;
  readonly deletedOn?: string;
  /** Names it has had before: people go on searching for them. */
  readonly formerNames?: readonly string[];
  /** Account the organisation gave Frivillighetsregisteret, eleven digits; shown to nobody, compared before a payout. */
  readonly accountNumber?: string;
};

/** What the sync brings: facts of a numbered unit. */
export type RegisterFacts = Facts & { readonly orgNumber: string };

export type Local = {
  readonly tags: readonly string[];
  readonly servesMunicipalities: readonly string[];
  readonly knownAs?: string;
  readonly note?: string;
};

export type ContactWindow = {
  readonly weekday: Weekday;
  readonly opensAt: string;
  readonly closesAt: string;
  readonly channel: ContactChannel;
  readonly phone?: string;
  readonly email?: string;
  readonly chatUrl?: string;
  readonly place?: string;
  readonly answerWithinHours?: number;
};

export type Contribution = {
  readonly capabilities: readonly Capability[];
  readonly trainedPeople?: number;
  readonly premises: readonly { readonly name: string; readonly places?: number; readonly stepFree: boolean }[];
  readonly vehicles: readonly { readonly kind: string; readonly count: number }[];
  readonly equipment: readonly string[];
  readonly languages: readonly string[];
  readonly emergencyExperience: readonly string[];
  readonly contactWindows: readonly ContactWindow[];
  readonly primaryPlatform?: Platform;
  readonly note?: string;
};

export type Profile = Contribution & {
  readonly confirmedAt?: string;
  /** Id of who stood by it, as the audit trail has it: never a name, since pictures outlive persons. */
  readonly confirmedBy?: string;
};

export type Organisation = {
  /** The organisation number; `K0301` a municipality's body, `F03` a county's; otherwise an id of ours. */
  readonly key: string;
  readonly kind: OrganisationKind;
  readonly source: OrganisationSource;
  readonly facts: Facts;
  readonly local: Local;
  readonly profile: Profile;
  readonly version: number;
  readonly validFrom: string;
  /** Set in an earlier picture. */
  readonly validUntil?: string;
  /** `register`, `reference`, or the id of who did it, as the audit trail has it. */
  readonly changedBy: string;
  readonly changedFields: readonly string[];
  /** Key of the registered organisation this record was joined to. */
  readonly joinedTo?: string;
  /** Hash of the facts as a register or official list gave them; absent in a record written here. */
  readonly registerHash?: string;
  /** When the registers last told something new. */
  readonly registerChangedAt?: string;
};

/** What has become of an organisation, as far as what it answers for must follow. */
export type Fate = {
  readonly key: string;
  /** Key of the registered organisation that it was joined to. */
  readonly joinedTo?: string;
  /** Why nobody holds any more what it arranges. */
  readonly gone?: "ORGANISER_CLOSED" | "ORGANISER_BANKRUPT";
  /** Removed on legal grounds: nothing is to name it any more, nor what was before. */
  readonly isErased?: boolean;
};

/** Where an organisation itself is reached. */
export type Contact = Pick<Facts, "email" | "phone" | "website">;

/** As much of it as is for all: what the registers publish. An address written here was given to those who work together. */
export const openContactOf = ({ source, facts: { website, email, phone } }: Organisation): Contact => ({
  ...(website !== undefined && { website }),
  ...(source !== "MANUAL" && email !== undefined && { email }),
  ...(source !== "MANUAL" && phone !== undefined && { phone }),
});

/** An earlier picture, and until when it held. */
export type Picture = Organisation & { readonly validUntil: string };

export type OrganisationPage = Connection<Organisation> & { readonly totalCount: number };
export type PicturePage = Connection<Picture>;
export type OrganisationAnswer = { readonly organisation: Organisation };
export type OrganisationsAnswer = { readonly organisations: readonly Organisation[] };

export const noLocal: Local = { tags: [], servesMunicipalities: [] };
export const noProfile: Profile = {
  capabilities: [],
  premises: [],
  vehicles: [],
  equipment: [],
  languages: [],
  emergencyExperience: [],
  contactWindows: [],
};

/** Id that holds everywhere, from the key that holds here. */
export const organisationId = (key: string): string => `organisation:${key}`;
/** The key of an id; undefined where it is no organisation's. */
export const organisationKey = (id: string): string | undefined => /^organisation:([A-Z\d]{3,26})$/.exec(id)?.[1];

/** A profile stands for 12 months: advice to know who can contribute asks for confirmation within that time. */
export const confirmAgainAt = (confirmedAt: string): string => {
  const at = new Date(confirmedAt);
  at.setUTCFullYear(at.getUTCFullYear() + 1);
  return at.toISOString();
};

export const profileState = (confirmedAt: string | undefined, now: Date): ProfileState =>
  confirmedAt === undefined
    ? "UNCONFIRMED"
    : confirmAgainAt(confirmedAt) <= now.toISOString()
      ? "MUST_BE_CONFIRMED_AGAIN"
      : "CONFIRMED";
