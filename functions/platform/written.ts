/** What people write by GraphQL's input types, looked through: what leads to a person in free text, and what a type does not take. */
import {
  coerceInputValue,
  getNamedType,
  getNullableType,
  type GraphQLInputType,
  isInputObjectType,
  isListType,
} from "graphql";
import { type PersonalKind, personalIn, personalInUrl } from "./personal.ts";
import type { Problem } from "./refusal.ts";

/** Scalars that people write freely, and what looks at each; an organisation's own e-mail and phone have scalars of their own. */
const free: ReadonlyMap<string, (text: string) => PersonalKind | undefined> = new Map([
  ["Line", personalIn],
  ["Text", personalIn],
  ["HttpsUrl", personalInUrl],
]);

/** What in a value of a type can lead to a person, each text by its path. */
export const personalProblems = (type: GraphQLInputType, value: unknown, field: string): Problem[] => {
  const nullable = getNullableType(type);
  if (isListType(nullable))
    return Array.isArray(value)
      ? value.flatMap((one: unknown, n) => personalProblems(nullable.ofType as GraphQLInputType, one, `${field}.${n}`))
      : [];
  if (isInputObjectType(nullable)) {
    if (typeof value !== "object" || value === null) return [];
    const inside = field === "" || field === "input" ? "" : `${field}.`;
    return Object.values(nullable.getFields()).flatMap((one) =>
      personalProblems(one.type, Reflect.get(value, one.name), `${inside}${one.name}`),
    );
  }
  const kind = typeof value === "string" ? free.get(getNamedType(type).name)?.(value) : undefined;
  return kind ? [{ field, code: kind }] : [];
};

/** Signs of a line and of a text, as their scalars count. */
const longest: Readonly<Record<string, number>> = { Line: 200, Text: 4_000 };

const codeOf = (message: string, value: unknown): string => {
  // A scalar of ours begins by its own name, and GraphQL's say it in quotes.
  const type = /^(\w+) (?:is|cannot) /.exec(message)?.[1] ?? /"(\w+)[!\]]*"/.exec(message)?.[1] ?? "";
  if (typeof value === "string" && value.length > (longest[type] ?? Infinity)) return "TOO_LONG";
  if (type === "HttpsUrl") return "INVALID_HTTPS_URL";
  if (type === "Language") return "NOT_A_LANGUAGE";
  if (type === "Int" || type === "Float" || type === "Ore") return "NOT_A_NUMBER";
  return "OTHER";
};

/** A value as its type takes it, or what the type does not take, each by its path. */
export const readAs = (type: GraphQLInputType, value: unknown): { value: unknown; problems: Problem[] } => {
  const problems: Problem[] = [];
  const read = coerceInputValue(value, type, (path, wrong, { message }) => {
    const missing = /^Field "(\w+)" of required type/.exec(message)?.[1];
    problems.push({
      field: [...path, ...(missing === undefined ? [] : [missing])].join("."),
      code: missing === undefined ? codeOf(message, wrong) : "REQUIRED",
    });
  });
  return { value: read, problems };
};
