/** No free text of a change may hold what leads to a person: asked of every `Line` and `Text` before the change is begun. */
import { getNamedType, getNullableType, type GraphQLInputType, isInputObjectType, isListType } from "graphql";
import { personalIn } from "#platform/personal";
import { type Problem, Refusal } from "#platform/refusal";

/** Scalars that people write freely; an organisation's own address, e-mail and phone have scalars of their own. */
const free = new Set(["Line", "Text"]);

const problemsIn = (type: GraphQLInputType, value: unknown, field: string): Problem[] => {
  const nullable = getNullableType(type);
  if (isListType(nullable))
    return Array.isArray(value)
      ? value.flatMap((one: unknown, n) => problemsIn(nullable.ofType as GraphQLInputType, one, `${field}.${n}`))
      : [];
  if (isInputObjectType(nullable)) {
    if (typeof value !== "object" || value === null) return [];
    const inside = field === "input" ? "" : `${field}.`;
    return Object.values(nullable.getFields()).flatMap((one) =>
      problemsIn(one.type, Reflect.get(value, one.name), `${inside}${one.name}`),
    );
  }
  const kind = free.has(getNamedType(type).name) && typeof value === "string" ? personalIn(value) : undefined;
  return kind ? [{ field, code: kind }] : [];
};

/** Refuses with PERSONAL_DATA, naming each field and what it seems to hold. */
export const refusePersonal = (
  args: readonly { readonly name: string; readonly type: GraphQLInputType }[],
  values: Readonly<Record<string, unknown>>,
): void => {
  const problems = args.flatMap(({ name, type }) => problemsIn(type, values[name], name));
  if (problems.length > 0)
    throw new Refusal(
      "Invalid",
      "PERSONAL_DATA",
      "Some of what you wrote can lead to a person: leave out numbers of identity, e-mail addresses and phone numbers.",
      { problems },
    );
};
