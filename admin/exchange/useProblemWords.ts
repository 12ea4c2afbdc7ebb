import { useText } from "../platform/i18n/index.ts";
import { nb } from "../platform/i18n/nb.ts";
import { columnsOf } from "./columns.ts";

type Told = { readonly field: string; readonly code: string };

const isKnown = (code: string): code is keyof typeof nb.problem => Object.hasOwn(nb.problem, code);

/** What is wrong with a row, or worth a look, and which of its cells it is about where that is not seen from its place. */
export const useProblemWords = (): ((problem: Told, isAtItsCell?: boolean) => string) => {
  const text = useText();
  return ({ field, code }, isAtItsCell = false) => {
    const words = text(`problem.${isKnown(code) ? code : "OTHER"}`);
    const [column, ...more] = columnsOf(field);
    return isAtItsCell || column === undefined || more.length > 0
      ? words
      : `${text(`importColumn.${column}`)}: ${words}`;
  };
};
