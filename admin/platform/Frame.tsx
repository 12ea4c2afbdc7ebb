import { useEffect, useRef, useState } from "react";
import MenuIcon from "@mui/icons-material/Menu";
import { Box, Drawer, IconButton, useMediaQuery } from "@mui/material";
import type { LayoutProps } from "react-admin";
import { useLocation } from "react-router-dom";
import { Failure } from "./Failure.tsx";
import { useDocumentLanguage, useText } from "./i18n/index.ts";
import { Logo } from "./Logo.tsx";
import { Navigation } from "./Navigation.tsx";
import { isOpenedToSearch, useSearchKeyListener } from "./searchKey.ts";
import { SkipLink } from "./SkipLink.tsx";

const railWidth = 264;

/** What stands around every page: the rail (a drawer on small screens) and the place for the page itself. */
export const Frame = ({ children }: LayoutProps) => {
  const text = useText();
  const wide = useMediaQuery((theme) => theme.breakpoints.up("md"));
  const [open, setOpen] = useState(false);
  const { pathname, state } = useLocation();
  const main = useRef<HTMLElement>(null);
  const shown = useRef(pathname);
  useDocumentLanguage();
  useSearchKeyListener();

  // A new page is announced by moving focus to it, as a browser does when it loads one.
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    window.scrollTo(0, 0);
    if (!isOpenedToSearch(state)) main.current?.focus({ preventScroll: true });
  }, [pathname, state]);

  return (
    <Box sx={{ display: "flex", minHeight: "100vh", flexDirection: { xs: "column", md: "row" } }}>
      <SkipLink />
      {wide ? (
        <Box component="header" sx={{ width: railWidth, flexShrink: 0, displayPrint: "none" }}>
          <Box sx={{ position: "fixed", width: railWidth, height: "100vh", overflowY: "auto" }}>
            <Navigation />
          </Box>
        </Box>
      ) : (
        <Box
          component="header"
          sx={{
            position: "sticky",
            top: 0,
            zIndex: "appBar",
            display: "flex",
            displayPrint: "none",
            alignItems: "center",
            justifyContent: "space-between",
            px: 2,
            py: 0.75,
            bgcolor: "shades.rail.ground",
            color: "shades.rail.ink",
          }}
        >
          <Logo size={26} />
          <IconButton color="inherit" onClick={() => setOpen(true)} aria-label={text("nav.open")} aria-expanded={open}>
            <MenuIcon />
          </IconButton>
          <Drawer
            anchor="right"
            open={open}
            onClose={() => setOpen(false)}
            slotProps={{ paper: { sx: { width: 290 } } }}
          >
            <Navigation onChosen={() => setOpen(false)} />
          </Drawer>
        </Box>
      )}
      <Box
        component="main"
        id="main-content"
        ref={main}
        tabIndex={-1}
        sx={{ flex: 1, minWidth: 0, px: { xs: 2, sm: 3, lg: 5 }, py: { xs: 2.5, md: 4 } }}
      >
        <Box sx={{ maxWidth: 1480, mx: "auto" }}>
          <Failure key={pathname}>{children}</Failure>
        </Box>
      </Box>
    </Box>
  );
};
