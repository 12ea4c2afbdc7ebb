import type { ReactNode } from "react";
import ArrowIcon from "@mui/icons-material/ArrowForward";
import { Box, Link, Typography } from "@mui/material";
import { visuallyHidden } from "@mui/utils";
import type { AuditEntryFragment } from "#schema/operations";
import { Link as RouterLink } from "react-router-dom";
import { Empty } from "../fields/Empty.tsx";
import { Loading } from "../fields/Loading.tsx";
import { More } from "../fields/More.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { Timeline } from "../fields/Timeline.tsx";
import { OrganisationLink } from "../organisations/columns.tsx";
import { useFormat } from "../platform/format.ts";
import { useText, type MessageKey } from "../platform/i18n/index.ts";
import { searchAddress } from "./searchAddress.ts";
import { type AuditValueOf, isNothing, useAuditValue } from "./useAuditValue.tsx";
import { fieldWords, isTold } from "./words.ts";

/** Entries, and how one gets on to those before them. */
export type Read = {
  readonly entries: readonly AuditEntryFragment[] | undefined;
  readonly error: unknown;
  readonly refetch: () => Promise<unknown>;
  readonly hasNextPage: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
  readonly isFetchingNextPage: boolean;
};

type TrailProps = Read & {
  /** Words where nothing has been done. */
  readonly empty: MessageKey;
  /** The person may search, and so go on from who did something to all that person did. */
  readonly searches?: boolean;
  /** Entries are of many things, so each says what it was done to. */
  readonly isMixed?: boolean;
};

/** Who did what, for whom, why and when, the newest first; page after page as the person asks for more. */
export const Trail = ({ entries, error, refetch, empty, searches = false, isMixed = false, ...pages }: TrailProps) => {
  const text = useText();
  const valueOf = useAuditValue();
  return (
    <>
      {error !== null && <Refusal error={error} retry={() => void refetch()} />}
      {entries === undefined && error === null && <Loading lines={5} />}
      {entries?.length === 0 && <Empty title={text(empty)} />}
      {entries !== undefined && entries.length > 0 && (
        <Timeline>
          {entries.map((entry) => (
            <li key={entry.id}>
              <Entry entry={entry} searches={searches} isMixed={isMixed} valueOf={valueOf} />
            </li>
          ))}
        </Timeline>
      )}
      <More of={pages} />
    </>
  );
};

type EntryProps = {
  readonly entry: AuditEntryFragment;
  readonly searches: boolean;
  readonly isMixed: boolean;
  readonly valueOf: AuditValueOf;
};

const Entry = ({ entry, searches, isMixed, valueOf }: EntryProps) => {
  const text = useText();
  const { moment } = useFormat();
  const { action, at, person, reason, organisation, subject } = entry;
  return (
    <Box sx={{ display: "grid", gap: 0.5 }}>
      <Typography sx={{ fontWeight: 650 }}>{text.orElse("auditAction", action, action)}</Typography>
      {isMixed && (
        <Typography variant="body2" sx={{ overflowWrap: "anywhere" }}>
          {organisation === null ? subject : <OrganisationLink {...organisation} />}
        </Typography>
      )}
      <Typography variant="body2" color="textSecondary">
        <time dateTime={at}>{moment(at)}</time> · <Actor entry={entry} searches={searches} />
      </Typography>
      {person !== null && <Line label={text("audit.person")}>{person}</Line>}
      {reason !== null && <Line label={text("audit.reason")}>{reason}</Line>}
      <Fields fields={entry.fields} valueOf={valueOf} />
    </Box>
  );
};

const Line = ({ label, children }: { label: string; children: ReactNode }) => (
  <Typography variant="body2" sx={{ overflowWrap: "anywhere" }}>
    {label}: {children}
  </Typography>
);

/** Who did it, and for which body. */
const Actor = ({ entry: { actor, actorName, actingFor }, searches }: Pick<EntryProps, "entry" | "searches">) => {
  const text = useText();
  const [kind = ""] = actor.split(":");
  const name = actorName ?? (kind === "person" ? text("audit.forgotten") : actor);
  const who =
    kind === "newcomer"
      ? text("audit.newcomer")
      : kind === "system" || kind === "partner"
        ? text(`audit.${kind}`, { name })
        : name;
  return (
    <>
      {searches ? (
        <Link component={RouterLink} to={searchAddress({ actor })} aria-label={text("audit.allBy", { who })}>
          {who}
        </Link>
      ) : (
        who
      )}
      {actingFor !== null && `, ${text("audit.for", { body: actingFor.name })}`}
    </>
  );
};

type Field = AuditEntryFragment["fields"][number];

const saysSomething = ({ before, after }: Field): boolean => !isNothing(before) || !isNothing(after);

/** What each field was and became. Of what is known of persons the trail has the fields' names alone, and says so. */
const Fields = ({ fields, valueOf }: { fields: readonly Field[]; valueOf: AuditValueOf }) => {
  const text = useText();
  const { list } = useFormat();
  const told = fields.filter(({ field }) => isTold(field));
  const labelOf = (field: string): string => {
    const key = fieldWords(field);
    const [group = "", ...rest] = key.split(".");
    return text.orElse(group, rest.join("."), field);
  };
  const changed = told.filter(saysSomething);
  const isPersonal = told.length > 0 && fields.every(({ before, after }) => before === null && after === null);
  if (isPersonal)
    return (
      <Typography variant="body2" color="textSecondary">
        {text("audit.namesAlone", { fields: list(told.map(({ field }) => labelOf(field).toLocaleLowerCase())) })}
      </Typography>
    );
  if (changed.length === 0) return null;
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        mt: 0.5,
        display: "grid",
        gridTemplateColumns: { xs: "minmax(0, 1fr)", sm: "minmax(8rem, 12rem) minmax(0, 1fr)" },
        columnGap: 2,
        rowGap: { xs: 0, sm: 0.5 },
        typography: "body2",
        "& dt": { color: "text.secondary" },
        "& dd": { m: 0, mb: { xs: 0.75, sm: 0 }, overflowWrap: "anywhere", whiteSpace: "pre-line" },
      }}
    >
      {changed.map(({ field, before, after }) => (
        <Box key={field} sx={{ display: "contents" }}>
          <dt>{labelOf(field)}</dt>
          <dd>
            {!isNothing(before) && (
              <>
                <span style={visuallyHidden}>{text("audit.before")} </span>
                <Box component="span" sx={{ color: "text.secondary" }}>
                  {valueOf(field, before)}
                </Box>
                <ArrowIcon aria-hidden sx={{ fontSize: "1em", mx: 0.75, verticalAlign: "-0.12em" }} />
                <span style={visuallyHidden}>{text("audit.after")} </span>
              </>
            )}
            {valueOf(field, after)}
          </dd>
        </Box>
      ))}
    </Box>
  );
};
