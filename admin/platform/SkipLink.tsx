import { Link } from "@mui/material";
import { useText } from "./i18n/index.ts";

/** The first thing the tab key finds: past the menu, straight to the page. */
export const SkipLink = () => {
  const text = useText();
  return (
    <Link
      href="#main-content"
      onClick={(event) => {
        event.preventDefault();
        document.getElementById("main-content")?.focus();
      }}
      sx={{
        position: "fixed",
        left: 12,
        top: -80,
        zIndex: "tooltip",
        px: 2,
        py: 1,
        borderRadius: 2,
        bgcolor: "background.paper",
        color: "text.primary",
        "&:focus": { top: 12 },
      }}
    >
      {text("app.skip")}
    </Link>
  );
};
