import { useId } from "react";
import FirstIcon from "@mui/icons-material/FirstPage";
import NextIcon from "@mui/icons-material/ChevronRight";
import PreviousIcon from "@mui/icons-material/ChevronLeft";
import { Box, IconButton, NativeSelect, Typography } from "@mui/material";
import { useListContext } from "react-admin";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";

const sizes = [25, 50, 100] as const;

/** From page to page, as the cursors of the list go: forwards, backwards, and to the beginning. */
export const Pager = () => {
  const text = useText();
  const { number } = useFormat();
  const { page, perPage, total = 0, setPage, setPerPage, hasNextPage } = useListContext();
  const id = useId();
  const from = (page - 1) * perPage + 1;
  return (
    <Box
      component="nav"
      aria-label={text("list.pages")}
      sx={{ display: "flex", flexWrap: "wrap", gap: 2, alignItems: "center", justifyContent: "flex-end", mt: 2 }}
    >
      <Box sx={{ display: "flex", gap: 1, alignItems: "center" }}>
        <Typography component="label" htmlFor={id} variant="body2">
          {text("list.perPage")}
        </Typography>
        <NativeSelect
          id={id}
          value={perPage}
          onChange={(event) => setPerPage(Number(event.target.value))}
          sx={{ typography: "body2" }}
        >
          {sizes.map((size) => (
            <option key={size} value={size}>
              {size}
            </option>
          ))}
        </NativeSelect>
      </Box>
      <Typography variant="body2" sx={{ fontVariantNumeric: "tabular-nums" }}>
        {text("list.range", {
          from: number(from),
          to: number(Math.min(total, from + perPage - 1)),
          total: number(total),
        })}
      </Typography>
      <Box>
        <IconButton aria-label={text("list.first")} disabled={page === 1} onClick={() => setPage(1)}>
          <FirstIcon />
        </IconButton>
        <IconButton aria-label={text("list.previous")} disabled={page === 1} onClick={() => setPage(page - 1)}>
          <PreviousIcon />
        </IconButton>
        <IconButton aria-label={text("list.next")} disabled={hasNextPage !== true} onClick={() => setPage(page + 1)}>
          <NextIcon />
        </IconButton>
      </Box>
    </Box>
  );
};
