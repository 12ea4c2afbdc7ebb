/** What a request costs: refused above what one may cost, and taken from the quota of a partner, who is told what is left. */
import type { ApolloServerPlugin } from "@apollo/server";
import { GraphQLError } from "graphql";
import { type Cost, countRefusal, spend } from "#modules/partners";
import type { Context } from "#platform/context";
import { log } from "#platform/log";
import { Refusal } from "#platform/refusal";
import { refusedAtTheDoor } from "./errors.ts";
import { complexityOf, maxComplexity } from "./limits.ts";

/** Stable codes an answer refuses with; a fault of ours is no refusal. */
const codesOf = (errors: readonly GraphQLError[]): Set<string> =>
  new Set(
    errors.flatMap(({ originalError, extensions }) => {
      if (originalError instanceof Refusal) return originalError.code;
      const code = extensions["code"];
      return typeof code === "string" && code !== "INTERNAL_SERVER_ERROR" ? code : [];
    }),
  );

export const costLimit: ApolloServerPlugin<Context> = {
  requestDidStart: async () => {
    let cost: Cost | undefined;
    return {
      didResolveOperation: async (request) => {
        const { actor, now } = request.contextValue;
        const requested = complexityOf(request);
        if (requested === undefined) return;
        // What a partner's minute has no room for will have none in the next.
        const most = actor.kind === "Partner" ? Math.min(maxComplexity, actor.quota.perMinute) : maxComplexity;
        if (requested > most)
          throw new GraphQLError("That asks for too much at once: take shorter pages, or fewer fields.", {
            extensions: { code: "TOO_COMPLEX", complexity: requested, most, http: { status: 400 } },
          });
        if (actor.kind !== "Partner") return;
        cost = await spend(actor, requested, now()).catch((error: unknown) => {
          throw error instanceof Refusal ? refusedAtTheDoor(error) : error;
        });
      },
      willSendResponse: async ({ contextValue: { actor, now }, errors, response: { body } }) => {
        if (actor.kind !== "Partner") return;
        if (cost && body.kind === "single") body.singleResult.extensions = { ...body.singleResult.extensions, cost };
        const counts = [...codesOf(errors ?? [])].map((code) => countRefusal(actor.consumer, code, now()));
        // The answer is right, whether or not it could be counted.
        await Promise.all(counts).catch((error: unknown) => log.fault(error));
      },
    };
  },
};
