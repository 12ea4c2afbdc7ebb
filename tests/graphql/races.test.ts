/** Many who want the same at the same moment: one has it, and all others are told why not; nobody's work is lost under another's. */
import { beforeAll, describe, expect, it } from "vitest";
import { ask, newKey } from "#world";
import { does, done, look } from "../organisations/doing.ts";
import { documentOf, entryOf, everythingStored, layGround, mutationNames, type Stored } from "../world/mutations.ts";

beforeAll(layGround);

const atOnce = 50;

const notedAs = (stored: Stored, action: string): number =>
  stored("Audit").filter((one) => one["action"] === action && !String(one["actor"]).startsWith("system:")).length;

const contested = mutationNames.filter((name) => Array.isArray(entryOf(name).again));

it("is about most changes", () => expect(contested.length).toBeGreaterThan(mutationNames.length / 2));

it.each(contested)(`%s is done for one of ${atOnce}, and refused the others by name`, async (name) => {
  const { who, lay, again, action, entries = 1 } = entryOf(name);
  const { who: asker, variables, says, effects } = await lay(who[0]);
  const before = await everythingStored();
  const answers = await Promise.all(
    Array.from({ length: atOnce }, () =>
      ask(asker, documentOf(name, 0), { ...variables, idempotencyKey: newKey() }, says),
    ),
  );
  const refusals = answers.flatMap(({ code }) => code ?? []);
  expect(refusals.filter((code) => !again.includes(code))).toEqual([]);
  expect(refusals).toHaveLength(atOnce - 1);
  const after = await everythingStored();
  expect(effects(after)).toBe(1);
  expect(notedAs(after, action) - notedAs(before, action)).toBe(entries);
});

describe("an organisation's note that many add to", () => {
  const [editors, lines] = [10, 5] as const;

  it(`has every line of ${editors * lines}, each written on what was seen`, async () => {
    const { id } = await done(does.createOrganisation("administrator"));
    const write = async (line: string): Promise<void> => {
      for (;;) {
        const seen = await look("administrator", id);
        if (!seen) throw new Error("It is gone.");
        const note = [seen.local.note, line].filter(Boolean).join("\n");
        const { organisation, code } = await does.saveLocalKnowledge("administrator", seen, { note });
        if (organisation) return;
        if (code !== "VERSION_CONFLICT") throw new Error(code);
      }
    };
    await Promise.all(
      Array.from({ length: editors }, async (_, editor) => {
        for (let n = 0; n < lines; n++) await write(`Linje ${editor}.${n}`);
      }),
    );
    const after = await look("administrator", id);
    const expected = Array.from({ length: editors * lines }, (_, n) => `Linje ${Math.floor(n / lines)}.${n % lines}`);
    expect(after?.local.note?.split("\n").toSorted()).toEqual(expected);
    expect(after?.version).toBe(1 + editors * lines);
  }, 300_000);
});
