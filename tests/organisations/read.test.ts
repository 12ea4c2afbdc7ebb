import { beforeAll, expect, it } from "vitest";
import { ask, given, registered } from "#world";

beforeAll(async () => {
  await given.referenceBodies();
  await given.membership("coordinator", "K5001", "COORDINATOR");
  await given.organisations(registered("864139442", "NORGES RØDE KORS"));
});

it("tells who one is and for whom one acts", async () => {
  const { status, data } = await ask("coordinator", "{ viewer { name memberships { roles body { name } } } }");
  expect(status).toBe(200);
  expect(data).toEqual({
    viewer: { name: "Silje Moen", memberships: [{ roles: ["COORDINATOR"], body: { name: "Trondheim kommune" } }] },
  });
});

it("finds an organisation by its number", async () => {
  const { data } = await ask(
    "coordinator",
    '{ organisation(orgNumber: "864 139 442") { name municipality { name county { name } } } }',
  );
  expect(data).toEqual({
    organisation: { name: "NORGES RØDE KORS", municipality: { name: "Trondheim", county: { name: "Trøndelag" } } },
  });
});
