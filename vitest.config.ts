import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        // Node itself takes graphql's CommonJS everywhere; a second copy of it would not know the first one's schema.
        resolve: { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] },
        test: {
          name: "api",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/{console,infra,local,house}/**"],
          globalSetup: ["tests/world/globalSetup.ts"],
          setupFiles: ["tests/world/setup.ts"],
          // A busy machine's DynamoDB Local answers a transaction in some tenths of a second.
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
