/** Sign-in on a laptop: a real OpenID Connect provider whose access tokens look like Cognito's. */
import { generateKeyPairSync, type JsonWebKey, randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { importJWK, SignJWT } from "jose";
import Provider, { type Configuration, type KoaContextWithOIDC } from "oidc-provider";
import { readJson, writeJson } from "./home.ts";
import { failurePage, loginPage, loginPagePolicy, logoutPage, speechFor } from "./loginPage.ts";
import { isPersonName, people, personBySubject } from "./people.ts";

/** The console's client: public, so without a secret, and with PKCE. */
export const clientId = "samspill-console";

/** Where the provider stands on the front door. */
export const identityPath = "/oidc";

/** As long as Cognito's access tokens live by default. */
const accessTokenSeconds = 3600;
/** A working week with a margin: whoever was here on Friday need not sign in again on Monday. */
const refreshTokenSeconds = 4 * 86_400;

interface Keys {
  signing: JsonWebKey & { kid: string };
  cookies: string;
}

/** Kept between starts, so that tokens given before one still hold after it. */
const keysOfThisLaptop = (): Keys => {
  const kept = readJson<Keys>("identity.json");
  if (kept !== undefined) return kept;
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const made: Keys = {
    signing: { ...privateKey.export({ format: "jwk" }), alg: "RS256", use: "sig", kid: randomBytes(8).toString("hex") },
    cookies: randomBytes(32).toString("base64url"),
  };
  writeJson("identity.json", made);
  return made;
};

export type IdentityHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Makes the provider for a Samspill at `base`, such as `http://localhost:4000`. */
export const makeIdentity = async (base: string): Promise<IdentityHandler> => {
  const keys = keysOfThisLaptop();
  const signingKey = await importJWK(keys.signing, "RS256");
  const provider = new Provider(`${base}${identityPath}`, configuration(base, keys));

  // The provider puts an audience into every JWT it makes, and Cognito's access tokens have none: so it makes opaque ones,
  // and what goes out is signed here with the same key.
  provider.use(async (ctx, next) => {
    await next();
    const token = (ctx as KoaContextWithOIDC).oidc?.entities.AccessToken;
    const body = ctx.body as { access_token?: string } | undefined;
    if (token?.accountId === undefined || body?.access_token === undefined) return;
    body.access_token = await new SignJWT({
      client_id: token.clientId,
      token_use: "access",
      scope: token.scope,
      username: personBySubject(token.accountId)?.username,
    })
      .setProtectedHeader({ alg: "RS256", kid: keys.signing.kid })
      .setIssuer(provider.issuer)
      .setSubject(token.accountId)
      .setJti(token.jti)
      .setIssuedAt()
      .setExpirationTime(`${accessTokenSeconds}s`)
      .sign(signingKey);
  });

  const handle = provider.callback();
  return async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", base);
    const interaction = /^\/oidc\/interaction\/[\w-]+$/.test(pathname);
    if (interaction) return answerInteraction(provider, request, response, pathname, searchParams.get("lang"));
    // How the provider learns that it does not stand at the root.
    Object.assign(request, { originalUrl: request.url });
    request.url = (request.url ?? "/").slice(identityPath.length) || "/";
    await handle(request, response);
  };
};

const answerInteraction = async (
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  pathname: string,
  lang: string | null,
): Promise<void> => {
  const speech = speechFor(lang, request.headers["accept-language"]);
  try {
    const { params } = await provider.interactionDetails(request, response);
    if (request.method === "POST") {
      const chosen = new URLSearchParams(await smallBody(request)).get("person") ?? "";
      if (isPersonName(chosen))
        return await provider.interactionFinished(request, response, { login: { accountId: people[chosen].sub } });
    }
    const wish = lang ?? (params["ui_locales"] as string | undefined) ?? request.headers["accept-language"];
    sendPage(response, 200, loginPage(pathname, speechFor(wish)));
  } catch (error) {
    // A page left open over a restart, or reached without the cookie of its sign-in.
    sendPage(response, 400, failurePage("session_not_found", error instanceof Error ? error.message : "", speech));
  }
};

