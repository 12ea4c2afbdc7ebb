/** @jsxImportSource preact */
/** A sheet of A4 for the wall of a library or a reception centre: few activities, each with a code for the telephone. */
import type { Municipality } from "#modules/places";
import { Clocks, lastDayIn, marksOf } from "./Cards.tsx";
import { clockOf, weeklyOf } from "./coming.ts";
import { fill, Frame, Name } from "./Frame.tsx";
import type { Language } from "./languages.ts";
import { filled } from "./words.ts";
import type { ListPage } from "./MunicipalityPage.tsx";
import { pathOf } from "./paths.ts";
import { QrCode } from "./QrCode.tsx";
import { toldIn } from "./told.ts";
import { queryOf, type Wishes } from "./wishes.ts";

type PosterPageProps = ListPage & {
  readonly language: Language;
  readonly site: string;
  readonly now: Date;
  readonly municipality: Municipality;
  readonly wishes: Wishes;
};

export const PosterPage = ({ language, site, now, municipality, wishes, cards, page, pages }: PosterPageProps) => {
  const { words, code, number, date, day, weekday, list } = language;
  const here = pathOf(code, { kind: "municipality", municipality });
  const poster = pathOf(code, { kind: "poster", municipality });
  const title = filled(words.list.title, { place: municipality.name });
  return (
    <Frame
      language={language}
      site={site}
      title={`${title} – Samspill`}
      place={{ kind: "poster", municipality }}
      query={queryOf(wishes, page)}
      isPoster
    >
      <nav class="box screen" aria-label={words.list.print}>
        <p>{words.poster.how}</p>
        {pages > 1 && (
          <p class="pages">
            {page > 1 && (
              <a class="button" href={poster + queryOf(wishes, page - 1)}>
                {words.list.previous}
              </a>
            )}
            <span>{fill(words.list.page, { n: number(page), all: number(pages) })}</span>
            {page < pages && (
              <a class="button" href={poster + queryOf(wishes, page + 1)}>
                {words.list.next}
              </a>
            )}
          </p>
        )}
        <p>
          <a href={here + queryOf(wishes)}>{words.poster.back}</a>
        </p>
      </nav>
      <div class="sheet">
        <div class="sheet-head">
          <div>
            <p class="call">{words.poster.title}</p>
            <h1>{fill(words.list.title, { place: <Name>{municipality.name}</Name> })}</h1>
            <p>{words.poster.scan}</p>
          </div>
          {site !== "" && <QrCode address={site + here} label={title} />}
        </div>
        {cards.length === 0 ? (
          <p>{words.list.none}</p>
        ) : (
          <ul class="notes">
            {cards.map(({ activity, next }) => {
              const told = toldIn(code, activity);
              const weekly = weeklyOf(activity, next ? [next] : []);
              return (
                <li key={activity.key}>
                  <div>
                    <h2>
                      <bdi lang={told.language}>{told.title}</bdi>
                    </h2>
                    <p class="time">
                      {weekly.length > 0
                        ? weekly.map(({ weekdays, startsAt, endsAt }) => (
                            <span key={startsAt}>
                              {fill(words.activity.weekly, { days: list(weekdays.map(weekday)) })}{" "}
                              <Clocks from={startsAt} until={endsAt} />{" "}
                            </span>
                          ))
                        : next && (
                            <time dateTime={next.startsAt}>
                              {day(new Date(next.startsAt))}{" "}
                              <Clocks from={clockOf(next.startsAt)} until={clockOf(next.endsAt)} />
                            </time>
                          )}
                    </p>
                    <p class="line">
                      <Name>
                        {[activity.facts.place.name, activity.facts.place.address].filter(Boolean).join(", ")}
                      </Name>
                    </p>
                    <p class="line">
                      {[
                        ...(weekly.length > 0 ? lastDayIn(language, activity) : []),
                        ...marksOf(language, activity).slice(0, 3),
                      ].join(" · ")}
                    </p>
                  </div>
                  {site !== "" && (
                    <QrCode address={site + pathOf(code, { kind: "activity", key: activity.key })} label={told.title} />
                  )}
                </li>
              );
            })}
          </ul>
        )}
        <p class="sheet-foot">
          {words.poster.each} {fill(words.poster.printed, { day: <bdi>{date(now)}</bdi> })}{" "}
          {pages > 1 && fill(words.list.page, { n: number(page), all: number(pages) })}
          {!language.isProofread && <> {words.foot.unproofread}</>}
        </p>
      </div>
    </Frame>
  );
};
