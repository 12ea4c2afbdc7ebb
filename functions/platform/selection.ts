/** What a request asks for of the rows of a list. */
import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from "graphql";

const known = new WeakMap<FieldNode, ReadonlySet<string>>();

/** Names of the fields asked for of a connection's rows, fragments laid out; what `@skip` may leave out is among them. */
export const fieldsOfRows = ({
  fieldNodes,
  fragments,
}: Pick<GraphQLResolveInfo, "fieldNodes" | "fragments">): ReadonlySet<string> => {
  const [first, ...others] = fieldNodes;
  const before = others.length === 0 && first ? known.get(first) : undefined;
  if (before) return before;
  const names = new Set<string>();
  const within = (set: SelectionSetNode | undefined): FieldNode[] =>
    (set?.selections ?? []).flatMap((selection) =>
      selection.kind === Kind.FIELD
        ? [selection]
        : within(
            selection.kind === Kind.INLINE_FRAGMENT
              ? selection.selectionSet
              : fragments[selection.name.value]?.selectionSet,
          ),
    );
  const named = (fields: readonly FieldNode[], name: string): FieldNode[] =>
    fields.filter((field) => field.name.value === name).flatMap(({ selectionSet }) => within(selectionSet));
  const asked = fieldNodes.flatMap(({ selectionSet }) => within(selectionSet));
  for (const { name } of [...named(asked, "nodes"), ...named(named(asked, "edges"), "node")]) names.add(name.value);
  if (others.length === 0 && first) known.set(first, names);
  return names;
};
