/** The one way to the server: a typed GraphQL operation in, its data or a `Refused` out. */
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { print } from "graphql";
import { actFor, actingFor } from "./actingFor.ts";
import { accessToken } from "./session.ts";

export type Problem = { readonly field: string; readonly code: string };

/** The server said no: a stable code, what it says is possible, and what is wrong with which field. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly code: string;
  readonly problems: readonly Problem[];
  constructor(code: string, message: string, problems: readonly Problem[] = []) {
    super(message);
    this.code = code;
    this.problems = problems;
  }
}

type Answer<Data> = {
  readonly data?: Data | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: { readonly code?: string; readonly problems?: readonly Problem[] };
  }[];
};

const codeOfStatus: Readonly<Record<number, string>> = { 401: "UNAUTHENTICATED", 403: "FORBIDDEN", 429: "TOO_MANY" };

/** Runs an operation. Throws `Refused` with `NETWORK` when nobody answers and `UNEXPECTED` when the answer is not one. */
export const request = async <Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Data> => {
  const token = await accessToken();
  const body = actingFor();
  if (token === null) throw new Refused("UNAUTHENTICATED", "Nobody is signed in.");
  let response: Response;
  try {
    response = await fetch("/graphql", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${token}`,
        ...(body !== null && { "samspill-acting-for": body }),
      },
      body: JSON.stringify({ query: print(document), variables }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new Refused("NETWORK", "The server does not answer.");
  }
  const answer = await (response.json() as Promise<Answer<Data>>).catch((): Answer<Data> => ({}));
  const [error] = answer.errors ?? [];
  if (error?.extensions?.code === "NOT_YOUR_BODY") {
    // The role has been taken away, or another person has signed in here: then the choice is theirs anew.
    actFor(null);
    if (body !== null) return request(document, variables, signal);
  }
  if (error !== undefined)
    throw new Refused(
      // Whatever is wrong with a token, the remedy is to sign in.
      response.status === 401 ? "UNAUTHENTICATED" : (error.extensions?.code ?? "UNEXPECTED"),
      error.message,
      error.extensions?.problems,
    );
  if (answer.data === undefined || answer.data === null)
    throw new Refused(codeOfStatus[response.status] ?? "UNEXPECTED", `The server answered ${response.status}.`);
  return answer.data;
};
