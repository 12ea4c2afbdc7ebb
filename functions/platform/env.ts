/** The only reader of the environment: read once, at start, so that a missing setting stops the start and not a request. */
const required = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`The setting ${name} is missing.`);
  return value;
};
const optional = (name: string): string | undefined => process.env[name] || undefined;

export const env = {
  /** `dev`, `test`, `prod`, or `local` for a laptop. */
  stage: required("SAMSPILL_STAGE"),
  tableName: required("SAMSPILL_TABLE"),
  /** Issuer of people's access tokens, exactly as in their `iss`. */
  issuer: optional("SAMSPILL_ISSUER"),
  /** Where the issuer's keys stand (JWKS). */
  jwksUrl: optional("SAMSPILL_JWKS_URL"),
  /** Client ids whose access tokens are accepted, by commas. */
  clientIds: (optional("SAMSPILL_CLIENT_IDS") ?? "").split(",").filter(Boolean),
  /** Maskinporten's issuer, exactly as in its tokens, slash and all; where its keys stand; and what its tokens for us are for. */
  maskinportenIssuer: optional("SAMSPILL_MASKINPORTEN_ISSUER"),
  maskinportenJwksUrl: optional("SAMSPILL_MASKINPORTEN_JWKS_URL"),
  maskinportenAudience: optional("SAMSPILL_MASKINPORTEN_AUDIENCE"),
  /** Signs cursors. */
  cursorSecret: optional("SAMSPILL_CURSOR_SECRET"),
  /** Makes newcomers' codes, and the hashes they are found by: another one, and every card that was given out opens nothing. */
  codeSecret: optional("SAMSPILL_CODE_SECRET"),
  /** Makes the addresses of calendars that are not for all: another one, and they are subscribed to anew. */
  calendarSecret: optional("SAMSPILL_CALENDAR_SECRET"),
  /** Value CloudFront adds to each request in `x-origin-verify`; without it the API answers only CloudFront. */
  originSecret: optional("SAMSPILL_ORIGIN_SECRET"),
  /** Bucket of what is written once. */
  vault: optional("SAMSPILL_VAULT"),
  eventBusName: optional("SAMSPILL_EVENT_BUS"),
  /** Address that letters come from. */
  mailFrom: optional("SAMSPILL_MAIL_FROM"),
  /** Where people find the console, for the links in letters; without a stroke at its end. */
  consoleUrl: optional("SAMSPILL_CONSOLE_URL"),
  /** This function's own name, for jobs that hand themselves on. */
  functionName: optional("AWS_LAMBDA_FUNCTION_NAME"),
  /** Where people at the registers can write to us about our requests. */
  contact: optional("SAMSPILL_CONTACT") ?? "no contact given",
  /** Base addresses of the registers. */
  enhetsregisteretUrl: optional("SAMSPILL_ENHETSREGISTERET_URL") ?? "https://data.brreg.no/enhetsregisteret/api",
  frivillighetsregisteretUrl:
    optional("SAMSPILL_FRIVILLIGHETSREGISTERET_URL") ?? "https://data.brreg.no/frivillighetsregisteret/api",
} as const;

/** Whether Norway's synthetic organisation numbers (beginning with 2 or 3) are accepted: everywhere but in production. */
export const acceptsSyntheticNumbers = env.stage !== "prod";
