import {
  Accordion,
  AccordionDetails,
  AccordionSummary,
  Box,
  Card,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Typography,
} from "@mui/material";
import ExpandIcon from "@mui/icons-material/ExpandMore";
import { ListRegisterSyncsDocument, type ListRegisterSyncsQuery } from "#schema/operations";
import { Attribution } from "../fields/Attribution.tsx";
import { Empty } from "../fields/Empty.tsx";
import { Facts } from "../fields/Facts.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { useOperation } from "../platform/useOperation.ts";
import { SyncChip } from "./SyncChip.tsx";

type Run = ListRegisterSyncsQuery["registerSyncs"][number];

/** Each run of the sync with the registers, the latest first, and what came of it. */
export const RegisterSyncs = () => {
  const text = useText();
  const { data, error, refetch } = useOperation(ListRegisterSyncsDocument, {});
  return (
    <>
      <PageHead title={text("sync.title")} lead={text("sync.help")} />
      {error !== null && <Refusal error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Loading lines={6} />}
      {data?.registerSyncs.length === 0 && <Empty title={text("sync.empty")} help={text("sync.emptyHelp")} />}
      <Box
        component="ul"
        aria-label={text("sync.title")}
        sx={{ listStyle: "none", m: 0, p: 0, display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gap: 2 }}
      >
        {data?.registerSyncs.map((run) => (
          <li key={run.startedAt}>
            <RunCard run={run} />
          </li>
        ))}
      </Box>
      <Attribution />
    </>
  );
};

const figures = ["added", "changed", "gone", "unchanged", "refused", "requests"] as const;

const RunCard = ({ run }: { run: Run }) => {
  const text = useText();
  const { moment, number } = useFormat();
  const { startedAt, finishedAt, kind, state, errorCode, leftOut, refusedRows } = run;
  const seconds = finishedAt === null ? null : Math.round((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000);
  return (
    <Card component="article" sx={{ p: { xs: 2, sm: 2.5 }, display: "grid", gap: 2 }}>
      <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1.5, alignItems: "center" }}>
        <Typography variant="h2">
          <time dateTime={startedAt}>{moment(startedAt)}</time>
        </Typography>
        <SyncChip state={state} />
        <Typography color="textSecondary">
          {[
            text(`syncKind.${kind}`),
            seconds === null
              ? null
              : seconds < 60
                ? text("sync.seconds", { seconds })
                : text("sync.minutes", { minutes: Math.floor(seconds / 60), seconds: seconds % 60 }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </Typography>
      </Box>
      {errorCode !== null && <Typography color="error">{text("sync.stoppedBy", { code: errorCode })}</Typography>}
      <Box
        component="dl"
        sx={{
          m: 0,
          display: "grid",
          gap: 1.5,
          gridTemplateColumns: "repeat(auto-fit, minmax(5.5rem, 1fr))",
          "& dd": { m: 0 },
        }}
      >
        {figures.map((figure) => (
          <Box key={figure} sx={{ display: "flex", flexDirection: "column-reverse", justifyContent: "flex-end" }}>
            <Typography component="dt" variant="body2" color="textSecondary">
              {text(`sync.${figure}`)}
            </Typography>
            <Typography component="dd" sx={{ fontWeight: 650, fontSize: "1.2rem", fontVariantNumeric: "tabular-nums" }}>
              {number(run[figure])}
            </Typography>
          </Box>
        ))}
      </Box>
      {leftOut.length > 0 && (
        <Box>
          <Typography variant="h3" sx={{ mb: 1 }}>
            {text("sync.leftOut")}
          </Typography>
          <Facts
            facts={leftOut.map(({ what, rows }) => ({
              label: text.orElse("syncReason", what, what),
              value: text("sync.rows", { smart_count: rows, rows: number(rows) }),
            }))}
          />
        </Box>
      )}
      {refusedRows.length > 0 && <RefusedRows run={run} />}
    </Card>
  );
};

const RefusedRows = ({ run: { startedAt, refused, refusedRows } }: { run: Run }) => {
  const text = useText();
  const { moment, orgNumber } = useFormat();
  // Rows without a number may be alike in everything else.
  const rows = refusedRows.map((row, place) => ({ ...row, place }));
  return (
    <Accordion
      disableGutters
      elevation={0}
      slotProps={{ heading: { component: "h3" } }}
      sx={{ border: 1, borderColor: "divider", "&&": { borderRadius: 1 } }}
    >
      <AccordionSummary expandIcon={<ExpandIcon />}>
        {text("sync.refusedRows", { smart_count: refused })}
      </AccordionSummary>
      <AccordionDetails>
        {refused > refusedRows.length && <Typography variant="body2">{text("sync.refusedFirst")}</Typography>}
        <Table size="small" aria-label={text("sync.refusedTitle", { when: moment(startedAt) })}>
          <TableHead>
            <TableRow>
              <TableCell>{text("field.orgNumber")}</TableCell>
              <TableCell>{text("sync.reason")}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {rows.map((row) => (
              <TableRow key={row.place}>
                <TableCell>{row.orgNumber === "" ? text("common.unknown") : orgNumber(row.orgNumber)}</TableCell>
                <TableCell>{text.orElse("syncReason", row.reason, row.reason)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </AccordionDetails>
    </Accordion>
  );
};
