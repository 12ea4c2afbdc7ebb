import type { ReactNode } from "react";
import { Box } from "@mui/material";
import { LanguageChoice } from "./Account.tsx";
import { useDocumentLanguage } from "./i18n/index.ts";
import { Logo } from "./Logo.tsx";

/** What stands around a page that nobody signs in for; made for a phone. */
export const OpenFrame = ({ children }: { readonly children: ReactNode }) => {
  useDocumentLanguage();
  return (
    <Box sx={{ minHeight: "100vh" }}>
      <Box component="header" sx={{ bgcolor: "shades.rail.ground", color: "shades.rail.ink" }}>
        <Box
          sx={{
            maxWidth: 680,
            mx: "auto",
            px: { xs: 2, sm: 3 },
            py: 1.5,
            display: "flex",
            gap: 2,
            alignItems: "end",
            justifyContent: "space-between",
          }}
        >
          <Logo />
          <Box sx={{ width: 130 }}>
            <LanguageChoice />
          </Box>
        </Box>
      </Box>
      <Box component="main" sx={{ maxWidth: 680, mx: "auto", px: { xs: 2, sm: 3 }, py: { xs: 3, sm: 5 } }}>
        {children}
      </Box>
    </Box>
  );
};
