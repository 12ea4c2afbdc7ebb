import { allFamilies, findCategory } from "#modules/activities";
import { findOrganisation, organisationKey } from "#modules/organisations";
import type { Context } from "#platform/context";
import { dayOf } from "#platform/day";
import { connection, pageRequest } from "#platform/page";
import { notFound } from "#platform/refusal";
import type { ActivityReportFilter, Resolvers } from "#schema/resolvers";
import { mayRead, reachOfReader } from "./policy.ts";
import {
  type Choice,
  choiceTarget,
  firstDayOf,
  gapsOf,
  monthFrom,
  type Report,
  reportId,
  reportKey,
  type ReportPage,
} from "./report.ts";
import { find, listOfBody, listOfMonth, placeOf } from "./store.ts";

/** The report of an id, where the actor may read it. */
export const findReport = async (ctx: Context, id: string): Promise<Report | undefined> => {
  const key = reportKey(id);
  return key && mayRead(ctx.actor, key.bodyKey) ? find(ctx, key.bodyKey, key.month) : undefined;
};

type PageArgs = { readonly first?: number | null; readonly after?: string | null };
type Found = { readonly report: Report; readonly position: readonly string[] };

const listReports = async (ctx: Context, filter: ActivityReportFilter, args: PageArgs): Promise<ReportPage> => {
  const reach = reachOfReader(ctx.actor);
  const identity = ["reports", filter, reach];
  const request = pageRequest(identity, args);
  const [after] = request.after ?? [];
  const limit = request.first + 1;
  const asked = filter.bodyId == null ? undefined : (organisationKey(filter.bodyId) ?? "");
  const month = filter.month?.slice(0, 7);
  const isOfKind = (report: Report): boolean => filter.kind == null || report.kind === filter.kind;

  const ofBody = async (bodyKey: string): Promise<Found[]> => {
    const one = month === undefined ? undefined : await find(ctx, bodyKey, month);
    const all = month === undefined ? await listOfBody(bodyKey, limit, after) : one && after === undefined ? [one] : [];
    return all.filter(isOfKind).map((report) => ({ report, position: [report.month] }));
  };
  const ofMonth = async (of: string): Promise<Found[]> => {
    const places = await listOfMonth(of, { kind: filter.kind, limit, after });
    const all = await Promise.all(
      places.map(async ({ kind, bodyKey }) => {
        const report = await find(ctx, bodyKey, of);
        return report ? [{ report, position: [placeOf(kind, bodyKey)] }] : [];
      }),
    );
    return all.flat();
  };
  const body = reach === "ALL" || asked === undefined || asked === reach ? (asked ?? reach) : undefined;
  const found =
    body === "ALL"
      ? await ofMonth(month ?? monthFrom(dayOf(ctx.now()).slice(0, 7), -1))
      : body
        ? await ofBody(body)
        : [];
  const page = found.slice(0, request.first);
  return connection(
    identity,
    {
      nodes: page.map(({ report }) => report),
      positions: page.map(({ position }) => position),
      more: found.length > page.length,
    },
    request,
  );
};

const choiceFrom = (choice: readonly Choice[]) =>
  choice.map((one) => ({ ...one, isReached: one.categories >= choiceTarget }));

const categoryOf = (code: string) => {
  const category = findCategory(code);
  if (!category) throw new Error(`There is no category ${code}.`);
  return category;
};

const familyOf = (code: string) => {
  const family = allFamilies.find((one) => one.code === code);
  if (!family) throw new Error(`There is no family ${code}.`);
  return family;
};

export const resolvers: Resolvers = {
  Query: {
    report: async (_, { id }, ctx) => (await findReport(ctx, id)) ?? null,
    reports: (_, { filter, ...args }, ctx) => listReports(ctx, filter ?? {}, args),
  },
  ActivityReport: {
    id: reportId,
    month: ({ month }) => firstDayOf(month),
    body: async ({ bodyKey }, _, ctx) => {
      const body = await findOrganisation(ctx, bodyKey);
      if (!body) throw notFound();
      return body;
    },
    csv: async (report, _, ctx) => {
      const [{ csvOf }, body] = await Promise.all([import("./csv.ts"), findOrganisation(ctx, report.bodyKey)]);
      if (!body) throw notFound();
      return csvOf(report, body.facts.name);
    },
    pdf: async (report, _, ctx) => {
      const [{ pdfOf }, body, before] = await Promise.all([
        import("./pdf.ts"),
        findOrganisation(ctx, report.bodyKey),
        find(ctx, report.bodyKey, monthFrom(report.month, -1)),
      ]);
      if (!body) throw notFound();
      return (await pdfOf(report, body.facts.name, before)).toString("base64");
    },
    weeks: ({ weeks }) => weeks.map(({ week, choice }) => ({ week, choice: choiceFrom(choice) })),
    choiceTarget: () => choiceTarget,
    byFamily: ({ byFamily }) =>
      byFamily.map(({ family, figures, places }) => ({ family: familyOf(family), figures, places: places ?? null })),
    byCategory: ({ byCategory }) =>
      byCategory?.map(({ category, figures, places }) => ({
        category: categoryOf(category),
        figures,
        places: places ?? null,
      })) ?? null,
    traits: ({ traits, total }) =>
      traits.map((one) => ({ ...one, share: total.times === 0 ? null : one.times / total.times })),
    places: ({ places }) => places ?? null,
    wishes: ({ wishes }) => wishes.map((wish) => ({ ...wish, category: categoryOf(wish.category) })),
    gaps: (report) => {
      const { families, categories, ...days } = gapsOf(report);
      return { families: families.map(familyOf), categories: categories.map(categoryOf), ...days };
    },
    monthBefore: async ({ bodyKey, month }, _, ctx) => (await find(ctx, bodyKey, monthFrom(month, -1))) ?? null,
  },
  Organisation: {
    weeklyPlan: async ({ key, kind, facts }, { week }, ctx) => {
      if (kind !== "RECEPTION_CENTRE" || facts.municipalityNumber === undefined) return null;
      const { planOf } = await import("./plan.ts");
      const plan = await planOf(ctx, { key, kind, municipality: facts.municipalityNumber }, week);
      return { ...plan, choice: choiceFrom(plan.choice), choiceTarget };
    },
  },
};
