/** How each row of the matrix is asked: the whole question, what it is about, and what the service says beforehand that one may do. */
import { dayOf } from "#platform/day";
import { activityIn, activityTime, freeTime, type SubjectName, type Thing, venueIn, venueTime } from "./world.ts";

type Answer = Readonly<Record<string, unknown>>;

/** Where a `viewerMay` tells of actions, before they are tried. */
export type May = {
  readonly document: string;
  /** By the action, such as `OrganisationAction.TAG`: the list it is told in. */
  readonly told: Readonly<Record<string, (data: Answer, thing: Thing) => unknown>>;
};

export type Question = {
  readonly document: string;
  readonly about?: SubjectName;
  readonly input?: (thing: Thing) => Readonly<Record<string, unknown>>;
  /** It is a list of many, and what counts is whether the thing is in it, by this. */
  readonly finds?: (thing: Thing) => string;
  readonly may?: readonly May[];
  /** Makes somebody one of a body's people who is a stranger to all. */
  readonly befriends?: true;
};

const page = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }";

/** A field of an organisation, or of what it leads to. */
const organisation = (selection: string, about: SubjectName = "organisation"): Question => ({
  about,
  document: `query ($id: ID!) { organisation(id: $id) { ${selection} } }`,
});
const municipality = (selection: string): Question => ({
  about: "municipality",
  document: `query ($id: MunicipalityNumber!) { municipality(number: $id) { ${selection} } }`,
});
const partner = (selection: string): Question => ({
  about: "partner",
  document: `query ($id: OrganisationNumber!) { partner(orgNumber: $id) { ${selection} } }`,
});
const members = (selection: string): Question => ({
  about: "body",
  document: `query ($id: ID) { members(organisationId: $id, first: 8) { ${selection} } }`,
});
const activity = (selection: string, subject: SubjectName = "activity"): Question => ({
  about: subject,
  document: `query ($id: ID!) { activity(id: $id) { ${selection} } }`,
});
/** The single time that each has. */
const times = (selection: string): Question =>
  activity(`sessions(from: "2030-01-10", until: "2030-01-10") { ${selection} }`);
/** The week of the single time that each has. */
const plan = (selection: string): Question => organisation(`weeklyPlan(week: "2030-01-10") { ${selection} }`, "centre");
const report = (selection: string): Question => ({
  about: "report",
  document: `query ($id: ID!) { report(id: $id) { ${selection} } }`,
});
const mayActivity = (action: string): readonly May[] => [
  {
    document: "query ($id: ID!) { activity(id: $id) { viewerMay } }",
    told: { [`ActivityAction.${action}`]: ({ activity: found }) => at(found, "viewerMay") },
  },
];
const venue = (selection: string, subject: SubjectName = "venue"): Question => ({
  about: subject,
  document: `query ($id: ID!) { venue(id: $id) { ${selection} } }`,
});
const period = `from: "${venueTime.startsAt}", until: "${freeTime.endsAt}"`;
const venueBooking = (selection: string, subject: SubjectName = "lent"): Question => ({
  about: subject,
  document: `query ($id: ID!) { venueBooking(id: $id) { ${selection} } }`,
});
const mayVenue = (action: string): readonly May[] => [
  {
    document: "query ($id: ID!) { venue(id: $id) { viewerMay } }",
    told: { [`VenueAction.${action}`]: ({ venue: found }) => at(found, "viewerMay") },
  },
];
const mayBooking = (action: string): readonly May[] => [
  {
    document: "query ($id: ID!) { venueBooking(id: $id) { viewerMay } }",
    told: { [`VenueBookingAction.${action}`]: ({ venueBooking: found }) => at(found, "viewerMay") },
  },
];
const alone = (selection: string): Question => ({ document: `{ ${selection} }` });
const schedulePreview = (selection: string): string =>
  `schedulePreview(schedule: { startsOn: "2026-08-13", startsAt: "18:00", endsAt: "20:00" }) { ${selection} }`;

const change = (
  about: SubjectName | undefined,
  name: string,
  type: string,
  answer: string,
  input: (thing: Thing) => Readonly<Record<string, unknown>>,
  may: readonly May[] = [],
): Question => ({
  ...(about && { about }),
  document: `mutation ($input: ${type}!, $key: ID!) { ${name}(input: $input, idempotencyKey: $key) { ${answer} } }`,
  input,
  may,
});
const changeActivity = (
  name: string,
  type: string,
  action: string,
  input: (thing: Thing) => Readonly<Record<string, unknown>> = () => ({}),
): Question =>
  change(
    "activity",
    name,
    type,
    "activity { id }",
    (thing) => ({ activityId: thing.id, version: thing.version, ...input(thing) }),
    mayActivity(action),
  );
