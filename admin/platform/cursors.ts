/** Numbered pages over a connection that only knows cursors. */

type End = { readonly endCursor: string | null; readonly hasNextPage: boolean };
type Skip = (first: number, after: string | null) => Promise<End>;

/** The server gives at most 100 rows at a time. */
const longestStep = 100;
/** Lists remembered at once; a person seldom goes back further. */
const remembered = 30;

/** For each list, the cursors after so many rows. */
const lists = new Map<string, Map<number, string>>();

const cursorsOf = (list: string): Map<number, string> => {
  const found = lists.get(list) ?? new Map<number, string>();
  lists.delete(list);
  lists.set(list, found);
  const [oldest] = lists.keys();
  if (lists.size > remembered && oldest !== undefined) lists.delete(oldest);
  return found;
};

/** Remembers that `cursor` stands after the first `rows` rows of the list. */
export const rememberCursor = (list: string, rows: number, cursor: string | null): void => {
  if (cursor !== null) cursorsOf(list).set(rows, cursor);
};

/**
 * The cursor after the first `rows` rows of a list: remembered, or found by walking on from the nearest one known, in the
 * longest steps the server allows. Null stands for the beginning; undefined when the list is shorter.
 */
export const cursorAfter = async (list: string, rows: number, skip: Skip): Promise<string | null | undefined> => {
  const known = cursorsOf(list);
  let at = Math.max(0, ...[...known.keys()].filter((n) => n <= rows));
  let cursor = known.get(at) ?? null;
  while (at < rows) {
    const step = Math.min(longestStep, rows - at);
    const end = await skip(step, cursor);
    if (end.endCursor === null || !end.hasNextPage) return undefined;
    cursor = end.endCursor;
    at += step;
    known.set(at, cursor);
  }
  return cursor;
};
