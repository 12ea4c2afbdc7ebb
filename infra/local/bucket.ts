/** A stand-in for S3 with an object lock: what is written once under a key stays, in files of this laptop. */
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";

export interface Bucket {
  /** Address for AWS_ENDPOINT_URL_S3. */
  endpoint: string;
  stop(): Promise<void>;
}

/** Keys are letters, digits, dots and hyphens between slashes, which is all ours have. */
const address = /^\/[\w-]+\/?((?:[\w-][\w.-]*\/)*[\w-][\w.-]*)?$/;

/** Starts it on a free port of the loopback address, with its objects as files in `dir`. */
export const startBucket = async (dir: string): Promise<Bucket> => {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    const found = address.exec(pathname);
    if (!found) return send(response, 400, fault("InvalidRequest"));
    const key = found[1];
    if (request.method === "GET" && key === undefined)
      return send(response, 200, listing(dir, searchParams.get("prefix") ?? ""));
    if (key === undefined) return send(response, 405, fault("MethodNotAllowed"));
    const file = join(dir, key);
    if (request.method === "GET")
      return existsSync(file)
        ? send(response, 200, readFileSync(file, "utf8"))
        : send(response, 404, fault("NoSuchKey"));
    if (request.method !== "PUT") return send(response, 403, fault("AccessDenied"));
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    if (existsSync(file)) return send(response, 412, fault("PreconditionFailed"));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, Buffer.concat(parts));
    send(response, 200, "");
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => send(response, 500, fault("InternalError")));
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const listing = (dir: string, prefix: string): string => {
  const keys = globSync("**/*", { cwd: dir, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(dir.length + 1)
        .replaceAll("\\", "/"),
    )
    .filter((key) => key.startsWith(prefix))
    .sort();
  // Each has the one version it was written in.
  const versions = keys
    .map((key) => `<Version><Key>${key}</Key><VersionId>first</VersionId><IsLatest>true</IsLatest></Version>`)
    .join("");
  return `<?xml version="1.0"?><ListVersionsResult><IsTruncated>false</IsTruncated>${versions}</ListVersionsResult>`;
};

const fault = (code: string): string => `<?xml version="1.0"?><Error><Code>${code}</Code></Error>`;

const send = (response: ServerResponse, status: number, body: string): void => {
  response.writeHead(status, { "content-type": body.startsWith("<") ? "application/xml" : "application/json" });
  response.end(body);
};
