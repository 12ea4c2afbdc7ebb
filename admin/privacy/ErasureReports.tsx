import {
  Alert,
  Box,
  Card,
  Table,
  TableBody,
  TableCell,
  TableContainer,
  TableHead,
  TableRow,
  Typography,
} from "@mui/material";
import { ListErasureReportsDocument, type ListErasureReportsQuery } from "#schema/operations";
import { Empty } from "../fields/Empty.tsx";
import { Loading } from "../fields/Loading.tsx";
import { More } from "../fields/More.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { ToneChip } from "../fields/ToneChip.tsx";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { usePagedOperation } from "../platform/useOperation.ts";

type Night = ListErasureReportsQuery["erasureReports"]["nodes"][number];

/** What has been erased because its time was up, night by night and kind by kind. */
export const ErasureReports = () => {
  const text = useText();
  const paged = usePagedOperation(
    ListErasureReportsDocument,
    (after) => ({ after }),
    (page) => page.erasureReports.pageInfo,
  );
  const { data, error, refetch } = paged;
  const nights = data?.pages.flatMap((page) => page.erasureReports.nodes) ?? [];
  return (
    <>
      <PageHead title={text("erasure.title")} lead={text("erasure.lead")} />
      {error !== null && <Refusal error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Loading lines={6} />}
      {data !== undefined && nights.length === 0 && (
        <Empty title={text("erasure.empty")} help={text("erasure.emptyHelp")} />
      )}
      <Box
        component="ul"
        aria-label={text("erasure.title")}
        sx={{ listStyle: "none", m: 0, p: 0, display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gap: 2 }}
      >
        {nights.map((night, place) => (
          <li key={night.at}>
            <NightCard night={night} isNewest={place === 0} />
          </li>
        ))}
      </Box>
      <More of={paged} />
    </>
  );
};

const figures = ["erased", "standing", "removed", "overdue"] as const;

/** The newest night tells of every kind, and so also how long each is kept; those before it of what there was something of. */
const NightCard = ({ night: { at, forgotten, overdue, kinds }, isNewest }: { night: Night; isNewest: boolean }) => {
  const text = useText();
  const { moment, number } = useFormat();
  const touched = kinds.filter((kind) => figures.some((figure) => kind[figure] > 0));
  const shown = isNewest ? kinds : touched;
  const others = kinds.length - shown.length;
  const label = text("erasure.tableOf", { when: moment(at) });
  return (
    <Card component="article" sx={{ p: { xs: 2, sm: 2.5 }, display: "grid", gap: 1.5 }}>
      <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1.5, alignItems: "center" }}>
        <Typography variant="h2">
          <time dateTime={at}>{moment(at)}</time>
        </Typography>
        <ToneChip
          tone={overdue === 0 ? "good" : "wait"}
          label={
            overdue === 0
              ? text("erasure.inTime")
              : text("erasure.tooLate", { smart_count: overdue, count: number(overdue) })
          }
        />
      </Box>
      {overdue > 0 && <Alert severity="error">{text("erasure.tooLateHelp")}</Alert>}
      {forgotten > 0 && <Typography>{text("erasure.forgotten", { smart_count: forgotten })}</Typography>}
      {touched.length === 0 && <Typography>{text("erasure.nothing")}</Typography>}
      {shown.length > 0 && (
        <TableContainer tabIndex={0} role="region" aria-label={label}>
          <Table
            size="small"
            aria-label={label}
            sx={{
              "& .MuiTableCell-root": { px: { xs: 0.75, lg: 1.5 } },
              "& thead .MuiTableCell-root": { whiteSpace: { md: "normal" }, verticalAlign: "bottom" },
            }}
          >
            <TableHead>
              <TableRow>
                <TableCell component="th" scope="col">
                  {text("erasure.what")}
                </TableCell>
                <TableCell component="th" scope="col" align="right">
                  {text("erasure.kept")}
                </TableCell>
                {figures.map((figure) => (
                  <TableCell key={figure} component="th" scope="col" align="right">
                    {text(`erasure.${figure}`)}
                  </TableCell>
                ))}
              </TableRow>
            </TableHead>
            <TableBody sx={{ fontVariantNumeric: "tabular-nums" }}>
              {shown.map((one) => (
                <TableRow key={one.kind}>
                  <TableCell component="th" scope="row" sx={{ minWidth: "12rem" }}>
                    {text.orElse("erasureKind", one.kind, one.kind)}
                    {one.isPersonal && (
                      <Typography variant="body2" color="textSecondary">
                        {text("erasure.personal")}
                      </Typography>
                    )}
                  </TableCell>
                  <TableCell align="right" sx={{ whiteSpace: "nowrap" }}>
                    {text("erasure.days", { smart_count: one.keptDays })}
                  </TableCell>
                  {figures.map((figure) => (
                    <TableCell key={figure} align="right">
                      {number(one[figure])}
                    </TableCell>
                  ))}
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableContainer>
      )}
      {touched.length > 0 && others > 0 && (
        <Typography variant="body2" color="textSecondary">
          {text("erasure.others", { smart_count: others })}
        </Typography>
      )}
    </Card>
  );
};
