import { useMemo } from "react";
import { type ActivityFilter, ListSessionsDocument, type ListedSessionFragment } from "#schema/operations";
import { useFormat } from "../platform/format.ts";
import { useAllPages } from "../platform/useAllPages.ts";

/** Hundreds of times that are read at most: a page that shows more is narrowed by who looks at it. */
const mostPages = 5;

/** What a view of a period is given. */
export type PeriodProps = {
  readonly filter: ActivityFilter;
  /** A day of the period that is shown; that of today where it is none. */
  readonly from: string | null;
  readonly onMove: (day: string) => void;
};

/** Times are asked for within places alone: the server looks for those of all Norway for nobody. */
export const isNarrow = ({ municipalities, counties, near }: ActivityFilter): boolean =>
  (municipalities?.length ?? 0) > 0 || (counties?.length ?? 0) > 0 || near != null;

/** The times between two days of the activities that fit, by the day they begin. */
export const useSessions = (filter: ActivityFilter, from: string, until: string) => {
  const { dayOf } = useFormat();
  const { pages, ...state } = useAllPages(
    ListSessionsDocument,
    (after) => ({ filter, from, until, after }),
    (page) => page.sessions.pageInfo,
    mostPages,
  );
  const byDay = useMemo(() => {
    const days = new Map<string, ListedSessionFragment[]>();
    for (const { sessions } of pages)
      for (const session of sessions.nodes) {
        const day = dayOf(session.startsAt);
        days.set(day, [...(days.get(day) ?? []), session]);
      }
    return days;
  }, [pages, dayOf]);
  return {
    ...state,
    shown: pages.reduce((sum, { sessions }) => sum + sessions.nodes.length, 0),
    total: pages[0]?.sessions.totalCount ?? 0,
    sessionsOn: (day: string): readonly ListedSessionFragment[] => byDay.get(day) ?? [],
  };
};
