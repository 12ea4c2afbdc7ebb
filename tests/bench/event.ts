/** A request as the API's gateway hands it on. */

/** What the front door proves itself by. */
export const originSecret = "the front door of the bench";

/** By the caseworker that `settings` has signed in; by nobody without them. */
export const requestOf = (
  query: string,
  variables: Readonly<Record<string, unknown>>,
  settings: NodeJS.ProcessEnv | undefined,
) => ({
  requestContext: { http: { method: "POST" } },
  headers: {
    "content-type": "application/json",
    "x-origin-verify": originSecret,
    ...(settings && { authorization: `Bearer ${settings["BENCH_TOKEN"] ?? ""}` }),
  },
  rawQueryString: "",
  body: JSON.stringify({ query, variables }),
  isBase64Encoded: false,
});
