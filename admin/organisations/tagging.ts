/** What tagging does to each organisation, turned round: how many at a time, and the changes that undo it. */
import type { TagOrganisationsInput } from "#schema/operations";
import type { Selected } from "./selection.ts";

/** The server tags all or none, and a transaction holds no more. */
export const mostTagged = 30;

/**
 * The changes that bring the tags back. An organisation that had a tag already keeps it, so those that had the same of them
 * share a change.
 */
export const undoOf = (
  organisations: readonly Selected[],
  { add, remove }: Pick<TagOrganisationsInput, "add" | "remove">,
): TagOrganisationsInput[] => {
  const changes = new Map<string, { organisationIds: string[]; add: string[]; remove: string[] }>();
  for (const { id, tags } of organisations) {
    const back = { add: remove.filter((tag) => tags.includes(tag)), remove: add.filter((tag) => !tags.includes(tag)) };
    if (back.add.length === 0 && back.remove.length === 0) continue;
    const key = JSON.stringify(back);
    const change = changes.get(key) ?? { organisationIds: [], ...back };
    change.organisationIds.push(id);
    changes.set(key, change);
  }
  return [...changes.values()];
};
