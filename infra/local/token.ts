/** `npm run --silent token -- --as <name>`: prints a bearer token of a person of the demonstration, and nothing else. */
import { parseArgs } from "node:util";
import { findRunning } from "./home.ts";
import { isPersonName, people, personNames } from "./people.ts";
import { signIn } from "./signIn.ts";
import { defaultPort } from "./startOptions.ts";

const usage = (): string =>
  [
    "Usage: npm run --silent token -- --as <name>",
    ...personNames.map((name) => `  ${name.padEnd(14)}${people[name].about.en}`),
  ].join("\n");

const give = async (): Promise<number> => {
  const { values } = parseArgs({ options: { as: { type: "string" }, help: { type: "boolean" } }, strict: false });
  const { as: name, help } = values;
  if (help === true) {
    console.log(usage());
    return 0;
  }
  if (typeof name !== "string" || !isPersonName(name)) {
    console.error(`${typeof name === "string" ? `Nobody is called ${name}. ` : ""}${usage()}`);
    return 1;
  }
  const port = process.env["PORT"] || findRunning()?.port || defaultPort;
  try {
    console.log((await signIn(`http://localhost:${port}`, name)).access_token);
    return 0;
  } catch (error) {
    const notRunning = `Samspill is not running at http://localhost:${port}. Start it with \`npm start\` and try again.`;
    console.error(error instanceof TypeError ? notRunning : error instanceof Error ? error.message : String(error));
    return 1;
  }
};

process.exitCode = await give();
