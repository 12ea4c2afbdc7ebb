/** Organisations selected in the list, with the tags each had when it was selected; kept while the tab is open. */
import { useSyncExternalStore } from "react";
import type { OrganisationRowFragment } from "#schema/operations";

export type Selected = Pick<OrganisationRowFragment, "id" | "name"> & { readonly tags: readonly string[] };

let selected: ReadonlyMap<string, Selected> = new Map();
const listeners = new Set<() => void>();

const change = (next: ReadonlyMap<string, Selected>): void => {
  selected = next;
  for (const tell of listeners) tell();
};

const listen = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const selectedOf = ({ id, name, local }: OrganisationRowFragment): [string, Selected] => [
  id,
  { id, name, tags: local.tags },
];

/** Selects all of the rows, or none of them. */
const select = (rows: readonly OrganisationRowFragment[], on: boolean): void => {
  const next = new Map(selected);
  for (const row of rows) {
    if (on) next.set(...selectedOf(row));
    else next.delete(row.id);
  }
  change(next);
};

export const useSelection = () => ({
  selected: useSyncExternalStore(listen, () => selected),
  select,
  clear: () => change(new Map()),
});
