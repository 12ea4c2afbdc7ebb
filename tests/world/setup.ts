/** Before each file of tests: a table of its own, and the settings our functions read when they are loaded. */
import { randomUUID } from "node:crypto";
import { DeleteTableCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, inject } from "vitest";
import { createTable, databaseClient } from "../../infra/local/database.ts";
import { clientId, identityPath } from "../../infra/local/identity.ts";
import { maskinportenAudience, maskinportenIssuer } from "../../infra/local/maskinporten.ts";

const endpoint = inject("database");
const base = inject("signIn");
const tableName = `samspill-${randomUUID()}`;

Object.assign(process.env, {
  SAMSPILL_STAGE: "test",
  SAMSPILL_TABLE: tableName,
  SAMSPILL_ISSUER: `${base}${identityPath}`,
  SAMSPILL_JWKS_URL: `${base}${identityPath}/jwks`,
  SAMSPILL_CLIENT_IDS: clientId,
  SAMSPILL_MASKINPORTEN_ISSUER: maskinportenIssuer(base),
  SAMSPILL_MASKINPORTEN_JWKS_URL: `${maskinportenIssuer(base)}jwks`,
  SAMSPILL_MASKINPORTEN_AUDIENCE: maskinportenAudience(base),
  SAMSPILL_CURSOR_SECRET: "signs the cursors of these tests",
  SAMSPILL_CODE_SECRET: "makes the codes of these tests",
  SAMSPILL_CALENDAR_SECRET: "closes the calendars of these tests",
  SAMSPILL_ORIGIN_SECRET: "the front door of these tests",
  SAMSPILL_EVENT_BUS: "samspill-test",
  SAMSPILL_CONSOLE_URL: "https://samspill.example",
  SAMSPILL_MAIL_FROM: "Samspill <hilsen@samspill.example>",
  SAMSPILL_VAULT: "vault",
  AWS_REGION: "eu-north-1",
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  // What is logged is asked for by the tests that look at it.
  AWS_LAMBDA_LOG_LEVEL: "FATAL",
});

await createTable(endpoint, tableName);

afterAll(async () => {
  const client = databaseClient(endpoint);
  await client.send(new DeleteTableCommand({ TableName: tableName }));
  client.destroy();
});
