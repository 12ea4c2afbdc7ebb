import { type ActivityFilter, ReadActivitiesFileDocument } from "#schema/operations";
import { useNotify } from "react-admin";
import { DownloadButton } from "../fields/DownloadButton.tsx";
import { request } from "../platform/client.ts";
import { useText } from "../platform/i18n/index.ts";
import { saveAs } from "../platform/saveAs.ts";

/** Gives a list of activities as a file that can be imported again. */
export const ActivitiesDownload = ({ filter }: { filter: ActivityFilter }) => {
  const text = useText();
  const notify = useNotify();
  const load = async (): Promise<void> => {
    const { activitiesFile: file } = await request(ReadActivitiesFileDocument, { filter });
    saveAs(`${text("exchange.fileName")}-${new Date().toISOString().slice(0, 10)}.csv`, file.text);
    notify(file.count < file.totalCount ? "exchange.fileCut" : "exchange.fileSaved", {
      type: file.count < file.totalCount ? "warning" : "success",
      messageArgs: { count: file.count, total: file.totalCount },
    });
  };
  return <DownloadButton label={text("exchange.download")} load={load} />;
};
