import { useId } from "react";
import DarkIcon from "@mui/icons-material/DarkModeOutlined";
import LightIcon from "@mui/icons-material/LightModeOutlined";
import SignOutIcon from "@mui/icons-material/LogoutOutlined";
import {
  Box,
  Button,
  FormControlLabel,
  Link,
  NativeSelect,
  Switch,
  ToggleButton,
  ToggleButtonGroup,
  Typography,
  useTheme as useMuiTheme,
} from "@mui/material";
import { ViewerDocument, type ViewerQuery } from "#schema/operations";
import { useLogout, useTheme } from "react-admin";
import { Link as RouterLink } from "react-router-dom";
import { routes } from "../routes.ts";
import { actFor, actingFor } from "./actingFor.ts";
import { dropAllDrafts } from "./draft.ts";
import { locales, useLanguage, useText } from "./i18n/index.ts";
import { useSearchKey } from "./searchKey.ts";
import { useOperation } from "./useOperation.ts";

/** A native list opens in the page's colours, not in the rail's. */
const onRail = {
  color: "inherit",
  "& option": { color: "text.primary", bgcolor: "background.paper" },
  "& svg": { color: "inherit" },
};

/** Choice of language, each under its own name. */
export const LanguageChoice = () => {
  const text = useText();
  const [locale, change] = useLanguage();
  const id = useId();
  return (
    <Box>
      <Typography component="label" htmlFor={id} variant="body2" sx={{ display: "block", color: "inherit" }}>
        {text("settings.language")}
      </Typography>
      <NativeSelect
        fullWidth
        id={id}
        value={locale}
        onChange={(event) => {
          const chosen = locales.find((each) => each.locale === event.target.value);
          if (chosen !== undefined) change(chosen.locale);
        }}
        sx={onRail}
      >
        {locales.map(({ locale: tag, name }) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </NativeSelect>
    </Box>
  );
};

const AppearanceChoice = () => {
  const text = useText();
  const { palette } = useMuiTheme();
  const [, setTheme] = useTheme();
  return (
    <ToggleButtonGroup
      exclusive
      fullWidth
      size="small"
      value={palette.mode}
      onChange={(_, mode: "light" | "dark" | null) => mode !== null && setTheme(mode)}
      aria-label={text("settings.appearance")}
      sx={{
        "& .MuiToggleButton-root": { color: "inherit", borderColor: "shades.rail.quiet", gap: 1, py: 0.5 },
        "& .MuiToggleButton-root.Mui-selected": { color: "inherit", bgcolor: "shades.rail.chosen" },
      }}
    >
      <ToggleButton value="light">
        <LightIcon fontSize="small" aria-hidden /> {text("settings.light")}
      </ToggleButton>
      <ToggleButton value="dark">
        <DarkIcon fontSize="small" aria-hidden /> {text("settings.dark")}
      </ToggleButton>
    </ToggleButtonGroup>
  );
};

const SearchKeyChoice = () => {
  const text = useText();
  const [on, turn] = useSearchKey();
  return (
    <FormControlLabel
      control={<Switch size="small" checked={on} onChange={(_, checked) => turn(checked)} color="default" />}
      label={text("settings.searchKey")}
      slotProps={{ typography: { variant: "body2" } }}
      sx={{ display: { xs: "none", md: "flex" }, ml: -0.75, gap: 0.5 }}
    />
  );
};

type Memberships = ViewerQuery["viewer"]["memberships"];

/** Whom a person with roles in several bodies acts for; everything is then asked anew. */
const BodyChoice = ({ memberships }: { memberships: Memberships }) => {
  const text = useText();
  const id = useId();
  const chosen = memberships.some(({ body }) => body.id === actingFor()) ? actingFor() : null;
  return (
    <Box sx={{ my: 1 }}>
      <Typography component="label" htmlFor={id} variant="body2" sx={{ display: "block" }}>
        {text("settings.actingFor")}
      </Typography>
      <NativeSelect
        fullWidth
        id={id}
        value={chosen ?? ""}
        onChange={(event) => {
          actFor(event.target.value === "" ? null : event.target.value);
          location.reload();
        }}
        sx={onRail}
      >
        <option value="">{text("settings.actingForNobody")}</option>
        {memberships.map(({ body }) => (
          <option key={body.id} value={body.id}>
            {body.name}
          </option>
        ))}
      </NativeSelect>
    </Box>
  );
};

/** Who is signed in and for whom, with language, light or dark, and the way out. */
export const Account = ({ onChosen }: { onChosen?: () => void }) => {
  const text = useText();
  const logout = useLogout();
  const { data } = useOperation(ViewerDocument, {}, { lasting: true });
  return (
    <Box sx={{ display: "grid", gap: 2, px: 1.25, pt: 3 }}>
      {data !== undefined && (
        <Box>
          <Typography variant="body2" sx={{ color: "shades.rail.quiet" }}>
            {text("settings.signedInAs")}
          </Typography>
          <Typography sx={{ fontWeight: 650 }}>{data.viewer.name}</Typography>
          {data.viewer.memberships.length > 1 && <BodyChoice memberships={data.viewer.memberships} />}
          {data.viewer.memberships.map(({ body, roles }) => (
            <Typography key={body.id} variant="body2" sx={{ color: "shades.rail.quiet" }}>
              {text("start.roles", { roles: roles.map((role) => text(`role.${role}`)).join(", "), body: body.name })}
            </Typography>
          ))}
          <Link
            component={RouterLink}
            to={routes.account}
            variant="body2"
            color="inherit"
            {...(onChosen && { onClick: onChosen })}
            sx={{ display: "inline-block", mt: 0.75, py: 0.5 }}
          >
            {text("account.title")}
          </Link>
        </Box>
      )}
      <LanguageChoice />
      <AppearanceChoice />
      <SearchKeyChoice />
      <Button
        color="inherit"
        startIcon={<SignOutIcon />}
        onClick={() => {
          // Also when the session is over by itself, which keeps drafts.
          dropAllDrafts();
          void logout();
        }}
        sx={{ justifyContent: "flex-start", px: 0.5 }}
      >
        {text("settings.signOut")}
      </Button>
    </Box>
  );
};
