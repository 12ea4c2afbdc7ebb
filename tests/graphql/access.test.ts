/** May one knock? Every root field says who may, and who may not is told who may; what each then gets stands in the matrix. */
import { buildSchema } from "graphql";
import { beforeAll, expect, it } from "vitest";
import { access } from "#schema/access";
import { sdl } from "#schema/sdl";
import { ask, given, newKey } from "#world";

const schema = buildSchema(sdl);

it("has a rule for every root field", () => {
  const fields = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    Object.keys(type?.getFields() ?? {}).map((field) => `${type?.name}.${field}`),
  );
  expect(fields.length).toBeGreaterThan(18);
  expect(fields.filter((coordinate) => (access[coordinate]?.to.length ?? 0) === 0)).toEqual([]);
});

const close = `mutation ($key: ID!) {
  closeOrganisation(input: { organisationId: "organisation:999999999", version: 1, reason: "Nedlagt" }, idempotencyKey: $key) {
    organisation { id }
  }
}`;

beforeAll(() => given.referenceBodies());

it("tells who may, when one may not", async () => {
  await given.membership("caseworker", "987879696", "CASEWORKER");
  const { errors } = await ask("caseworker", close, { key: newKey() });
  expect(errors[0]?.extensions).toMatchObject({
    code: "FORBIDDEN",
    kind: "NotAllowed",
    rolesThatMay: ["COORDINATOR", "HUB", "CENTRE", "ADMINISTRATOR"],
  });
});