const sendPage = (response: ServerResponse, status: number, html: string): void => {
  response.writeHead(status, {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": loginPagePolicy,
    "cache-control": "no-store",
  });
  response.end(html);
};

/** The chooser's form is a few bytes; what is longer than this is something else. */
const smallBody = async (request: IncomingMessage): Promise<string> => {
  let body = "";
  for await (const part of request) {
    body += String(part);
    if (body.length > 2_000) return "";
  }
  return body;
};

const configuration = (base: string, keys: Keys): Configuration => ({
  clients: [
    {
      client_id: clientId,
      token_endpoint_auth_method: "none",
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      redirect_uris: [`${base}/auth-callback`],
      post_logout_redirect_uris: [base, `${base}/`],
    },
  ],
  adapter: memory(),
  jwks: { keys: [keys.signing] },
  cookies: { keys: [keys.cookies], names: { session: "samspill-session", interaction: "samspill-interaction" } },
  scopes: ["openid", "profile"],
  claims: { openid: ["sub"], profile: ["name"] },
  // The name stands in the ID token itself, as Cognito's does.
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  features: {
    devInteractions: { enabled: false },
    // It would want the opaque tokens; who the person is stands in the ID token.
    userinfo: { enabled: false },
    rpInitiatedLogout: {
      logoutSource: (ctx, form) => {
        ctx.set("content-security-policy", loginPagePolicy);
        ctx.body = logoutPage(form, speechFor(ctx.get("accept-language")));
      },
    },
  },
  interactions: { url: (_ctx, interaction) => `${identityPath}/interaction/${interaction.uid}` },
  findAccount: (_ctx, sub) => {
    const person = personBySubject(sub);
    return person && { accountId: sub, claims: () => ({ sub, name: person.name }) };
  },
  // The only client is our own, so nobody is asked whether it may know who they are.
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client?.clientId,
      accountId: ctx.oidc.session?.accountId,
    });
    grant.addOIDCScope("openid profile");
    await grant.save();
    return grant;
  },
  issueRefreshToken: () => true,
  ttl: {
    AccessToken: accessTokenSeconds,
    IdToken: accessTokenSeconds,
    RefreshToken: refreshTokenSeconds,
    Grant: refreshTokenSeconds,
    Session: refreshTokenSeconds,
    // Long enough to read the chooser's page over a cup of coffee.
    Interaction: 3600,
  },
  renderError: (ctx, out) => {
    ctx.type = "html";
    ctx.set("content-security-policy", loginPagePolicy);
    ctx.body = failurePage(out.error, out.error_description, speechFor(ctx.get("accept-language")));
  },
});

/** Sign-ins under way and sessions, in memory: a restart asks people to choose again, and access tokens still hold. */
const memory = () => {
  const kept = new Map<string, { payload: Record<string, unknown>; expiresAt: number }>();
  const find = (key: string) => {
    const found = kept.get(key);
    return found && found.expiresAt > Date.now() ? found.payload : undefined;
  };
  return (model: string) => {
    const findWhere = async (field: string, value: string) =>
      [...kept.entries()].find(([key, { payload }]) => key.startsWith(`${model}:`) && payload[field] === value)?.[1]
        .payload;
    return {
      upsert: async (id: string, payload: object, expiresIn?: number) => {
        const expiresAt = expiresIn === undefined ? Infinity : Date.now() + expiresIn * 1000;
        kept.set(`${model}:${id}`, { payload: { ...payload }, expiresAt });
      },
      find: async (id: string) => find(`${model}:${id}`),
      findByUid: (uid: string) => findWhere("uid", uid),
      findByUserCode: (code: string) => findWhere("userCode", code),
      consume: async (id: string) => {
        const payload = find(`${model}:${id}`);
        if (payload) payload["consumed"] = Math.floor(Date.now() / 1000);
      },
      destroy: async (id: string) => void kept.delete(`${model}:${id}`),
      revokeByGrantId: async (grantId: string) => {
        for (const [key, { payload }] of kept) if (payload["grantId"] === grantId) kept.delete(key);
      },
    };
  };
};
