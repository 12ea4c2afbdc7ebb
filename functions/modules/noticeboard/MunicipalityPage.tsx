/** @jsxImportSource preact */
/** What goes on in a municipality: the coming week day by day, then the rest, and a form to choose among it. */
import type { ComponentChildren } from "preact";
import { allFamilies, weekdays } from "#modules/activities";
import type { Municipality } from "#modules/places";
import { dayOf } from "#platform/day";
import { type Card, Cards } from "./Cards.tsx";
import { groupOf } from "./coming.ts";
import { fill, Frame, Name } from "./Frame.tsx";
import { Icon } from "./Icon.tsx";
import type { Language } from "./languages.ts";
import { filled } from "./words.ts";
import { pathOf } from "./paths.ts";
import type { WishName } from "./query.ts";
import { bands, distances, groups, levels, queryOf, type Spot, usualDistance, type Wishes } from "./wishes.ts";

export type ListPage = {
  readonly cards: readonly Card[];
  readonly count: number;
  readonly page: number;
  readonly pages: number;
};

type MunicipalityPageProps = ListPage & {
  readonly language: Language;
  readonly site: string;
  readonly now: Date;
  readonly municipality: Municipality;
  readonly wishes: Wishes;
  /** Spoken where something goes on there, whatever is chosen. */
  readonly spoken: readonly string[];
  /** Where something goes on there, whatever is chosen. */
  readonly spots: readonly Spot[];
};

/** So many fit in a list on a telephone, and on a light page. */
const mostSpots = 40;

