import { type ReactNode, useState } from "react";
import FilterIcon from "@mui/icons-material/FilterListOutlined";
import { Box, Button, Drawer } from "@mui/material";
import { useText } from "../platform/i18n/index.ts";

type FilterDrawerProps = {
  /** How many of what stands within are in use. */
  readonly active: number;
  readonly children: ReactNode;
};

/** A button, and behind it what a list can be narrowed by where there is no room for that beside the list. */
export const FilterDrawer = ({ active, children }: FilterDrawerProps) => {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="outlined" startIcon={<FilterIcon />} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {active === 0 ? text("list.filters") : text("list.filtersActive", { count: active })}
      </Button>
      <Drawer
        anchor="right"
        open={isOpen}
        onClose={() => setOpen(false)}
        slotProps={{
          paper: { role: "dialog", "aria-label": text("list.filters"), sx: { width: 340, maxWidth: "100%" } },
        }}
      >
        <Box sx={{ p: 2.5, display: "grid", gap: 2.5 }}>{children}</Box>
        <Box
          sx={{
            position: "sticky",
            bottom: 0,
            p: 2,
            bgcolor: "background.paper",
            borderTop: 1,
            borderColor: "divider",
          }}
        >
          <Button fullWidth variant="contained" onClick={() => setOpen(false)}>
            {text("list.showResults")}
          </Button>
        </Box>
      </Drawer>
    </>
  );
};
