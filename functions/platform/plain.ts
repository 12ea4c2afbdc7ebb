/** What was sent, without what is null: GraphQL's own objects have no prototype, and cannot be stored. */
export const plain = <Value>(sent: Value): Value =>
  JSON.parse(JSON.stringify(sent, (_, value: unknown) => value ?? undefined)) as Value;
