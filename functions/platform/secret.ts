/** Secrets in letters: as long as no guessing helps, and kept only as hashes. */
import { createHash, randomBytes } from "node:crypto";

/** 256 bits. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

export const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("base64url");
