/** Names say what a thing is: words under which anything could be kept are names for nothing. */
import { describe, expect, test } from "vitest";
import { exportedNames, ownCode, type Source } from "./sources.ts";

const empty = new Set([
  "util",
  "utils",
  "helper",
  "helpers",
  "common",
  "shared",
  "misc",
  "manager",
  "dto",
  "dtos",
  "impl",
]);

/** `eventBusName`, `event-bus-name` and `EventBusName` are each three words. */
const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/);

const isEmpty = (name: string): boolean => wordsOf(name).some((word) => empty.has(word)) || /^I[A-Z][a-z]/.test(name);

const emptyPaths = (sources: readonly Source[]): string[] =>
  sources.map(({ path }) => path).filter((path) => path.split("/").some(isEmpty));

const emptyExports = (sources: readonly Source[]): string[] =>
  sources.flatMap((source) =>
    exportedNames(source)
      .filter(isEmpty)
      .map((name) => `${source.path}: ${name}`),
  );

const code = ownCode().filter(({ path }) => !path.startsWith("schema/generated/"));

test("enough was read to say anything", () => {
  expect(code.length).toBeGreaterThan(120);
  expect(code.flatMap(exportedNames).length).toBeGreaterThan(250);
});

describe("files and folders", () => {
  test("in this house", () => expect(emptyPaths(code)).toEqual([]));
  test.each([
    "functions/common/x.ts",
    "admin/platform/dateUtils.ts",
    "infra/misc.ts",
    "functions/modules/people/person-dto.ts",
  ])("and not %s", (path) => expect(emptyPaths([{ path, text: "" }])).toEqual([path]));
});

describe("what a file gives to others", () => {
  test("in this house", () => expect(emptyExports(code)).toEqual([]));
  test.each([
    "export const tableHelper = 1;",
    "export class OrganisationManager {}",
    "export interface IOrganisation {}",
    "export type PersonDto = string;",
    "const x = 1; export { x as sharedThings };",
    "export function storeImpl() {}",
  ])("and not %s", (text) => expect(emptyExports([{ path: "x.ts", text }])).toHaveLength(1));
});
