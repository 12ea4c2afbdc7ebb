import type { ReactNode } from "react";
import { Link } from "@mui/material";
import { Link as RouterLink } from "react-router-dom";
import { useActivityCategories } from "../activities/useActivityCategories.ts";
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

/** How what stood in a field is shown: by its whole name, or by its last. */
const useShown = (): Readonly<Record<string, Shown>> => {
  const text = useText();
  const { clock, date, language, list, moment, number, orgNumber, time } = useFormat();
  const categories = useActivityCategories();
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
  const at = (address: string, label: string): ReactNode => (
    <Link component={RouterLink} to={address}>
      {label}
    </Link>
  );
  const organisation: Shown = (key) =>
    at(addressOf("organisation", { id: `organisation:${key}` }), /^\d{9}$/.test(key) ? orgNumber(key) : key);
  const amount: Shown = (ore) => text("venue.kroner", { kroner: number(Number(ore) / 100) });
  const daysOf = (item: unknown): string => list([...new Set([partOf(item, "from"), partOf(item, "until")])].map(date));
  return {
    "activity.category": (chosen) => categories.find(({ id }) => id === chosen)?.name ?? chosen,
    "activity.stage": code("activityState"),
    "activity.withdrawn": code("hiddenReason"),
    "activity.language": language,
    "activity.group": code("activityGroup"),
    "activity.languageLevel": code("languageLevel"),
    "activity.equipment": code("equipmentNeed"),
    "activity.commitment": code("commitment"),
    "activity.accessibility": words(code("accessibility")),
    "activity.price.amount": amount,
    "activity.price.per": code("pricePeriod"),
    "activity.scheduledAt": moment,
    "activity.translations": inRow((item) => `${language(partOf(item, "language"))}: ${partOf(item, "title")}`),
    "activity.schedules": inRow((item) => {
      const repeats: unknown = typeof item === "object" && item !== null ? Reflect.get(item, "repeats") : undefined;
      const frequency = partOf(repeats, "frequency") || "ONCE";
      const hours = `${time(partOf(item, "startsAt"))}–${time(partOf(item, "endsAt"))}`;
      return `${date(partOf(item, "startsOn"))} ${hours} (${code("frequency")(frequency).toLocaleLowerCase()})`;
    }),
    "activity.changes": inRow((item) =>
      partOf(item, "isCancelled") === "true"
        ? text("audit.timeCalledOff", { when: moment(partOf(item, "scheduledAt")) })
        : text("audit.timeMoved", {
            from: moment(partOf(item, "scheduledAt")),
            to: moment(partOf(item, "startsAt")),
          }),
    ),
    "venue.state": code("venueState"),
    "venue.equipment": words(code("venueEquipment")),
    "venue.accessibility": words(code("accessibility")),
    "venue.pricePerHour": amount,
    "venue.lentTo": code("venueAudience"),
    "venue.openingHours": inRow(
      (item) =>
        `${code("weekday")(partOf(item, "weekday"))} ${time(partOf(item, "opensAt"))}–${time(partOf(item, "closesAt"))}`,
    ),
    "venue.closedDays": inRow(daysOf),
    "booking.state": code("bookingState"),
    "booking.occasions": inRow((item) => `${moment(partOf(item, "startsAt"))}–${clock(partOf(item, "endsAt"))}`),
    "booking.givenBack": inRow((item) => `${moment(partOf(item, "startsAt"))}–${clock(partOf(item, "endsAt"))}`),
    "booking.venue": (venue) => at(addressOf("venue", { id: venue }), text("bookingField.venue")),
    "booking.activity": (activity) => at(addressOf("activity", { id: activity }), text("bookingField.activity")),
    mixesWithLocals: yesOrNo,
    trial: yesOrNo,
    childcare: yesOrNo,
    policeCertificate: yesOrNo,
    mustBeApproved: yesOrNo,
    municipality: municipalityName,
    about: asWritten,
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
    const name = [field, field.split(".").at(-1) ?? field].find((one) => Object.hasOwn(shown, one));
    return name === undefined ? value : shown[name]?.(value);
  };
};

export type AuditValueOf = ReturnType<typeof useAuditValue>;
