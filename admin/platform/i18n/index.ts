import { useEffect } from "react";
import polyglotI18nProvider from "ra-i18n-polyglot";
import adminEn from "ra-language-english";
import { useLocaleState, useTranslate } from "react-admin";
import { adminNb } from "./adminNb.ts";
import { adminNn } from "./adminNn.ts";
import { en } from "./en.ts";
import type { AdminMessages, MessageKey, Messages } from "./messages.ts";
import { nb } from "./nb.ts";
import { nn } from "./nn.ts";

export type { MessageKey } from "./messages.ts";

/** The languages of the console, by BCP 47 tag, each under its own name. */
export const locales = [
  { locale: "nb", name: "Bokmål" },
  { locale: "nn", name: "Nynorsk" },
  { locale: "en", name: "English" },
] as const;

export type Locale = (typeof locales)[number]["locale"];

const messages: Record<Locale, Messages & AdminMessages> = {
  nb: { ...nb, ...adminNb },
  nn: { ...nn, ...adminNn },
  en: { ...en, ...adminEn },
};

const isLocale = (tag: string): tag is Locale => tag in messages;

export const i18nProvider = polyglotI18nProvider(
  (tag) => messages[isLocale(tag) ? tag : "nb"],
  "nb",
  [...locales],
  // Texts that are in the person's language already, such as refusals, pass through react-admin as they are.
  { allowMissing: true },
);

/** The language in use, and the way to change it; kept in the browser's store. */
export const useLanguage = (): [Locale, (locale: Locale) => void] => {
  const [tag, change] = useLocaleState();
  return [isLocale(tag) ? tag : "nb", change];
};

/** Texts by key; a key that does not exist does not compile. `text.orElse` is for codes the server may add to. */
export const useText = () => {
  const translate = useTranslate();
  const text = (key: MessageKey, values?: Record<string, string | number>): string => translate(key, values);
  return Object.assign(text, {
    orElse: (group: string, code: string, fallback: string): string => translate(`${group}.${code}`, { _: fallback }),
  });
};

/** A key for those who look the text up themselves, such as react-admin's inputs. */
export const textKey = (key: MessageKey): string => key;

/** Tells assistive technology which language the page speaks. */
export const useDocumentLanguage = (): void => {
  const [locale] = useLanguage();
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
};
