import { useId, useState } from "react";
import AddIcon from "@mui/icons-material/BookmarkAddOutlined";
import DeleteIcon from "@mui/icons-material/DeleteOutlined";
import {
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  IconButton,
  Link,
  TextField,
  Typography,
} from "@mui/material";
import {
  extractValidSavedQueries,
  useListContext,
  useNotify,
  useSavedQueries,
  useTranslate,
  type SavedQuery,
} from "react-admin";
import { Link as RouterLink } from "react-router-dom";
import { useText } from "../platform/i18n/index.ts";
import { useDraft } from "../platform/useDraft.ts";
import { useFilter } from "./useFilter.tsx";

const addressOfQuery = ({ value }: SavedQuery): string =>
  `?${new URLSearchParams({
    filter: JSON.stringify(value.filter ?? {}),
    sort: value.sort?.field ?? "",
    order: value.sort?.order ?? "",
    perPage: String(value.perPage),
    page: "1",
  })}`;

/** Searches a person has saved in this browser: filter, order and rows per page under a name. */
export const SavedSearches = () => {
  const text = useText();
  const translate = useTranslate();
  const notify = useNotify();
  const { sort, perPage } = useListContext();
  const { filter } = useFilter();
  const [kept, keep] = useSavedQueries("organisations");
  const [isNaming, setNaming] = useState(false);
  const { values, write, drop } = useDraft("name of a search", { name: "" });
  const formId = useId();
  const titleId = useId();
  const searches = extractValidSavedQueries(kept);
  const asked = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null));

  const finish = (): void => {
    drop();
    setNaming(false);
  };
  const save = (): void => {
    const label = values.name.trim();
    if (label === "") return;
    const saved: SavedQuery = { label, value: { filter: asked, sort, perPage, displayedFilters: [] } };
    keep([...searches.filter((other) => other.label !== label), saved]);
    finish();
  };
  const remove = (search: SavedQuery): void => {
    keep(searches.filter((other) => other !== search));
    notify("list.savedRemoved", { messageArgs: { name: search.label } });
  };

  return (
    <Box component="section" aria-label={translate("ra.saved_queries.label")}>
      <Typography variant="h3" component="h2" sx={{ mb: 0.5 }}>
        {translate("ra.saved_queries.label")}
      </Typography>
      {searches.length === 0 && (
        <Typography variant="body2" color="textSecondary" sx={{ mb: 0.5 }}>
          {text("list.savedHelp")}
        </Typography>
      )}
      <Box component="ul" sx={{ listStyle: "none", m: 0, p: 0 }}>
        {searches.map((search) => (
          <Box
            component="li"
            key={search.label}
            sx={{ display: "flex", alignItems: "center", justifyContent: "space-between" }}
          >
            <Link component={RouterLink} to={addressOfQuery(search)} sx={{ py: 0.5, overflowWrap: "anywhere" }}>
              {search.label}
            </Link>
            <IconButton
              size="small"
              aria-label={translate("ra.saved_queries.remove_label_with_name", { name: search.label })}
              onClick={() => remove(search)}
            >
              <DeleteIcon fontSize="small" />
            </IconButton>
          </Box>
        ))}
      </Box>
      {Object.keys(asked).length > 0 && (
        <Button size="small" startIcon={<AddIcon />} onClick={() => setNaming(true)}>
          {translate("ra.saved_queries.new_label")}
        </Button>
      )}
      <Dialog open={isNaming} onClose={() => setNaming(false)} aria-labelledby={titleId} fullWidth maxWidth="xs">
        <DialogTitle id={titleId}>{translate("ra.saved_queries.new_dialog_title")}</DialogTitle>
        <DialogContent>
          <form
            id={formId}
            onSubmit={(event) => {
              event.preventDefault();
              save();
            }}
          >
            <TextField
              autoFocus
              fullWidth
              required
              margin="dense"
              label={translate("ra.saved_queries.query_name")}
              value={values.name}
              onChange={(event) => write({ name: event.target.value })}
              slotProps={{ htmlInput: { maxLength: 80 } }}
            />
          </form>
        </DialogContent>
        <DialogActions>
          <Button onClick={finish}>{text("common.cancel")}</Button>
          <Button type="submit" form={formId} variant="contained">
            {text("common.save")}
          </Button>
        </DialogActions>
      </Dialog>
    </Box>
  );
};
