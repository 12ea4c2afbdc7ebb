/** GraphQL over HTTP, as its specification's own audits find it. */
import { serverAudits } from "graphql-http";
import { describe, expect, it } from "vitest";

// The audits look at the schema, which only the laptop's stage shows.
process.env["SAMSPILL_STAGE"] = "local";
const { requestEvent, send } = await import("#world");

/** The handler behind `fetch`: what API Gateway makes of a request, and of an answer. */
const fetchFn = async (address: string, init: RequestInit = {}): Promise<Response> => {
  const request = new Request(address, init);
  const body = await request.text();
  const answer = await send(
    requestEvent(body === "" ? undefined : body, {
      method: request.method,
      query: new URL(address).search.slice(1),
      // As our console says that it is no page that somebody was lured to.
      headers: { "apollo-require-preflight": "true", ...Object.fromEntries(request.headers) },
    }),
  );
  const headers = Object.entries(answer.headers ?? {}).map(([name, value]): [string, string] => [name, String(value)]);
  return new Response(answer.body ?? "", { status: answer.statusCode ?? 0, headers });
};

const audits = serverAudits({ url: "https://samspill.example/graphql", fetchFn });

/**
 * What the specification advises for clients from before it, and we do not do: a document that cannot be carried out is
 * answered with a 4xx whatever type was asked for, so that who counts failures at the front door counts these.
 */
const decidedOtherwise: readonly string[] = [
  "SHOULD use 200 status code on document parsing failure when accepting application/json",
  "SHOULD use 200 status code on document validation failure when accepting application/json",
  "SHOULD use a status code of 200 on variable coercion failure when accepting application/json",
];

describe("GraphQL over HTTP", () => {
  it("has its audits", () => {
    expect(audits.length).toBe(61);
  });

  it.each(audits.filter(({ name }) => !decidedOtherwise.includes(name)).map((audit) => [audit.name, audit] as const))(
    "%s",
    async (_, audit) => {
      const result = await audit.fn();
      expect(result.status === "ok" ? "ok" : `${result.status}: ${result.reason}`).toBe("ok");
    },
  );

  it.each(audits.filter(({ name }) => decidedOtherwise.includes(name)).map((audit) => [audit.name, audit] as const))(
    "we decided otherwise than: %s",
    async (_, audit) => {
      const result = await audit.fn();
      expect(result.status === "warn" && result.reason).toBe("Response status code is not 200");
    },
  );

  it("answers in the type that was asked for, and refuses one that it does not have", async () => {
    const typeFor = async (accept: string): Promise<string> => {
      const response = await fetchFn("https://samspill.example/graphql", {
        method: "POST",
        headers: { accept, "content-type": "application/json" },
        body: '{"query":"{ about { version } }"}',
      });
      return `${response.status} ${response.headers.get("content-type") ?? ""}`;
    };
    expect(await typeFor("application/graphql-response+json")).toBe(
      "200 application/graphql-response+json; charset=utf-8",
    );
    expect(await typeFor("application/json")).toBe("200 application/json; charset=utf-8");
    expect(await typeFor("*/*")).toBe("200 application/json; charset=utf-8");
    expect(await typeFor("text/html")).toMatch(/^406 /);
  });
});
