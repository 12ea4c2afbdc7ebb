/** Who may call the functions behind CloudFront: CloudFront alone, as it carries the firewall. */
import { createHash, timingSafeEqual } from "node:crypto";
import { env } from "./env.ts";

const digest = (value: string): Buffer => createHash("sha256").update(value).digest();
/** What CloudFront may prove itself by: two while one of them is being changed. */
const proofs = (env.originSecret ?? "").split(",").filter(Boolean).map(digest);

/** Whether a request came through CloudFront, which says so in a header of its own. */
export const cameByTheFrontDoor = (headers: Readonly<Record<string, string>>): boolean => {
  const proof = digest(headers["x-origin-verify"] ?? "");
  return proofs.some((known) => timingSafeEqual(known, proof));
};
