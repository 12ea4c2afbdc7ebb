/** How the cells of the matrix are asked: through the front door, what one actor asks of one object some questions at a time. */
import { holding, requestEvent, send } from "#world";
import type { Question } from "./questions.ts";
import type { Actor, Thing } from "./world.ts";

export type Answer = { readonly data: Readonly<Record<string, unknown>>; readonly code: string | undefined };

type Errors = readonly { readonly path?: readonly unknown[]; readonly extensions?: { readonly code?: string } }[];

const askDoor = async (actor: Actor, query: string, variables: object, once?: Thing) => {
  const body = once?.actingFor ?? (actor.role && `organisation:${actor.body}`);
  const headers = {
    ...(body !== undefined && { "samspill-acting-for": body }),
    ...(actor.code !== undefined && holding(once?.code ?? actor.code)),
  };
  const answer = await send(requestEvent({ query, variables }, { token: actor.token, headers }));
  const { data, errors } = JSON.parse(answer.body ?? "{}") as { data?: Answer["data"] | null; errors?: Errors };
  return { data: data ?? {}, errors };
};

const codeOf = (errors: Errors | undefined): string | undefined =>
  errors && errors.length > 0 ? (errors[0]?.extensions?.code ?? "NO_CODE") : undefined;

const ask = async (actor: Actor, query: string, variables: object, once?: Thing): Promise<Answer> => {
  const { data, errors } = await askDoor(actor, query, variables, once);
  return { data, code: codeOf(errors) };
};

/** A question about an object: what it declares, the root field it begins at, and the rest. */
const partsOf = (document: string): { declares: string; root: string; rest: string } | undefined => {
  const [, declares, root, rest] = /^query (\(\$id: \w+!?\)) \{ (\w+)(\(.*) \}$/s.exec(document) ?? [];
  return declares !== undefined && root !== undefined && rest !== undefined ? { declares, root, rest } : undefined;
};

/** So many go together: more would be more than a request may cost. */
const together = 6;

/** Asks questions, of which those about the same kind of object go together. */
export const makeAsking = (questions: Readonly<Record<string, Question>>) => {
  const kinds = new Map<string, string[]>();
  for (const [name, { about, document }] of Object.entries(questions)) {
    const parts = partsOf(document);
    if (parts && about)
      kinds.set(`${about} ${parts.declares}`, [...(kinds.get(`${about} ${parts.declares}`) ?? []), name]);
  }
  const batches = new Map<string, readonly string[]>();
  for (const names of kinds.values())
    for (let n = 0; n < names.length; n += together) {
      const batch = names.slice(n, n + together);
      for (const name of batch) batches.set(name, batch);
    }
  const documentOf = (batch: readonly string[]): string => {
    const parts = batch.map((name) => partsOf(questions[name]?.document ?? ""));
    return `query ${parts[0]?.declares} { ${parts.map((part, n) => `r${n}: ${part?.root}${part?.rest}`).join(" ")} }`;
  };
  const asked = new Map<string, ReturnType<typeof askDoor>>();
  const once = (key: string, make: () => ReturnType<typeof askDoor>): ReturnType<typeof askDoor> => {
    const answer = asked.get(key) ?? make();
    asked.set(key, answer);
    return answer;
  };

  return {
    /** The answer to a row's question; a refusal is that of its own field, as each in a request is refused by itself. */
    answerTo: async (name: string, actor: Actor, thing: Thing | undefined, variables: object): Promise<Answer> => {
      const question = questions[name];
      if (!question) throw new Error(`${name} has no question.`);
      const batch = batches.get(name);
      const root = partsOf(question.document)?.root;
      if (!batch || !thing || root === undefined) return ask(actor, question.document, variables, thing);
      const alias = `r${batch.indexOf(name)}`;
      const { data, errors } = await once([actor.name, thing.id, batch.join()].join("\n"), () =>
        askDoor(actor, documentOf(batch), variables),
      );
      const own = errors?.filter(({ path }) => path?.[0] === alias);
      if (codeOf(own) !== undefined || alias in data) return { data: { [root]: data[alias] }, code: codeOf(own) };
      // Where another's refusal took the whole answer with it, it is asked alone.
      return ask(actor, question.document, variables);
    },
    /** What the service says beforehand of whether one may do it; of what stays as it is, it is asked once. */
    toldBeforehand: async (name: string, actor: Actor, thing: Thing, isNew: boolean): Promise<readonly boolean[]> => {
      const told = await Promise.all(
        (questions[name]?.may ?? []).map(async ({ document, told: lists }) => {
          const tell = () => askDoor(actor, document, thing, thing);
          const { data } = await (isNew ? tell() : once([actor.name, thing.id, document].join("\n"), tell));
          return Object.entries(lists).map(([action, listIn]) => {
            const list = listIn(data, thing);
            return Array.isArray(list) && list.includes(action.split(".")[1]);
          });
        }),
      );
      return told.flat();
    },
  };
};
