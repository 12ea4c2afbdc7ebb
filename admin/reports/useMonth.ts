import { useMemo } from "react";
import { useLanguage } from "../platform/i18n/index.ts";

/** A month and its year in the person's language, from a day of it. */
export const useMonth = (): ((day: string) => string) => {
  const [locale] = useLanguage();
  return useMemo(() => {
    const tag = locale === "en" ? "en-GB" : locale;
    const month = new Intl.DateTimeFormat(tag, { month: "long", year: "numeric", timeZone: "UTC" });
    return (day: string) => month.format(new Date(day));
  }, [locale]);
};
