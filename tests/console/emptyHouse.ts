/**
 * A new installation on the port it is given: no register has been read, and nobody has been given a role. The console and
 * the functions are taken as they are built.
 */
import { secretsOfThisLaptop, startBackstage } from "../../infra/local/backstage.ts";
import { openDoor } from "../../infra/local/door.ts";
import { prepareHome } from "../../infra/local/home.ts";
import type { Lambda } from "../../infra/local/lambda.ts";

prepareHome();
// oxlint-disable-next-line prefer-const -- the door asks for it before it is there
let lambda: Lambda | undefined;
const door = await openDoor({
  port: Number(process.argv[2]),
  originSecret: secretsOfThisLaptop().origin,
  lambda: () => lambda,
});
const backstage = await startBackstage({
  base: door.base,
  register: "demonstration",
  onLoss: (reason) => {
    console.error(reason);
    process.exit(1);
  },
});
lambda = backstage.lambda;
await backstage.openStream();

process.on("SIGTERM", () => {
  void Promise.all([door.stop(), backstage.stop()]).then(() => process.exit(0));
});
console.log(`Samspill is ready: ${door.base}`);
