/** Signs a person of the demonstration in as a browser would: authorization code with PKCE, over HTTP. */
import { createHash, randomBytes } from "node:crypto";
import { clientId, identityPath } from "./identity.ts";
import { type PersonName, people } from "./people.ts";

export interface Tokens {
  access_token: string;
  id_token: string;
  refresh_token: string;
  expires_in: number;
}

/**
 * Tokens for a person, from the Samspill at `base`.
 * @throws TypeError when nobody answers there, Error when what answers is not our sign-in.
 */
export const signIn = async (base: string, name: PersonName): Promise<Tokens> => {
  const verifier = randomBytes(32).toString("base64url");
  const redirectUri = `${base}/auth-callback`;
  const cookies = new Map<string, string>();

  /** One step of the way, with the cookies so far; answers where the browser is sent next. */
  const step = async (address: string, form?: Record<string, string>): Promise<string> => {
    const response = await fetch(new URL(address, base), {
      redirect: "manual",
      headers: { cookie: [...cookies].map(([key, value]) => `${key}=${value}`).join("; ") },
      ...(form && { method: "POST", body: new URLSearchParams(form) }),
    });
    await response.body?.cancel();
    for (const cookie of response.headers.getSetCookie()) {
      const [, key = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(key, value);
    }
    const next = response.headers.get("location");
    if (next === null) throw new Error(`The sign-in of ${people[name].name} stopped with status ${response.status}.`);
    return next;
  };

  const query = new URLSearchParams({
    client_id: clientId,
    response_type: "code",
    redirect_uri: redirectUri,
    scope: "openid profile",
    state: randomBytes(8).toString("hex"),
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  const chooser = await step(`${identityPath}/auth?${query}`);
  const callback = await step(await step(chooser, { person: name }));
  const code = new URL(callback).searchParams.get("code");
  if (code === null) throw new Error(`The sign-in of ${people[name].name} gave no code.`);
  const response = await fetch(`${base}${identityPath}/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      client_id: clientId,
      redirect_uri: redirectUri,
      code,
      code_verifier: verifier,
    }),
  });
  if (!response.ok) throw new Error(`The sign-in of ${people[name].name} gave no token: ${await response.text()}`);
  return (await response.json()) as Tokens;
};
