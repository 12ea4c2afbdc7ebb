/** The people of the demonstration: anybody on the laptop may be any of them. */
import type { Role } from "../../functions/platform/actor.ts";

export type Speech = "nb" | "nn" | "en";

/** Body a person belongs to: the key of a reference body, or one that the demonstration makes. */
export type DemonstrationBody =
  { readonly key: string } | { readonly made: "centre" | "hub" } | { readonly picked: "organisation" };

export interface DemonstrationPerson {
  /** The token's `sub`: a UUID, as Cognito gives. */
  readonly sub: string;
  readonly name: string;
  readonly role: Role;
  readonly body: DemonstrationBody;
  /** Another body the person belongs to: then he chooses which of them he acts for. */
  readonly also?: { readonly role: Role; readonly body: DemonstrationBody };
  readonly about: Readonly<Record<Speech, string>>;
}

/** Integrerings- og mangfoldsdirektoratet, by its number in Enhetsregisteret. */
const imdi = { key: "987879696" };
/** Trondheim municipality, by its municipality number. */
const trondheim = { key: "K5001" };

const subjectOf = (n: number): string => `5a3d0000-0000-4000-8000-${String(n).padStart(12, "0")}`;

/** By the name that `npm run token -- --as <name>` takes. */
export const people = {
  caseworker: {
    sub: subjectOf(1),
    name: "Ingrid Solheim",
    role: "CASEWORKER",
    body: imdi,
    about: {
      nb: "Saksbehandler i Integrerings- og mangfoldsdirektoratet",
      nn: "Sakshandsamar i Integrerings- og mangfaldsdirektoratet",
      en: "Caseworker in the Directorate of Integration and Diversity",
    },
  },
  decider: {
    sub: subjectOf(2),
    name: "Magnus Berge",
    role: "DECIDER",
    body: imdi,
    about: {
      nb: "Har budsjettdisponeringsmyndighet i Integrerings- og mangfoldsdirektoratet",
      nn: "Har budsjettdisponeringsmynde i Integrerings- og mangfaldsdirektoratet",
      en: "Has budget authority in the Directorate of Integration and Diversity",
    },
  },
  payer: {
    sub: subjectOf(3),
    name: "Astrid Lunde",
    role: "PAYER",
    body: imdi,
    about: {
      nb: "Utbetaler i Integrerings- og mangfoldsdirektoratet",
      nn: "Utbetalar i Integrerings- og mangfaldsdirektoratet",
      en: "Pays out in the Directorate of Integration and Diversity",
    },
  },
  administrator: {
    sub: subjectOf(4),
    name: "Jonas Haugen",
    role: "ADMINISTRATOR",
    body: imdi,
    about: {
      nb: "Administrator i Integrerings- og mangfoldsdirektoratet",
      nn: "Administrator i Integrerings- og mangfaldsdirektoratet",
      en: "Administrator in the Directorate of Integration and Diversity",
    },
  },
  coordinator: {
    sub: subjectOf(5),
    name: "Silje Moen",
    role: "COORDINATOR",
    body: trondheim,
    about: {
      nb: "Frivilligkoordinator i Trondheim kommune",
      nn: "Frivilligkoordinator i Trondheim kommune",
      en: "Volunteer coordinator in Trondheim municipality",
    },
  },
  centre: {
    sub: subjectOf(6),
    name: "Amina Warsame",
    role: "CENTRE",
    body: { made: "centre" },
    about: {
      nb: "Ansatt ved et asylmottak i Trondheim",
      nn: "Tilsett ved eit asylmottak i Trondheim",
      en: "Works at a reception centre in Trondheim",
    },
  },
  hub: {
    sub: subjectOf(7),
    name: "Kari Nygård",
    role: "HUB",
    body: { made: "hub" },
    about: {
      nb: "Daglig leder i en kommunal frivilligsentral i Trondheim",
      nn: "Dagleg leiar i ein kommunal frivilligsentral i Trondheim",
      en: "Manages a municipal volunteer centre in Trondheim",
    },
  },
  leader: {
    sub: subjectOf(8),
    name: "Per Olav Stene",
    role: "LEADER",
    body: { picked: "organisation" },
    about: {
      nb: "Leder i en frivillig organisasjon i Trondheim",
      nn: "Leiar i ein frivillig organisasjon i Trondheim",
      en: "Leads a voluntary organisation in Trondheim",
    },
  },
  member: {
    sub: subjectOf(9),
    name: "Yusuf Demir",
    role: "MEMBER",
    body: { picked: "organisation" },
    about: {
      nb: "Medlem i den samme frivillige organisasjonen",
      nn: "Medlem i den same frivillige organisasjonen",
      en: "Member of the same voluntary organisation",
    },
  },
  auditor: {
    sub: subjectOf(10),
    name: "Gro Halvorsen",
    role: "AUDITOR",
    body: imdi,
    about: {
      nb: "Revisor i Integrerings- og mangfoldsdirektoratet, leser og endrer ingenting",
      nn: "Revisor i Integrerings- og mangfaldsdirektoratet, les og endrar ingenting",
      en: "Auditor in the Directorate of Integration and Diversity, reads and changes nothing",
    },
  },
  volunteer: {
    sub: subjectOf(11),
    name: "Solveig Aas",
    role: "HUB",
    body: { made: "hub" },
    also: { role: "MEMBER", body: { picked: "organisation" } },
    about: {
      nb: "Ansatt i frivilligsentralen og medlem i den frivillige organisasjonen: velger hvem hun handler for",
      nn: "Tilsett i frivilligsentralen og medlem i den frivillige organisasjonen: vel kven ho handlar for",
      en: "Works at the volunteer centre and is a member of the organisation: chooses whom she acts for",
    },
  },
} as const satisfies Readonly<Record<string, DemonstrationPerson>>;

export type PersonName = keyof typeof people;

export const personNames = Object.keys(people) as PersonName[];

export const isPersonName = (name: string): name is PersonName => Object.hasOwn(people, name);

export const personBySubject = (sub: string): (DemonstrationPerson & { username: PersonName }) | undefined => {
  const username = personNames.find((name) => people[name].sub === sub);
  return username && { username, ...people[username] };
};
