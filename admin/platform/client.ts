/** The one way to the server: a typed GraphQL operation in, its data or a `Refused` out. */
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { print } from "graphql";
import { actFor, actingFor } from "./actingFor.ts";
import { accessToken, forgetSession } from "./session.ts";

export type Problem = { readonly field: string; readonly code: string };

/** The server said no: a stable code, what it says is possible, and what is wrong with which field. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly code: string;
  readonly problems: readonly Problem[];
  /** Everything said beside the code. */
  readonly details: Readonly<Record<string, unknown>>;
  constructor(
    code: string,
    message: string,
    problems: readonly Problem[] = [],
    details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.code = code;
    this.problems = problems;
    this.details = details;
  }
}

/** Codes that leave open whether a change was made. */
const open: ReadonlySet<string> = new Set(["NETWORK", "UNEXPECTED", "INTERNAL_SERVER_ERROR", "BUSY"]);

/** Nobody knows whether the change came through: asked again under the same idempotency key, it has one effect. */
export const mayBeDone = (error: unknown): boolean => !(error instanceof Refused) || open.has(error.code);

type Answer<Data> = {
  readonly data?: Data | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: { readonly code?: string; readonly problems?: readonly Problem[] };
  }[];
};

const codeOfStatus: Readonly<Record<number, string>> = { 401: "UNAUTHENTICATED", 403: "FORBIDDEN", 429: "TOO_MANY" };

type Told<Data> = { readonly status: number; readonly answer: Answer<Data> };

/** Throws `Refused` with `NETWORK` when nobody answers. */
const post = async <Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  headers: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<Told<Data>> => {
  let response: Response;
  try {
    response = await fetch("/graphql", {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ query: print(document), variables }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new Refused("NETWORK", "The server does not answer.");
  }
  const answer = await (response.json() as Promise<Answer<Data>>).catch((): Answer<Data> => ({}));
  return { status: response.status, answer };
};

/** Throws `Refused`, with `UNEXPECTED` when the answer is not one. */
const dataOf = <Data>({ status, answer }: Told<Data>): Data => {
  const [error] = answer.errors ?? [];
  if (error !== undefined)
    throw new Refused(
      error.extensions?.code ?? "UNEXPECTED",
      error.message,
      error.extensions?.problems,
      error.extensions,
    );
  if (answer.data === undefined || answer.data === null)
    throw new Refused(codeOfStatus[status] ?? "UNEXPECTED", `The server answered ${status}.`);
  return answer.data;
};

/** Runs an operation for the person who is signed in. */
export const request = async <Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Data> => {
  const token = await accessToken();
  const body = actingFor();
  if (token === null) throw new Refused("UNAUTHENTICATED", "Nobody is signed in.");
  const headers = { authorization: `Bearer ${token}`, ...(body !== null && { "samspill-acting-for": body }) };
  const told = await post(document, variables, headers, signal);
  const [error] = told.answer.errors ?? [];
  if (error?.extensions?.code === "NOT_YOUR_BODY") {
    // The role has been taken away, or another person has signed in here: then the choice is theirs anew.
    actFor(null);
    if (body !== null) return request(document, variables, signal);
  }
  // Whatever is wrong with a token, the remedy is to sign in.
  if (told.status === 401) {
    // Before anybody is told: a form that goes keeps what was written in it when nobody is signed in any more.
    await forgetSession();
    throw new Refused("UNAUTHENTICATED", error?.message ?? "Nobody is signed in.");
  }
  return dataOf(told);
};

/** Runs an operation for who has not signed in, and holds a newcomer's code where one is given. */
export const requestOpenly = async <Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  code?: string,
): Promise<Data> =>
  dataOf(await post(document, variables, code === undefined ? {} : { authorization: `Code ${code}` }));
