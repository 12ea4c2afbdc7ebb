/** Who may call the functions behind CloudFront: CloudFront alone, as it carries the firewall. */
import { env } from "./env.ts";
import { isSame } from "./secret.ts";

/** What CloudFront may prove itself by: two while one of them is being changed. */
const proofs = (env.originSecret ?? "").split(",").filter(Boolean);

/** Whether a request came through CloudFront, which says so in a header of its own. */
export const cameByTheFrontDoor = (headers: Readonly<Record<string, string>>): boolean => {
  const proof = headers["x-origin-verify"] ?? "";
  return proofs.some((known) => isSame(proof, known));
};
