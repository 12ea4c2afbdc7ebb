import type { ActivityFilter, ActivityState } from "#schema/operations";

const states: readonly ActivityState[] = ["TO_BE_CONFIRMED", "HIDDEN"];

/** Those of some activities that somebody must confirm, the ones that are hidden already among them. */
export const toConfirm = (filter: ActivityFilter): ActivityFilter => ({ ...filter, states });
