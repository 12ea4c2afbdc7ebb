/**
 * Writes `schema/generated/`: the whole SDL as a module, its `@access` rules as data, types for the resolvers, and typed
 * operations for the console. `--check` writes nothing and fails where a file is stale.
 */
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve as resolvePath } from "node:path";
import { codegen } from "@graphql-codegen/core";
import * as typedDocumentNode from "@graphql-codegen/typed-document-node";
import * as typescript from "@graphql-codegen/typescript";
import * as operations from "@graphql-codegen/typescript-operations";
import * as resolvers from "@graphql-codegen/typescript-resolvers";
import {
  concatAST,
  type DocumentNode,
  type InputValueDefinitionNode,
  Kind,
  parse,
  print,
  type StringValueNode,
  valueFromASTUntyped,
} from "graphql";
import type { FieldDefinition, InputDefinition, TypeDefinition } from "./definitions.ts";

const root = resolvePath(import.meta.dirname, "..");
const generated = join(root, "schema/generated");
const read = (path: string): DocumentNode => parse(readFileSync(join(root, path), "utf8"));

const sources = globSync("schema/*.graphql", { cwd: root }).toSorted();
const schema = merged(concatAST(sources.map(read)));

/** One definition for each type: extensions are laid into what they extend. */
function merged(document: DocumentNode): DocumentNode {
  const extensions = document.definitions.filter((d) => d.kind === Kind.OBJECT_TYPE_EXTENSION);
  return {
    kind: Kind.DOCUMENT,
    definitions: document.definitions
      .filter((d) => d.kind !== Kind.OBJECT_TYPE_EXTENSION)
      .map((d) =>
        d.kind === Kind.OBJECT_TYPE_DEFINITION
          ? {
              ...d,
              fields: [
                ...(d.fields ?? []),
                ...extensions.filter((e) => e.name.value === d.name.value).flatMap((e) => e.fields ?? []),
              ],
            }
          : d,
      ),
  };
}

/**
 * `@access` of every root field, an empty list, which lets nobody in, where it is missing; and of the fields below that are for
 * fewer than the root fields they are reached by.
 */
const access: Record<string, { to: string[]; scope?: string }> = {};
for (const type of schema.definitions)
  if (type.kind === Kind.OBJECT_TYPE_DEFINITION)
    for (const field of type.fields ?? []) {
      const rule = field.directives?.find((d) => d.name.value === "access")?.arguments;
      if (!rule && !["Query", "Mutation"].includes(type.name.value)) continue;
      const to = rule?.find((argument) => argument.name.value === "to")?.value;
      const scope = rule?.find((argument) => argument.name.value === "scope")?.value;
      access[`${type.name.value}.${field.name.value}`] = {
        to: to?.kind === Kind.LIST ? to.values.map((v) => (v.kind === Kind.ENUM ? v.value : "")) : [],
        ...(scope?.kind === Kind.STRING && { scope: scope.value }),
      };
    }

/** Each type as the API makes it when it is asked for, and the descriptions of all, which only a laptop shows, by their coordinates. */
const types: Record<string, TypeDefinition> = {};
const descriptions: Record<string, string> = {};
const described = (
  coordinate: string,
  { description }: { readonly description?: StringValueNode | undefined },
): void => {
  if (description) descriptions[coordinate] = description.value;
};
const inputsOf = (
  nodes: readonly InputValueDefinitionNode[] | undefined,
  coordinateOf: (name: string) => string,
): Record<string, InputDefinition> =>
  Object.fromEntries(
    (nodes ?? []).map((node) => {
      described(coordinateOf(node.name.value), node);
      const type = print(node.type);
      return [node.name.value, node.defaultValue ? { type, value: valueFromASTUntyped(node.defaultValue) } : type];
    }),
  );
for (const node of schema.definitions) {
  if (node.kind === Kind.DIRECTIVE_DEFINITION) continue;
  if (!("name" in node) || node.name === undefined || !("description" in node))
    throw new Error(`What is a ${node.kind}?`);
  const name = node.name.value;
  described(name, node);
  if (node.kind === Kind.SCALAR_TYPE_DEFINITION) types[name] = { kind: "scalar" };
  else if (node.kind === Kind.ENUM_TYPE_DEFINITION) {
    for (const value of node.values ?? []) described(`${name}.${value.name.value}`, value);
    types[name] = { kind: "enum", values: (node.values ?? []).map((value) => value.name.value) };
  } else if (node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION)
    types[name] = { kind: "input", fields: inputsOf(node.fields, (field) => `${name}.${field}`) };
  else if (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION) {
    const fields = (node.fields ?? []).map((field): [string, FieldDefinition] => {
      const coordinate = `${name}.${field.name.value}`;
      described(coordinate, field);
      const [type, args] = [print(field.type), inputsOf(field.arguments, (arg) => `${coordinate}(${arg}:)`)];
      return [field.name.value, Object.keys(args).length > 0 ? { type, args } : type];
    });
    const interfaces = (node.interfaces ?? []).map((one) => one.name.value);
    types[name] = {
      kind: node.kind === Kind.OBJECT_TYPE_DEFINITION ? "object" : "interface",
      ...(interfaces.length > 0 && { interfaces }),
      fields: Object.fromEntries(fields),
    };
  } else throw new Error(`The schema has no room for the ${node.kind} ${name}.`);
}

