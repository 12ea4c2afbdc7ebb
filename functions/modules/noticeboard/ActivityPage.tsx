/** @jsxImportSource preact */
/** One activity: when and where, what it costs, for whom it is, who arranges it, and where its words come from. */
import { type ComponentChildren, Fragment } from "preact";
import { type Activity, type ActivityTime, calendarPath, findCategory } from "#modules/activities";
import type { Contact } from "#modules/organisations";
import type { Municipality } from "#modules/places";
import { ageIn, type Card, Cards, Clocks, lastDayIn, priceIn } from "./Cards.tsx";
import { clockOf, weeklyOf } from "./coming.ts";
import { EventData } from "./EventData.tsx";
import { fill, Frame, Name } from "./Frame.tsx";
import { Icon, type IconName, iconOf } from "./Icon.tsx";
import { type Language, languageOf } from "./languages.ts";
import { filled } from "./words.ts";
import { pathOf } from "./paths.ts";
import { languagesOf, toldIn } from "./told.ts";

type PageProps = {
  readonly language: Language;
  readonly site: string;
  readonly municipality: Municipality;
  readonly activity: Activity;
};

const titleOf = (title: string): string => `\u2068${title}\u2069 – Samspill`;

/** As many times as one looks at, of those that come. */
export const mostTimes = 8;

/** Where a map of the place is: by its point, or by what it is called. */
const mapOf = ({ name, address, latitude, longitude }: Activity["facts"]["place"], municipality: string): string => {
  const map = "https://www.openstreetmap.org/";
  if (latitude != null && longitude != null)
    return `${map}?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`;
  return `${map}search?${new URLSearchParams({ query: [address ?? name, municipality].join(", ") })}`;
};

/** An address that others wrote leads somewhere only where it is plain https. */
const safeAddress = (address: string): URL | undefined => {
  const url = URL.parse(address);
  return url?.protocol === "https:" && url.username === "" && url.password === "" ? url : undefined;
};

type ActivityPageProps = PageProps & {
  readonly times: readonly ActivityTime[];
  /** By when they are scheduled, those of them that have no place left. */
  readonly full: ReadonlySet<string>;
  /** Where its organiser is reached. */
  readonly contact: Contact;
  /** Its organiser has long not said that it is so. */
  readonly isOld: boolean;
};

