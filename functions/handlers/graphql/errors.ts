/** The one place where refusals become GraphQL errors, and where what is no refusal is masked. */
import type { ApolloServerPlugin } from "@apollo/server";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import type { Context } from "#platform/context";
import { log } from "#platform/log";
import { Refusal, type RefusalKind } from "#platform/refusal";

/** Codes that GraphQL itself, and our limits, refuse a request with: their messages quote the request's names, and nothing else. */
const codesOfRequests = new Set([
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "BAD_USER_INPUT",
  "BAD_REQUEST",
  "OPERATION_RESOLUTION_FAILURE",
  "PERSISTED_QUERY_NOT_SUPPORTED",
  "TOO_COMPLEX",
]);

/** Longest message given back: a request's own words are quoted in it. */
const longestMessage = 300;

/** A name as documents have it, or a type or path of such: nothing else that is quoted is ours to repeat. */
const isName = (quoted: string): boolean => /^[$@]?[_A-Za-z[][\w.[\]!]*$/.test(quoted);

/** GraphQL's words without the values in them: they may be somebody's. */
const bare = (message: string): string =>
  (message.startsWith("Syntax Error")
    ? message.replace(/\b(String|BlockString|Int|Float|Comment) ".*$/s, "$1.")
    : message
        .replace(/^Value ".*" does not exist in /s, "That value does not exist in ")
        .replace(/^Field ".*" is not defined by /s, "A field that was sent is not defined by ")
        .replace(/^Unknown operation named ".*"/s, "There is no operation by that name")
        .replace(/(has invalid value|, found|value:) .*$/s, "$1 …")
  ).replace(/"((?:[^"\\]|\\.)*)"/gs, (quoted, inner: string) => (isName(inner) ? quoted : "…"));

/** The same for a variable, of which it tells the value before the fault. */
const withoutValues = (message: string, fault: string): string => {
  const variable = /^(Variable "\$\w+") got invalid value /.exec(message)?.[1];
  if (variable === undefined || fault === message || !message.endsWith(fault)) return bare(message);
  const path = /( at "[\w.[\]]+"); $/.exec(message.slice(0, -fault.length))?.[1] ?? "";
  return `${variable} cannot be used${path}: ${bare(fault)}`;
};

export const formatError = (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
  const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error;
  const at = {
    ...(formatted.locations && { locations: formatted.locations }),
    ...(formatted.path && { path: formatted.path }),
  };
  if (cause instanceof Refusal)
    return { message: cause.message, ...at, extensions: { ...cause.details, kind: cause.kind, code: cause.code } };
  const code = formatted.extensions?.["code"];
  if (typeof code === "string" && codesOfRequests.has(code))
    return {
      ...formatted,
      message: withoutValues(formatted.message, cause instanceof Error ? cause.message : formatted.message).slice(
        0,
        longestMessage,
      ),
    };
  log.fault(cause);
  return {
    message: "Something went wrong on our side. It has been noted; try again in a while.",
    ...at,
    extensions: { code: "INTERNAL_SERVER_ERROR" },
  };
};

/** What HTTP has a status for; everything else is an answer in GraphQL's own way, with status 200. */
const statusOf: Partial<Record<RefusalKind, number>> = { Unauthenticated: 401, TooMany: 429 };

/** A refusal from before there was anything to execute. */
export const refusedAtTheDoor = (refusal: Refusal): GraphQLError =>
  new GraphQLError(refusal.message, {
    originalError: refusal,
    extensions: { http: { status: statusOf[refusal.kind] ?? 403 } },
  });

/** Tells the door and the log which refusals an answer holds. */
export const refusalStatus: ApolloServerPlugin<Context> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ errors, response, contextValue: { requestId } }) => {
      for (const error of errors ?? []) {
        const cause = error.originalError;
        if (!(cause instanceof Refusal)) continue;
        log.info("REQUEST_REFUSED", { requestId, errorCode: cause.code });
        const status = statusOf[cause.kind];
        if (status !== undefined) response.http.status = status;
        const seconds = cause.details["retryAfterSeconds"];
        if (typeof seconds === "number") response.http.headers.set("retry-after", String(seconds));
      }
    },
  }),
};
