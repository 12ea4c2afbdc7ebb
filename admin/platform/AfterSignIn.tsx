import { Alert, Box, Button } from "@mui/material";
import { useHandleAuthCallback } from "react-admin";
import { Link } from "react-router-dom";
import { Loading } from "../fields/Loading.tsx";
import { routes } from "../routes.ts";
import { useDocumentLanguage, useText } from "./i18n/index.ts";
import { PageHead } from "./PageHead.tsx";

/** Where the sign-in service sends people back to: it completes the sign-in, and goes on to where they were going. */
export const AfterSignIn = () => {
  const text = useText();
  const { error } = useHandleAuthCallback();
  useDocumentLanguage();
  return (
    <Box component="main" sx={{ p: { xs: 3, md: 8 }, maxWidth: 620 }}>
      <PageHead title={text("signIn.title")} />
      {error === null ? (
        <Loading lines={3} />
      ) : (
        <Alert
          severity="error"
          action={
            <Button component={Link} to={routes.signIn} color="inherit" size="small">
              {text("common.retry")}
            </Button>
          }
        >
          {text("signIn.failed")}
        </Alert>
      )}
    </Box>
  );
};
