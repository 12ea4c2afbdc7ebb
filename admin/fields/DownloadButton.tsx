import { useState } from "react";
import { Button } from "@mui/material";
import { useNotify } from "react-admin";
import { useRefusalText } from "../platform/refusals.ts";

type DownloadButtonProps = { readonly label: string; readonly load: () => Promise<void> };

/** Fetches a file and gives it to the person; says why where that cannot be. */
export const DownloadButton = ({ label, load }: DownloadButtonProps) => {
  const notify = useNotify();
  const refusalText = useRefusalText();
  const [isLoading, setLoading] = useState(false);
  const press = async (): Promise<void> => {
    setLoading(true);
    try {
      await load();
    } catch (error) {
      notify(refusalText(error), { type: "error", autoHideDuration: 10_000 });
    } finally {
      setLoading(false);
    }
  };
  return (
    <Button variant="outlined" loading={isLoading} onClick={() => void press()}>
      {label}
    </Button>
  );
};
