import { useEffect, type ReactNode } from "react";
import { Box, Breadcrumbs, Link, Typography } from "@mui/material";
import { Link as RouterLink } from "react-router-dom";
import { useText } from "./i18n/index.ts";

type PageHeadProps = {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly crumbs?: readonly { readonly label: string; readonly to: string }[];
  readonly children?: ReactNode;
};

/** The one h1 of a page, which also names the document; children stand beside it as its actions. */
export const PageHead = ({ title, lead, crumbs = [], children }: PageHeadProps) => {
  const text = useText();
  const app = text("app.name");
  useEffect(() => {
    document.title = `${title} – ${app}`;
  }, [title, app]);
  return (
    <Box component="header" sx={{ mb: 3 }}>
      {crumbs.length > 0 && (
        <Breadcrumbs aria-label={text("nav.breadcrumbs")} sx={{ mb: 1, typography: "body2" }}>
          {crumbs.map(({ label, to }) => (
            <Link key={to} component={RouterLink} to={to} color="textSecondary" sx={{ py: 0.5 }}>
              {label}
            </Link>
          ))}
        </Breadcrumbs>
      )}
      <Box
        sx={{ display: "flex", flexWrap: "wrap", gap: 2, alignItems: "flex-start", justifyContent: "space-between" }}
      >
        <Box sx={{ flex: "1 1 20rem", minWidth: 0 }}>
          <Typography variant="h1" sx={{ overflowWrap: "anywhere" }}>
            {title}
          </Typography>
          {lead !== undefined && (
            <Typography component="div" color="textSecondary" sx={{ mt: 1, maxWidth: "70ch" }}>
              {lead}
            </Typography>
          )}
        </Box>
        {children !== undefined && (
          <Box sx={{ display: "flex", displayPrint: "none", flexWrap: "wrap", gap: 1 }}>{children}</Box>
        )}
      </Box>
    </Box>
  );
};
