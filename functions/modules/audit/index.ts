export { anchorDays, verifyAll } from "./anchor.ts";
