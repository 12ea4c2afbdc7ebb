/** The keys of an object literal in the order they were written, typed as what they are. */
export const keysOf = <Key extends string>(object: Readonly<Record<Key, unknown>>): readonly Key[] => {
  const keys: Key[] = [];
  for (const key in object) keys.push(key);
  return keys;
};
