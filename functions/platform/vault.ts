/**
 * The only door to S3: a bucket in which what was written first under a key stays. Its policy lets nobody delete, nor write
 * without the condition that the key is free. Who changes the policy could lay a newer version or a delete marker over it; the
 * lock keeps the first version even then, and that is the one that is read here.
 */
import {
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { env } from "./env.ts";

// Pure, so that bundles which never write here leave S3 out.
const client = /* @__PURE__ */ new S3Client({ maxAttempts: 4, forcePathStyle: true });

/** Status of a write whose condition failed. */
const preconditionFailed = 412;

const bucket = (): string => {
  if (env.vault === undefined) throw new Error("The setting SAMSPILL_VAULT is missing.");
  return env.vault;
};

/** Writes a text under a key that is free; says whether it was. */
export const putOnce = async (key: string, text: string): Promise<boolean> => {
  try {
    await client.send(
      new PutObjectCommand({
        Bucket: bucket(),
        Key: key,
        Body: text,
        ContentType: "application/json",
        IfNoneMatch: "*",
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === preconditionFailed) return false;
    throw error;
  }
};

/** What was written first under a key, whatever has been laid over it since. */
export type Kept = { readonly key: string; readonly version: string };

/** All that was ever written under keys that begin with a prefix, in the order of keys. */
export const keptUnder = async (prefix: string): Promise<Kept[]> => {
  const first = new Map<string, string>();
  let next: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
  do {
    const page = await client.send(new ListObjectVersionsCommand({ Bucket: bucket(), Prefix: prefix, ...next }));
    // The newest of a key comes first, and the oldest is the last to be set.
    for (const { Key, VersionId } of page.Versions ?? []) if (Key && VersionId) first.set(Key, VersionId);
    next = page.IsTruncated ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker } : {};
  } while (next.KeyMarker !== undefined);
  return [...first].map(([key, version]) => ({ key, version })).sort((a, b) => (a.key < b.key ? -1 : 1));
};

/** The text of what is kept. */
export const read = async ({ key, version }: Kept): Promise<string> => {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket(), Key: key, VersionId: version }));
  if (!Body) throw new Error(`The object ${key} is empty.`);
  return Body.transformToString();
};
