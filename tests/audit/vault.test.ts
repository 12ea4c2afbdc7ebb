/** Who got past the bucket's policy has laid something over what was kept: the first version is read all the same. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";

const versionOf = (key: string, id: string): string =>
  `<Version><Key>${key}</Key><VersionId>${id}</VersionId></Version>`;

/** As S3 lists them: by key, the newest of each first; the second page begins within the first key. */
const pages: Readonly<Record<string, string>> = {
  "": `<IsTruncated>true</IsTruncated><NextKeyMarker>audit/a</NextKeyMarker><NextVersionIdMarker>forged</NextVersionIdMarker>
    <DeleteMarker><Key>audit/b</Key><VersionId>marker</VersionId></DeleteMarker>${versionOf("audit/a", "forged")}`,
  forged: `<IsTruncated>false</IsTruncated>${versionOf("audit/a", "first")}${versionOf("audit/b", "only")}`,
};

const server = createServer((request, response) => {
  const { searchParams } = new URL(request.url ?? "/", "http://localhost");
  const listed = pages[searchParams.get("version-id-marker") ?? ""];
  response.end(
    searchParams.has("versions")
      ? `<?xml version="1.0"?><ListVersionsResult>${listed}</ListVersionsResult>`
      : `the ${searchParams.get("versionId")} one`,
  );
});
let vault: typeof import("#platform/vault");

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  process.env["AWS_ENDPOINT_URL_S3"] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  vault = await import("#platform/vault");
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

it("reads what was written first under each key, hidden or not", async () => {
  const kept = await vault.keptUnder("audit/");
  expect(kept.map(({ key }) => key)).toEqual(["audit/a", "audit/b"]);
  expect(await Promise.all(kept.map(vault.read))).toEqual(["the first one", "the only one"]);
});
