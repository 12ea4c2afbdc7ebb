/** What one request may cost: limits that stop a document before anything of it is carried out. */
import { maxAliasesRule } from "@escape.tech/graphql-armor-max-aliases";
import { maxDepthRule } from "@escape.tech/graphql-armor-max-depth";
import { maxDirectivesRule } from "@escape.tech/graphql-armor-max-directives";
import type { ApolloServerPlugin } from "@apollo/server";
import {
  type ASTVisitor,
  GraphQLError,
  Kind,
  OperationTypeNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from "graphql";
import { type ComplexityEstimator, getComplexity } from "graphql-query-complexity";
import type { Context } from "#platform/context";
import { largestPage } from "#platform/page";

/** Bytes of a request's body, asked before any of it is parsed. */
export const bodyLimit = 256 * 1024;
/** Our console's largest document has some 400 tokens. */
export const maxTokens = 1_000;
/** Validation stops looking at this many faults. */
export const maxErrors = 5;
/** Selections when every fragment is laid out: a bomb of 22 fragments is four million. */
export const maxRecursiveSelections = 2_000;
/** Fields a request may ask for, lists counted as often as they are long; a page of a hundred organisations whole is 7,000. */
const maxComplexity = 10_000;

const invalid = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: "GRAPHQL_VALIDATION_FAILED" } });

const armor = {
  propagateOnRejection: false,
  exposeLimits: false,
  onReject: [
    (context: ValidationContext | null, error: GraphQLError) =>
      context?.reportError(invalid(error.message.replace(/^Syntax Error: /, ""))),
  ],
};

/** One change a request: an idempotency key stands for one effect, and nobody tries a thousand in one go. */
const oneRootMutation: ValidationRule = (context): ASTVisitor => {
  const count = ({ selections }: SelectionSetNode, seen: ReadonlySet<string>): number =>
    selections.reduce((total, selection) => {
      if (selection.kind === Kind.FIELD) return total + 1;
      if (selection.kind === Kind.INLINE_FRAGMENT) return total + count(selection.selectionSet, seen);
      const name = selection.name.value;
      const fragment = seen.has(name) ? undefined : context.getFragment(name);
      return total + (fragment ? count(fragment.selectionSet, new Set([...seen, name])) : 0);
    }, 0);
  return {
    OperationDefinition: (operation) => {
      if (operation.operation === OperationTypeNode.MUTATION && count(operation.selectionSet, new Set()) > 1)
        context.reportError(invalid("One change a request: send the others on their own."));
    },
  };
};

export const rules: readonly ValidationRule[] = [
  maxDepthRule({ n: 10, flattenFragments: true, ...armor }),
  maxAliasesRule({ n: 20, allowList: [], ...armor }),
  maxDirectivesRule({ n: 10, ...armor }),
  oneRootMutation,
];

/** A field costs one, and a list what its rows cost, as many as are asked for. */
const estimate: ComplexityEstimator = ({ args, childComplexity }) => {
  const first: unknown = args["first"];
  return 1 + childComplexity * (typeof first === "number" ? Math.min(Math.max(first, 1), largestPage) : 1);
};

export const complexityLimit: ApolloServerPlugin<Context> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ request, document, schema }) => {
      const complexity = getComplexity({
        schema,
        query: document,
        ...(request.operationName && { operationName: request.operationName }),
        variables: request.variables ?? {},
        estimators: [estimate],
      });
      if (complexity > maxComplexity)
        throw new GraphQLError("That asks for too much at once: take shorter pages, or fewer fields.", {
          extensions: { code: "TOO_COMPLEX", complexity, most: maxComplexity, http: { status: 400 } },
        });
    },
  }),
};
