/** Valid synthetic organisation numbers, as many as a test wants. */
import { isOrganisationNumber } from "#platform/identifiers";

export function* orgNumbers(from = 30_000_000): Generator<string, undefined> {
  for (let n = from; ; n++)
    for (let control = 0; control < 10; control++)
      if (isOrganisationNumber(`${n}${control}`, true)) yield `${n}${control}`;
}
