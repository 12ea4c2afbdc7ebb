/** The codes people choose among, in the order they are shown, and what those with texts from the server are called. */
import type {
  Capability,
  ContactChannel,
  OrganisationKind,
  OrganisationOrder,
  OrganisationStatus,
  Platform,
  ProfileState,
  Reachable,
  Weekday,
} from "#schema/operations";
import { useLanguage, useText } from "../platform/i18n/index.ts";
import { nb } from "../platform/i18n/nb.ts";
import { keysOf } from "../platform/keysOf.ts";

/** Every code has a text, so the texts are the list: a code that lacks one does not compile. */
const codesOf = <Code extends string>(texts: Readonly<Record<Code, string>>): readonly Code[] => keysOf(texts);

export const kinds = codesOf<OrganisationKind>(nb.kind);
export const statuses = codesOf<OrganisationStatus>(nb.status);
export const profileStates = codesOf<ProfileState>(nb.profileState);
export const reachables = codesOf<Reachable>(nb.reachable);
export const capabilities = codesOf<Capability>(nb.capability);
export const orders = codesOf<OrganisationOrder>(nb.order);
export const weekdays = codesOf<Weekday>(nb.weekday);
export const channels = codesOf<ContactChannel>(nb.channel);
export const forms = codesOf(nb.form);

/** Kinds a person may write down; the registers and official lists keep the rest. */
export const writtenKinds = [
  "INFORMAL_GROUP",
  "LOCAL_BRANCH",
  "FRIVILLIGSENTRAL",
  "RECEPTION_CENTRE",
  "LIBRARY",
  "CULTURE_SCHOOL",
] as const satisfies readonly OrganisationKind[];

/** Languages newcomers and those who help them speak, by BCP 47 tag; others that a profile has are kept. */
export const spokenLanguages: readonly string[] = (
  "nb nn se sma smj fkv en ar uk ru ti am so om fa prs ps ku ckb tr ur pa hi bn ta ne my th vi zh tl id sw rw rn ln ha wo " +
  "fr es pt de it nl pl lt lv et ro hu bg el sq sr hr bs mk ka hy az he sv da fi is ja ko"
).split(" ");

type Category = { readonly code: string; readonly nameNb: string; readonly nameEn: string };

/** Names the registers give in bokmål, or in English, and organisation forms, which have texts of our own. */
export const useNames = () => {
  const [locale] = useLanguage();
  const text = useText();
  return {
    icnpo: ({ nameNb, nameEn }: Category): string => (locale === "en" ? nameEn : nameNb),
    form: ({ code, name }: { readonly code: string; readonly name: string }): string => text.orElse("form", code, name),
  };
};

/** Where activities may be registered first. */
export const platforms: readonly Platform[] = [
  "FRIVILLIG_NO",
  "UNGFRITID_NO",
  "NYBY",
  "FRISKUS",
  "INVI",
  "CALENDAR",
  "OTHER",
];
