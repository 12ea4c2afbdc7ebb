/** `/explorer`: Altair, served from this machine, with our own examples and somebody already signed in. */
import { getDistDirectory, isSandboxFrame, renderAltair, renderInitSnippet, SANDBOX_FRAME_CSP } from "altair-static";
import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import sirv from "sirv";
import { signIn } from "./signIn.ts";

/** Altair compiles what people write before and after a request, so it may evaluate; but it reaches this machine alone. */
const policy = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "frame-ancestors 'self'",
].join("; ");

/** Each example begins with a comment at the line's beginning, whose first line is its name. */
const examples = (): { initialName: string; initialQuery: string }[] =>
  readFileSync(join(import.meta.dirname, "examples.graphql"), "utf8")
    .split(/(?<=^}\n)\n/m)
    .map((text) => ({ initialName: /^# (.*)/.exec(text)?.[1] ?? "", initialQuery: text.trim() }));

/** Answers everything under `/explorer/` of a Samspill at `base`. */
export const makeExplorer = (base: string) => {
  const files = sirv(getDistDirectory(), { dev: false, etag: true });
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = new URL(request.url ?? "/", base).pathname.slice("/explorer".length);
    response.setHeader("content-security-policy", isSandboxFrame(path) ? SANDBOX_FRAME_CSP : policy);
    // The explorer shows its own files in frames.
    response.setHeader("x-frame-options", "SAMEORIGIN");
    const send = (type: string, text: string): void => {
      response.writeHead(200, { "content-type": `${type}; charset=utf-8`, "cache-control": "no-store" });
      response.end(text);
    };
    const render = { baseURL: "/explorer/", serveInitialOptionsInSeperateRequest: "initial_options.js" };
    if (path === "") return void response.writeHead(308, { location: "/explorer/" }).end();
    if (path === "/") return send("text/html", renderAltair(render));
    if (path === "/initial_options.js") {
      const { access_token: token } = await signIn(base, "coordinator");
      const initialHeaders = { Authorization: `Bearer ${token}` };
      const window = { endpointURL: `${base}/graphql`, initialHeaders };
      const options = {
        ...window,
        initialWindows: examples().map((example) => ({ ...window, ...example })),
        // A token kept by the browser would be an old one at the next visit.
        preserveState: false,
        disableAccount: true,
      };
      return send("text/javascript", renderInitSnippet(options));
    }
    request.url = path;
    files(request, response, () => void response.writeHead(404).end());
  };
};
