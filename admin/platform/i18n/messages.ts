import { type TranslationMessages } from "react-admin";
import type { nb } from "./nb.ts";

type Texts<T> = { readonly [K in keyof T]: T[K] extends string ? string : Texts<T[K]> };

/** Every text of the console, by the keys of the bokmål one: a language that lacks a text does not compile. */
export type Messages = Texts<typeof nb>;

type Paths<T, Before extends string = ""> = {
  [K in keyof T & string]: T[K] extends string ? `${Before}${K}` : Paths<T[K], `${Before}${K}.`>;
}[keyof T & string];

/** The dotted key of a text. */
export type MessageKey = Paths<Messages>;

/** react-admin's own texts, under `ra`. */
export type AdminMessages = Pick<TranslationMessages, "ra">;
