import { Chip } from "@mui/material";
import { CountToConfirmDocument } from "#schema/operations";
import { visuallyHidden } from "@mui/utils";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { useOperation } from "../platform/useOperation.ts";
import { toConfirm } from "./toConfirm.ts";
import { useLookedAfter } from "./useLookedAfter.ts";

/** How many of the activities one looks after must be confirmed, beside its name in the menu; nothing where there are none. */
export const ToConfirmCount = () => {
  const text = useText();
  const { number } = useFormat();
  const { filter } = useLookedAfter();
  const { data } = useOperation(CountToConfirmDocument, filter ? { filter: toConfirm(filter) } : null);
  const count = data?.activities.totalCount ?? 0;
  if (count === 0) return null;
  return (
    <>
      <Chip
        size="small"
        aria-hidden
        label={number(count)}
        sx={{ ml: "auto", bgcolor: "#f3c98b", color: "#1d292d", fontWeight: 700 }}
      />
      <span style={visuallyHidden}>{text("activity.count", { smart_count: count })}</span>
    </>
  );
};
