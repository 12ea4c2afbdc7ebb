/** The one way to say no: a kind for the door, a stable code for the caller, details that say what is possible instead. */
export type RefusalKind = "Unauthenticated" | "NotAllowed" | "NotFound" | "Invalid" | "Conflict" | "TooMany";

/** One thing wrong with what was sent: the input field's path and a stable code. */
export type Problem = { readonly field: string; readonly code: string };

export type RefusalDetails = { readonly problems?: readonly Problem[]; readonly [key: string]: unknown };

export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly kind: RefusalKind;
  readonly code: string;
  readonly details: RefusalDetails;
  constructor(kind: RefusalKind, code: string, message: string, details: RefusalDetails = {}) {
    super(message);
    this.kind = kind;
    this.code = code;
    this.details = details;
  }
}

/** What does not exist, and what one may not know of, look the same. */
export const notFound = (): Refusal =>
  new Refusal("NotFound", "NOT_FOUND", "There is nothing here by that name, or nothing you may see.");

/** Somebody else was first: the version that stands now is in `version`. */
export const versionConflict = (version: unknown): Refusal =>
  new Refusal("Conflict", "VERSION_CONFLICT", "Someone else changed it in the meantime: look again, then try again.", {
    version,
  });

/** What a condition on a version refuses with, told from the item as it was. */
export const overtaken = (asItWas: Record<string, unknown> | undefined): Refusal =>
  asItWas === undefined ? notFound() : versionConflict(asItWas["version"]);

/** Refuses when there are problems, naming each field. */
export const refuseProblems = (problems: readonly Problem[]): void => {
  if (problems.length > 0)
    throw new Refusal("Invalid", "INVALID_INPUT", "Some of what you sent cannot be used: see `problems`.", {
      problems,
    });
};
