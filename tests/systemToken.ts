/** Tokens of partners' systems. */
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, importJWK, SignJWT } from "jose";
import { inject } from "vitest";
import { makeMaskinporten, maskinportenAudience, maskinportenIssuer } from "../infra/local/maskinporten.ts";

/** A token of the stand-in for Maskinporten with some scopes (with spaces between), for a client of an organisation's. */
export const systemToken = async (orgNumber: string, scope: string): Promise<string> => {
  const base = inject("signIn");
  const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kty: "RSA" as const, kid: "client" };
  const client = { id: randomUUID(), orgNumber, keys: [jwk], scopes: scope.split(" "), delegatedBy: [] };
  const maskinporten = makeMaskinporten(base, [client]);
  const server = createServer((request, response) => void maskinporten(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const assertion = await new SignJWT({ scope, resource: maskinportenAudience(base) })
    .setProtectedHeader({ alg: "RS256", kid: jwk.kid })
    .setIssuer(client.id)
    .setAudience(maskinportenIssuer(base))
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime("60s")
    .sign(await importJWK(await exportJWK(privateKey), "RS256"));
  const grant_type = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/maskinporten/token`, {
    method: "POST",
    body: new URLSearchParams({ grant_type, assertion }),
  });
  server.close();
  return String(Reflect.get((await response.json()) as object, "access_token"));
};
