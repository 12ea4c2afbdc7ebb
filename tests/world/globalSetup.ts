/** What a run of tests shares: one DynamoDB Local in memory, and one sign-in service with everybody of the demonstration signed in, with a Maskinporten beside it. */
import { createServer } from "node:http";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import type { PersonName } from "../../infra/local/people.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of DynamoDB Local. */
    database: string;
    /** Address the sign-in service stands at; its issuer is below `/oidc`. */
    signIn: string;
    /** An access token for each person of the demonstration. */
    tokens: Readonly<Record<PersonName, string>>;
  }
}

export default async (project: TestProject): Promise<() => Promise<void>> => {
  const home = mkdtempSync(join(tmpdir(), "samspill-tests-"));
  // Read when the laptop's own files are loaded, so these come after it.
  process.env["SAMSPILL_HOME"] = home;
  const { startDatabase, freePort } = await import("../../infra/local/database.ts");
  const { makeIdentity } = await import("../../infra/local/identity.ts");
  const { makeMaskinporten, maskinportenPath } = await import("../../infra/local/maskinporten.ts");
  const { personNames } = await import("../../infra/local/people.ts");
  const { signIn } = await import("../../infra/local/signIn.ts");

  const port = await freePort();
  const base = `http://localhost:${port}`;
  const [database, identity] = await Promise.all([startDatabase(), makeIdentity(base)]);
  const maskinporten = makeMaskinporten(base);
  const server = createServer(
    (request, response) =>
      void (request.url?.startsWith(maskinportenPath) ? maskinporten : identity)(request, response),
  );
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const signedIn = await Promise.all(
    personNames.map(async (name) => [name, (await signIn(base, name)).access_token] as const),
  );
  project.provide("database", database.endpoint);
  project.provide("signIn", base);
  project.provide("tokens", Object.fromEntries(signedIn) as Record<PersonName, string>);
  return async () => {
    server.closeAllConnections();
    server.close();
    await database.stop();
    rmSync(home, { recursive: true, force: true });
  };
};
