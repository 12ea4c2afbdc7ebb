/** @jsxImportSource preact */
/** The first page: which language, and which municipality. */
import { allCounties, allMunicipalities, findCounty, type Municipality } from "#modules/places";
import { fill, Frame, Languages, Name } from "./Frame.tsx";
import { Icon } from "./Icon.tsx";
import type { Language } from "./languages.ts";
import { pathOf } from "./paths.ts";

/** Nine languages, each in its own letters, for who cannot read what stands around them. */
export const LanguagePage = ({ language, site }: { readonly language: Language; readonly site: string }) => (
  <Frame language={language} site={site} title={`${language.words.site} – Samspill`} place={{ kind: "front" }}>
    <h1>
      {language.words.chooseLanguage} <span lang="en">/ Choose a language</span>
    </h1>
    <nav class="wide" aria-label={language.words.chooseLanguage}>
      <Languages place={{ kind: "front" }} />
    </nav>
  </Frame>
);

type FrontPageProps = {
  readonly language: Language;
  readonly site: string;
  /** Activities in each municipality that has some. */
  readonly counts: ReadonlyMap<string, number>;
  /** What somebody typed, and the municipalities it may be. */
  readonly search?: { readonly typed: string; readonly found: readonly Municipality[] };
};

export const FrontPage = ({ language, site, counts, search }: FrontPageProps) => {
  const { words, code } = language;
  const active = allMunicipalities.filter((one) => counts.has(one.number));
  return (
    <Frame language={language} site={site} title={`${words.title} – Samspill`} place={{ kind: "front" }}>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <section class="box">
        <h2>{words.place.title}</h2>
        <form action={pathOf(code, { kind: "front" })} method="get" class="search" role="search">
          <label for="sok">{words.place.label}</label>
          <input
            id="sok"
            name="sok"
            type="search"
            maxLength={60}
            dir="auto"
            value={search?.typed ?? ""}
            aria-describedby="sok-hjelp"
          />
          <button type="submit">
            <Icon name="search" />
            {words.place.search}
          </button>
          <p id="sok-hjelp" class="quiet">
            {words.place.help}
          </p>
        </form>
        {search &&
          (search.found.length === 0 ? (
            <p class="notice">{fill(words.place.none, { typed: <bdi>{search.typed}</bdi> })}</p>
          ) : (
            <>
              <p class="notice">{words.place.several}</p>
              <Links language={language} counts={counts} municipalities={search.found} />
            </>
          ))}
      </section>
      {active.length > 0 && (
        <section>
          <h2>{words.place.active}</h2>
          <Links language={language} counts={counts} municipalities={active} />
        </section>
      )}
      <section>
        <h2>{words.place.all}</h2>
        {allCounties.map((county) => (
          <details key={county.number} class="county">
            <summary>
              <Name>{county.name}</Name>
            </summary>
            <ul class="plain">
              {allMunicipalities
                .filter(({ countyNumber }) => countyNumber === county.number)
                .map((municipality) => (
                  <li key={municipality.number}>
                    <a href={pathOf(code, { kind: "municipality", municipality })} lang="no" dir="auto">
                      {municipality.name}
                    </a>
                  </li>
                ))}
            </ul>
          </details>
        ))}
      </section>
    </Frame>
  );
};

type LinksProps = Pick<FrontPageProps, "counts" | "language"> & { readonly municipalities: readonly Municipality[] };

/** Two municipalities are called Herøy, and two Våler: the county tells them apart. */
const Links = ({ language, counts, municipalities }: LinksProps) => (
  <ul class="choices">
    {municipalities.map((municipality) => {
      const count = counts.get(municipality.number);
      return (
        <li key={municipality.number}>
          <a href={pathOf(language.code, { kind: "municipality", municipality })}>
            <Name>{municipality.name}</Name>
            <small>
              <Name>{findCounty(municipality.countyNumber)?.name}</Name>
              {count !== undefined && ` · ${language.number(count)}`}
            </small>
          </a>
        </li>
      );
    })}
  </ul>
);