export const MunicipalityPage = ({
  language,
  site,
  now,
  municipality,
  wishes,
  spoken,
  spots,
  cards,
  count,
  page,
  pages,
}: MunicipalityPageProps) => {
  const { words, code, number } = language;
  const here = pathOf(code, { kind: "municipality", municipality });
  const isChosen = Object.keys(wishes).length > 0;
  const groupsOfCards = Map.groupBy(cards, (card) => groupOf(now, card));
  return (
    <Frame
      language={language}
      site={site}
      title={`${filled(words.list.title, { place: municipality.name })} – Samspill`}
      place={{ kind: "municipality", municipality }}
      query={queryOf(wishes, page)}
    >
      <h1>{fill(words.list.title, { place: <Name>{municipality.name}</Name> })}</h1>
      <p class="quiet">
        <a href={pathOf(code, { kind: "front" })}>{words.place.change}</a>
      </p>
      {(count > 0 || isChosen) && (
        <details class="box filter" open={isChosen && count === 0}>
          <summary>
            <Icon name="search" />
            {words.filter.title}
          </summary>
          <WishForm language={language} action={here} wishes={wishes} spoken={spoken} spots={spots} />
        </details>
      )}
      {isChosen && (
        <div class="chosen">
          <ul class="marks">
            {chosenIn(language, wishes, spots).map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
          <a href={here}>{words.list.showAll}</a>
        </div>
      )}
      {count === 0 ? (
        <div class="notice">
          <p>{isChosen ? words.list.noneFits : words.list.none}</p>
          {!isChosen && <p>{words.list.noneHelp}</p>}
        </div>
      ) : (
        <p class="count">{fill(words.list.count, { n: number(count) })}</p>
      )}
      {[...groupsOfCards].map(([day, some]) => (
        <section key={day ?? "later"}>
          <h2>{day === undefined ? words.list.later : <Day language={language} day={day} now={now} />}</h2>
          <Cards language={language} cards={some} here={municipality.number} withDay={day === undefined} />
        </section>
      ))}
      {pages > 1 && (
        <nav class="pages" aria-label={filled(words.list.page, { n: number(page), all: number(pages) })}>
          {page > 1 && (
            <a class="button" href={here + queryOf(wishes, page - 1)} rel="prev">
              {words.list.previous}
            </a>
          )}
          <span>{fill(words.list.page, { n: number(page), all: number(pages) })}</span>
          {page < pages && (
            <a class="button" href={here + queryOf(wishes, page + 1)} rel="next">
              {words.list.next}
            </a>
          )}
        </nav>
      )}
      {count > 0 && (
        <p>
          <a class="button" href={pathOf(code, { kind: "poster", municipality }) + queryOf(wishes)}>
            <Icon name="print" />
            {words.list.print}
          </a>
        </p>
      )}
    </Frame>
  );
};

type DayProps = { readonly language: Language; readonly day: string; readonly now: Date };

/** `Today · Thursday 26 November`: the date stands there too, for a page that was kept overnight. */
const Day = ({ language, day, now }: DayProps) => {
  const { list } = language.words;
  const days = (Date.parse(day) - Date.parse(dayOf(now))) / 86_400_000;
  const near = days === 0 ? list.today : days === 1 ? list.tomorrow : undefined;
  return (
    <time dateTime={day}>
      {near !== undefined && `${near} · `}
      {language.day(new Date(`${day}T12:00:00Z`))}
    </time>
  );
};

/** What somebody has chosen, in the words of the form. */
const chosenIn = (
  { words, weekday, familyName, nameOf, kilometres }: Language,
  wishes: Wishes,
  spots: readonly Spot[],
): string[] => {
  const { filter, activity, group } = words;
  const { type, dag, tid, sted, km, norsk, sprak, alder, gruppe } = wishes;
  return [
    ...allFamilies.filter(({ code }) => code === type).map(familyName),
    ...weekdays.flatMap((day, n) => (day === dag ? [weekday(n)] : [])),
    ...bands.filter((band) => band === tid).map((band) => filter[band]),
    ...spots.filter(({ at }) => at === sted).map(({ name }) => `${filter.near}: ${name}, ${kilometres(Number(km))}`),
    ...levels.filter((level) => level === norsk).map((level) => `${activity.norwegian}: ${filter[level]}`),
    ...(sprak === undefined ? [] : [`${activity.languages}: ${nameOf(sprak)}`]),
    ...(alder === undefined ? [] : [`${filter.age}: ${alder}`]),
    ...groups.filter((one) => one === gruppe).map((one) => group[one]),
    ...(wishes.gratis === undefined ? [] : [filter.free]),
    ...(wishes.barnepass === undefined ? [] : [filter.childcare]),
    ...(wishes.trinnfritt === undefined ? [] : [filter.stepFree]),
  ];
};

type WishFormProps = {
  readonly language: Language;
  readonly action: string;
  readonly wishes: Wishes;
  readonly spoken: readonly string[];
  readonly spots: readonly Spot[];
};

const WishForm = ({ language, action, wishes, spoken, spots }: WishFormProps) => {
  const { words, weekday, familyName, nameOf, kilometres } = language;
  const { filter } = words;
  const choice = (name: WishName, label: string, options: readonly (readonly [value: string, label: string])[]) => (
    <Labelled name={name} label={label}>
      <select id={name} name={name}>
        <option value="">{filter.any}</option>
        {options.map(([value, text]) => (
          <option key={value} value={value} selected={wishes[name] === value}>
            {text}
          </option>
        ))}
      </select>
    </Labelled>
  );
  /** The chosen one is there, however many there are. */
  const offered = spots.filter(({ at }, n) => n < mostSpots || at === wishes.sted);
  const tick = (name: WishName, label: string) => (
    <label class="tick">
      <input type="checkbox" name={name} value="1" checked={wishes[name] !== undefined} /> {label}
    </label>
  );
  return (
    <form action={action} method="get" class="wishes">
      {choice(
        "type",
        filter.kind,
        allFamilies.map((family) => [family.code, familyName(family)]),
      )}
      {choice(
        "dag",
        filter.day,
        weekdays.map((day, n) => [day, weekday(n)]),
      )}
      {choice(
        "tid",
        filter.time,
        bands.map((band) => [band, filter[band]]),
      )}
      {offered.length > 0 && (
        <>
          {choice(
            "sted",
            filter.near,
            offered.map(({ at, name }) => [at, name] as const).toSorted(([, a], [, b]) => a.localeCompare(b, "nb")),
          )}
          <Labelled name="km" label={filter.within}>
            <select id="km" name="km">
              {distances.map((km) => (
                <option key={km} value={km} selected={km === (wishes.km ?? usualDistance)}>
                  {kilometres(Number(km))}
                </option>
              ))}
            </select>
          </Labelled>
        </>
      )}
      {choice(
        "norsk",
        filter.norwegian,
        levels.map((level) => [level, filter[level]]),
      )}
      {spoken.length > 1 &&
        choice(
          "sprak",
          words.activity.languages,
          spoken
            .map((code) => [code, nameOf(code)] as const)
            .toSorted(([, a], [, b]) => a.localeCompare(b, language.code)),
        )}
      {choice(
        "gruppe",
        filter.group,
        groups.map((group) => [group, words.group[group]]),
      )}
      <Labelled name="alder" label={filter.age}>
        <input id="alder" name="alder" type="number" min={0} max={120} inputMode="numeric" value={wishes.alder ?? ""} />
      </Labelled>
      <div class="ticks">
        {tick("gratis", filter.free)}
        {tick("barnepass", filter.childcare)}
        {tick("trinnfritt", filter.stepFree)}
      </div>
      <button type="submit">{filter.show}</button>
    </form>
  );
};

type LabelledProps = { readonly name: WishName; readonly label: string; readonly children: ComponentChildren };

const Labelled = ({ name, label, children }: LabelledProps) => (
  <div>
    <label for={name}>{label}</label>
    {children}
  </div>
);
