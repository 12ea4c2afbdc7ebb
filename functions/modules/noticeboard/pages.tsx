/** @jsxImportSource preact */
/** What stands at an address: a page, the style of all pages, another address, or words that there is nothing. */
import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import {
  type Activity,
  type ActivityTime,
  countForAll,
  findActivity,
  findCount,
  isFullToOthers,
  timesBetween,
  toldToAll,
} from "#modules/activities";
import { findOpenOrganisation, openContactOf } from "#modules/organisations";
import { allMunicipalities, findMunicipality, type Municipality } from "#modules/places";
import type { Context } from "#platform/context";
import { env } from "#platform/env";
import { keptShortly, type OpenAnswer, type OpenRequest } from "#platform/openHttp";
import { folded } from "#platform/words";
import { ActivityPage, EndedPage, mostTimes } from "./ActivityPage.tsx";
import type { Card } from "./Cards.tsx";
import { horizonOf, type Listed, listingOf } from "./coming.ts";
import { FrontPage, LanguagePage } from "./FrontPage.tsx";
import { type Language, languageOf } from "./languages.ts";
import { isLanguage } from "./words.ts";
import { MissingPage } from "./MissingPage.tsx";
import { type ListPage, MunicipalityPage } from "./MunicipalityPage.tsx";
import { pathOf, type Place, root } from "./paths.ts";
import { PosterPage } from "./PosterPage.tsx";
import { style, stylePath } from "./style.ts";
import { queryOf, readWishes, spokenAmong, spotsOf, wishesAmong } from "./wishes.ts";

/** A page of a list is looked through on a telephone. */
const cardsOnPage = 20;
/** As many as can be read from a metre away on one sheet. */
const notesOnSheet = 7;
const othersThanEnded = 5;

/** Where people find the service; pages name themselves by it. A stage that does not know yet has no codes on its sheets, nor calendars to subscribe to. */
const site = env.consoleUrl ?? "";

const shown = (page: VNode, status: 200 | 404 | 410 = 200): OpenAnswer => ({
  status,
  type: "text/html; charset=utf-8",
  body: `<!doctype html>${renderToString(page)}`,
  kept: status === 404 ? "public, max-age=60" : keptShortly,
});

const elsewhere = (location: string, status: 301 | 302 = 301): OpenAnswer => ({ status, location });

const missing = (language: Language): OpenAnswer => shown(<MissingPage language={language} site={site} />, 404);

/** Activities with all that is known of them and of their next time, read in one round trip. */
const cardsOf = async (ctx: Context, listed: readonly Listed[]): Promise<Card[]> => {
  const cards = await Promise.all(
    listed.map(async ({ row, next }): Promise<Card[]> => {
      const [activity, count] = await Promise.all([
        findActivity(ctx, row.key),
        next && findCount(ctx, row.key, next.scheduledAt),
      ]);
      return activity ? [{ row, next, activity, isFull: isFullToOthers(activity.facts, count) ?? false }] : [];
    }),
  );
  return cards.flat();
};

const pageOf = async (
  ctx: Context,
  listed: readonly Listed[],
  size: number,
  query: URLSearchParams,
): Promise<ListPage> => {
  const pages = Math.max(1, Math.ceil(listed.length / size));
  const wanted = Number(query.get("side"));
  const page = Number.isInteger(wanted) && wanted >= 1 ? Math.min(wanted, pages) : 1;
  return {
    cards: await cardsOf(ctx, listed.slice((page - 1) * size, page * size)),
    count: listed.length,
    page,
    pages,
  };
};

/** Municipalities that may be meant by what was typed: each word is the beginning of one of a name. */
const municipalitiesLike = (typed: string): Municipality[] => {
  const words = folded(typed).split(" ").filter(Boolean);
  if (words.length === 0) return [];
  return allMunicipalities.filter(({ names }) => {
    const parts = folded(names.join(" ")).split(" ");
    return words.every((word) => parts.some((part) => part.startsWith(word)));
  });
};

const frontPage = async ({ ctx, query }: OpenRequest, language: Language): Promise<OpenAnswer> => {
  const typed = query.get("sok")?.trim().slice(0, 60) ?? "";
  const found = municipalitiesLike(typed);
  const [only] = found;
  if (only && found.length === 1)
    return elsewhere(pathOf(language.code, { kind: "municipality", municipality: only }), 302);
  const counts = await countForAll(ctx.now());
  return shown(
    <FrontPage language={language} site={site} counts={counts} {...(typed !== "" && { search: { typed, found } })} />,
  );
};

/** Letters as people write them in an address, where it is written as addresses are. */
const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