/** Two of a file's activities, the second as what the organiser has already. */
const fileOf = (home: string): string => {
  const rows = ["Tur;14.01.2030;11:00", "Språkkafé;10.01.2030;18:00"].map(
    (row) => `${row};21:00;LANGUAGE_CAFE;Biblioteket;${home}`,
  );
  return Buffer.from(["Tittel;Dato;Starter;Slutter;Kategori;Sted;Kommune", ...rows].join("\n")).toString("base64");
};
const fileInput = ({ id, home = "5001" }: Thing) => ({ organiserId: id, file: fileOf(home) });
const preview = (selection: string): Question => ({
  about: "organiser",
  document: `query ($input: ImportFileInput!) { importPreview(input: $input) { ${selection} } }`,
  input: fileInput,
});
const imported = (selection: string): Question =>
  change("organiser", "importActivities", "ImportActivitiesInput", selection, (thing) => ({
    ...fileInput(thing),
    choices: [{ row: 1, choice: "CREATE" }],
  }));
const changeOne = (
  about: SubjectName,
  name: string,
  argument: string,
  answer: string,
  may: readonly May[] = [],
): Question => ({
  about,
  document: `mutation ($id: ID!, $key: ID!) { ${name}(${argument}: $id, idempotencyKey: $key) { ${answer} } }`,
  may,
});

const at = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
const nodes = (value: unknown): unknown[] => {
  const found = at(value, "nodes");
  return Array.isArray(found) ? found : [];
};
const withId = (value: unknown, id: string): unknown => nodes(value).find((node) => at(node, "id") === id);

const mayOrganisation = (action: string): readonly May[] => [
  {
    document: "query ($id: ID!) { organisation(id: $id) { viewerMay } }",
    told: { [`OrganisationAction.${action}`]: ({ organisation: found }) => at(found, "viewerMay") },
  },
];
const mayPartner = (action: string): readonly May[] => [
  {
    document: "query ($id: OrganisationNumber!) { partner(orgNumber: $id) { viewerMay } }",
    told: { [`PartnerAction.${action}`]: ({ partner: found }) => at(found, "viewerMay") },
  },
];
const mayBody = (action: string): May => ({
  document: "query ($body: ID) { members(organisationId: $body, first: 0) { viewerMay } }",
  told: { [`BodyAction.${action}`]: ({ members: found }) => at(found, "viewerMay") },
});
/** The body's own people see it on the body and on the member. */
const mayMember = (action: string): readonly May[] => [
  {
    document: "query ($body: ID) { members(organisationId: $body, first: 100) { viewerMay nodes { id viewerMay } } }",
    told: {
      [`BodyAction.${action}`]: ({ members: found }) => at(found, "viewerMay"),
      [`MemberAction.${action}`]: ({ members: found }, { id }) => at(withId(found, id), "viewerMay"),
    },
  },
];
const mayRequest = (action: string): readonly May[] => [
  mayBody("DECIDE_REQUESTS"),
  {
    document: "{ membershipRequests(first: 100) { nodes { id viewerMay } } }",
    told: {
      [`MembershipRequestAction.${action}`]: ({ membershipRequests: found }, { id }) =>
        at(withId(found, id), "viewerMay"),
    },
  },
];
const mayWithdraw: May = {
  document: "{ viewer { requests { id viewerMay } } }",
  told: {
    "MembershipRequestAction.WITHDRAW": ({ viewer }, { id }) =>
      at(withId({ nodes: at(viewer, "requests") }, id), "viewerMay"),
  },
};
const mayLeave: May = {
  document: "query ($body: ID) { members(organisationId: $body) { nodes { isViewer viewerMay } } }",
  told: {
    "MemberAction.LEAVE": ({ members: found }) =>
      at(
        nodes(found).find((node) => at(node, "isViewer")),
        "viewerMay",
      ),
  },
};

const profile = {
  capabilities: ["HOMEWORK_HELP"],
  premises: [],
  vehicles: [],
  equipment: [],
  languages: [],
  emergencyExperience: [],
  contactWindows: [],
};
const terms = {
  name: "Kalenderen",
  scopes: ["samspill:organisations.read"],
  costPerMinute: 1_000,
  costPerDay: 10_000,
  suppliers: [],
};
const record = (over: Readonly<Record<string, unknown>>) => ({ name: "Grannelaget", municipality: "5001", ...over });

const finds = (question: Question, by: (thing: Thing) => string = ({ id }) => id): Question => ({
  ...question,
  finds: by,
});
const about = (subject: SubjectName, question: Question, may: readonly May[] = []): Question => ({
  ...question,
  about: subject,
  may,
});

