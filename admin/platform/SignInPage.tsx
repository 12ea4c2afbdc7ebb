import { useState } from "react";
import CheckIcon from "@mui/icons-material/Check";
import { Alert, Box, Button, Link, Typography } from "@mui/material";
import { useLogin } from "react-admin";
import { Link as RouterLink, useLocation } from "react-router-dom";
import { routes } from "../routes.ts";
import { LanguageChoice } from "./Account.tsx";
import { useDocumentLanguage, useText } from "./i18n/index.ts";
import { Logo } from "./Logo.tsx";
import { PageHead } from "./PageHead.tsx";

const points = ["find", "know", "trust"] as const;

const goToOf = (state: unknown): string => {
  if (typeof state !== "object" || state === null) return "/";
  const path: unknown = Reflect.get(state, "nextPathname");
  const search: unknown = Reflect.get(state, "nextSearch");
  return typeof path === "string" ? `${path}${typeof search === "string" ? search : ""}` : "/";
};

/** The landing page for those who are not signed in; the sign-in itself happens at the sign-in service. */
export const SignInPage = () => {
  const text = useText();
  const login = useLogin();
  const { state } = useLocation();
  const [failed, setFailed] = useState(false);
  useDocumentLanguage();
  return (
    <Box sx={{ minHeight: "100vh", display: "grid", gridTemplateColumns: { xs: "1fr", md: "minmax(20rem, 5fr) 7fr" } }}>
      <Box
        component="header"
        sx={{
          p: { xs: 3, md: 6 },
          bgcolor: "shades.rail.ground",
          color: "shades.rail.ink",
          display: "flex",
          flexDirection: "column",
          gap: 4,
          justifyContent: "space-between",
        }}
      >
        <Logo size={40} />
        <Typography sx={{ typography: "h1", fontSize: { xs: "1.5rem", md: "2.3rem" }, maxWidth: "16ch" }} component="p">
          {text("app.tagline")}
        </Typography>
        <Box sx={{ maxWidth: 220 }}>
          <LanguageChoice />
        </Box>
      </Box>
      <Box component="main" sx={{ p: { xs: 3, md: 8 }, alignSelf: "center", maxWidth: 620 }}>
        <PageHead title={text("signIn.title")} lead={text("signIn.lead")} />
        <Box component="ul" sx={{ listStyle: "none", p: 0, m: 0, mb: 4, display: "grid", gap: 1.5 }}>
          {points.map((point) => (
            <Box component="li" key={point} sx={{ display: "flex", gap: 1.5 }}>
              <CheckIcon aria-hidden fontSize="small" color="success" sx={{ mt: 0.3 }} />
              {text(`signIn.points.${point}`)}
            </Box>
          ))}
        </Box>
        {failed && (
          <Alert severity="error" sx={{ mb: 2 }}>
            {text("signIn.failed")}
          </Alert>
        )}
        <Button
          size="large"
          variant="contained"
          onClick={() => void login({ goTo: goToOf(state) }).catch(() => setFailed(true))}
          sx={{ px: 5 }}
        >
          {text("signIn.button")}
        </Button>
        <Typography sx={{ mt: 4 }}>
          {text("signIn.haveCode")}{" "}
          <Link component={RouterLink} to={routes.ownProfile}>
            {text("signIn.openProfile")}
          </Link>
        </Typography>
      </Box>
    </Box>
  );
};
