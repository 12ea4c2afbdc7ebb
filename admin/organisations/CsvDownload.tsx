import { useId, useRef, useState } from "react";
import DownloadIcon from "@mui/icons-material/DownloadOutlined";
import {
  Alert,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  LinearProgress,
  Typography,
} from "@mui/material";
import {
  ListOrganisationsDocument,
  type ListOrganisationsQuery,
  type ListOrganisationsQueryVariables,
  type OrganisationRowFragment,
} from "#schema/operations";
import { useListContext, useNotify } from "react-admin";
import { request } from "../platform/client.ts";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { useRefusalText } from "../platform/refusals.ts";
import { saveAs } from "../platform/saveAs.ts";
import { useNames } from "./choices.ts";
import { csvOf, type CsvColumn } from "./csv.ts";
import { readFilter, readOrder } from "./listing.ts";

/** A spreadsheet of more rows is hardly read by anyone, and would hold the server up. */
const mostRows = 10_000;
/** Rows the server gives at a time. */
const longestStep = 100;

const useCsvColumns = (): CsvColumn[] => {
  const text = useText();
  const names = useNames();
  return [
    { header: text("field.name"), cell: ({ name }) => name },
    { header: text("field.knownAs"), cell: ({ local }) => local.knownAs ?? "" },
    { header: text("field.orgNumber"), cell: ({ orgNumber }) => orgNumber ?? "" },
    { header: text("field.kind"), cell: ({ kind }) => text(`kind.${kind}`) },
    { header: text("field.status"), cell: ({ status }) => text(`status.${status}`) },
    { header: text("field.form"), cell: ({ form }) => (form === null ? "" : names.form(form)) },
    { header: text("field.icnpo"), cell: ({ icnpo }) => icnpo.map(names.icnpo).join(", ") },
    { header: text("field.municipality"), cell: ({ municipality }) => municipality?.name ?? "" },
    { header: text("field.county"), cell: ({ municipality }) => municipality?.county.name ?? "" },
    {
      header: text("field.voluntaryRegisterSince"),
      cell: ({ voluntaryRegisterSince }) => voluntaryRegisterSince ?? "",
    },
    { header: text("field.website"), cell: ({ website }) => website ?? "" },
    { header: text("field.email"), cell: ({ email }) => email ?? "" },
    { header: text("field.phone"), cell: ({ phone }) => phone ?? "" },
    {
      header: text("field.capabilityProfile"),
      cell: ({ capabilityProfile: { state } }) => text(`profileState.${state}`),
    },
    {
      header: text("field.capabilities"),
      cell: ({ capabilityProfile }) =>
        capabilityProfile.capabilities.map((code) => text(`capability.${code}`)).join(", "),
    },
    {
      header: text("field.confirmedAt"),
      cell: ({ capabilityProfile }) => capabilityProfile.confirmedAt?.slice(0, 10) ?? "",
    },
    { header: text("field.tags"), cell: ({ local }) => local.tags.join(", ") },
  ];
};

/** Downloads all the list shows, page by page, as a file. */
export const CsvDownload = () => {
  const text = useText();
  const { number } = useFormat();
  const notify = useNotify();
  const refusalText = useRefusalText();
  const columns = useCsvColumns();
  const titleId = useId();
  const { filterValues, sort, total = 0 } = useListContext();
  const [done, setDone] = useState<number | null>(null);
  const stop = useRef<AbortController | null>(null);
  const wanted = Math.min(total, mostRows);

  const run = async (): Promise<void> => {
    const running = new AbortController();
    stop.current = running;
    setDone(0);
    try {
      const rows: OrganisationRowFragment[] = [];
      let after: string | null = null;
      do {
        const variables: ListOrganisationsQueryVariables = {
          filter: readFilter(filterValues),
          orderBy: readOrder(sort.field),
          first: longestStep,
          after,
        };
        const { organisations }: ListOrganisationsQuery = await request(
          ListOrganisationsDocument,
          variables,
          running.signal,
        );
        rows.push(...organisations.nodes);
        setDone(rows.length);
        after = organisations.pageInfo.hasNextPage ? organisations.pageInfo.endCursor : null;
      } while (after !== null && rows.length < mostRows);
      saveAs(
        `${text("csv.file")}-${new Date().toISOString().slice(0, 10)}.csv`,
        csvOf(rows.slice(0, mostRows), columns),
      );
      notify("csv.done", { type: "success" });
    } catch (error) {
      if (!running.signal.aborted) notify(refusalText(error), { type: "error", autoHideDuration: 10_000 });
    } finally {
      setDone(null);
    }
  };

  return (
    <>
      <Button variant="outlined" startIcon={<DownloadIcon />} disabled={total === 0} onClick={() => void run()}>
        {text("csv.button")}
      </Button>
      <Dialog open={done !== null} aria-labelledby={titleId} fullWidth maxWidth="xs">
        <DialogTitle id={titleId}>{text("csv.title")}</DialogTitle>
        <DialogContent sx={{ display: "grid", gap: 2 }}>
          {total > mostRows && (
            <Alert severity="info">{text("csv.limit", { total: number(total), max: number(mostRows) })}</Alert>
          )}
          <LinearProgress
            variant="determinate"
            aria-labelledby={titleId}
            value={wanted === 0 ? 0 : Math.min(100, (100 * (done ?? 0)) / wanted)}
          />
          <Typography role="status">
            {text("csv.progress", { done: number(done ?? 0), total: number(wanted) })}
          </Typography>
        </DialogContent>
        <DialogActions>
          <Button autoFocus onClick={() => stop.current?.abort()}>
            {text("common.cancel")}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
};
