import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { people } from "../../infra/local/people.ts";
import { ask, given } from "../world/index.ts";

/** The command as a person types it, at the table of these tests. */
const grant = (...options: readonly string[]): Promise<{ stdout: string }> => {
  const command = join(import.meta.dirname, "../../infra/local/grant.ts");
  return promisify(execFile)(process.execPath, [command, ...options], { env: process.env });
};

const table = process.env["SAMSPILL_TABLE"] ?? "";
const { sub, name } = people.administrator;
const person = ["--stage", "dev", "--table", table, "--subject", sub, "--name", name, "--body", "987879696"];

it("lets the first administrator of an installation in", async () => {
  await given.referenceBodies();
  const viewer = `{ viewer { name memberships { roles body { name } } } }`;
  expect((await ask("administrator", viewer)).data).toEqual({ viewer: { name: "", memberships: [] } });
  const { stdout } = await grant(...person, "--role", "ADMINISTRATOR");
  expect(stdout).toBe(`${name} is ADMINISTRATOR in 987879696.\n`);
  expect((await ask("administrator", viewer)).data).toEqual({
    viewer: {
      name,
      memberships: [
        {
          roles: ["ADMINISTRATOR"],
          body: expect.objectContaining({ name: expect.any(String) as string }) as unknown,
        },
      ],
    },
  });
});

it("says which option is missing or wrong, and gives nobody anything", async () => {
  await expect(grant(...person)).rejects.toThrow("--role is one or more of");
  await expect(grant(...person, "--role", "COORDINATOR")).rejects.toThrow('"field":"roles');
  await expect(grant(...person, "--role", "KING")).rejects.toThrow("--role is one or more of");
  await expect(grant(...person.slice(2), "--role", "LEADER")).rejects.toThrow("--stage is missing.");
  await expect(grant(...person, "--stage", "production", "--role", "LEADER")).rejects.toThrow("There is no stage");
});
