/** Everything that is kept for a time, and what ends the keeping of what leads to a person and has no time set. */
import { confirmationLinksKept, countsKept, remindersKept } from "#modules/activities";
import { importPartsKept, importsKept } from "#modules/exchange";
import { retentions as ofNewcomers } from "#modules/newcomers";
import { daysKept, refusalsKept } from "#modules/partners";
import { retentions as ofPeople } from "#modules/people";
import { partsKept } from "#modules/registry";
import { retentions as ofVenues } from "#modules/venues";
import { logKept } from "#platform/catalogue";
import { idempotencyKept } from "#platform/commit";
import { eventsKept } from "#platform/events";
import { mailsKept } from "#platform/mail";
import type { Retention } from "#platform/retention";

export const retentions: readonly Retention[] = [
  ...ofPeople,
  ...ofNewcomers,
  ...ofVenues,
  mailsKept,
  idempotencyKept,
  eventsKept,
  daysKept,
  refusalsKept,
  logKept,
  partsKept,
  countsKept,
  remindersKept,
  confirmationLinksKept,
  importsKept,
  importPartsKept,
];

/**
 * FORGOTTEN: gone when the person asks to be forgotten. ROLE_ENDS: gone when the role is taken away or given up. NAMELESS: kept
 * by law, and names nobody once the person is forgotten. WITH_ORGANISATION: gone with the organisation it is about.
 */
export type Ending = "FORGOTTEN" | "ROLE_ENDS" | "NAMELESS" | "WITH_ORGANISATION";

/** What ends each kind that leads to a person and is kept for no set time. */
export const endings: Readonly<Record<string, Ending>> = {
  Person: "FORGOTTEN",
  PersonRef: "FORGOTTEN",
  Membership: "ROLE_ENDS",
  Member: "ROLE_ENDS",
  Interest: "NAMELESS",
  RoleTie: "NAMELESS",
  Superior: "NAMELESS",
  Audit: "NAMELESS",
  Organisation: "WITH_ORGANISATION",
  OrganisationPicture: "WITH_ORGANISATION",
};
