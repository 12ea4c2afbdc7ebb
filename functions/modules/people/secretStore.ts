import { notFound } from "#platform/refusal";
import { holdsAt, type Retention } from "#platform/retention";
import { type Change, Entity, get, item, number, put, remove, string, table } from "#platform/table";

/** As long as the longest wait for an answer. */
export const secretsKept: Retention = { kind: "Secret", days: 30, isPersonal: true };

/** What a secret in a letter opens. The secret itself is nowhere but in the letter. */
const secrets = new Entity({
  name: "Secret",
  table,
  timestamps: false,
  schema: item({
    secretHash: string().key(),
    opens: string().enum("INVITATION", "REQUEST"),
    bodyKey: string(),
    /** The invitation's id, or the ref of who asks. */
    of: string(),
    expiresAt: number(),
  }),
  computeKey: ({ secretHash }: { secretHash: string }) => ({ pk: `SECRET#${secretHash}`, sk: "-" }),
});

/** That a secret opens an invitation, or the answer to a request of who asks. */
export const putSecret = (
  secretHash: string,
  opens: "INVITATION" | "REQUEST",
  bodyKey: string,
  of: string,
  expiresAt: number,
) => put(secrets, { secretHash, opens, bodyKey, of, expiresAt }, undefined, notFound);

/** Takes a secret away: its link then opens nothing. */
export const removeSecret = (secretHash: string): Change => remove(secrets, { secretHash }, undefined, notFound);

/** What the secret opens, while it holds. */
export const opened = async (secretHash: string, opens: "INVITATION" | "REQUEST", at: Date) => {
  const secret = await get(secrets, { secretHash });
  return secret?.opens === opens && holdsAt(at)(secret) ? secret : undefined;
};
