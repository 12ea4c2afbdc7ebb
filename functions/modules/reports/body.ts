/** A body that reports are made of, and what a report of it is about. */
import type { ActivityRow } from "#modules/activities";
import type { Kind } from "./report.ts";

/** The municipality is the body itself, or where it is. */
export type Body = { readonly key: string; readonly kind: Kind; readonly municipality: string };

/** Of a municipality what takes place there; of a centre also what it or a unit of it arranges elsewhere. */
export const reachOf = ({ key, kind, municipality }: Body) => {
  const isOwn = ({ organiserKey, organiser }: ActivityRow): boolean =>
    organiserKey === key || organiser.parentKey === key;
  const isThere = ({ facts }: ActivityRow): boolean => facts.place.municipality === municipality;
  return { isOwn, fits: (row: ActivityRow): boolean => isThere(row) || (kind === "RECEPTION_CENTRE" && isOwn(row)) };
};
