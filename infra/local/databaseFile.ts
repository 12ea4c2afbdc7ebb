/** The file that the database keeps on disk: looked at, and made ready, before it is given to the database. */
import { existsSync, globSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { StartProblem } from "./startProblem.ts";

/**
 * Checks the files in `dir`; none is well too. SQLite undoes by itself what a kill has cut off half-way, so what is found
 * here is real damage, and only the person can decide to lose the data.
 * @throws StartProblem that says so, and how to begin anew.
 */
export const assertSound = (dir: string): void => {
  if (!existsSync(dir)) return;
  for (const name of globSync("*.db", { cwd: dir })) {
    const problem = problemOf(join(dir, name));
    if (problem !== undefined)
      throw new StartProblem(
        `The database in ${dir} is broken (${problem}). Nothing has been changed. ` +
          "To throw its data away and begin anew: npm start -- --fresh",
      );
  }
};

/** Name that DynamoDB Local gives the file of a database that all its users share. */
const fileName = "shared-local-instance.db";

/**
 * Has the file in `dir` kept with a log that is written ahead: a change then waits for the disk once and not four times, which is
 * felt where the disk has much else to write. DynamoDB Local has no setting for it, but the file itself remembers.
 */
export const writeAhead = (dir: string): void => {
  mkdirSync(dir, { recursive: true });
  const database = new DatabaseSync(join(dir, fileName));
  database.exec("PRAGMA journal_mode = WAL");
  database.close();
};

const problemOf = (file: string): string | undefined => {
  try {
    const database = new DatabaseSync(file);
    try {
      const answer = database.prepare("PRAGMA quick_check(1)").get()?.["quick_check"];
      return answer === "ok" ? undefined : String(answer).split("\n")[0];
    } finally {
      database.close();
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};
