/** Lists of organisations for react-admin: its filters and numbered pages, asked for as the interface wants them. */
import {
  ListOrganisationsDocument,
  SkipOrganisationsDocument,
  type OrganisationFilter,
  type OrganisationOrder,
} from "#schema/operations";
import type { GetListParams, GetListResult } from "react-admin";
import { request } from "../platform/client.ts";
import { cursorAfter, rememberCursor } from "../platform/cursors.ts";
import { capabilities, kinds, orders, profileStates, reachables, statuses } from "./choices.ts";

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each: unknown) => typeof each === "string").filter((each) => each !== "") : [];

/** Null where nothing is chosen: the interface then leaves the filter out. */
const chosen = (value: unknown): string[] | null => {
  const texts = textsOf(value);
  return texts.length === 0 ? null : texts;
};

const chosenAmong = <Code extends string>(codes: readonly Code[], value: unknown): Code[] | null => {
  const texts = textsOf(value);
  const found = codes.filter((code) => texts.includes(code));
  return found.length === 0 ? null : found;
};

/** A filter as it stands in an address, which anyone may have written: what is not known is left out. */
export const readFilter = (values: Readonly<Record<string, unknown>>): OrganisationFilter => ({
  search: typeof values["search"] === "string" && values["search"].trim() !== "" ? values["search"].trim() : null,
  municipalities: chosen(values["municipalities"]),
  counties: chosen(values["counties"]),
  icnpo: chosen(values["icnpo"]),
  forms: chosen(values["forms"]),
  kinds: chosenAmong(kinds, values["kinds"]),
  statuses: chosenAmong(statuses, values["statuses"]),
  capabilities: chosenAmong(capabilities, values["capabilities"]),
  profileStates: chosenAmong(profileStates, values["profileStates"]),
  reachable: reachables.find((one) => one === values["reachable"]) ?? null,
  inVoluntaryRegister: typeof values["inVoluntaryRegister"] === "boolean" ? values["inVoluntaryRegister"] : null,
  tags: chosen(values["tags"]),
});

export const readOrder = (field: string | undefined): OrganisationOrder =>
  orders.find((order) => order === field) ?? "NAME_ASC";

/** The address of the list with a filter. */
export const listAddress = (filter: OrganisationFilter, order?: OrganisationOrder): string =>
  `/organisations?${new URLSearchParams({
    filter: JSON.stringify(Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null))),
    page: "1",
    ...(order !== undefined && { sort: order, order: "ASC" }),
  })}`;

export const listOrganisations = async ({
  filter,
  pagination = { page: 1, perPage: 25 },
  sort,
  signal,
}: GetListParams & { signal?: AbortSignal }): Promise<GetListResult> => {
  const variables = { filter: readFilter(filter), orderBy: readOrder(sort?.field) };
  const list = JSON.stringify(variables);
  const before = (pagination.page - 1) * pagination.perPage;
  const after = await cursorAfter(list, before, async (first, cursor) => {
    const skipped = await request(SkipOrganisationsDocument, { ...variables, first, after: cursor }, signal);
    return skipped.organisations.pageInfo;
  });
  // The list has become shorter than the page asked for: react-admin then goes to the first.
  if (after === undefined) return { data: [], total: 0 };
  const { organisations } = await request(
    ListOrganisationsDocument,
    { ...variables, first: pagination.perPage, after },
    signal,
  );
  rememberCursor(list, before + organisations.nodes.length, organisations.pageInfo.endCursor);
  return { data: [...organisations.nodes], total: organisations.totalCount };
};
