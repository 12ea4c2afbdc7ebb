/** Who is signed in: authorization code with PKCE, tokens in this tab only, renewed by refresh token. */
import { UserManager, WebStorageStateStore } from "oidc-client-ts";
import { dropAllDrafts } from "./draft.ts";
import { settings } from "./settings.ts";

/** A token this near its end is renewed first, so that it does not run out on the way to the server. */
const renewBeforeSeconds = 60;

/** Who signed in last in this tab. */
const lastSignedIn = "samspill.signedIn";

const store = new WebStorageStateStore({ store: sessionStorage });
const home = `${location.origin}/`;

const manager = new UserManager({
  authority: settings.authority,
  client_id: settings.clientId,
  redirect_uri: `${location.origin}/auth-callback`,
  post_logout_redirect_uri: home,
  scope: settings.scope,
  userStore: store,
  stateStore: store,
  automaticSilentRenew: false,
});

let renewal: Promise<string | null> | null = null;

const renew = async (): Promise<string | null> => {
  try {
    return (await manager.signinSilent())?.access_token ?? null;
  } catch {
    return null;
  } finally {
    renewal = null;
  }
};

/** A valid access token, renewed when it is about to run out; null when nobody is signed in. */
export const accessToken = async (): Promise<string | null> => {
  const user = await manager.getUser();
  if (user === null) return null;
  const left = user.expires_in ?? 0;
  if (left > renewBeforeSeconds) return user.access_token;
  if (user.refresh_token === undefined) return left > 0 ? user.access_token : null;
  return (renewal ??= renew());
};

/** What the sign-in service calls the person; empty where it does not say. */
export const nameAtSignIn = async (): Promise<string> => (await manager.getUser())?.profile.name ?? "";

/** Sends the person to the sign-in service; afterwards they return to `goTo`. */
export const signIn = (goTo: string): Promise<void> => manager.signinRedirect({ state: goTo });

/** Completes the sign-in and tells where the person was going. */
export const completeSignIn = async (): Promise<string> => {
  const user = await manager.signinCallback();
  const subject = user?.profile.sub ?? "";
  if (sessionStorage.getItem(lastSignedIn) !== subject) dropAllDrafts();
  sessionStorage.setItem(lastSignedIn, subject);
  const goTo = user?.state;
  return typeof goTo === "string" && goTo.startsWith("/") && !goTo.startsWith("//") ? goTo : "/";
};

/** Forgets the tokens in this tab. */
export const forgetSession = (): Promise<void> => manager.removeUser();

/** Signs out here and at the sign-in service. Cognito asks for `client_id` and `logout_uri`; others leave them be. */
export const signOut = (): Promise<void> => {
  dropAllDrafts();
  return manager.signoutRedirect({ extraQueryParams: { client_id: settings.clientId, logout_uri: home } });
};
