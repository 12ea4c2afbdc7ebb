import { useId, type ReactNode } from "react";
import AddIcon from "@mui/icons-material/Add";
import DeleteIcon from "@mui/icons-material/DeleteOutlined";
import { Box, Button, FormHelperText, IconButton, Typography } from "@mui/material";
import { useFieldArray } from "react-hook-form";
import { useText } from "../platform/i18n/index.ts";

type RowsProps = {
  readonly source: string;
  readonly title: string;
  readonly help?: string;
  readonly addLabel: string;
  /** What a new row begins with. */
  readonly fresh: () => object;
  /** As many as the server takes. */
  readonly most: number;
  readonly children: (source: string) => ReactNode;
};

/** A list of rows of inputs in a form, to be added to and removed from. */
export const Rows = ({ source, title, help, addLabel, fresh, most, children }: RowsProps) => {
  const text = useText();
  const titleId = useId();
  const { fields, append, remove } = useFieldArray({ name: source });
  return (
    <Box role="group" aria-labelledby={titleId}>
      <Typography variant="h3" id={titleId}>
        {title}
      </Typography>
      {help !== undefined && <FormHelperText sx={{ mt: 0.5 }}>{help}</FormHelperText>}
      <Box sx={{ display: "grid", gap: 1.5, mt: 1.5 }}>
        {fields.map((field, n) => (
          <Box
            key={field.id}
            role="group"
            aria-label={`${title} ${n + 1}`}
            sx={{
              display: "flex",
              gap: 1,
              alignItems: "flex-start",
              borderLeft: "3px solid",
              borderColor: "divider",
              pl: 1.5,
            }}
          >
            <Box
              sx={{
                flex: 1,
                minWidth: 0,
                display: "grid",
                gap: 1.5,
                gridTemplateColumns: { xs: "1fr", sm: "repeat(auto-fit, minmax(8rem, 1fr))" },
                alignItems: "start",
              }}
            >
              {children(`${source}.${n}`)}
            </Box>
            <IconButton aria-label={text("profile.removeRow", { n: n + 1 })} onClick={() => remove(n)}>
              <DeleteIcon fontSize="small" />
            </IconButton>
          </Box>
        ))}
      </Box>
      <Button
        size="small"
        startIcon={<AddIcon />}
        disabled={fields.length >= most}
        onClick={() => append(fresh())}
        sx={{ mt: 1 }}
      >
        {addLabel}
      </Button>
    </Box>
  );
};
