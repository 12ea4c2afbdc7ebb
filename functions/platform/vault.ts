/** The only door to S3: a bucket whose objects are written once, and by its lock neither changed nor deleted by anybody. */
import {
  GetObjectCommand,
  ListObjectsV2Command,
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

/** Keys that begin with a prefix, in their order. */
export const keysOf = async (prefix: string): Promise<string[]> => {
  const keys: string[] = [];
  let token: string | undefined;
  do {
    const page = await client.send(
      new ListObjectsV2Command({ Bucket: bucket(), Prefix: prefix, ...(token && { ContinuationToken: token }) }),
    );
    keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return keys.sort();
};

/** The text under a key that is there. */
export const read = async (key: string): Promise<string> => {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket(), Key: key }));
  if (!Body) throw new Error(`The object ${key} is empty.`);
  return Body.transformToString();
};
