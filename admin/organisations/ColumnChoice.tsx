import { useId, useState } from "react";
import ColumnsIcon from "@mui/icons-material/ViewColumnOutlined";
import { Box, Button, Checkbox, FormControlLabel, FormGroup, Popover } from "@mui/material";
import { useText } from "../platform/i18n/index.ts";
import { columnNames, useColumns } from "./columns.tsx";

/** Chooses the columns of the table. */
export const ColumnChoice = () => {
  const text = useText();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { shown, show, reset, columnOf } = useColumns();
  const id = useId();
  return (
    <>
      <Button
        variant="outlined"
        startIcon={<ColumnsIcon />}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {text("list.columns")}
      </Button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: "bottom", horizontal: "right" }}
        transformOrigin={{ vertical: "top", horizontal: "right" }}
        slotProps={{ paper: { role: "dialog", "aria-labelledby": id, sx: { mt: 0.5 } } }}
      >
        <Box sx={{ p: 2 }}>
          <Box id={id} sx={{ typography: "h3", mb: 1 }}>
            {text("list.columnsTitle")}
          </Box>
          <FormGroup>
            {columnNames.map((name, n) => (
              <FormControlLabel
                key={name}
                control={
                  <Checkbox
                    size="small"
                    autoFocus={n === 0}
                    checked={shown.includes(name)}
                    onChange={(_, on) => show(name, on)}
                    sx={{ py: 0.5 }}
                  />
                }
                label={text(columnOf(name).label)}
              />
            ))}
          </FormGroup>
          <Box sx={{ mt: 1, display: "flex", gap: 1, justifyContent: "space-between" }}>
            <Button size="small" onClick={reset}>
              {text("list.columnsReset")}
            </Button>
            <Button size="small" variant="contained" onClick={() => setAnchor(null)}>
              {text("common.close")}
            </Button>
          </Box>
        </Box>
      </Popover>
    </>
  );
};
