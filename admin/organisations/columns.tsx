/** Columns of the list: what each shows, and the orders its heading changes between. */
import type { ReactNode } from "react";
import { Box, Link, Typography } from "@mui/material";
import type { OrganisationOrder, OrganisationRowFragment } from "#schema/operations";
import { useStore } from "react-admin";
import { Link as RouterLink } from "react-router-dom";
import { SafeLink } from "../fields/SafeLink.tsx";
import { ProfileChip, ToneChip } from "../fields/ToneChip.tsx";
import { useFormat } from "../platform/format.ts";
import { useText, type MessageKey } from "../platform/i18n/index.ts";
import { keysOf } from "../platform/keysOf.ts";
import { addressOf } from "../routes.ts";
import { useNames } from "./choices.ts";

export type Row = OrganisationRowFragment;

/** More tags or tasks than these make a row taller than it is worth. */
const mostShown = 2;

const Few = ({ names }: { names: readonly string[] }) => (
  <>
    {names.slice(0, mostShown).join(", ")}
    {names.length > mostShown && ` +${names.length - mostShown}`}
  </>
);

export const OrganisationLink = ({ id, name }: Pick<Row, "id" | "name">) => (
  <Link component={RouterLink} to={addressOf("organisation", { id })} sx={{ fontWeight: 650 }}>
    {name}
  </Link>
);

const NameCell = ({ row }: { row: Row }) => {
  const text = useText();
  const { knownAs } = row.local;
  return (
    <Box sx={{ minWidth: 0, overflowWrap: "anywhere" }}>
      <OrganisationLink id={row.id} name={row.name} />
      {(row.status !== "ACTIVE" || knownAs !== null) && (
        <Typography variant="body2" component="div" color="textSecondary">
          {knownAs}
          {row.status !== "ACTIVE" && <ToneChip tone="wait" label={text(`status.${row.status}`)} />}
        </Typography>
      )}
    </Box>
  );
};

const FormName = ({ form }: { form: Row["form"] }) => useNames().form(form ?? { code: "", name: "" });
const MainCategory = ({ row }: { row: Row }) => {
  const { icnpo } = useNames();
  const [main] = row.icnpo;
  return main === undefined ? null : icnpo(main);
};
const Capabilities = ({ row }: { row: Row }) => {
  const text = useText();
  return <Few names={row.capabilityProfile.capabilities.map((code) => text(`capability.${code}`))} />;
};
const CalendarDate = ({ date }: { date: string }) => useFormat().date(date);
const Day = ({ instant }: { instant: string }) => useFormat().day(instant);
const Kind = ({ row }: { row: Row }) => useText()(`kind.${row.kind}`);
const OrgNumber = ({ digits }: { digits: string }) => useFormat().orgNumber(digits);

type Column = {
  readonly label: MessageKey;
  readonly cell: (row: Row) => ReactNode;
  /** The first is chosen first. */
  readonly orders?: readonly [OrganisationOrder, ...OrganisationOrder[]];
  readonly isNarrow?: boolean;
};

const columns = {
  orgNumber: {
    label: "field.orgNumber",
    isNarrow: true,
    cell: (row) => row.orgNumber && <OrgNumber digits={row.orgNumber} />,
  },
  kind: { label: "field.kind", cell: (row) => <Kind row={row} /> },
  icnpo: { label: "field.icnpo", cell: (row) => <MainCategory row={row} /> },
  municipality: { label: "field.municipality", cell: (row) => row.municipality?.name },
  county: { label: "field.county", cell: (row) => row.municipality?.county.name },
  capabilityProfile: {
    label: "field.capabilityProfile",
    isNarrow: true,
    cell: (row) => <ProfileChip state={row.capabilityProfile.state} />,
  },
  capabilities: { label: "field.capabilities", cell: (row) => <Capabilities row={row} /> },
  tags: { label: "field.tags", cell: (row) => <Few names={row.local.tags} /> },
  form: { label: "field.form", cell: (row) => row.form && <FormName form={row.form} /> },
  voluntaryRegisterSince: {
    label: "field.voluntaryRegisterSince",
    orders: ["NEWEST_IN_VOLUNTARY_REGISTER"],
    isNarrow: true,
    cell: (row) => row.voluntaryRegisterSince && <CalendarDate date={row.voluntaryRegisterSince} />,
  },
  confirmedAt: {
    label: "field.confirmedAt",
    orders: ["PROFILE_OLDEST_FIRST"],
    isNarrow: true,
    cell: (row) => row.capabilityProfile.confirmedAt && <Day instant={row.capabilityProfile.confirmedAt} />,
  },
  phone: { label: "field.phone", isNarrow: true, cell: (row) => row.phone },
  email: { label: "field.email", cell: (row) => row.email && <Link href={`mailto:${row.email}`}>{row.email}</Link> },
  website: { label: "field.website", cell: (row) => row.website && <SafeLink address={row.website} /> },
} as const satisfies Readonly<Record<string, Column>>;

/** The name is always there: a row must be told from another. */
export const nameColumn: Column = {
  label: "field.name",
  orders: ["NAME_ASC", "NAME_DESC"],
  cell: (row) => <NameCell row={row} />,
};

export type ColumnName = keyof typeof columns;

export const columnNames = keysOf(columns);

const usual: readonly ColumnName[] = ["icnpo", "municipality", "capabilityProfile", "tags"];

/** The columns a person has chosen, kept in the browser. */
export const useColumns = () => {
  const [kept, keep] = useStore<readonly string[]>("organisations.columns", usual);
  return {
    shown: columnNames.filter((name) => kept.includes(name)),
    show: (name: ColumnName, on: boolean): void =>
      keep(columnNames.filter((each) => (each === name ? on : kept.includes(each)))),
    reset: () => keep(usual),
    columnOf: (name: ColumnName): Column => columns[name],
  };
};
