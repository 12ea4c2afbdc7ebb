/** Dates, times and numbers as the person's language writes them, in Norwegian time. */
import { useMemo } from "react";
import { useLanguage } from "./i18n/index.ts";

const timeZone = "Europe/Oslo";

/** The calendar day in Norway, as the server writes dates. */
export const today = (): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(new Date());

export const useFormat = () => {
  const [locale] = useLanguage();
  return useMemo(() => {
    const tag = locale === "en" ? "en-GB" : locale;
    const day = new Intl.DateTimeFormat(tag, { dateStyle: "long", timeZone });
    const plainDay = new Intl.DateTimeFormat(tag, { dateStyle: "long", timeZone: "UTC" });
    const moment = new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeStyle: "short", timeZone });
    const clock = new Intl.DateTimeFormat(tag, { hour: "2-digit", minute: "2-digit", timeZone });
    const isoDay = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" });
    const shortDate = new Intl.DateTimeFormat(tag, { day: "numeric", month: "short", timeZone: "UTC" });
    const longDate = new Intl.DateTimeFormat(tag, { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });
    const month = new Intl.DateTimeFormat(tag, { month: "long", year: "numeric", timeZone: "UTC" });
    const shortWeekday = new Intl.DateTimeFormat(tag, { weekday: "short", timeZone: "UTC" });
    const weekday = new Intl.DateTimeFormat(tag, { weekday: "long", timeZone: "UTC" });
    const number = new Intl.NumberFormat(tag);
    const languages = new Intl.DisplayNames([tag], { type: "language" });
    const list = new Intl.ListFormat(tag);
    /** Norwegian parts hours and minutes by a full stop, as the server's own words do, whatever the browser holds. */
    const parted = (words: string): string => (locale === "en" ? words : words.replace(/(\d\d):(\d\d)$/, "$1.$2"));
    return {
      /** The day of an instant. */
      day: (instant: string): string => day.format(new Date(instant)),
      /** A calendar date, which has no time zone. */
      date: (date: string): string => plainDay.format(new Date(date)),
      /** The time of day of an instant. */
      clock: (instant: string): string => parted(clock.format(new Date(instant))),
      /** A time of day as the server writes it, `hh:mm`. */
      time: (time: string): string => parted(time),
      /** The calendar date of an instant, as the server writes dates. */
      dayOf: (instant: string): string => isoDay.format(new Date(instant)),
      /** A calendar date without its year. */
      shortDate: (date: string): string => shortDate.format(new Date(date)),
      /** A calendar date with its weekday, and without its year. */
      longDate: (date: string): string => longDate.format(new Date(date)),
      /** The month of a calendar date, and its year. */
      month: (date: string): string => month.format(new Date(date)),
      shortWeekday: (date: string): string => shortWeekday.format(new Date(date)),
      weekday: (date: string): string => weekday.format(new Date(date)),
      moment: (instant: string): string => parted(moment.format(new Date(instant))),
      number: (n: number): string => number.format(n),
      /** The name of a language by its BCP 47 tag. */
      language: (tagOfOther: string): string => {
        try {
          return languages.of(tagOfOther) ?? tagOfOther;
        } catch {
          return tagOfOther;
        }
      },
      list: (parts: readonly string[]): string => list.format(parts),
      /** Nine digits in threes, as Norwegians read them. */
      orgNumber: (digits: string): string => digits.replace(/(\d{3})(?=\d)/g, "$1\u00a0"),
      collator: new Intl.Collator(tag),
    };
  }, [locale]);
};
