/** Types of the schema as they are written to `generated/types.ts`, for the API to make each when it is asked for. */

/** A type as the SDL writes it, such as `[Activity!]!`; with it the default value where there is one. */
export type InputDefinition = string | { readonly type: string; readonly value: unknown };
export type FieldDefinition =
  string | { readonly type: string; readonly args: Readonly<Record<string, InputDefinition>> };
export type TypeDefinition =
  | { readonly kind: "scalar" }
  | { readonly kind: "enum"; readonly values: readonly string[] }
  | { readonly kind: "input"; readonly fields: Readonly<Record<string, InputDefinition>> }
  | {
      readonly kind: "object" | "interface";
      readonly interfaces?: readonly string[];
      readonly fields: Readonly<Record<string, FieldDefinition>>;
    };
