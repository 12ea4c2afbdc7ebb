/** Municipalities and counties stand as Norwegians look them up. */
import { expect, it } from "vitest";
import { allCounties, allMunicipalities } from "#modules/places";

const norwegian = new Intl.Collator("nb");

it.each([
  ["municipalities", allMunicipalities, 357],
  ["counties", allCounties, 15],
] as const)("lists the %s in Norwegian order, æ, ø and å last", (_, places, count) => {
  const names = places.map(({ name }) => name);
  expect(names).toHaveLength(count);
  expect(names).toEqual(names.toSorted(norwegian.compare));
});

it("has names that put the order to the test", () => {
  const names = allMunicipalities.map(({ name }) => name);
  expect(names.slice(-3)).toEqual(["Ås", "Åseral", "Åsnes"]);
  expect(names.toSorted()).not.toEqual(names);
});
