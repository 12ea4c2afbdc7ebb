/** Pages of lists as Relay connections, with cursors that are opaque, signed, and fit one list only. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { env } from "./env.ts";
import { Refusal } from "./refusal.ts";

/** The largest page; who asks for more gets this many. */
export const largestPage = 100;
/** The page of who does not say how many, and of who says null; the SDL's own default is the same. */
export const usualPage = 25;

/** What a connection's arguments ask for. */
export type PageRequest = { readonly first: number; readonly after: readonly string[] | undefined };

export type Page<Node> = {
  readonly nodes: readonly Node[];
  /** Where each node stands in the list's order. */
  readonly positions: readonly (readonly string[])[];
  /** Whether there are rows after the last of these. */
  readonly more: boolean;
};

/** A list's identity: its name and everything that decides its rows and their order, the reader included where rows differ by reader. */
export type ListIdentity = readonly unknown[];

const secret = (): string => {
  if (env.cursorSecret === undefined) throw new Error("The setting SAMSPILL_CURSOR_SECRET is missing.");
  return env.cursorSecret;
};

const sign = (list: ListIdentity, body: string): Buffer =>
  createHmac("sha256", secret()).update(JSON.stringify(list)).update("\n").update(body).digest().subarray(0, 16);

/** The cursor of a position in a list. */
export const cursorOf = (list: ListIdentity, position: readonly string[]): string => {
  const body = JSON.stringify(position);
  return Buffer.concat([sign(list, body), Buffer.from(body)]).toString("base64url");
};

const positionOf = (list: ListIdentity, cursor: string): readonly string[] => {
  const bytes = Buffer.from(cursor, "base64url");
  const body = bytes.subarray(16).toString();
  const genuine =
    bytes.length > 16 &&
    bytes.toString("base64url") === cursor &&
    timingSafeEqual(bytes.subarray(0, 16), sign(list, body));
  if (!genuine)
    throw new Refusal("Invalid", "BAD_CURSOR", "That cursor does not belong to this list: begin at its first page.");
  return JSON.parse(body) as string[];
};

/** Reads `first` and `after`: `first` is clamped to 100, a negative one refused (Relay connections). */
export const pageRequest = (
  list: ListIdentity,
  args: { readonly first?: number | null | undefined; readonly after?: string | null | undefined },
): PageRequest => {
  const first = args.first ?? usualPage;
  if (first < 0) throw new Refusal("Invalid", "BAD_PAGE_SIZE", "`first` is 0 to 100.");
  return {
    first: Math.min(first, largestPage),
    after: args.after === null || args.after === undefined ? undefined : positionOf(list, args.after),
  };
};

/** What the fields of a connection type are read from: its cursors are made only when they are asked for. */
export type Connection<Node> = {
  readonly nodes: readonly Node[];
  readonly edges: () => readonly { readonly node: Node; readonly cursor: () => string | null }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: () => string | null;
    readonly endCursor: () => string | null;
  };
};

export const connection = <Node>(list: ListIdentity, page: Page<Node>, request: PageRequest): Connection<Node> => {
  const cursorAt = (n: number): string | null => {
    const position = page.positions.at(n);
    return position === undefined ? null : cursorOf(list, position);
  };
  return {
    nodes: page.nodes,
    edges: () => page.nodes.map((node, n) => ({ node, cursor: () => cursorAt(n) })),
    pageInfo: {
      hasNextPage: page.more,
      hasPreviousPage: request.after !== undefined,
      startCursor: () => cursorAt(0),
      endCursor: () => cursorAt(-1),
    },
  };
};
