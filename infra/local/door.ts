/** The front door of a laptop: console, API, sign-in and explorer at one address, as CloudFront and API Gateway give them. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { join } from "node:path";
import sirv from "sirv";
import {
  contentSecurityPolicy,
  dataSecurityPolicy,
  pageSecurityPolicy,
  permissionsPolicy,
} from "../securityHeaders.ts";
import { makeExplorer } from "./explorer.ts";
import { gatewayEvent, sendGatewayResult } from "./gatewayEvent.ts";
import { root } from "./home.ts";
import { clientId, identityPath, makeIdentity } from "./identity.ts";
import type { Lambda } from "./lambda.ts";
import { makeMaskinporten, maskinportenPath } from "./maskinporten.ts";
import { makeMailbox } from "./mailbox.ts";
import { StartProblem } from "./startProblem.ts";

/** The API's own limit of a request's body, in bytes; what is longer is refused before anything reads it. */
const bodyLimit = 256 * 1024;

export interface DoorSettings {
  port: number;
  /** Secret that proves to the API that a request came through this door. */
  originSecret: string;
  lambda: () => Lambda | undefined;
}

export interface Door {
  /** Such as `http://localhost:4000`. */
  base: string;
  stop(): Promise<void>;
}

/** Opens the door on the loopback address. @throws StartProblem when the port is taken. */
export const openDoor = async ({ port, originSecret, lambda }: DoorSettings): Promise<Door> => {
  const base = `http://localhost:${port}`;
  const identity = await makeIdentity(base);
  const maskinporten = makeMaskinporten(base);
  const explorer = makeExplorer(base);
  const mailbox = makeMailbox(base);
  const consoleFiles = sirv(join(root, "dist/console"), {
    dev: true,
    single: true,
    setHeaders: (response, path) => {
      // The build names these by their content.
      if (path.startsWith("/assets/")) response.setHeader("cache-control", "public, max-age=31536000, immutable");
    },
  });

  /** The gateway: a function that is asked by some methods. */
  const gateway = async (
    name: "graphql" | "calendar" | "noticeboard",
    methods: readonly string[],
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    response.setHeader("content-security-policy", name === "noticeboard" ? pageSecurityPolicy : dataSecurityPolicy);
    if (!methods.includes(request.method ?? "")) return sendJson(response, 404, { message: "Not Found" });
    const body = await readBody(request);
    if (body === undefined) return sendJson(response, 413, { message: "Request Entity Too Large" });
    const running = lambda();
    if (running === undefined) return sendJson(response, 503, { message: "Service Unavailable" });
    try {
      const event = gatewayEvent(request, body, { "x-origin-verify": originSecret });
      sendGatewayResult(response, await running.invoke(name, event));
    } catch (error) {
      console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      sendJson(response, 500, { message: "Internal Server Error" });
    }
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // Another site's name that leads to this machine must not get in with it (DNS rebinding).
    if (!isOurs(request.headers.host, port)) return sendJson(response, 403, { message: `This is ${base}.` });
    for (const [name, value] of Object.entries(headersOfAll)) response.setHeader(name, value);
    const { pathname } = new URL(request.url ?? "/", base);
    if (pathname === "/graphql") return gateway("graphql", ["GET", "POST", "OPTIONS"], request, response);
    if (pathname.startsWith("/calendar/")) return gateway("calendar", ["GET", "HEAD"], request, response);
    if (pathname.startsWith("/aktiviteter")) return gateway("noticeboard", ["GET", "HEAD"], request, response);
    if (pathname.startsWith(`${identityPath}/`)) return identity(request, response);
    if (pathname.startsWith(maskinportenPath)) return maskinporten(request, response);
    if (pathname === "/mailbox") return mailbox(request, response);
    if (pathname === "/explorer" || pathname.startsWith("/explorer/")) return explorer(request, response);
    if (pathname === "/config.json")
      return sendJson(response, 200, { authority: `${base}${identityPath}`, clientId, stage: "local" });
    response.setHeader("content-security-policy", contentSecurityPolicy());
    consoleFiles(request, response, () => sendJson(response, 404, { message: "Not Found" }));
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent) sendJson(response, 500, { message: "Internal Server Error" });
      else response.destroy();
    });
  });
  await listen(server, port);
  return {
    base,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

/** As CloudFront adds to every answer, but for what only makes sense over https. */
const headersOfAll = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "permissions-policy": permissionsPolicy,
  "cross-origin-opener-policy": "same-origin",
};

const isOurs = (host: string | undefined, port: number): boolean =>
  host === `localhost:${port}` || host === `127.0.0.1:${port}` || (port === 80 && host === "localhost");

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === "EADDRINUSE"
          ? `Port ${port} is taken by another program. Stop it, or choose another port: npm start -- --port ${port + 1}`
          : error.code === "EACCES"
            ? `Port ${port} may not be used by you. Choose another: npm start -- --port 4000`
            : `Port ${port} could not be opened: ${error.message}`;
      reject(new StartProblem(reason));
    });
    server.listen(port, "127.0.0.1", resolve);
  });

/** The whole body, or undefined when it is longer than the limit. */
const readBody = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  if (Number(request.headers["content-length"] ?? 0) > bodyLimit) return undefined;
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    length += (part as Buffer).length;
    if (length > bodyLimit) return undefined;
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts);
};

const sendJson = (response: ServerResponse, status: number, value: unknown): void => {
  // What was not read would stand in the way of the connection's next request.
  if (status === 413) response.setHeader("connection", "close");
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(value));
};
