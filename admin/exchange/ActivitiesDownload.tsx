import { Button } from "@mui/material";
import { type ActivityFilter, ReadActivitiesFileDocument } from "#schema/operations";
import { useState } from "react";
import { useNotify } from "react-admin";
import { request } from "../platform/client.ts";
import { useText } from "../platform/i18n/index.ts";
import { useRefusalText } from "../platform/refusals.ts";
import { saveAs } from "../platform/saveAs.ts";

/** Gives a list of activities as a file that can be imported again. */
export const ActivitiesDownload = ({ filter }: { filter: ActivityFilter }) => {
  const text = useText();
  const notify = useNotify();
  const refusalText = useRefusalText();
  const [isLoading, setLoading] = useState(false);
  const load = async (): Promise<void> => {
    setLoading(true);
    try {
      const { activitiesFile: file } = await request(ReadActivitiesFileDocument, { filter });
      saveAs(`${text("exchange.fileName")}-${new Date().toISOString().slice(0, 10)}.csv`, file.text);
      notify(file.count < file.totalCount ? "exchange.fileCut" : "exchange.fileSaved", {
        type: file.count < file.totalCount ? "warning" : "success",
        messageArgs: { count: file.count, total: file.totalCount },
      });
    } catch (error) {
      notify(refusalText(error), { type: "error", autoHideDuration: 10_000 });
    } finally {
      setLoading(false);
    }
  };
  return (
    <Button variant="outlined" loading={isLoading} onClick={() => void load()}>
      {text("exchange.download")}
    </Button>
  );
};
