/** `npm run --silent token -- --as <name>`: prints a bearer token of a person or of the partner of the demonstration, and nothing else. */
import { parseArgs } from "node:util";
import { findRunning } from "./home.ts";
import { partnerToken } from "./maskinporten.ts";
import { isPersonName, people, personNames } from "./people.ts";
import { signIn } from "./signIn.ts";
import { defaultPort } from "./startOptions.ts";

const usage = (): string =>
  [
    "Usage: npm run --silent token -- --as <name>",
    ...personNames.map((name) => `  ${name.padEnd(14)}${people[name].about.en}`),
    `  ${"partner".padEnd(14)}A system of Trondheim municipality, by Maskinporten`,
  ].join("\n");

const give = async (): Promise<number> => {
  const { values } = parseArgs({ options: { as: { type: "string" }, help: { type: "boolean" } }, strict: false });
  const { as: name, help } = values;
  if (help === true) {
    console.log(usage());
    return 0;
  }
  if (typeof name !== "string" || (name !== "partner" && !isPersonName(name))) {
    console.error(`${typeof name === "string" ? `Nobody is called ${name}. ` : ""}${usage()}`);
    return 1;
  }
  const port = process.env["PORT"] || findRunning()?.port || defaultPort;
  try {
    const base = `http://localhost:${port}`;
    console.log(name === "partner" ? await partnerToken(base) : (await signIn(base, name)).access_token);
    return 0;
  } catch (error) {
    const notRunning = `Samspill is not running at http://localhost:${port}. Start it with \`npm start\` and try again.`;
    console.error(error instanceof TypeError ? notRunning : error instanceof Error ? error.message : String(error));
    return 1;
  }
};

process.exitCode = await give();
