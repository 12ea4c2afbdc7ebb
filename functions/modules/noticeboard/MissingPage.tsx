/** @jsxImportSource preact */
import { Frame } from "./Frame.tsx";
import type { Language } from "./languages.ts";
import { pathOf } from "./paths.ts";

/** What is not there, and what nothing may be told of: the same words, and a way on. */
export const MissingPage = ({ language, site }: { readonly language: Language; readonly site: string }) => (
  <Frame language={language} site={site} title={`${language.words.missing.title} – Samspill`}>
    <h1>{language.words.missing.title}</h1>
    <p class="lead">{language.words.missing.help}</p>
    <p>
      <a class="button strong" href={pathOf(language.code, { kind: "front" })}>
        {language.words.missing.front}
      </a>
    </p>
  </Frame>
);
