/** Every page of the console by its address, read by the app and by the tests that visit each page. */
export const routes = {
  start: "/",
  organisations: "/organisations",
  organisationCreate: "/organisations/create",
  organisation: "/organisations/:id/show",
  organisationEdit: "/organisations/:id",
  organisationProfile: "/organisations/:id/profile",
  organisationLocal: "/organisations/:id/local",
  organisationAsItWas: "/organisations/:id/at/:at",
  organisationTrail: "/organisations/:id/trail",
  activities: "/activities",
  activityCreate: "/activities/create",
  activityImport: "/activities/import",
  activitiesToConfirm: "/to-confirm",
  translations: "/translations",
  translation: "/activities/:id/translations/:language",
  activity: "/activities/:id/show",
  activityEdit: "/activities/:id",
  activityTrail: "/activities/:id/trail",
  venues: "/venues",
  venueCreate: "/venues/create",
  venueRequests: "/venues/requests",
  venueBookings: "/venues/bookings",
  bookingTrail: "/venues/bookings/:id/trail",
  venue: "/venues/:id/show",
  venueEdit: "/venues/:id",
  venueTrail: "/venues/:id/trail",
  municipalities: "/municipalities",
  municipality: "/municipalities/:number",
  registerSyncs: "/register-syncs",
  reports: "/reports",
  report: "/reports/:id",
  weeklyPlan: "/organisations/:id/plan",
  people: "/people",
  organisationJoin: "/organisations/:id/join",
  invitation: "/invitation/:secret",
  represent: "/represent/:secret",
  partners: "/partners",
  partnerRegister: "/partners/register",
  partner: "/partners/:orgNumber",
  partnerEdit: "/partners/:orgNumber/edit",
  impartiality: "/impartiality",
  codes: "/codes",
  ownProfile: "/min-profil",
  confirmation: "/bekreft/:secret",
  account: "/account",
  audit: "/audit",
  erasureReports: "/erasure-reports",
  signIn: "/login",
  afterSignIn: "/auth-callback",
} as const;

type Parts<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Parts<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

export type RouteName = keyof typeof routes;

/** The address of a page, its parts filled in and escaped, but for the colon of our ids, which an address may hold. */
export const addressOf = <Name extends RouteName>(
  name: Name,
  parts: Record<Parts<(typeof routes)[Name]>, string>,
): string => {
  const values = new Map<string, string>(Object.entries(parts));
  return routes[name].replace(/:(\w+)/g, (_, part: string) =>
    encodeURIComponent(values.get(part) ?? "").replaceAll("%3A", ":"),
  );
};
