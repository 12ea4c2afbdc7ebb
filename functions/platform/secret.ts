/** Secrets that are sent: as long as no guessing helps, and those in letters kept only as hashes. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** 256 bits. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

export const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("base64url");

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Whether what was sent is the secret; how long that takes tells nothing of either. */
export const isSame = (sent: string, secret: string): boolean => timingSafeEqual(digest(sent), digest(secret));
