/** What one request may cost: limits that stop a document before anything of it is carried out. */
import { maxAliasesRule } from "@escape.tech/graphql-armor-max-aliases";
import { maxDepthRule } from "@escape.tech/graphql-armor-max-depth";
import { maxDirectivesRule } from "@escape.tech/graphql-armor-max-directives";
import {
  type ASTVisitor,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
  getNamedType,
  getNullableType,
  getVariableValues,
  isListType,
} from "graphql";
import { type ComplexityEstimator, getComplexity } from "graphql-query-complexity";
import { largestPage, usualPage } from "#platform/page";

/** Bytes of a request's body, asked before any of it is parsed. */
export const bodyLimit = 256 * 1024;
/** Our console's largest document has some 400 tokens. */
export const maxTokens = 1_000;
/** Validation stops looking at this many faults. */
export const maxErrors = 5;
/** Selections when every fragment is laid out: a bomb of 22 fragments is four million. */
export const maxRecursiveSelections = 2_000;
/** Fields a request may ask for, lists counted as often as they are long; a page of a hundred organisations whole is 7,000. */
export const maxComplexity = 10_000;

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
  // Each fragment is counted once, however often it is spread; one that holds itself has no more for that.
  const counted = new Map<string, number>();
  const count = ({ selections }: SelectionSetNode): number =>
    selections.reduce((total, selection) => {
      if (selection.kind === Kind.FIELD) return total + 1;
      if (selection.kind === Kind.INLINE_FRAGMENT) return total + count(selection.selectionSet);
      const name = selection.name.value;
      if (!counted.has(name)) {
        counted.set(name, 0);
        const fragment = context.getFragment(name);
        counted.set(name, fragment ? count(fragment.selectionSet) : 0);
      }
      return total + (counted.get(name) ?? 0);
    }, 0);
  return {
    OperationDefinition: (operation) => {
      if (operation.operation === OperationTypeNode.MUTATION && count(operation.selectionSet) > 1)
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

/** What a field costs that is answered by looking through the whole catalogue, and the types that tell what was found so. */
const catalogueCost = 20;
const ofWholeCatalogue: ReadonlySet<string> = new Set(["SectorOverview", "ActivityCount"]);
/** Rows of a list that has no `first`: as many as a county has municipalities. */
const rowsOfWholeList = 20;

/** A field costs one, and a list what its rows cost, as many as are asked for. */
const estimate: ComplexityEstimator = ({ args, childComplexity, field, type }) => {
  if (field.args.some(({ name }) => name === "first")) {
    const { first } = args as { readonly first?: number | null };
    return catalogueCost + childComplexity * Math.min(Math.max(first ?? usualPage, 1), largestPage);
  }
  // The rows of a page were counted with its `first`.
  const isWholeList = isListType(getNullableType(field.type)) && !type.name.endsWith("Connection");
  return (
    (ofWholeCatalogue.has(getNamedType(field.type).name) ? catalogueCost : 1) +
    childComplexity * (isWholeList ? rowsOfWholeList : 1)
  );
};

/** An operation that is about to be carried out, and what it is given. */
type Resolved = {
  readonly request: { readonly variables?: Readonly<Record<string, unknown>> | undefined };
  readonly document: DocumentNode;
  readonly operation?: OperationDefinitionNode | undefined;
  readonly schema: GraphQLSchema;
};

/** A console asks an operation with two or three lengths of page; who tries more is counted each time. */
const mostCounted = 20;
const counts = new WeakMap<OperationDefinitionNode, Map<string, number>>();
const countedBefore = (operation: OperationDefinitionNode): Map<string, number> => {
  const known = counts.get(operation) ?? new Map<string, number>();
  counts.set(operation, known);
  return known;
};

/**
 * Fields that an operation asks for. Undefined for what names no operation, or gives it variables that do not fit, and so is
 * refused before anything of it is carried out.
 */
export const complexityOf = ({ request, document, operation, schema }: Resolved): number | undefined => {
  const variables = request.variables ?? {};
  if (!operation || getVariableValues(schema, operation.variableDefinitions ?? [], variables).errors) return undefined;
  const counted = countedBefore(operation);
  // Only lengths of lists and what is left out decide, and those are numbers and booleans; a null takes the place of a default.
  const key = JSON.stringify(
    Object.entries(variables).filter(
      ([, value]) => value === null || typeof value === "number" || typeof value === "boolean",
    ),
  );
  const before = counted.get(key);
  if (before !== undefined) return before;
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const query = { ...document, definitions: [operation, ...fragments] };
  try {
    const complexity = getComplexity({ schema, query, variables, estimators: [estimate] });
    if (counted.size < mostCounted) counted.set(key, complexity);
    return complexity;
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw new GraphQLError(error.message, { extensions: { code: "BAD_USER_INPUT", http: { status: 400 } } });
  }
};
