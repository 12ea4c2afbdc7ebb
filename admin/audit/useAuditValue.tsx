import type { ReactNode } from "react";
import { Link } from "@mui/material";
import { Link as RouterLink } from "react-router-dom";
import { usePlaces } from "../places/usePlaces.ts";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { addressOf } from "../routes.ts";

/** What is kept as JSON, read again; undefined for what is none. */
const parsed = (value: string): unknown => {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
};

const listIn = (value: string): readonly unknown[] => {
  const list = parsed(value);
  return Array.isArray(list) ? list : [value];
};

/** A part of something kept as JSON, as text; empty where there is none. */
const partOf = (value: unknown, name: string): string => {
  const part: unknown = typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
  return typeof part === "string" || typeof part === "number" || typeof part === "boolean" ? String(part) : "";
};

type Shown = (value: string) => ReactNode;

/** How what stood in a field is shown, by the field's last name. */
const useShown = (): Readonly<Record<string, Shown>> => {
  const text = useText();
  const { date, language, list, moment, number, orgNumber } = useFormat();
  const { municipalityName } = usePlaces();
  const words =
    (wordOf: (item: string) => string): Shown =>
    (value) =>
      list(listIn(value).map((item) => wordOf(String(item))));
  const inRow =
    (lineOf: (item: unknown) => string): Shown =>
    (value) =>
      listIn(value).map(lineOf).join("; ");
  const asWritten = words((item) => item);
  const code = (group: string) => (item: string) => text.orElse(group, item, item);
  const yesOrNo: Shown = (value) => text(value === "true" ? "common.yes" : "common.no");
  const count: Shown = (value) => number(Number(value));
  const organisation: Shown = (key) => (
    <Link component={RouterLink} to={addressOf("organisation", { id: `organisation:${key}` })}>
      {/^\d{9}$/.test(key) ? orgNumber(key) : key}
    </Link>
  );
  return {
    tags: asWritten,
    add: asWritten,
    remove: asWritten,
    equipment: asWritten,
    emergencyExperience: asWritten,
    scopes: asWritten,
    icnpo: asWritten,
    suppliers: words(orgNumber),
    orgNumber,
    capabilities: words(code("capability")),
    languages: words(language),
    roles: words(code("role")),
    role: code("role"),
    status: code("status"),
    state: code("partnerState"),
    writtenNorm: code("norm"),
    servesMunicipalities: words(municipalityName),
    municipalityNumber: municipalityName,
    inVoluntaryRegister: yesOrNo,
    grasrotandel: yesOrNo,
    trainedPeople: count,
    employees: count,
    perMinute: count,
    perDay: count,
    confirmedAt: moment,
    registeredAt: moment,
    deletedOn: date,
    day: date,
    parentKey: organisation,
    joinedTo: organisation,
    record: organisation,
    registered: organisation,
    bodyKey: organisation,
    premises: inRow((item) =>
      [
        partOf(item, "name"),
        ...(partOf(item, "places") === "" ? [] : [text("profile.placesOf", { count: partOf(item, "places") })]),
        ...(partOf(item, "stepFree") === "true" ? [text("profile.stepFree").toLocaleLowerCase()] : []),
      ].join(", "),
    ),
    vehicles: inRow((item) => `${partOf(item, "count")} × ${partOf(item, "kind")}`),
    contactWindows: inRow((item) => {
      const channel = partOf(item, "channel");
      return `${code("weekday")(partOf(item, "weekday"))} ${partOf(item, "opensAt")}–${partOf(item, "closesAt")} (${code("channel")(channel)})`;
    }),
  };
};

/** Whether anything stood there: a list of none is nothing. */
export const isNothing = (value: string | null): value is null | "[]" => value === null || value === "[]";

/** Tells what stood in a field of the trail in the person's own words for it; asked for once by a list, and not by each line. */
export const useAuditValue = () => {
  const text = useText();
  const shown = useShown();
  return (field: string, value: string | null): ReactNode => {
    if (isNothing(value)) return text("audit.nothing");
    const name = field.split(".").at(-1) ?? field;
    return Object.hasOwn(shown, name) ? shown[name]?.(value) : value;
  };
};

export type AuditValueOf = ReturnType<typeof useAuditValue>;
