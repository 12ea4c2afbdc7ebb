/** @jsxImportSource preact */
/** What all pages for all have in common: language, title, the way on, and who wrote it. */
import type { ComponentChildren } from "preact";
import { type Language, languageOf } from "./languages.ts";
import { languageCodes } from "./words.ts";
import { pathOf, type Place, root } from "./paths.ts";
import { stylePath } from "./style.ts";

/** A text with its places filled in by elements. */
export const fill = (text: string, values: Readonly<Record<string, ComponentChildren>>): ComponentChildren =>
  text.split(/(\{\w+\})/).map((part) => (part.startsWith("{") ? values[part.slice(1, -1)] : part));

/** A Norwegian name in whatever surrounds it. */
export const Name = ({ children }: { readonly children: ComponentChildren }) => <bdi lang="no">{children}</bdi>;

type FrameProps = {
  readonly language: Language;
  /** Address of the service, such as `https://samspill.no`. */
  readonly site: string;
  readonly title: string;
  /** Which page it is; undefined for one that is not there. */
  readonly place?: Place;
  /** What else the address says, for the same page in another language. */
  readonly query?: string;
  readonly isPoster?: true;
  readonly children: ComponentChildren;
};

export const Frame = ({ language, site, title, place, query = "", isPoster, children }: FrameProps) => {
  const { code, words, direction, isProofread } = language;
  const there = place ?? { kind: "front" };
  return (
    <html lang={code} dir={direction}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={isPoster ? "light" : "light dark"} />
        <title>{title}</title>
        <link rel="stylesheet" href={stylePath} />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        {place ? (
          <>
            <link rel="canonical" href={`${site}${pathOf(code, place)}`} />
            {languageCodes.map((other) => (
              <link key={other} rel="alternate" hreflang={other} href={`${site}${pathOf(other, place)}`} />
            ))}
            <link
              rel="alternate"
              hreflang="x-default"
              href={site + (place.kind === "front" ? root : pathOf("nb", place))}
            />
          </>
        ) : (
          <meta name="robots" content="noindex" />
        )}
      </head>
      <body class={isPoster && "poster"}>
        <a class="skip" href="#innhold">
          {words.skip}
        </a>
        <header class="top">
          <a class="home" href={pathOf(code, { kind: "front" })}>
            {words.site}
          </a>
          <details class="languages">
            <summary>
              <span lang={code}>{words.name}</span>
            </summary>
            <nav aria-label={words.chooseLanguage}>
              <Languages place={there} query={query} current={code} />
            </nav>
          </details>
        </header>
        <main id="innhold">{children}</main>
        <footer class="foot">
          <p>{words.foot.source}</p>
          <p>{words.foot.privacy}</p>
          {!isProofread && <p class="unproofread">{words.foot.unproofread}</p>}
        </footer>
      </body>
    </html>
  );
};

type LanguagesProps = { readonly place: Place; readonly query?: string; readonly current?: string };

/** A page in each language, called as its speakers call it. */
export const Languages = ({ place, query = "", current }: LanguagesProps) => (
  <ul class="choices">
    {languageCodes.map((code) => {
      const { words, direction } = languageOf(code);
      return (
        <li key={code}>
          <a
            href={pathOf(code, place) + query}
            hreflang={code}
            lang={code}
            dir={direction}
            aria-current={code === current ? "true" : undefined}
          >
            {words.name}
          </a>
        </li>
      );
    })}
  </ul>
);
