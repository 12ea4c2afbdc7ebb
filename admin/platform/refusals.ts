/** Refusals in the words of the person's language. */
import { Refused, type Problem } from "./client.ts";
import { useText } from "./i18n/index.ts";
import { sameAs } from "./refusalCodes.ts";

/** The text of a refusal: translated where the code is known, else what the server said. */
export const useRefusalText = () => {
  const text = useText();
  return (error: unknown): string =>
    error instanceof Refused
      ? text.orElse("refusal", sameAs[error.code] ?? error.code, error.message)
      : text("refusal.UNEXPECTED");
};

/** What is wrong with what was sent, where that is why it was refused. */
export const problemsOf = (error: unknown): readonly Problem[] => (error instanceof Refused ? error.problems : []);

/** Field problems as a form wants them: nested by the field's path, without what wraps it. */
const wrapping: ReadonlySet<string> = new Set(["input", "record", "activity", "venue"]);

export const useProblemTexts = () => {
  const text = useText();
  return (problems: readonly Problem[]): Record<string, unknown> => {
    const errors: Record<string, unknown> = {};
    for (const { field, code } of problems) {
      const path = field.split(".").filter((part) => !wrapping.has(part));
      let at: object = errors;
      for (const [i, part] of path.entries()) {
        if (i === path.length - 1) Reflect.set(at, part, text.orElse("problem", code, text("problem.OTHER")));
        else {
          const next: unknown = Reflect.get(at, part);
          const inner: object = typeof next === "object" && next !== null ? next : {};
          Reflect.set(at, part, inner);
          at = inner;
        }
      }
    }
    return errors;
  };
};
