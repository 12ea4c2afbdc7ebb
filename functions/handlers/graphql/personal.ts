/** No free text of a change may hold what leads to a person: asked of every `Line`, `Text` and `HttpsUrl` before the change is begun. */
import type { GraphQLInputType } from "graphql";
import { Refusal } from "#platform/refusal";
import { personalProblems } from "#platform/written";

/** Refuses with PERSONAL_DATA, naming each field and what it seems to hold. */
export const refusePersonal = (
  args: readonly { readonly name: string; readonly type: GraphQLInputType }[],
  values: Readonly<Record<string, unknown>>,
): void => {
  const problems = args.flatMap(({ name, type }) => personalProblems(type, values[name], name));
  if (problems.length > 0)
    throw new Refusal(
      "Invalid",
      "PERSONAL_DATA",
      "Some of what you wrote can lead to a person: leave out numbers of identity, e-mail addresses and phone numbers.",
      { problems },
    );
};
