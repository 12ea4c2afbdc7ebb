/** What to post on Frivillig.no and Ungfritid.no: texts within what their readers take in, and where one begins. Nothing is fetched from them. */
import { type Activity, wordsOf as timeInWords } from "#modules/activities";
import { findMunicipality } from "#modules/places";
import type { PostingField, PostingPlatform } from "#schema/resolvers";

/** Where one begins. */
const beginAt: Readonly<Record<PostingPlatform, string>> = {
  FRIVILLIG_NO: "https://frivillig.no/",
  UNGFRITID_NO: "https://ungfritid.no/",
};

/** Whether an address is the platform's own. */
export const isOn = (platform: PostingPlatform, url: string): boolean => {
  const [{ hostname: there }, { hostname: own }] = [new URL(url), new URL(beginAt[platform])];
  return there === own || there.endsWith(`.${own}`);
};

/** Ungfritid is for those up to 26 years. */
const oldestOfYoung = 26;

/** Signs: a title is seen in a list of many, a summary is at most 200 there as here. */
const longest: Partial<Record<PostingField, number>> = { TITLE: 60, SUMMARY: 200, DESCRIPTION: 4_000 };

export type PostingText = {
  readonly field: PostingField;
  readonly text: string;
  readonly longest: number | undefined;
  readonly isShortened: boolean;
};
export type PostingDraft = {
  readonly platform: PostingPlatform;
  readonly url: string;
  readonly texts: readonly PostingText[];
  readonly isOutsideAges: boolean;
};

/** Cut between words where it is too long, with a sign that there was more. */
const fitted = (field: PostingField, text: string): PostingText => {
  const most = longest[field];
  if (most === undefined || text.length <= most) return { field, text, longest: most, isShortened: false };
  const cut = text.slice(0, most - 1);
  const space = cut.lastIndexOf(" ");
  return {
    field,
    text: `${cut.slice(0, space > most / 2 ? space : undefined).trimEnd()}…`,
    longest: most,
    isShortened: true,
  };
};

const words = {
  nb: {
    ...{ from: "fra {from} år", to: "til {to} år", both: "{from}–{to} år", any: "Alle aldre" },
    free: "Gratis",
    per: { EACH_TIME: "per gang", MONTH: "per måned", SEASON: "per sesong", YEAR: "per år" },
    equipment: { LENT: "Utstyr lånes ut", OWN: "Ta med eget utstyr" },
  },
  nn: {
    ...{ from: "frå {from} år", to: "til {to} år", both: "{from}–{to} år", any: "Alle aldrar" },
    free: "Gratis",
    per: { EACH_TIME: "per gong", MONTH: "per månad", SEASON: "per sesong", YEAR: "per år" },
    equipment: { LENT: "Utstyr blir lånt ut", OWN: "Ta med eige utstyr" },
  },
} as const;

const ageWords = (told: (typeof words)["nb" | "nn"], from: number | undefined, to: number | undefined): string =>
  (from === undefined && to === undefined
    ? told.any
    : from === undefined
      ? told.to
      : to === undefined
        ? told.from
        : told.both
  )
    .replace("{from}", String(from))
    .replace("{to}", String(to));

/** What to post of an activity, in the norm its texts are written in; bokmål where they are in another language. */
export const postingDrafts = ({ facts, schedules }: Activity): PostingDraft[] => {
  const norm = facts.language === "nn" ? "nn" : "nb";
  const told = words[norm];
  const { place, price, ageFrom, ageTo, signUpUrl } = facts;
  const where = [place.name, place.address, findMunicipality(place.municipality)?.name]
    .filter((part) => part != null)
    .join(", ");
  const description = [facts.description, facts.whatToExpect, place.transport]
    .filter((part) => part != null)
    .join("\n\n");
  const kroner = new Intl.NumberFormat("nb-NO", {
    style: "currency",
    currency: "NOK",
    trailingZeroDisplay: "stripIfInteger",
  });
  const all: readonly (readonly [PostingField, string | undefined | null])[] = [
    ["TITLE", facts.title],
    ["SUMMARY", facts.summary],
    ["DESCRIPTION", description],
    ["TIME", schedules.map((schedule) => timeInWords(schedule, norm)).join("\n")],
    ["PLACE", where],
    ["AGE", ageWords(told, ageFrom, ageTo === undefined ? undefined : ageTo)],
    ["PRICE", price.amount === 0 ? told.free : `${kroner.format(price.amount / 100)} ${told.per[price.per]}`],
    ["EQUIPMENT", facts.equipment === "NONE" ? undefined : told.equipment[facts.equipment]],
    ["SIGN_UP", signUpUrl],
  ];
  return (["FRIVILLIG_NO", "UNGFRITID_NO"] as const).map((platform) => ({
    platform,
    url: beginAt[platform],
    texts: all.flatMap(([field, text]) => {
      if (text == null || text === "") return [];
      // Ungfritid asks for an age: of what is for all, as far as it goes there.
      const young =
        field === "AGE" && platform === "UNGFRITID_NO"
          ? ageWords(told, ageFrom ?? 0, Math.min(ageTo ?? oldestOfYoung, oldestOfYoung))
          : text;
      return [fitted(field, young)];
    }),
    isOutsideAges: platform === "UNGFRITID_NO" && (ageFrom ?? 0) > oldestOfYoung,
  }));
};
