/**
 * Frivillighetsregisteret (Brønnøysundregistrene): a walk through all, and single organisations.
 * It has neither bulk file nor feed, refuses page numbers, and is walked by its `next` links alone.
 */
import * as z from "zod";
import { type PoliteHttp, registerError } from "./politeHttp.ts";
import { type ReadRow, readRow, type RefusedRow } from "./rows.ts";

const text = z.string().nullish();
const record = z.looseObject({
  organisasjonsnummer: z.string(),
  /** Eleven digits. */
  kontonummer: text,
  innfoertDato: text,
  grasrotandel: z.looseObject({ deltarI: z.boolean().nullish() }).nullish(),
  /** One to three, in no order: `rekkefoelge` 1 is the main one. */
  icnpoKategorier: z.array(z.looseObject({ icnpoNummer: z.string(), rekkefoelge: z.number() })).nullish(),
});
export type VoluntaryRecord = z.infer<typeof record>;

const page = z.looseObject({
  _embedded: z.looseObject({ frivilligeOrganisasjoner: z.array(z.unknown()) }).optional(),
  _links: z.looseObject({ next: z.looseObject({ href: z.string() }).optional() }).optional(),
});
const deleted = z.looseObject({ respons_klasse: z.literal("FrivilligOrganisasjonSlettet") });

export type VoluntaryPage = {
  readonly records: readonly ReadRow<VoluntaryRecord>[];
  /** Where the next page begins, to go on from another day; undefined on the last. */
  readonly searchAfter: string | undefined;
};

export type FoundVoluntary =
  | { readonly state: "found"; readonly record: VoluntaryRecord }
  | { readonly state: "unregistered" }
  | { readonly state: "refused"; readonly refused: RefusedRow };

/** The most a page gives; 101 is refused. */
const recordsAtATime = 100;

export type Frivillighetsregisteret = ReturnType<typeof frivillighetsregisteret>;

/** Frivillighetsregisteret at an address such as `https://data.brreg.no/frivillighetsregisteret/api`. All of it throws RegisterError. */
export const frivillighetsregisteret = (baseUrl: string, http: PoliteHttp) => ({
  /** All that stand in the register, by number, from after `searchAfter` where it is given. */
  async *walkVoluntary(searchAfter?: string): AsyncGenerator<VoluntaryPage> {
    const first = new URL(`${baseUrl}/frivillige-organisasjoner?size=${recordsAtATime}`);
    if (searchAfter !== undefined) first.searchParams.set("searchAfter", searchAfter);
    for (let next: URL | undefined = first; next !== undefined;) {
      const answer = await http.getJson(next.href);
      const read = page.safeParse(answer.status === 200 ? answer.body : undefined);
      if (!read.success) throw registerError("REGISTER_REFUSED", "The walk is not as documented.", read.error);
      const rows = read.data._embedded?.frivilligeOrganisasjoner;
      if (rows === undefined) return;
      next = follow(first, next, read.data._links?.next?.href);
      const after: string | undefined = next?.searchParams.get("searchAfter") ?? undefined;
      yield { records: rows.map((row) => readRow(record, row)), searchAfter: after };
    }
  },

  /** One organisation; unregistered where the register answers 404 or 410, or that it is deleted. */
  async fetchVoluntary(orgNumber: string): Promise<FoundVoluntary> {
    const answer = await http.getJson(`${baseUrl}/frivillige-organisasjoner/${encodeURIComponent(orgNumber)}`);
    if (answer.status !== 200 || deleted.safeParse(answer.body).success) return { state: "unregistered" };
    const read = readRow(record, answer.body);
    return "row" in read ? { state: "found", record: read.row } : { state: "refused", refused: read.refused };
  },
});

/** The next page's address: only ever on the register itself, and never the page we are on. */
const follow = (first: URL, here: URL, href: string | undefined): URL | undefined => {
  if (href === undefined) return undefined;
  const next = URL.canParse(href, here) ? new URL(href, here) : undefined;
  if (next?.origin === first.origin && next.pathname === first.pathname && next.href !== here.href) return next;
  throw registerError("REGISTER_REFUSED", "The walk's next link leads astray.");
};
