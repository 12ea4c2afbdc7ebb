import { textKey } from "../platform/i18n/index.ts";

/** What is wrong with what should be an address of the web, or be left out. */
export const httpsAddress = (value: unknown): string | undefined =>
  typeof value !== "string" || value === "" || (/^https:\/\//i.test(value) && URL.canParse(value))
    ? undefined
    : textKey("problem.INVALID_HTTPS_URL");
