/** GraphQL scalars: narrow on the way in, exact on the way out. */
import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from "graphql";
import { acceptsSyntheticNumbers } from "./env.ts";
import { isOrganisationNumber, withoutSpaces } from "./identifiers.ts";

const refuse = (name: string, wanted: string): never => {
  throw new GraphQLError(`${name} is ${wanted}.`, { extensions: { code: "BAD_USER_INPUT" } });
};

/** A scalar carried as a string. `read` gives the value to go on with, or undefined where it is none. */
const text = (name: string, wanted: string, read: (value: string) => string | undefined): GraphQLScalarType => {
  const parse = (value: unknown): string =>
    (typeof value === "string" ? read(value) : undefined) ?? refuse(name, wanted);
  return new GraphQLScalarType({
    name,
    parseValue: parse,
    parseLiteral: (node: ValueNode) => (node.kind === Kind.STRING ? parse(node.value) : refuse(name, wanted)),
    serialize: (value) => (value instanceof Date ? value.toISOString() : String(value)),
  });
};

// Control characters, and the invisible ones that turn writing direction or hide text.
const invisible =
  // oxlint-disable-next-line no-control-regex -- it is them that it looks for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]/u;

const whenWhole = (value: string, longest: number, multiline: boolean): string | undefined => {
  const trimmed = value.normalize("NFC").trim();
  if (trimmed.length === 0 || trimmed.length > longest || invisible.test(trimmed)) return undefined;
  return !multiline && /[\r\n\t\u2028\u2029]/.test(trimmed) ? undefined : trimmed.replace(/\r\n?/g, "\n");
};

const isDate = (value: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(value) &&
  !Number.isNaN(Date.parse(`${value}T00:00:00Z`)) &&
  new Date(`${value}T00:00:00Z`).toISOString().startsWith(value);

/**
 * An absolute https address of a name, as WHATWG URL reads it; undefined where it is none. User information, ports and IP addresses
 * are for those who attack, or lead nowhere for others.
 */
export const httpsUrl = (value: string): string | undefined => {
  const trimmed = value.trim();
  if (trimmed.length > 2_048 || !/^https:\/\//i.test(trimmed) || !URL.canParse(trimmed)) return undefined;
  const { protocol, username, password, port, hostname, href } = new URL(trimmed);
  const isPlain = protocol === "https:" && username === "" && password === "" && port === "";
  // However it was written, an IP address stands here as four numbers or in brackets.
  return isPlain && hostname.includes(".") && !/^[\d.]+$|^\[/.test(hostname) ? href : undefined;
};

/** An e-mail address as HTML's input field takes it, with a dot in its domain; undefined where it is none. */
export const emailAddress = (value: string): string | undefined => {
  const trimmed = value.trim();
  return trimmed.length <= 254 &&
    /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z\dæøå](?:[a-z\dæøå.-]{0,200})\.[a-z]{2,24}$/i.test(trimmed)
    ? trimmed
    : undefined;
};

const ore = (value: unknown): number =>
  typeof value === "number" && Number.isSafeInteger(value) ? value : refuse("Ore", "a whole number of øre");

export const scalars = {
  OrganisationNumber: text("OrganisationNumber", "nine digits that satisfy modulus 11", (value) => {
    const digits = withoutSpaces(value);
    return isOrganisationNumber(digits, acceptsSyntheticNumbers) ? digits : undefined;
  }),
  MunicipalityNumber: text("MunicipalityNumber", "four digits", (v) => (/^\d{4}$/.test(v) ? v : undefined)),
  CountyNumber: text("CountyNumber", "two digits", (v) => (/^\d{2}$/.test(v) ? v : undefined)),
  Date: text("Date", "a date as yyyy-mm-dd", (v) => (isDate(v) ? v : undefined)),
  DateTime: text("DateTime", "an instant with offset, such as 2026-05-17T12:00:00Z", (v) =>
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.test(v) &&
    isDate(v.slice(0, 10)) &&
    !Number.isNaN(Date.parse(v))
      ? new Date(v).toISOString()
      : undefined,
  ),
  TimeOfDay: text("TimeOfDay", "a time as hh:mm", (v) => (/^([01]\d|2[0-3]):[0-5]\d$/.test(v) ? v : undefined)),
  HttpsUrl: text("HttpsUrl", "an address that begins with https://", httpsUrl),
  EmailAddress: text("EmailAddress", "an e-mail address", emailAddress),
  PhoneNumber: text("PhoneNumber", "a phone number of 3 to 15 digits, with or without + and spaces", (v) =>
    /^\+?\d(?: ?\d){2,14}$/.test(v.trim()) ? v.trim() : undefined,
  ),
  Language: text("Language", "a language code such as nb or ar", (v) =>
    /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/.test(v) ? v : undefined,
  ),
  Line: text("Line", "one line of 1–200 characters", (v) => whenWhole(v, 200, false)),
  Text: text("Text", "a text of 1–4,000 characters", (v) => whenWhole(v, 4_000, true)),
  ExternalId: text("ExternalId", "1 to 64 letters, digits, - and _", (v) => (/^[\w-]{1,64}$/.test(v) ? v : undefined)),
  FileContent: text("FileContent", "a file in base64, at most 190,000 characters", (v) =>
    v.length > 0 && v.length <= 190_000 && /^[A-Za-z\d+/]+={0,2}$/.test(v) ? v : undefined,
  ),
  Ore: new GraphQLScalarType({
    name: "Ore",
    parseValue: ore,
    parseLiteral: (node: ValueNode) => (node.kind === Kind.INT ? ore(Number(node.value)) : ore(undefined)),
    serialize: ore,
  }),
};
