/** @jsxImportSource preact */
/** Activities in a list: each by its next time, place and what one must know before one goes. */
import { type Activity, findCategory } from "#modules/activities";
import { findMunicipality } from "#modules/places";
import { clockOf, type Listed } from "./coming.ts";
import { Name } from "./Frame.tsx";
import { Icon, iconOf } from "./Icon.tsx";
import type { Language } from "./languages.ts";
import { filled } from "./words.ts";
import { pathOf } from "./paths.ts";
import { toldIn } from "./told.ts";

/** An activity that is listed, with all that is known of it. */
export type Card = Listed & { readonly activity: Activity; readonly isFull: boolean };

/** `17:30–19:00`; from left to right in every language, as clocks are read. */
export const Clocks = ({ from, until }: { readonly from: string; readonly until: string }) => (
  <bdi dir="ltr" class="clock">
    {from}–{until}
  </bdi>
);

/** The last day of what comes every week and has one. */
export const lastDayIn = ({ words, date }: Language, { lastDay }: Pick<Activity, "lastDay">): string[] =>
  lastDay === undefined ? [] : [filled(words.activity.lastDay, { day: date(new Date(`${lastDay}T12:00:00Z`)) })];

export const ageIn = ({ words }: Language, { ageFrom, ageTo }: Activity["facts"]): string => {
  if (ageFrom === undefined && ageTo === undefined) return words.age.any;
  if (ageTo === undefined) return filled(words.age.from, { from: ageFrom ?? 0 });
  return ageFrom === undefined
    ? filled(words.age.to, { to: ageTo })
    : filled(words.age.between, { from: ageFrom, to: ageTo });
};

export const priceIn = ({ words, number }: Language, { amount, per }: Activity["facts"]["price"]): string =>
  amount === 0
    ? words.price.free
    : filled(words.price[per], { price: filled(words.price.kroner, { n: number(amount / 100) }) });

/** What decides whether one can come at all, in few words. */
export const marksOf = (language: Language, { facts }: Pick<Activity, "facts">): string[] => {
  const { words } = language;
  const { ageFrom, ageTo, group, languageLevel, price, childcare, accessibility } = facts;
  return [
    priceIn(language, price),
    words.level[languageLevel],
    ...(ageFrom === undefined && ageTo === undefined ? [] : [ageIn(language, facts)]),
    ...(group === "EVERYONE" ? [] : [words.group[group]]),
    ...(childcare ? [words.also.childcare] : []),
    ...(accessibility.includes("STEP_FREE") ? [words.accessibility.STEP_FREE] : []),
  ];
};

type CardsProps = {
  readonly language: Language;
  readonly cards: readonly Card[];
  /** Number of the municipality that the page is about: what is elsewhere says where. */
  readonly here: string;
  readonly withDay?: boolean;
};

export const Cards = ({ language, cards, here, withDay = false }: CardsProps) => (
  <ul class="cards">
    {cards.map(({ activity, next, isFull }) => {
      const told = toldIn(language.code, activity);
      const { place, category } = activity.facts;
      return (
        <li key={activity.key} class="card">
          <Icon name={iconOf(findCategory(category)?.family.code)} />
          <div>
            <h3>
              <a href={pathOf(language.code, { kind: "activity", key: activity.key })}>
                <bdi lang={told.language}>{told.title}</bdi>
              </a>
            </h3>
            <p class="time">
              {next ? (
                <time dateTime={next.startsAt}>
                  {withDay && <>{language.day(new Date(next.startsAt))} </>}
                  <Clocks from={clockOf(next.startsAt)} until={clockOf(next.endsAt)} />
                </time>
              ) : (
                language.words.list.noTimes
              )}
              {isFull && <strong> {language.words.activity.full}</strong>}
              {" · "}
              <Name>{place.name}</Name>
              {place.municipality !== here && (
                <>
                  {", "}
                  <Name>{findMunicipality(place.municipality)?.name ?? place.municipality}</Name>
                </>
              )}
            </p>
            <ul class="marks">
              {marksOf(language, activity).map((mark) => (
                <li key={mark}>{mark}</li>
              ))}
            </ul>
          </div>
        </li>
      );
    })}
  </ul>
);
