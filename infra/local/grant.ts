/**
 * `npm run grant -- --stage <stage> --table <name> --subject <sub> --name "<name>" --body <key> --role <role>`: gives a
 * person roles in a body of an installation in the cloud, as the service itself, with the credentials at hand. It is how the
 * first administrator gets in; like every change it leaves an event and an audit entry.
 */
import { parseArgs } from "node:util";
import { type Role, roles } from "../../functions/platform/actor.ts";
import { stageNamed } from "../stage.ts";

const isRole = (text: string): text is Role => roles.some((role) => role === text);

const text = { type: "string" } as const;
const { values } = parseArgs({
  options: {
    stage: text,
    table: text,
    subject: text,
    name: text,
    body: text,
    role: { type: "string", multiple: true },
  },
});

const given = (option: keyof typeof values & ("stage" | "table" | "subject" | "name" | "body")): string => {
  const value = values[option];
  if (value === undefined || value.trim() === "") throw new Error(`--${option} is missing.`);
  return value.trim();
};

const rolesGiven = (): Role[] => {
  const wanted = values.role ?? [];
  const unknown = wanted.find((role) => !isRole(role));
  if (wanted.length === 0 || unknown !== undefined) throw new Error(`--role is one or more of ${roles.join(", ")}.`);
  return wanted.filter(isRole);
};

try {
  const stage = stageNamed(given("stage"));
  const grant = { subject: given("subject"), name: given("name"), bodyKey: given("body"), roles: rolesGiven() };
  // Read when the modules are loaded, so these come before them.
  Object.assign(process.env, { SAMSPILL_STAGE: stage.name, SAMSPILL_TABLE: given("table"), AWS_REGION: stage.region });
  const { grantMembership } = await import("#modules/people");
  const { systemContext } = await import("#platform/context");
  await grantMembership(systemContext("grant"), grant);
  console.log(`${grant.name} is ${grant.roles.join(" and ")} in ${grant.bodyKey}.`);
} catch (error) {
  const details = error instanceof Error && "details" in error ? ` ${JSON.stringify(error.details)}` : "";
  console.error(error instanceof Error ? `${error.message}${details}` : error);
  process.exitCode = 1;
}