export const ActivityPage = (props: ActivityPageProps) => {
  const { language, site, municipality, activity, times, contact, isOld } = props;
  const { words, code } = language;
  const { facts, key, organiser, confirmedAt } = activity;
  const told = toldIn(code, activity);
  const { place, signUpUrl } = facts;
  const signUp = signUpUrl === undefined ? undefined : safeAddress(signUpUrl);
  const calendar = calendarPath("activity", key);
  const others = languagesOf(activity).filter((other) => other !== code && other !== told.language);
  const category = findCategory(facts.category);
  const next = times.find(({ isCancelled }) => !isCancelled);
  const here = { kind: "activity", key } as const;
  const notTranslated = (written: string) => fill(words.text.notTranslated, { language: language.nameOf(written) });
  return (
    <Frame language={language} site={site} title={titleOf(told.title)} place={here}>
      {next && <EventData {...{ activity, municipality, told }} time={next} url={site + pathOf(code, here)} />}
      <article>
        <p class="quiet">
          <a href={pathOf(code, { kind: "municipality", municipality })}>
            {fill(words.list.title, { place: <Name>{municipality.name}</Name> })}
          </a>
        </p>
        <h1>
          <bdi lang={told.language}>{told.title}</bdi>
        </h1>
        {told.original && (
          <p class="quiet">
            {fill(words.text.original, { language: language.nameOf(told.original.language) })}{" "}
            <bdi lang={told.original.language}>{told.original.title}</bdi>
          </p>
        )}
        <p class="lead" lang={told.language} dir="auto">
          {told.summary}
        </p>
        {told.isForeign && <p class="notice">{notTranslated(told.language)}</p>}
        {told.provenance && <p class="notice">{words.text[told.provenance]}</p>}
        {told.isOutdated && <p class="notice">{words.text.outdated}</p>}
        <div class="facts">
          <Part icon="when" title={words.activity.when}>
            <Times {...props} />
          </Part>
          <Part icon="where" title={words.activity.where}>
            <p>
              <Name>{place.name}</Name>
            </p>
            {place.address != null && (
              <p>
                <Name>{place.address}</Name>
              </p>
            )}
            <p>
              <Name>{municipality.name}</Name>
            </p>
            <p>
              <a class="button" href={mapOf(place, municipality.name)} rel="noreferrer">
                {words.activity.map}
              </a>
            </p>
            {place.transport != null && (
              <p>
                {words.activity.transport}: <Name>{place.transport}</Name>
              </p>
            )}
          </Part>
          <div class="box">
            {signUp ? (
              <>
                <p>
                  <a class="button strong" href={signUp.href} rel="noreferrer">
                    {words.activity.signUp}
                  </a>
                </p>
                <p class="quiet">
                  {words.activity.elsewhere}: <bdi dir="ltr">{signUp.host}</bdi>
                </p>
              </>
            ) : facts.commitment === "DROP_IN" && signUpUrl === undefined ? (
              <p>{words.activity.noSignUp}</p>
            ) : (
              <>
                <p>{words.activity.askOrganiser}</p>
                <Reached {...contact} />
              </>
            )}
            {site !== "" && (
              <p>
                <a class="button" href={site.replace(/^https?/, "webcal") + calendar}>
                  <Icon name="calendar" />
                  {words.activity.calendar}
                </a>
              </p>
            )}
            <p class="quiet">
              {words.activity.calendarHelp} <a href={calendar}>{words.activity.calendarFile}</a>
            </p>
          </div>
          {told.passages.length > 0 && (
            <Part icon="expect" title={words.activity.expect}>
              {told.passages.map((passage, n) => (
                <Fragment key={passage.text}>
                  {passage.isForeign && !told.isForeign && !told.passages[n - 1]?.isForeign && (
                    <p class="notice">{notTranslated(passage.language)}</p>
                  )}
                  <p class="lines" lang={passage.language} dir="auto">
                    {passage.text}
                  </p>
                </Fragment>
              ))}
            </Part>
          )}
          <Part icon="price" title={words.activity.price}>
            <p>{priceIn(language, facts.price)}</p>
          </Part>
          <Part icon="forWhom" title={words.activity.forWhom}>
            <p>{words.group[facts.group]}</p>
            <p>{ageIn(language, facts)}</p>
          </Part>
          <Part icon="norwegian" title={words.activity.norwegian}>
            <p>{words.level[facts.languageLevel]}</p>
            <p>
              {words.activity.languages}: {language.list([...new Set(facts.languages.map(language.nameOf))])}
            </p>
          </Part>
          <Part icon="goodToKnow" title={words.activity.goodToKnow}>
            <ul class="plain">
              {goodToKnow(language, activity).map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          </Part>
          <Part icon="organiser" title={words.activity.organiser}>
            <p>
              <Name>{organiser.name}</Name>
            </p>
            {confirmedAt !== undefined && (
              <p class="quiet">
                {fill(words.activity.confirmed, { day: <bdi>{language.date(new Date(confirmedAt))}</bdi> })}
                {isOld && ` ${words.activity.askFirst}`}
              </p>
            )}
            <Reached {...contact} />
          </Part>
          {category && (
            <Part icon={iconOf(category.family.code)} title={words.activity.kind}>
              <p>{language.categoryName(category.code)}</p>
            </Part>
          )}
        </div>
        {others.length > 0 && (
          <nav aria-label={words.text.others}>
            <h2>{words.text.others}</h2>
            <ul class="choices">
              {others.map((other) => (
                <li key={other}>
                  <a
                    href={pathOf(other, { kind: "activity", key })}
                    hreflang={other}
                    lang={other}
                    dir={languageOf(other).direction}
                  >
                    {languageOf(other).words.name}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        )}
        <p>
          <a href={pathOf(code, { kind: "municipality", municipality })}>
            {fill(words.activity.more, { place: <Name>{municipality.name}</Name> })}
          </a>
        </p>
      </article>
    </Frame>
  );
};

type PartProps = { readonly icon: IconName; readonly title: string; readonly children: ComponentChildren };

const Part = ({ icon, title, children }: PartProps) => (
  <section class="fact">
    <Icon name={icon} />
    <div>
      <h2>{title}</h2>
      {children}
    </div>
  </section>
);

/** Numbers and addresses are read from left to right in every language. */
const Reached = ({ website, email, phone }: Contact) => {
  const site = website === undefined ? undefined : safeAddress(website);
  const ways = [
    ...(phone === undefined ? [] : [{ href: `tel:${phone.replaceAll(/[^+\d]/g, "")}`, told: phone }]),
    ...(email === undefined ? [] : [{ href: `mailto:${email}`, told: email }]),
    ...(site ? [{ href: site.href, told: site.host }] : []),
  ];
  if (ways.length === 0) return null;
  return (
    <ul class="plain reached">
      {ways.map(({ href, told }) => (
        <li key={href}>
          <a href={href} rel="noreferrer">
            <bdi dir="ltr">{told}</bdi>
          </a>
        </li>
      ))}
    </ul>
  );
};

const goodToKnow = ({ words, number }: Language, { facts }: Activity): string[] => [
  words.commitment[facts.commitment],
  words.equipment[facts.equipment],
  ...(facts.trial && facts.commitment !== "TRY" ? [words.also.trial] : []),
  ...(facts.childcare ? [words.also.childcare] : []),
  ...(facts.mixesWithLocals ? [words.also.mixesWithLocals] : []),
  ...(facts.policeCertificate ? [words.also.policeCertificate] : []),
  ...facts.accessibility.map((one) => words.accessibility[one]),
  ...(facts.capacity === undefined ? [] : [filled(words.also.capacity, { n: number(facts.capacity) })]),
];

type TimesProps = Pick<ActivityPageProps, "activity" | "full" | "language" | "times">;

const Times = ({ language, activity, times, full }: TimesProps) => {
  const { words, day, weekday, list } = language;
  if (times.length === 0) return <p>{words.list.noTimes}</p>;
  const weekly = weeklyOf(activity, times);
  return (
    <>
      {weekly.map(({ weekdays, startsAt, endsAt }) => (
        <p key={`${weekdays.join("")} ${startsAt}`} class="strong">
          {fill(words.activity.weekly, { days: list(weekdays.map(weekday)) })} <Clocks from={startsAt} until={endsAt} />
        </p>
      ))}
      {weekly.length > 0 && lastDayIn(language, activity).map((told) => <p key={told}>{told}</p>)}
      <h3>{words.activity.coming}</h3>
      <ul class="plain times">
        {times.slice(0, mostTimes).map(({ scheduledAt, startsAt, endsAt, isCancelled, note }) => (
          <li key={scheduledAt}>
            <time dateTime={startsAt} class={isCancelled ? "cancelled" : undefined}>
              {day(new Date(startsAt))} <Clocks from={clockOf(startsAt)} until={clockOf(endsAt)} />
            </time>
            {isCancelled ? (
              <strong> {words.activity.cancelled}</strong>
            ) : (
              full.has(scheduledAt) && <strong> {words.activity.full}</strong>
            )}
            {note !== undefined && (
              <>
                {" "}
                <Name>{note}</Name>
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  );
};

/** An activity that is over, and what there is instead. */
export const EndedPage = ({
  language,
  site,
  municipality,
  activity,
  cards,
}: PageProps & { readonly cards: readonly Card[] }) => {
  const { words, code } = language;
  const told = toldIn(code, activity);
  return (
    <Frame language={language} site={site} title={titleOf(told.title)} place={{ kind: "activity", key: activity.key }}>
      <h1>{words.activity.ended}</h1>
      <p class="lead">
        <bdi lang={told.language}>{told.title}</bdi>
      </p>
      {cards.length > 0 && (
        <>
          <h2>{fill(words.activity.endedHelp, { place: <Name>{municipality.name}</Name> })}</h2>
          <Cards language={language} here={municipality.number} cards={cards} withDay />
        </>
      )}
      <p>
        <a class="button" href={pathOf(code, { kind: "municipality", municipality })}>
          {fill(words.activity.more, { place: <Name>{municipality.name}</Name> })}
        </a>
      </p>
    </Frame>
  );
};
