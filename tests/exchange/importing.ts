/** Ways in which tests import: a file as it is sent, what it would become, and the import itself. */
import { ask, newKey } from "#world";

type Who = Parameters<typeof ask>[0];

/** A file as people send it: a text in UTF-8, or bytes as they are. */
const sent = (file: string | Uint8Array): string => Buffer.from(file).toString("base64");

export type Problem = { readonly field: string; readonly code: string };
export type Row = {
  readonly row: number;
  readonly line: number;
  readonly title: string | null;
  readonly cells: readonly { readonly column: string; readonly text: string }[];
  readonly draft: {
    readonly title: string;
    readonly summary: string;
    readonly category: { readonly code: string };
    readonly placeName: string;
    readonly municipality: { readonly number: string };
    readonly schedules: readonly {
      readonly words: string;
      readonly startsOn: string;
      readonly startsAt: string;
      readonly endsAt: string;
      readonly repeats: object | null;
    }[];
    readonly changedTimes: number;
    readonly ageFrom: number | null;
    readonly ageTo: number | null;
    readonly price: { readonly amount: number; readonly per: string };
    readonly languageLevel: string;
  } | null;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly matches: readonly {
    readonly kind: string;
    readonly isUnchanged: boolean;
    readonly activity: { readonly id: string; readonly version: number; readonly title: string };
  }[];
  readonly suggestion: string;
};
export type Preview = {
  readonly format: string;
  readonly encoding: string;
  readonly unknownColumns: readonly string[];
  readonly rows: readonly Row[];
};

const refuse = (errors: Awaited<ReturnType<typeof ask>>["errors"]): void => {
  const extensions = errors[0]?.extensions;
  if (extensions) throw Object.assign(new Error(String(extensions["code"])), { extensions });
};

export const preview = async (
  who: Who,
  organiser: string,
  file: string | Uint8Array,
  more: object = {},
): Promise<Preview> => {
  const { data, errors } = await ask<{ importPreview: Preview }>(
    who,
    `query ($input: ImportFileInput!) {
      importPreview(input: $input) {
        format encoding unknownColumns
        rows {
          row line title suggestion
          cells { column text }
          draft {
            title summary category { code } placeName municipality { number }
            schedules { words startsOn startsAt endsAt repeats { frequency interval weekdays weekOfMonth until count } }
            changedTimes ageFrom ageTo price { amount per } languageLevel
          }
          problems { field code }
          warnings { field code }
          matches { kind isUnchanged activity { id version title } }
        }
      }
    }`,
    { input: { organiserId: `organisation:${organiser}`, file: sent(file), ...more } },
    actingFor(who, organiser),
  );
  refuse(errors);
  return data.importPreview;
};

export type Imported = {
  readonly id: string;
  readonly total: number;
  readonly done: number;
  readonly rows: readonly {
    readonly row: number;
    readonly outcome: string;
    readonly awaitsReason: boolean;
    readonly activity: {
      readonly id: string;
      readonly version: number;
      readonly title: string;
      readonly state: string;
    };
  }[];
};

export const importing = async (
  who: Who,
  organiser: string,
  file: string | Uint8Array,
  choices: readonly object[],
  more: object = {},
  key = newKey(),
): Promise<Imported> => {
  const { data, errors } = await ask<{ importActivities: { import: Imported } }>(
    who,
    `mutation ($input: ImportActivitiesInput!, $key: ID!) {
      importActivities(input: $input, idempotencyKey: $key) {
        import { id total done rows { row outcome awaitsReason activity { id version title state } } }
      }
    }`,
    { input: { organiserId: `organisation:${organiser}`, file: sent(file), choices, ...more }, key },
    actingFor(who, organiser),
  );
  refuse(errors);
  return data.importActivities.import;
};

/** One who belongs to several bodies says for which. */
const actingFor = (who: Who, organiser: string): Record<string, string> =>
  who === "member" ? { "samspill-acting-for": `organisation:${organiser}` } : {};

/** Every row is new. */
export const allNew = (count: number): object[] =>
  Array.from({ length: count }, (_, n) => ({ row: n + 1, choice: "CREATE" }));
