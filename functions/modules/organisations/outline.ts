/** An organisation in outline: what the catalogue knows of it, which is all that many lists ask for. */
import { catalogue } from "./catalogue.ts";
import type { Columns } from "./columns.ts";
import { kinds, type Organisation, statuses } from "./organisation.ts";

/** Fields that are answered from an outline. */
const outlined: ReadonlySet<string> = new Set([
  "__typename",
  "id",
  "orgNumber",
  "name",
  "kind",
  "status",
  "inVoluntaryRegister",
  "voluntaryRegisterSince",
  "municipality",
  "county",
  "parent",
  "branches",
  "version",
]);

export const isOutlined = (fields: ReadonlySet<string>): boolean => [...fields].every((field) => outlined.has(field));

/** Organisations as far as those fields ask, in the order of their keys; undefined where one is gone. */
export const outlinesOf = async (now: Date, keys: readonly string[]): Promise<(Organisation | undefined)[]> => {
  const { columns } = await catalogue(now);
  return keys.map((key) => outlineOf(columns, key));
};

const outlineOf = ({ column, rest, strings, slotOf }: Columns, key: string): Organisation | undefined => {
  const slot = slotOf(key);
  if (slot === undefined) return undefined;
  const text = (of: Uint16Array): string | undefined => strings.stringOf(of[slot] as number) || undefined;
  const outline = {
    key,
    kind: kinds[column.kind[slot] as number],
    version: column.version[slot],
    facts: {
      // A number is the key of whoever has one.
      orgNumber: /^\d{9}$/.test(key) ? key : undefined,
      name: rest.names[slot],
      status: statuses[column.status[slot] as number],
      inVoluntaryRegister: column.voluntary[slot] === 1,
      voluntaryRegisterSince: rest.since[slot] || undefined,
      municipalityNumber: text(column.municipality),
      countyNumber: text(column.county),
      parentKey: rest.parents[slot] || undefined,
    },
  };
  return outline as unknown as Organisation;
};
