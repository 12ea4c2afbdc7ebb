/** The tests, by what they need: nothing, a database, a cloud's templates, a whole Samspill, a browser. */
import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";

/** Fonts as the building of the functions gives them: their bytes. */
const fonts = {
  name: "fonts",
  enforce: "pre" as const,
  load: (path: string) =>
    path.endsWith(".ttf")
      ? `export default Buffer.from(${JSON.stringify(readFileSync(path, "base64"))}, "base64");`
      : undefined,
};

export default defineConfig({
  test: {
    // Two cores are what a build server has; the database and the browser want theirs too.
    maxWorkers: 2,
    projects: [
      {
        // Reads the project itself.
        test: { name: "house", include: ["tests/house/**/*.test.ts"], testTimeout: 60_000 },
      },
      {
        // Node itself takes graphql's CommonJS everywhere; a second copy of it would not know the first one's schema.
        plugins: [fonts],
        resolve: { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] },
        test: {
          name: "api",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/{console,house,infra,local}/**"],
          globalSetup: ["tests/world/globalSetup.ts"],
          setupFiles: ["tests/world/setup.ts"],
          // A busy machine's DynamoDB Local answers a transaction in some tenths of a second, and a file's world is hundreds.
          testTimeout: 60_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: "infra",
          include: ["tests/infra/**/*.test.ts"],
          // Laying out eight stacks takes some seconds.
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        // Each starts all of Samspill, so one after the other, and when the others are done.
        test: {
          name: "local",
          include: ["tests/local/**/*.test.ts"],
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          // From nothing to ready is some ten seconds, and minutes on a machine that has much else to do.
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: "console",
          include: ["tests/console/**/*.test.ts"],
          globalSetup: ["tests/console/globalSetup.ts"],
          fileParallelism: false,
          sequence: { groupOrder: 2 },
          // What a page shall show comes in its own time; what a test reads off a page is asked for until then.
          expect: { poll: { timeout: 20_000 } },
          // A page, a browser and a server on two cores now and then miss each other once; what is wrong is wrong twice. The run tells of it.
          retry: 1,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
