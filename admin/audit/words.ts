/** Which words the trail's names of fields have, and how what stood in them is written. */
import type { Role } from "#schema/operations";
import { nb } from "../platform/i18n/nb.ts";

/** Names that the console's other pages know by another. */
const sameAs: Readonly<Record<string, string>> = {
  profile: "field.capabilityProfile",
  municipalityNumber: "field.municipality",
  countyNumber: "field.county",
  parentKey: "field.parent",
  body: "partner.body",
  bodyKey: "partner.body",
  scopes: "partner.scopes",
  suppliers: "partner.suppliers",
  registeredAt: "partner.since",
  "quota.perMinute": "partner.perMinute",
  "quota.perDay": "partner.perDay",
  role: "people.newRoles",
  roles: "people.newRoles",
  added: "sync.added",
  changed: "sync.changed",
  gone: "sync.gone",
  "activity.place.municipality": "field.municipality",
  "activity.place.address": "field.address",
  "activity.place.transport": "activity.transport",
  "activity.place.latitude": "venueField.latitude",
  "activity.place.longitude": "venueField.longitude",
};

/** What an entry tells in other ways, or what is of no use to people: counts of changes, and ids that lead nowhere. */
const untold: ReadonlySet<string> = new Set([
  "person",
  "invitation",
  "version",
  "changedAt",
  "stoppedBecause",
  "accountNumber",
]);

export const isTold = (field: string): boolean => !untold.has(field);

/** The key of a field's words, as the trail names it: `note`, `profile.note`, `activity.title` or `quota.perDay`. */
export const fieldWords = (field: string): string => {
  const own = sameAs[field];
  if (own !== undefined) return own;
  const [outer = field, inner] = field.split(".");
  if (["activity", "booking", "venue"].includes(outer) && inner !== undefined) return `${outer}Field.${inner}`;
  const name = outer === "profile" && inner !== undefined ? inner : outer;
  if (questions.has(name)) return `newcomerQuestion.${name}`;
  return sameAs[name] ?? (auditFields.has(name) ? `auditField.${name}` : `field.${name}`);
};

/** What newcomers are asked. */
const questions: ReadonlySet<string> = new Set(Object.keys(nb.newcomerQuestion));

/** Fields that stand nowhere but in the trail. */
const auditFields: ReadonlySet<string> = new Set([
  "about",
  "actor",
  "add",
  "bodies",
  "day",
  "month",
  "organisation",
  "record",
  "registered",
  "remove",
  "state",
  "subject",
  "superior",
  "validFrom",
  "validUntil",
]);

/** Whose work it is to look through the whole trail. */
export const maySearch = (roles: readonly Role[] | undefined): boolean =>
  roles?.some((role) => role === "AUDITOR" || role === "ADMINISTRATOR") === true;
