/** What `npm start` can be told. */
import { parseArgs } from "node:util";
import { StartProblem } from "./startProblem.ts";

export const defaultPort = 4000;

export const help = `Usage: npm start [-- --port <number>] [-- --fresh]

Starts all of Samspill on this machine: console, API, sign-in, database, registers, events and jobs.

  --port <number>  Port of the front door (or PORT=<number>). Default ${defaultPort}.
  --fresh          Throw away all data and begin anew.
  --help           Show this.

SAMSPILL_REGISTER=live   Use the registers at data.brreg.no instead of the demonstration's own.
SAMSPILL_HOME=<folder>   Keep data there instead of in .samspill.

Then: npm run --silent token -- --as coordinator   gives a bearer token
      npm run job                                  lists the jobs, and runs one
`;

export interface StartOptions {
  port: number;
  fresh: boolean;
  help: boolean;
  register: "demonstration" | "live";
}

/** Reads the command line and the environment. @throws StartProblem for what it does not understand. */
export const readStartOptions = (argv: readonly string[], environment: NodeJS.ProcessEnv): StartOptions => {
  const flags = readFlags(argv);
  const port = flags.port ?? (environment["PORT"] || String(defaultPort));
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535)
    throw new StartProblem(`The port must be a number from 1 to 65535, and not ${port}.`);
  const register = environment["SAMSPILL_REGISTER"] || "demonstration";
  if (register !== "live" && register !== "demonstration")
    throw new StartProblem(`SAMSPILL_REGISTER can be live or left out, and not ${register}.`);
  return { port: Number(port), fresh: flags.fresh, help: flags.help, register };
};

const readFlags = (argv: readonly string[]): { port?: string | undefined; fresh: boolean; help: boolean } => {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        port: { type: "string" },
        fresh: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    return values;
  } catch (error) {
    throw new StartProblem(
      `${error instanceof Error ? error.message.split(". ")[0] : String(error)}. See npm start -- --help`,
    );
  }
};