/** Municipalities of a number, today's or an earlier one, whatever stands behind it; or of a name alone, of which there may be two. */
const municipalitiesAt = (part: string): Municipality[] => {
  const number = /^(\d{4})(-|$)/.exec(part)?.[1];
  if (number !== undefined) return [findMunicipality(number)].filter((one) => one !== undefined);
  const name = folded(decoded(part));
  return allMunicipalities.filter((one) => one.names.some((other) => folded(other) === name));
};

const municipalityPage = async (
  { ctx, path, query }: OpenRequest,
  language: Language,
  place: Place & { readonly kind: "municipality" | "poster"; readonly municipality: Municipality },
): Promise<OpenAnswer> => {
  const asked = readWishes(query);
  const its = pathOf(language.code, place);
  if (path !== its) return elsewhere(its + queryOf(asked));
  const { kind, municipality } = place;
  const now = ctx.now();
  const all = await listingOf(now, municipality.number, {});
  const spots = spotsOf(all);
  const wishes = wishesAmong(spots, asked);
  const listed = await listingOf(now, municipality.number, wishes);
  const list = await pageOf(ctx, listed, kind === "poster" ? notesOnSheet : cardsOnPage, query);
  const about = { language, site, now, municipality, wishes, ...list };
  if (kind === "poster") return shown(<PosterPage {...about} />);
  const spoken = spokenAmong(all.flatMap(({ row }) => row.facts.languages));
  return shown(<MunicipalityPage {...about} spoken={spoken} spots={spots} />);
};

/** By when they are scheduled, the times that have no place left. */
const fullOf = async (ctx: Context, { key, facts }: Activity, times: readonly ActivityTime[]): Promise<Set<string>> => {
  if (facts.capacity === undefined) return new Set();
  const found = await Promise.all(
    times.map(async ({ scheduledAt }) =>
      isFullToOthers(facts, await findCount(ctx, key, scheduledAt)) ? [scheduledAt] : [],
    ),
  );
  return new Set(found.flat());
};

const activityPage = async ({ ctx }: OpenRequest, language: Language, key: string): Promise<OpenAnswer> => {
  const activity = await findActivity(ctx, key);
  const now = ctx.now();
  const state = activity && toldToAll(activity, now);
  const municipality = activity && findMunicipality(activity.facts.place.municipality);
  if (!activity || !municipality || state === undefined) return missing(language);
  const about = { language, site, municipality, activity };
  if (state === "ENDED") {
    const others = await listingOf(now, municipality.number, {});
    const cards = await cardsOf(ctx, others.slice(0, othersThanEnded));
    return shown(<EndedPage {...about} cards={cards} />, 410);
  }
  const times = await timesBetween(activity, ...horizonOf(now));
  const coming = times.filter(({ endsAt }) => endsAt > now.toISOString());
  const [organiser, full] = await Promise.all([
    findOpenOrganisation(ctx, activity.organiserKey),
    fullOf(ctx, activity, coming.slice(0, mostTimes)),
  ]);
  const contact = organiser ? openContactOf(organiser) : {};
  return shown(
    <ActivityPage {...about} times={coming} full={full} contact={contact} isOld={state === "TO_BE_CONFIRMED"} />,
  );
};

/** The answer to who asks for an address under `/aktiviteter`. */
export const pageAt = async (request: OpenRequest): Promise<OpenAnswer> => {
  const { path } = request;
  if (/\/stil-\w+\.css$/.test(path))
    // A page from before a deployment has the style of today, which may not be kept under the older name.
    return {
      status: 200,
      type: "text/css; charset=utf-8",
      body: style,
      kept: path === stylePath ? "public, max-age=31536000, immutable" : keptShortly,
    };
  if (path !== root && path.endsWith("/")) return elsewhere(path.replace(/\/+$/, ""));
  const [code, part, more, ...rest] = path.slice(root.length + 1).split("/");
  if (path === root) return shown(<LanguagePage language={languageOf("nb")} site={site} />);
  if (!path.startsWith(`${root}/`) || code === undefined || !isLanguage(code)) return missing(languageOf("nb"));
  const language = languageOf(code);
  if (part === undefined) return frontPage(request, language);
  if (rest.length > 0) return missing(language);
  if (part === "aktivitet")
    return more !== undefined && /^[A-Z\d]{26}$/.test(more) ? activityPage(request, language, more) : missing(language);
  const [municipality, another] = municipalitiesAt(part);
  if (!municipality || (more !== undefined && more !== "plakat")) return missing(language);
  if (another)
    return elsewhere(`${pathOf(code, { kind: "front" })}?${new URLSearchParams({ sok: municipality.name })}`);
  return municipalityPage(request, language, { kind: more === undefined ? "municipality" : "poster", municipality });
};