/** By the row: a field's coordinate and, in brackets, what is special where it is asked in more ways than one. */
export const questions: Readonly<Record<string, Question>> = {
  "Query.about": alone("about { version attribution }"),
  "Query.node": { about: "organisation", document: "query ($id: ID!) { node(id: $id) { id } }" },
  "Query.node (a report)": { about: "report", document: "query ($id: ID!) { node(id: $id) { id } }" },
  "Query.node (what a centre arranges)": {
    about: "centresActivity",
    document: "query ($id: ID!) { node(id: $id) { id } }",
  },
  "Query.organisation": organisation(
    `id orgNumber name kind status source form { code name } icnpo { code } inVoluntaryRegister voluntaryRegisterSince
     grasrotandel purpose activity website address { lines postalCode city country } writtenNorm employees foundedOn
     registeredOn deletedOn registerChangedAt validFrom validUntil changedFields version`,
  ),
  "Query.organisations": alone(
    `organisations(first: 2) { edges { cursor node { id } } nodes { id } ${page} totalCount }`,
  ),
  "Query.activityCategories": alone(
    "activityCategories { code nameNb nameNn nameEn searchWords family { code nameNb nameNn nameEn } }",
  ),
  "Query.activity": activity(
    `id version state language title summary description whatToExpect translations { language title summary whatToExpect
     provenance isOutdated } schedules { startsOn startsAt endsAt exceptions seasons { from until } repeats { frequency interval weekdays
     weekOfMonth until count } } lastDay ageFrom ageTo group mixesWithLocals languageLevel languages price { amount per }
     equipment trial childcare policeCertificate commitment accessibility capacity signUpUrl registeredAt { platform url externalId }
     confirmedAt confirmAgainAt hiddenFrom hiddenBecause`,
  ),
  "Query.activity (a draft)": activity("id", "draft"),
  "Query.activities": alone(`activities(first: 2) { edges { cursor node { id } } nodes { id } ${page} totalCount }`),
  "Query.activities (drafts)": finds(
    about("draft", alone("activities(first: 100, filter: { states: [DRAFT] }) { nodes { id } }")),
  ),
  "Query.activityCounts": alone("activityCounts { count municipality { id } }"),
  "ActivityCount.municipality": alone("activityCounts { municipality { number } }"),
  "Query.sessions": alone(
    `sessions(first: 2, filter: { municipalities: ["5001"] }, from: "2030-01-10", until: "2030-01-10") {
     edges { cursor node { scheduledAt } } nodes { scheduledAt startsAt endsAt isCancelled } ${page} totalCount }`,
  ),
  "Activity.state": activity("state"),
  "Activity.organiser": activity("organiser { id }"),
  "Activity.language": activity("language"),
  "Activity.description": activity("description"),
  "Activity.whatToExpect": activity("whatToExpect"),
  "Activity.translations": activity("translations { language }"),
  "Activity.equipment": activity("equipment"),
  "Activity.policeCertificate": activity("policeCertificate"),
  "Activity.capacity": activity("capacity"),
  "Activity.registeredAt": activity("registeredAt { platform }"),
  "Activity.category": activity("category { code }"),
  "Activity.place": activity("place { name address transport latitude longitude municipality { id } }"),
  "Activity.whyNotCompeting": activity("whyNotCompeting"),
  "Activity.sessions": times("scheduledAt startsAt endsAt isCancelled note"),
  "Activity.voluntaryOffersNearby": activity("voluntaryOffersNearby { id }"),
  "Activity.viewerMay": activity("viewerMay"),
  "Activity.auditTrail": { ...activity("auditTrail { nodes { id } }"), may: mayActivity("READ_AUDIT_TRAIL") },
  "Activity.calendarPath": activity("calendarPath"),
  "ActivityPlace.municipality": activity("place { municipality { id } }"),
  "Activity.schedules": activity("schedules { startsOn }"),
  "Schedule.words": activity("schedules { words }"),
  "Schedule.lastDay": activity("schedules { lastDay }"),
  "Session.activity": times("activity { id }"),
  "Session.taken": times("taken"),
  "Session.waiting": times("waiting"),
  "Session.isFull": times("isFull"),
  "Organisation.calendarPath": organisation("calendarPath"),
  "Organisation.calendarPath (a centre's)": organisation("calendarPath", "centre"),
  "Organisation.activities": organisation("activities { nodes { id } }", "organiser"),
  "Query.venue": venue(
    `id version state name description address latitude longitude capacity equipment accessibility pricePerHour
     openingHours { weekday opensAt closesAt } closedDays { from until } lentTo contact mustBeApproved`,
  ),
  "Query.venues": alone(`venues(first: 2) { edges { cursor node { id } } nodes { id } ${page} totalCount }`),
  "Query.venueBooking": venueBooking(
    "id version occasions { startsAt endsAt } givenBack { startsAt } purpose people price requestedAt changedAt words",
  ),
  "Query.venueBooking (asked for)": venueBooking("id", "asked"),
  "Query.venueBookings": finds(
    about(
      "lent",
      alone(`venueBookings(list: TO_ANSWER, first: 100) { edges { cursor node { id } } nodes { id } ${page} }`),
    ),
  ),
  "Query.venueBookings (of a body)": {
    about: "body",
    document: "query ($id: ID) { venueBookings(organisationId: $id, list: TO_ANSWER) { nodes { id } } }",
  },
  "Query.venueBookings (asked for)": finds(
    about("asked", alone("venueBookings(list: ASKED, first: 100) { nodes { id } }")),
  ),
  "Venue.lender": venue("lender { id }"),
  "Venue.municipality": venue("municipality { id }"),
  "Venue.bookings": venue(`bookings(${period}) { startsAt endsAt }`),
  "VenueTime.booking": venue(`bookings(${period}) { booking { id } }`),
  "Venue.freeTimes": venue(`freeTimes(${period}) { startsAt endsAt }`),
  "Venue.viewerMay": venue("viewerMay"),
  "Venue.auditTrail": { ...venue("auditTrail { nodes { id } }"), may: mayVenue("READ_AUDIT_TRAIL") },
  "VenueBooking.auditTrail": venueBooking("auditTrail { nodes { id } }"),
  "VenueBooking.state": venueBooking("state"),
  "VenueBooking.venue": venueBooking("venue { id }"),
  "VenueBooking.asker": venueBooking("asker { id }"),
  "VenueBooking.activity": venueBooking("activity { id }"),
  "VenueBooking.viewerMay": venueBooking("viewerMay"),
  "Organisation.venues": organisation("venues { nodes { id } }", "organiser"),
  "Query.schedulePreview": alone(schedulePreview("words")),
  "SchedulePreview.words": alone(schedulePreview("words")),
  "SchedulePreview.sessions": alone(
    schedulePreview('sessions(from: "2026-08-13", until: "2026-08-13") { startsAt endsAt }'),
  ),
  "Query.icnpoCategories": alone("icnpoCategories { code nameNb nameEn group { code } }"),
  "Query.organisationTags": alone("organisationTags"),
  "Query.municipality": municipality("id number name names latitude longitude calendarPath"),
  "Query.municipalities": alone(
    `municipalities(first: 2) { edges { cursor node { id } } nodes { id } ${page} totalCount }`,
  ),
  "Query.counties": alone("counties { id number name names }"),
  "Query.registerSyncs": alone(
    `registerSyncs { startedAt finishedAt kind state errorCode added changed gone unchanged refused requests
     refusedRows { orgNumber reason } leftOut { what rows } }`,
  ),
  "Query.erasureReports": alone(
    `erasureReports { edges { cursor node { at } } nodes { at forgotten overdue
     kinds { kind isPersonal keptDays erased standing removed overdue } } ${page} }`,
  ),
  "Query.report": report(
    `id month madeAt writtenNorm total { activities times minutes } ownArranged { times } organisers calledOff choiceTarget
     weeks { week choice { group categories isReached } } traits { trait times share } places { timesCounted taken waiting }
     byFamily { family { code } figures { times } places { taken } }
     byCategory { category { code } figures { times } places { taken } } byWeekday { weekday figures { times } }
     byTimeOfDay { timeOfDay figures { times } } wishes { category { code } profiles isOffered }
     gaps { families { code } weekdays evenings categories { code } }`,
  ),
  "Query.reports": finds(
    about("report", alone(`reports(first: 100) { edges { cursor node { id } } nodes { id } ${page} }`)),
  ),
  "ActivityReport.body": report("body { id }"),
  "ActivityReport.csv": report("csv"),
  "ActivityReport.pdf": report("pdf"),
  "ActivityReport.monthBefore": report("monthBefore { id }"),
  "Organisation.weeklyPlan": plan("week totalCount choiceTarget choice { group categories isReached }"),
  "WeeklyPlan.days": plan("days { date }"),
  "PlanDay.sessions": plan("days { sessions { scheduledAt } }"),
  "Query.auditEntries": {
    about: "organisation",
    document: `query ($id: ID!) { auditEntries(subject: $id) { edges { cursor node { id } } nodes { id } ${page} } }`,
  },
  "Query.partners": finds(
    about("partner", alone(`partners(first: 100) { edges { cursor node { orgNumber } } nodes { orgNumber } ${page} }`)),
  ),
  "Query.partner": partner(
    "orgNumber name state scopes suppliers registeredAt changedAt version stoppedBecause quota { costPerMinute costPerDay }",
  ),
  "Query.partnerScopes": alone("partnerScopes"),
  "Query.viewer": alone("viewer { name }"),
  "Query.members": {
    ...members(`edges { cursor node { id } } nodes { id name roles since version } bodyRoles ${page}`),
    may: [mayBody("SEE_MEMBERS")],
  },
  "Query.members (of another directorate)": about("otherDirectorate", members("nodes { id }"), [
    mayBody("SEE_MEMBERS"),
  ]),
  "Query.invitations (of a body)": {
    about: "body",
    document: "query ($id: ID) { invitations(organisationId: $id) { id } }",
    may: [mayBody("SEE_INVITATIONS")],
  },
  "Query.invitations": finds(
    about("invitation", alone("invitations { id email roles invitedAt expiresAt timesSent }")),
  ),
  "Query.confirmation": {
    about: "letterLink",
    document:
      "query ($id: ID!) { confirmation(secret: $id) { title organiserName placeName isConfirmed confirmedAt hiddenFrom } }",
  },
  "Confirmation.times": {
    about: "letterLink",
    document: "query ($id: ID!) { confirmation(secret: $id) { times } }",
  },
  "Confirmation.state": {
    about: "letterLink",
    document: "query ($id: ID!) { confirmation(secret: $id) { state } }",
  },
  "Query.invitation": {
    about: "link",
    document: "query ($id: ID!) { invitation(secret: $id) { roles expiresAt } }",
  },
  "Query.membershipRequests": finds(
    about(
      "request",
      alone(
        `membershipRequests(first: 100) { edges { cursor node { id } } ${page}
         nodes { id role name requestedAt state reason isCodeSent } }`,
      ),
    ),
  ),

  "Query.interestProfile": finds(
    about(
      "profile",
      alone(
        `interestProfile { interests { category weight } ageBand forWhom languageNb contactLanguages when travel travelTime
         cost needsEquipmentLoan childcare groupPreference access commitment wantsToVolunteer skills consentToReferral
         createdOn reviewOn expiresAt version }`,
      ),
    ),
  ),

  "AuditEntry.actorName": organisation(
    "auditTrail { nodes { id subject number at action actor reason requestId fields { field before after } actorName } }",
  ),
  // The entry that wrote the note is the second, as the profile was confirmed after it.
  "AuditEntry.fields (what a note was)": {
    ...organisation("auditTrail { nodes { fields { field after } } }"),
    about: "organisation",
    finds: () => '"field":"note","after":"Ring først"',
  },
  "AuditEntry.organisation": organisation("auditTrail { nodes { organisation { id } } }"),
  "AuditEntry.actingFor": organisation("auditTrail { nodes { actingFor { id } } }"),
  // Whoever was given a role in it.
  "AuditEntry.person": organisation("auditTrail { nodes { person } }", "registered"),
  "CapabilityProfile.canBeReachedNow": organisation("capabilityProfile { canBeReachedNow }"),
  "CapabilityProfile.contactWindows": organisation(
    "capabilityProfile { contactWindows { weekday opensAt closesAt channel chatUrl place answerWithinHours } }",
  ),
  "ContactWindow.phone": organisation("capabilityProfile { contactWindows { phone } }"),
  "ContactWindow.email": organisation("capabilityProfile { contactWindows { email } }"),
  "CapabilityProfile.confirmedBy": organisation("capabilityProfile { confirmedBy }"),
  "CapabilityProfile.note": organisation("capabilityProfile { note }"),
  "CapabilityProfile.state": organisation(
    `capabilityProfile { state capabilities trainedPeople equipment languages emergencyExperience confirmedAt
     confirmAgainAt premises { name places stepFree } vehicles { kind count }
     contactHoursOutsideOffice primaryPlatform }`,
  ),
  "County.municipalities": alone("counties { municipalities { id } }"),
  "InterestProfile.issuedBy": alone("interestProfile { issuedBy }"),
  "Interest.organisation": alone("viewer { interests { organisation { id } } }"),
  "Invitation.invitedBy": alone("invitations { invitedBy }"),
  "InvitationOffer.body": {
    about: "link",
    document: "query ($id: ID!) { invitation(secret: $id) { body { id } } }",
  },
  "Joining.viewerRequest": organisation("joining { roles isFirst canSendCode viewerRequest { id } }", "askedFor"),
  "LocalKnowledge.note": organisation("local { note }"),
  "LocalKnowledge.servesMunicipalities": organisation("local { knownAs servesMunicipalities { id } }"),
  "LocalKnowledge.tags": organisation("local { tags }"),
  "Member.isViewer": members("nodes { isViewer }"),
  "Member.superior": members("nodes { superior { id } }"),
  "Member.interests": members("nodes { interests { id } }"),
  "Member.viewerMay": members("nodes { viewerMay }"),
  "MemberConnection.body": members("body { id }"),
  "MemberConnection.viewerMay": members("viewerMay"),
  "Membership.body": alone("viewer { memberships { roles body { id } } }"),
  "MembershipRequest.body": alone("viewer { requests { body { id } } }"),
  "MembershipRequest.viewerMay": alone("membershipRequests { nodes { viewerMay } }"),
  "Municipality.county": municipality("county { id }"),
  "Municipality.organisations": municipality("organisations(first: 2) { nodes { id } }"),
  "Municipality.sector": municipality(
    `sector { inVoluntaryRegister confirmedProfiles mustBeConfirmedAgain unconfirmedProfiles byKind { kind count }
     byIcnpoGroup { category { code } count } capabilities { capability confirmed } }`,
  ),
  "Organisation.auditTrail": {
    ...organisation("auditTrail { nodes { id } }"),
    may: mayOrganisation("READ_AUDIT_TRAIL"),
  },
  "Organisation.branches": organisation("branches { nodes { id } }", "registered"),
  "Organisation.capabilityProfile": organisation("capabilityProfile { capabilities }"),
  "Organisation.changedBy": organisation("changedBy"),
  "Organisation.county": organisation("county { id }"),
  "Organisation.email": organisation("email"),
  "Organisation.email (of a registered one)": organisation("email", "registered"),
  "Organisation.phone (of a registered one)": organisation("phone", "registered"),
  "Organisation.history": organisation(
    `history { edges { cursor node { validFrom } } nodes { validFrom validUntil changedFields } ${page} }`,
  ),
  "Organisation.joinedTo": organisation("joinedTo { id }", "joined"),
  "Organisation.joining": organisation("joining { roles }"),
  "Organisation.local": organisation("local { knownAs }"),
  "Organisation.municipality": organisation("municipality { id }"),
  "Organisation.parent": organisation("parent { id }"),
  "Organisation.phone": organisation("phone"),
  "Organisation.registerCandidates": organisation("registerCandidates { id }"),
  "Organisation.viewerImpartiality": organisation("viewerImpartiality"),
  "Organisation.viewerMay": organisation("viewerMay"),
  "OrganisationVersion.changedBy": organisation("history { nodes { changedBy } }"),
  "OrganisationVersion.organisation": organisation("history { nodes { organisation { id } } }"),
  "Partner.auditTrail": partner(`auditTrail { edges { cursor } nodes { id } ${page} }`),
  "Partner.body": partner("body { id }"),
  "Partner.days": partner("days { day calls cost refused refusals { code count } }"),
  "Partner.lastUsedAt": partner("lastUsedAt"),
  "Partner.viewerMay": partner("viewerMay"),
  "Viewer.actingFor": finds(about("body", alone("viewer { actingFor { body { id } } }"))),
  "Viewer.interests": finds(
    about("interest", alone("viewer { interests { id kind origin validFrom validUntil version } }")),
  ),
  "Viewer.memberships": finds(about("body", alone("viewer { memberships { body { id } } }"))),
  "Viewer.requests": finds(about("ownRequest", alone("viewer { requests { id } }"))),

  "Mutation.saveCapabilityProfile": change(
    "organisation",
    "saveCapabilityProfile",
    "SaveCapabilityProfileInput",
    "organisation { id }",
    ({ id, version }) => ({ organisationId: id, version, ...profile, confirm: false }),
    mayOrganisation("EDIT_CAPABILITY_PROFILE"),
  ),
  "Mutation.saveCapabilityProfile (and confirm)": change(
    "organisation",
    "saveCapabilityProfile",
    "SaveCapabilityProfileInput",
    "organisation { id }",
    ({ id, version }) => ({ organisationId: id, version, ...profile, confirm: true }),
    mayOrganisation("CONFIRM_CAPABILITY_PROFILE"),
  ),
  "Mutation.confirmCapabilityProfile": {
    about: "organisation",
    document: `mutation ($id: ID!, $version: Int!, $key: ID!) {
      confirmCapabilityProfile(organisationId: $id, version: $version, idempotencyKey: $key) { organisation { id } } }`,
    may: mayOrganisation("CONFIRM_CAPABILITY_PROFILE"),
  },
  "Mutation.saveLocalKnowledge": change(
    "organisation",
    "saveLocalKnowledge",
    "SaveLocalKnowledgeInput",
    "organisation { id }",
    ({ id, version }) => ({ organisationId: id, version, tags: ["nytt"], servesMunicipalities: [] }),
    mayOrganisation("EDIT_LOCAL_KNOWLEDGE"),
  ),
  "Mutation.tagOrganisations": change(
    "organisation",
    "tagOrganisations",
    "TagOrganisationsInput",
    "organisations { id }",
    ({ id }) => ({ organisationIds: [id], add: ["nytt"], remove: [] }),
    mayOrganisation("TAG"),
  ),
  "Mutation.createOrganisation": change(
    "municipality",
    "createOrganisation",
    "CreateOrganisationInput",
    "organisation { id }",
    ({ id }) => ({ kind: "INFORMAL_GROUP", record: record({ municipality: id }) }),
  ),
  "Mutation.editOrganisation": change(
    "organisation",
    "editOrganisation",
    "EditOrganisationInput",
    "organisation { id }",
    ({ id, version, home, parent }) => ({
      organisationId: id,
      version,
      record: record({ municipality: home, parentId: parent }),
    }),
    mayOrganisation("EDIT_RECORD"),
  ),
  "Mutation.closeOrganisation": change(
    "organisation",
    "closeOrganisation",
    "CloseOrganisationInput",
    "organisation { id }",
    ({ id, version }) => ({ organisationId: id, version, reason: "Lagt ned" }),
    mayOrganisation("CLOSE"),
  ),
  "Mutation.joinOrganisationToRegister": change(
    "organisation",
    "joinOrganisationToRegister",
    "JoinOrganisationInput",
    "organisation { id }",
    ({ id, version, number }) => ({ organisationId: id, version, orgNumber: number }),
    mayOrganisation("JOIN_TO_REGISTER"),
  ),

  "Query.importPreview": preview("format encoding unknownColumns"),
  "Query.importTemplate": alone("importTemplate"),
  "Query.activitiesFile": alone("activitiesFile(filter: {}) { text count totalCount }"),
  "ImportPreview.rows": preview(
    "rows { row line title suggestion cells { column text } problems { field code } warnings { field code } }",
  ),
  "ImportRow.draft": preview(
    `rows { draft { title summary category { code } placeName changedTimes ageFrom ageTo languageLevel price { amount per } } }`,
  ),
  "ImportRow.matches": preview("rows { matches { kind isUnchanged } }"),
  "ImportMatch.activity": preview("rows { matches { activity { id } } }"),
  "ImportedDraft.municipality": preview("rows { draft { municipality { id } } }"),
  "ImportedDraft.schedules": preview("rows { draft { schedules { words } } }"),
  "ActivityImport.organiser": imported("import { id total done organiser { id } }"),
  "ActivityImport.rows": imported("import { rows { row outcome awaitsReason } }"),
  "ImportedRow.activity": imported("import { rows { activity { id } } }"),
  "Activity.postings": activity("postings { platform url recordedAt }", "posted"),
  "Activity.postingDrafts": activity(
    "postingDrafts { platform url isOutsideAges texts { field text longest isShortened } }",
  ),
  "Mutation.importActivities": imported("import { id }"),
  "Mutation.recordPosting": change(
    "activity",
    "recordPosting",
    "RecordPostingInput",
    "activity { id }",
    ({ id }) => ({ activityId: id, platform: "UNGFRITID_NO", url: "https://www.ungfritid.no/tilbud/1" }),
    mayActivity("EDIT"),
  ),
  "Mutation.removePosting": change(
    "posted",
    "removePosting",
    "RemovePostingInput",
    "activity { id }",
    ({ id }) => ({ activityId: id, platform: "FRIVILLIG_NO" }),
    mayActivity("EDIT"),
  ),
  "Mutation.createActivity": change(
    "organiser",
    "createActivity",
    "CreateActivityInput",
    "activity { id }",
    ({ id, home = "" }) => ({ organiserId: id, activity: activityIn(home) }),
  ),
  "Mutation.editActivity": changeActivity("editActivity", "EditActivityInput", "EDIT", ({ home = "5001" }) => ({
    activity: activityIn(home),
  })),
  "Mutation.translateActivity": changeActivity("translateActivity", "TranslateActivityInput", "EDIT", () => ({
    translation: { language: "en", title: "Language café", summary: "Coffee", provenance: "HUMAN" },
  })),
  "Mutation.publishActivity": {
    ...changeActivity("publishActivity", "PublishActivityInput", "PUBLISH", () => ({ whyNotCompeting: "Det trengs" })),
    about: "draft",
  },
  "Mutation.confirmActivity": changeActivity("confirmActivity", "ConfirmActivityInput", "CONFIRM"),
  "Mutation.endActivity": changeActivity("endActivity", "EndActivityInput", "END"),
  "Mutation.changeSession": changeActivity("changeSession", "ChangeSessionInput", "CHANGE_SESSIONS", () => ({
    scheduledAt: activityTime,
    isCancelled: true,
  })),
  "Mutation.changeFollowingSessions": changeActivity(
    "changeFollowingSessions",
    "ChangeFollowingInput",
    "CHANGE_SESSIONS",
    () => ({
      scheduledAt: activityTime,
      schedule: { startsOn: "2030-01-11", startsAt: "18:00", endsAt: "20:00" },
    }),
  ),
  "Mutation.countPlaces": {
    ...change(
      "activity",
      "countPlaces",
      "CountPlacesInput",
      "session { scheduledAt }",
      ({ id }) => ({ activityId: id, scheduledAt: activityTime, taken: 1 }),
      mayActivity("CHANGE_SESSIONS"),
    ),
  },

  "Mutation.createVenue": change(
    "organiser",
    "createVenue",
    "CreateVenueInput",
    "venue { id }",
    ({ id, home = "" }) => ({
      lenderId: id,
      venue: venueIn(home),
    }),
  ),
  "Mutation.editVenue": change(
    "venue",
    "editVenue",
    "EditVenueInput",
    "venue { id }",
    ({ id, version, home = "" }) => ({ venueId: id, version, venue: venueIn(home) }),
    mayVenue("EDIT"),
  ),
  "Mutation.closeVenue": change(
    "venue",
    "closeVenue",
    "CloseVenueInput",
    "venue { id }",
    ({ id, version }) => ({ venueId: id, version }),
    mayVenue("CLOSE"),
  ),
  "Mutation.requestVenue": change(
    "venue",
    "requestVenue",
    "RequestVenueInput",
    "booking { id }",
    ({ id }) => ({ venueId: id, ...freeTime, purpose: "Kor" }),
    mayVenue("REQUEST"),
  ),
  "Mutation.approveVenueBooking": change(
    "lent",
    "approveVenueBooking",
    "ApproveVenueBookingInput",
    "booking { id }",
    ({ id, version }) => ({ bookingId: id, version }),
    mayBooking("APPROVE"),
  ),
  "Mutation.declineVenueBooking": change(
    "lent",
    "declineVenueBooking",
    "DeclineVenueBookingInput",
    "booking { id }",
    ({ id, version }) => ({ bookingId: id, version, words: "Huset males" }),
    mayBooking("DECLINE"),
  ),
  "Mutation.withdrawVenueBooking": change(
    "asked",
    "withdrawVenueBooking",
    "WithdrawVenueBookingInput",
    "booking { id }",
    ({ id, version }) => ({ bookingId: id, version }),
    mayBooking("WITHDRAW"),
  ),
  "Mutation.cancelVenueBooking": change(
    "granted",
    "cancelVenueBooking",
    "CancelVenueBookingInput",
    "booking { id }",
    ({ id, version }) => ({ bookingId: id, version, words: "Huset males" }),
    mayBooking("CANCEL"),
  ),

  "Mutation.registerPartner": change(
    "bodyOfPartner",
    "registerPartner",
    "RegisterPartnerInput",
    "partner { orgNumber }",
    ({ id, number }) => ({ orgNumber: number, bodyId: id, ...terms }),
  ),
  "Mutation.registerPartner (one that was stopped)": change(
    "stoppedPartner",
    "registerPartner",
    "RegisterPartnerInput",
    "partner { orgNumber }",
    ({ id }) => ({ orgNumber: id, bodyId: "organisation:K5001", ...terms }),
    mayPartner("REGISTER"),
  ),
  "Mutation.changePartner": change(
    "partner",
    "changePartner",
    "ChangePartnerInput",
    "partner { orgNumber }",
    ({ id, version }) => ({ orgNumber: id, version, bodyId: "organisation:K5001", ...terms }),
    mayPartner("CHANGE"),
  ),
  "Mutation.stopPartner": change(
    "partner",
    "stopPartner",
    "StopPartnerInput",
    "partner { orgNumber }",
    ({ id, version }) => ({ orgNumber: id, version, reason: "Avsluttet" }),
    mayPartner("STOP"),
  ),

  "Mutation.inviteMember": change(
    "ownBody",
    "inviteMember",
    "InviteMemberInput",
    "invitation { id }",
    ({ role, number }) => ({ email: `${number}@example.no`, offeredRoles: [role] }),
    [mayBody("INVITE")],
  ),
  "Mutation.confirmByLink": change(
    "letterLink",
    "confirmByLink",
    "ConfirmByLinkInput",
    "confirmation { isConfirmed }",
    ({ id }) => ({ secret: id }),
  ),
  "Mutation.resendInvitation": changeOne("invitation", "resendInvitation", "invitationId", "invitation { id }", [
    mayBody("INVITE"),
  ]),
  "Mutation.withdrawInvitation": changeOne("invitation", "withdrawInvitation", "invitationId", "invitationId", [
    mayBody("INVITE"),
  ]),
  "Mutation.acceptInvitation": {
    ...change("link", "acceptInvitation", "AcceptInvitationInput", "membership { roles }", ({ id }) => ({
      secret: id,
    })),
    befriends: true,
  },
  "Mutation.requestMembership": change(
    "bodyToJoin",
    "requestMembership",
    "RequestMembershipInput",
    "request { id }",
    ({ id, role }) => ({ organisationId: id, wishedRole: role }),
  ),
  "Mutation.confirmRequest": {
    ...changeOne("code", "confirmRequest", "secret", "membership { roles }"),
    befriends: true,
  },
  "Mutation.approveRequest": changeOne(
    "request",
    "approveRequest",
    "requestId",
    "request { id }",
    mayRequest("APPROVE"),
  ),
  "Mutation.approveRequest (to a body others administer)": changeOne(
    "requestToOthers",
    "approveRequest",
    "requestId",
    "request { id }",
    mayRequest("APPROVE"),
  ),
  "Mutation.declineRequest": change(
    "request",
    "declineRequest",
    "DeclineRequestInput",
    "request { id }",
    ({ id }) => ({ requestId: id, reason: "Vi kjenner deg ikke" }),
    mayRequest("DECLINE"),
  ),
  "Mutation.declineRequest (to a body others administer)": change(
    "requestToOthers",
    "declineRequest",
    "DeclineRequestInput",
    "request { id }",
    ({ id }) => ({ requestId: id, reason: "Vi kjenner deg ikke" }),
    mayRequest("DECLINE"),
  ),
  "Mutation.withdrawRequest": changeOne("ownRequest", "withdrawRequest", "requestId", "requestId", [mayWithdraw]),
  "Mutation.changeRoles": change(
    "member",
    "changeRoles",
    "ChangeRolesInput",
    "member { id }",
    ({ id, version, role }) => ({ memberId: id, version, newRoles: [role] }),
    mayMember("CHANGE_ROLES"),
  ),
  "Mutation.revokeMembership": change(
    "member",
    "revokeMembership",
    "RevokeMembershipInput",
    "organisationId",
    ({ id, version }) => ({ memberId: id, version }),
    mayMember("REVOKE"),
  ),
  "Mutation.leaveBody": changeOne("bodyToLeave", "leaveBody", "organisationId", "organisationId", [mayLeave]),

  "Mutation.declareInterest": change(
    "organisation",
    "declareInterest",
    "DeclareInterestInput",
    "interest { id }",
    ({ id }) => ({ organisationId: id, kind: "OTHER", from: "2026-01-01" }),
  ),
  "Mutation.endInterest": change(
    "interest",
    "endInterest",
    "EndInterestInput",
    "interest { id }",
    ({ id, version }) => ({ interestId: id, version, until: dayOf(new Date()) }),
  ),
  "Mutation.setSuperior": change(
    "member",
    "setSuperior",
    "SetSuperiorInput",
    "member { id }",
    ({ id }) => ({ memberId: id, superiorId: null, from: dayOf(new Date()) }),
    mayMember("SET_SUPERIOR"),
  ),
  "Mutation.issueCode": { document: "mutation ($key: ID!) { issueCode(idempotencyKey: $key) { code expiresAt } }" },
  "Mutation.saveInterestProfile": change(
    "profile",
    "saveInterestProfile",
    "SaveInterestProfileInput",
    "profile { version }",
    ({ id, version }) => ({ version, interests: [{ category: id, weight: 1 }] }),
  ),
  // The last of all: whoever may, is nobody after it.
  "Mutation.forgetInterestProfile": {
    about: "profileToForget",
    document: "mutation ($key: ID!) { forgetInterestProfile(idempotencyKey: $key) { isForgotten } }",
  },
  // The last of all: whoever may, is nobody after it.
  "Mutation.forgetMe": { document: "mutation ($key: ID!) { forgetMe(idempotencyKey: $key) { organisationIds } }" },
};
