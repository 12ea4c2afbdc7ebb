/** A schema whose types are made when they are first asked for: of some three hundred a question names a handful, and a start none. */
import {
  GraphQLEnumType,
  type GraphQLFieldConfigMap,
  GraphQLInputObjectType,
  GraphQLInterfaceType,
  GraphQLList,
  type GraphQLNamedType,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  type GraphQLType,
  specifiedScalarTypes,
} from "graphql";
import type { Context } from "#platform/context";
import type { FieldDefinition, InputDefinition, TypeDefinition } from "#schema/types";

export type Fields = GraphQLFieldConfigMap<unknown, Context>;

type Making = {
  readonly scalars: Readonly<Record<string, GraphQLScalarType>>;
  /** Lays resolvers into the fields of an object type. */
  readonly resolve: (typeName: string, fields: Fields) => Fields;
  /** By coordinate, such as `Activity`, `Activity.title` or `Query.activity(id:)`; for those who are shown the schema. */
  readonly descriptions?: Readonly<Record<string, string>> | undefined;
};

export class LazySchema extends GraphQLSchema {
  readonly #definitions: Readonly<Record<string, TypeDefinition>>;
  readonly #making: Making;
  readonly #made = new Map<string, GraphQLNamedType>();
  #all: Record<string, GraphQLNamedType> | undefined;

  constructor(definitions: Readonly<Record<string, TypeDefinition>>, making: Making) {
    super({ assumeValid: true });
    this.#definitions = definitions;
    this.#making = making;
    for (const type of [...specifiedScalarTypes, ...Object.values(super.getTypeMap())]) this.#made.set(type.name, type);
  }

  override getType(name: string): GraphQLNamedType | undefined {
    const made = this.#made.get(name);
    if (made || !Object.hasOwn(this.#definitions, name)) return made;
    const type = this.#make(name, this.#definitions[name] as TypeDefinition);
    this.#made.set(name, type);
    return type;
  }

  override getTypeMap(): Record<string, GraphQLNamedType> {
    if (this.#all) return this.#all;
    for (const name of Object.keys(this.#definitions)) this.getType(name);
    // Asked for whenever a document is validated.
    return (this.#all = Object.fromEntries(this.#made));
  }

  override getQueryType(): GraphQLObjectType {
    return this.getType("Query") as GraphQLObjectType;
  }

  override getMutationType(): GraphQLObjectType {
    return this.getType("Mutation") as GraphQLObjectType;
  }

  override getImplementations({ name }: GraphQLInterfaceType): {
    objects: readonly GraphQLObjectType[];
    interfaces: readonly GraphQLInterfaceType[];
  } {
    const types = Object.entries(this.#definitions).flatMap(([one, definition]) =>
      "interfaces" in definition && definition.interfaces?.includes(name) ? [this.getType(one)] : [],
    );
    return {
      objects: types.filter((type) => type instanceof GraphQLObjectType),
      interfaces: types.filter((type) => type instanceof GraphQLInterfaceType),
    };
  }

  #make(name: string, definition: TypeDefinition): GraphQLNamedType {
    const described = this.#described(name);
    switch (definition.kind) {
      case "scalar": {
        const scalar = this.#making.scalars[name];
        if (!scalar) throw new Error(`Nothing reads the scalar ${name}.`);
        return new GraphQLScalarType({ ...scalar.toConfig(), ...described });
      }
      case "enum": {
        const values = definition.values.map((value) => [value, this.#described(`${name}.${value}`)] as const);
        return new GraphQLEnumType({ name, ...described, values: Object.fromEntries(values) });
      }
      case "input":
        return new GraphQLInputObjectType({
          name,
          ...described,
          fields: () => this.#inputs(definition.fields, (field) => `${name}.${field}`),
        });
      case "interface":
        return new GraphQLInterfaceType({ name, ...described, fields: () => this.#fields(name, definition.fields) });
      case "object":
        return new GraphQLObjectType<unknown, Context>({
          name,
          ...described,
          interfaces: () => (definition.interfaces ?? []).map((one) => this.getType(one) as GraphQLInterfaceType),
          fields: () => this.#making.resolve(name, this.#fields(name, definition.fields)),
        });
    }
  }

  #fields(typeName: string, fields: Readonly<Record<string, FieldDefinition>>): Fields {
    const made = Object.entries(fields).map(([name, field]) => {
      const { type, args = {} } = typeof field === "string" ? { type: field } : field;
      const coordinate = `${typeName}.${name}`;
      return [
        name,
        {
          type: this.#typeOf(type),
          args: this.#inputs(args, (arg) => `${coordinate}(${arg}:)`),
          ...this.#described(coordinate),
        },
      ];
    });
    return Object.fromEntries(made) as Fields;
  }

  #inputs<Type>(inputs: Readonly<Record<string, InputDefinition>>, coordinateOf: (name: string) => string) {
    const made = Object.entries(inputs).map(([name, input]) => {
      const { type, ...value } = typeof input === "string" ? { type: input } : input;
      return [
        name,
        {
          type: this.#typeOf(type),
          ...("value" in value && { defaultValue: value.value }),
          ...this.#described(coordinateOf(name)),
        },
      ];
    });
    return Object.fromEntries(made) as Record<string, Type>;
  }

  #typeOf(written: string): GraphQLType {
    if (written.endsWith("!")) return new GraphQLNonNull(this.#typeOf(written.slice(0, -1)) as GraphQLNamedType);
    if (written.startsWith("[")) return new GraphQLList(this.#typeOf(written.slice(1, -1)));
    const type = this.getType(written);
    if (!type) throw new Error(`The schema has no type ${written}.`);
    return type;
  }

  #described(coordinate: string): { description?: string } {
    const description = this.#making.descriptions?.[coordinate];
    return description === undefined ? {} : { description };
  }
}
