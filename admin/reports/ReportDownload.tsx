import { useState } from "react";
import { Button } from "@mui/material";
import { ReadReportFileDocument } from "#schema/operations";
import { useNotify } from "react-admin";
import { request } from "../platform/client.ts";
import { useText } from "../platform/i18n/index.ts";
import { useRefusalText } from "../platform/refusals.ts";
import { saveAs } from "../platform/saveAs.ts";

/** Gives the report as a file for a spreadsheet. */
export const ReportDownload = ({ id, name }: { id: string; name: string }) => {
  const text = useText();
  const notify = useNotify();
  const refusalText = useRefusalText();
  const [isLoading, setLoading] = useState(false);
  const load = async (): Promise<void> => {
    setLoading(true);
    try {
      const { report } = await request(ReadReportFileDocument, { id });
      if (report) saveAs(`${name}.csv`, report.csv);
    } catch (error) {
      notify(refusalText(error), { type: "error", autoHideDuration: 10_000 });
    } finally {
      setLoading(false);
    }
  };
  return (
    <Button variant="outlined" loading={isLoading} onClick={() => void load()}>
      {text("report.download")}
    </Button>
  );
};
