/** Table of contents: every address and its page. */
import { lazy, Suspense, type ComponentType } from "react";
import { Admin, CustomRoutes } from "react-admin";
import { createBrowserRouter, Route, RouterProvider } from "react-router-dom";
import { Loading } from "./fields/Loading.tsx";
import { OrganisationList } from "./organisations/OrganisationList.tsx";
import { OrganisationShow } from "./organisations/OrganisationShow.tsx";
import { StartPage } from "./people/StartPage.tsx";
import { AfterSignIn } from "./platform/AfterSignIn.tsx";
import { authProvider } from "./platform/authProvider.ts";
import { dataProvider } from "./platform/dataProvider.ts";
import { Frame } from "./platform/Frame.tsx";
import { i18nProvider } from "./platform/i18n/index.ts";
import { NotFoundPage } from "./platform/NotFoundPage.tsx";
import { SignInPage } from "./platform/SignInPage.tsx";
import { darkTheme, lightTheme } from "./platform/theme.ts";
import { routes, type RouteName } from "./routes.ts";

/** Pages few people open in a day wait until someone does. */
const later = <Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name) =>
  lazy(async () => ({ default: (await load())[name] }));

/** Pages that nobody signs in for. */
const openPages = {
  ownProfile: later(() => import("./newcomers/OwnProfilePage.tsx"), "OwnProfilePage"),
  confirmation: later(() => import("./activities/ConfirmationPage.tsx"), "ConfirmationPage"),
} as const satisfies Partial<Record<RouteName, ComponentType>>;

/** A route without a page does not compile. Sign-in and its end stand outside, as react-admin asks for them by name, and so does what nobody signs in for. */
const pages: Record<Exclude<RouteName, "signIn" | "afterSignIn" | keyof typeof openPages>, ComponentType> = {
  start: StartPage,
  organisations: OrganisationList,
  organisationCreate: later(() => import("./organisations/RecordCreate.tsx"), "RecordCreate"),
  organisation: OrganisationShow,
  organisationEdit: later(() => import("./organisations/RecordEdit.tsx"), "RecordEdit"),
  organisationProfile: later(() => import("./organisations/ProfileEdit.tsx"), "ProfileEdit"),
  organisationLocal: later(() => import("./organisations/LocalEdit.tsx"), "LocalEdit"),
  organisationAsItWas: later(() => import("./organisations/OrganisationAsItWas.tsx"), "OrganisationAsItWas"),
  organisationTrail: later(() => import("./audit/OrganisationTrail.tsx"), "OrganisationTrail"),
  activities: later(() => import("./activities/ActivityList.tsx"), "ActivityList"),
  activityCreate: later(() => import("./activities/ActivityCreate.tsx"), "ActivityCreate"),
  activityImport: later(() => import("./exchange/ImportPage.tsx"), "ImportPage"),
  activitiesToConfirm: later(() => import("./activities/ToConfirmPage.tsx"), "ToConfirmPage"),
  translations: later(() => import("./activities/TranslationDesk.tsx"), "TranslationDesk"),
  translation: later(() => import("./activities/TranslationEdit.tsx"), "TranslationEdit"),
  activity: later(() => import("./activities/ActivityShow.tsx"), "ActivityShow"),
  activityEdit: later(() => import("./activities/ActivityEdit.tsx"), "ActivityEdit"),
  activityTrail: later(() => import("./audit/ActivityTrail.tsx"), "ActivityTrail"),
  venues: later(() => import("./venues/VenueList.tsx"), "VenueList"),
  venueCreate: later(() => import("./venues/VenueCreate.tsx"), "VenueCreate"),
  venueRequests: later(() => import("./venues/BookingPages.tsx"), "BookingRequests"),
  venueBookings: later(() => import("./venues/BookingPages.tsx"), "OwnBookings"),
  venue: later(() => import("./venues/VenueShow.tsx"), "VenueShow"),
  venueEdit: later(() => import("./venues/VenueEdit.tsx"), "VenueEdit"),
  venueTrail: later(() => import("./audit/VenueTrail.tsx"), "VenueTrail"),
  bookingTrail: later(() => import("./audit/BookingTrail.tsx"), "BookingTrail"),
  municipalities: later(() => import("./places/MunicipalityList.tsx"), "MunicipalityList"),
  municipality: later(() => import("./places/MunicipalityShow.tsx"), "MunicipalityShow"),
  registerSyncs: later(() => import("./registry/RegisterSyncs.tsx"), "RegisterSyncs"),
  reports: later(() => import("./reports/ReportList.tsx"), "ReportList"),
  report: later(() => import("./reports/ReportShow.tsx"), "ReportShow"),
  weeklyPlan: later(() => import("./reports/WeeklyPlan.tsx"), "WeeklyPlan"),
  people: later(() => import("./people/PeoplePage.tsx"), "PeoplePage"),
  organisationJoin: later(() => import("./people/JoinPage.tsx"), "JoinPage"),
  invitation: later(() => import("./people/InvitationPage.tsx"), "InvitationPage"),
  represent: later(() => import("./people/RepresentPage.tsx"), "RepresentPage"),
  partners: later(() => import("./partners/PartnerList.tsx"), "PartnerList"),
  partnerRegister: later(() => import("./partners/PartnerRegister.tsx"), "PartnerRegister"),
  partner: later(() => import("./partners/PartnerShow.tsx"), "PartnerShow"),
  partnerEdit: later(() => import("./partners/PartnerEdit.tsx"), "PartnerEdit"),
  impartiality: later(() => import("./impartiality/ImpartialityPage.tsx"), "ImpartialityPage"),
  codes: later(() => import("./newcomers/CodesPage.tsx"), "CodesPage"),
  account: later(() => import("./people/AccountPage.tsx"), "AccountPage"),
  audit: later(() => import("./audit/AuditPage.tsx"), "AuditPage"),
  erasureReports: later(() => import("./privacy/ErasureReports.tsx"), "ErasureReports"),
};

const LoadingPage = () => <Loading />;

const routesTo = (shown: Partial<Record<RouteName, ComponentType>>) =>
  Object.entries(shown).map(([name, Page]) => (
    <Route
      key={name}
      path={routes[name as RouteName]}
      element={
        <Suspense fallback={<Loading />}>
          <Page />
        </Suspense>
      }
    />
  ));

const Console = () => (
  <Admin
    requireAuth
    disableTelemetry
    title="Samspill"
    authProvider={authProvider}
    dataProvider={dataProvider}
    i18nProvider={i18nProvider}
    lightTheme={lightTheme}
    darkTheme={darkTheme}
    layout={Frame}
    loginPage={SignInPage}
    authCallbackPage={AfterSignIn}
    catchAll={NotFoundPage}
    loading={LoadingPage}
  >
    <CustomRoutes>{routesTo(pages)}</CustomRoutes>
    <CustomRoutes noLayout>{routesTo(openPages)}</CustomRoutes>
  </Admin>
);

/** A router with data lets a form hold a person back who is about to leave unsaved changes behind. */
const router = createBrowserRouter([{ path: "*", Component: Console }]);

export const App = () => <RouterProvider router={router} />;
