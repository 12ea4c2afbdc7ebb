/** A row of a register: read, or refused with the reason, so that one bad row stops nothing. */
import type { z } from "zod";

/** Stable codes of what makes a row unusable; `NOT_IN_REGISTER`: one we hold that the register answers 404 for. */
export type RefusalReason = "UNREADABLE_ROW" | "INVALID_ORGANISATION_NUMBER" | "MISSING_NAME" | "NOT_IN_REGISTER";

export type RefusedRow = {
  /** As the row has it; empty where it has none. */
  readonly orgNumber: string;
  readonly reason: RefusalReason;
};

export type ReadRow<T> = { readonly row: T } | { readonly refused: RefusedRow };

export const readRow = <T>(schema: z.ZodType<T>, value: unknown): ReadRow<T> => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { row: parsed.data };
  const given =
    typeof value === "object" && value !== null && "organisasjonsnummer" in value
      ? value.organisasjonsnummer
      : undefined;
  return { refused: { orgNumber: typeof given === "string" ? given.slice(0, 20) : "", reason: "UNREADABLE_ROW" } };
};
