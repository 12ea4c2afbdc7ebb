import { useRef } from "react";
import { Box, Button, TextField, Typography } from "@mui/material";
import { ReadImportTemplateDocument } from "#schema/operations";
import { useNotify } from "react-admin";
import { request } from "../platform/client.ts";
import { useText } from "../platform/i18n/index.ts";
import { useRefusalText } from "../platform/refusals.ts";
import { saveAs } from "../platform/saveAs.ts";
import { sentFile } from "./sentFile.ts";

/** An empty sheet with the columns that are understood. */
export const ImportTemplate = () => {
  const text = useText();
  const notify = useNotify();
  const refusalText = useRefusalText();
  const load = async (): Promise<void> => {
    try {
      saveAs(`${text("exchange.templateName")}.csv`, (await request(ReadImportTemplateDocument, {})).importTemplate);
    } catch (error) {
      notify(refusalText(error), { type: "error" });
    }
  };
  return <Button onClick={() => void load()}>{text("exchange.template")}</Button>;
};

type ImportSourceProps = {
  readonly file: { readonly name: string } | null;
  readonly pasted: string;
  readonly onPaste: (pasted: string) => void;
  readonly onFile: (file: { readonly name: string; readonly content: string }) => void;
};

/** A file from the machine, or a text that is pasted. */
export const ImportSource = ({ file, pasted, onPaste, onFile }: ImportSourceProps) => {
  const text = useText();
  const picker = useRef<HTMLInputElement>(null);
  const take = async (name: string, content: Blob): Promise<void> => onFile({ name, content: await sentFile(content) });
  return (
    <Box sx={{ display: "grid", gap: 2 }}>
      <Box sx={{ display: "flex", gap: 2, alignItems: "center", flexWrap: "wrap" }}>
        <Button variant="contained" onClick={() => picker.current?.click()}>
          {text("exchange.choose")}
        </Button>
        <input
          ref={picker}
          type="file"
          hidden
          accept=".csv,.txt,.tsv,.ics,text/csv,text/calendar"
          onChange={(event) => {
            const [chosen] = event.target.files ?? [];
            if (chosen) void take(chosen.name, chosen);
            event.target.value = "";
          }}
        />
        <Typography role="status" color="textSecondary">
          {file === null ? text("exchange.noFile") : file.name}
        </Typography>
      </Box>
      <TextField
        multiline
        minRows={2}
        maxRows={8}
        label={text("exchange.paste")}
        value={pasted}
        onChange={(event) => onPaste(event.target.value)}
      />
      {pasted.trim() !== "" && (
        <Box>
          <Button variant="outlined" onClick={() => void take(text("exchange.pasted"), new Blob([pasted]))}>
            {text("exchange.readPasted")}
          </Button>
        </Box>
      )}
    </Box>
  );
};