const stamp = "// Generated by schema/generate.ts from schema/*.graphql: change those and run `npm run generate`.\n";
const scalars = {
  OrganisationNumber: "string",
  MunicipalityNumber: "string",
  CountyNumber: "string",
  Date: "string",
  DateTime: "string",
  TimeOfDay: "string",
  HttpsUrl: "string",
  EmailAddress: "string",
  PhoneNumber: "string",
  Language: "string",
  Line: "string",
  Text: "string",
  Ore: "number",
  ExternalId: "string",
  FileContent: "string",
};
const common = {
  scalars,
  enumsAsTypes: true,
  useTypeImports: true,
  strictScalars: true,
  defaultScalarType: "unknown",
  skipTypename: true,
  immutableTypes: true,
};

const files: Record<string, string> = {
  "sdl.ts": `${stamp}\nexport const sdl = ${JSON.stringify(print(schema))};\n`,
  // Read as JSON, a start has them in a tenth of the time it takes to read SDL.
  "types.ts":
    `${stamp}\nimport type { TypeDefinition } from "../definitions.ts";\n\nexport type * from "../definitions.ts";\n` +
    `\nexport const types = JSON.parse(\n  ${JSON.stringify(JSON.stringify(types))},\n) as Readonly<Record<string, TypeDefinition>>;\n`,
  "descriptions.ts": `${stamp}\nexport const descriptions: Readonly<Record<string, string>> = JSON.parse(\n  ${JSON.stringify(JSON.stringify(descriptions))},\n);\n`,
  "access.ts": `${stamp}\nexport const access: Readonly<Record<string, { readonly to: readonly string[]; readonly scope?: string }>> = ${JSON.stringify(access, null, 2)};\n`,
  "resolvers.ts":
    stamp +
    (await codegen({
      filename: "resolvers.ts",
      schema,
      documents: [],
      config: {},
      plugins: [
        { typescript: common },
        {
          resolvers: {
            ...common,
            contextType: "../../functions/platform/context.ts#Context",
            mapperTypeSuffix: "",
            mappers: {
              ActivityCategory: "../../functions/modules/activities/category.ts#Category",
              Activity: "../../functions/modules/activities/row.ts#Row as ActivityRow",
              ActivityConnection: "../../functions/modules/activities/activity.ts#ActivityPage",
              Confirmation: "../../functions/modules/activities/commands.ts#Asked as AskedModel",
              ConfirmationPayload: "../../functions/modules/activities/commands.ts#Confirmed",
              ActivityPayload: "../../functions/modules/activities/activity.ts#ActivityAnswer",
              Schedule: "../../functions/modules/activities/schedule.ts#Schedule as ScheduleModel",
              Session: "../../functions/modules/activities/activity.ts#ActivitySession",
              SessionConnection: "../../functions/modules/activities/activity.ts#SessionPage",
              SessionPayload: "../../functions/modules/activities/activity.ts#SessionAnswer",
              SchedulePreview: "../../functions/modules/activities/schedule.ts#Schedule as ScheduleModel",
              ImportPreview: "../../functions/modules/exchange/rows.ts#Preview",
              ImportRow: "../../functions/modules/exchange/rows.ts#Row",
              ImportedDraft: "../../functions/modules/exchange/rows.ts#Told",
              ImportMatch: "../../functions/modules/exchange/rows.ts#Match",
              ImportedRow: "../../functions/modules/exchange/store.ts#Outcome",
              ActivityImport: "../../functions/modules/exchange/commands.ts#ImportSoFar",
              ImportActivitiesPayload: "../../functions/modules/exchange/commands.ts#ImportAnswer",
              Posting: "../../functions/modules/exchange/store.ts#Posting as PostingModel",
              PostingDraft: "../../functions/modules/exchange/posting.ts#PostingDraft as PostingDraftModel",
              PostingText: "../../functions/modules/exchange/posting.ts#PostingText as PostingTextModel",
              Organisation: "../../functions/modules/organisations/organisation.ts#Organisation as OrganisationModel",
              OrganisationVersion: "../../functions/modules/organisations/organisation.ts#Picture",
              OrganisationConnection: "../../functions/modules/organisations/organisation.ts#OrganisationPage",
              OrganisationVersionConnection: "../../functions/modules/organisations/organisation.ts#PicturePage",
              CapabilityProfile: "../../functions/modules/organisations/organisation.ts#Profile",
              LocalKnowledge: "../../functions/modules/organisations/organisation.ts#Local",
              OrganisationPayload: "../../functions/modules/organisations/organisation.ts#OrganisationAnswer",
              OrganisationsPayload: "../../functions/modules/organisations/organisation.ts#OrganisationsAnswer",
              SectorOverview: "../../functions/modules/organisations/sector.ts#Sector",
              IcnpoCategory: "../../functions/modules/organisations/icnpo.ts#Icnpo",
              AuditEntry: "../../functions/platform/audit.ts#StoredEntry",
              AuditEntryConnection: "../../functions/modules/audit/trail.ts#AuditPage",
              ActivityReport: "../../functions/modules/reports/report.ts#Report as ReportModel",
              ActivityReportConnection: "../../functions/modules/reports/report.ts#ReportPage",
              ErasureReport: "../../functions/modules/privacy/erasure.ts#ErasureReport as ErasureReportModel",
              ErasureReportConnection: "../../functions/modules/privacy/erasure.ts#ErasureReportPage",
              Interest: "../../functions/modules/impartiality/interest.ts#Interest as InterestModel",
              Partner: "../../functions/modules/partners/partner.ts#Partner as PartnerModel",
              PartnerConnection: "../../functions/modules/partners/partner.ts#PartnerPage",
              PartnerDay: "../../functions/modules/partners/partner.ts#PartnerDay as PartnerDayModel",
              PartnerPayload: "../../functions/modules/partners/partner.ts#PartnerAnswer",
              Municipality: "../../functions/modules/places/places.ts#Municipality as MunicipalityModel",
              MunicipalityConnection: "../../functions/modules/places/places.ts#MunicipalityPage",
              County: "../../functions/modules/places/places.ts#County as CountyModel",
              Viewer: "../../functions/modules/people/person.ts#Viewer as ViewerModel",
              Membership: "../../functions/modules/people/person.ts#Held",
              Member: "../../functions/modules/people/person.ts#Member as MemberModel",
              MemberConnection: "../../functions/modules/people/person.ts#MemberPage",
              Invitation: "../../functions/modules/people/person.ts#Invitation as InvitationModel",
              InvitationOffer: "../../functions/modules/people/person.ts#Invitation as InvitationModel",
              MembershipRequest: "../../functions/modules/people/person.ts#Request",
              MembershipRequestConnection: "../../functions/modules/people/person.ts#RequestPage",
              Joining: "../../functions/modules/people/person.ts#Joining as JoiningModel",
              InterestProfile: "../../functions/modules/newcomers/profile.ts#Profile as InterestProfileModel",
              IssuedCode: "../../functions/modules/newcomers/profile.ts#Issued",
              Venue: "../../functions/modules/venues/venue.ts#Venue as VenueModel",
              VenueConnection: "../../functions/modules/venues/venue.ts#VenuePage",
              VenuePayload: "../../functions/modules/venues/venue.ts#VenueAnswer",
              VenueTime: "../../functions/modules/venues/slots.ts#TakenSpan",
              VenueBooking: "../../functions/modules/venues/booking.ts#Booking",
              VenueBookingConnection: "../../functions/modules/venues/booking.ts#BookingPage",
              VenueBookingPayload: "../../functions/modules/venues/booking.ts#BookingAnswer",
            },
            optionalResolveType: true,
            makeResolverTypeCallable: true,
          },
        },
      ],
      pluginMap: { typescript, resolvers },
    })),
};

const documents = globSync("admin/**/*.graphql", { cwd: root })
  .toSorted()
  .map((path) => ({ location: path, document: read(path) }));
if (documents.length > 0)
  files["operations.ts"] =
    stamp +
    (await codegen({
      filename: "operations.ts",
      schema,
      documents,
      config: {},
      plugins: [{ operations: { ...common, onlyOperationTypes: true } }, { typedDocumentNode: { ...common } }],
      pluginMap: { operations, typedDocumentNode },
    }));

const stale = Object.entries(files).filter(([name, text]) => {
  const path = join(generated, name);
  return !existsSync(path) || readFileSync(path, "utf8") !== text;
});
if (process.argv.includes("--check")) {
  if (stale.length > 0) {
    console.error(`Stale: ${stale.map(([name]) => `schema/generated/${name}`).join(", ")}. Run \`npm run generate\`.`);
    process.exit(1);
  }
} else {
  mkdirSync(generated, { recursive: true });
  for (const [name, text] of stale) writeFileSync(join(generated, name), text);
}
