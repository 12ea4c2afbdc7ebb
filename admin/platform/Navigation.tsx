import type { ComponentType } from "react";
import BalanceIcon from "@mui/icons-material/BalanceOutlined";
import GroupsIcon from "@mui/icons-material/GroupsOutlined";
import ActivityIcon from "@mui/icons-material/EventOutlined";
import ConfirmIcon from "@mui/icons-material/EventRepeatOutlined";
import HomeIcon from "@mui/icons-material/HomeOutlined";
import MapIcon from "@mui/icons-material/MapOutlined";
import VenueIcon from "@mui/icons-material/MeetingRoomOutlined";
import PartnersIcon from "@mui/icons-material/HubOutlined";
import PeopleIcon from "@mui/icons-material/BadgeOutlined";
import TrailIcon from "@mui/icons-material/ManageSearchOutlined";
import CardIcon from "@mui/icons-material/StyleOutlined";
import TranslateIcon from "@mui/icons-material/TranslateOutlined";
import ReportIcon from "@mui/icons-material/AssessmentOutlined";
import SyncIcon from "@mui/icons-material/SyncOutlined";
import EraseIcon from "@mui/icons-material/DeleteSweepOutlined";
import { Box, Chip } from "@mui/material";
import { usePermissions } from "react-admin";
import { NavLink } from "react-router-dom";
import { ToConfirmCount } from "../activities/ToConfirmCount.tsx";
import { routes } from "../routes.ts";
import { Account } from "./Account.tsx";
import type { Role } from "./authProvider.ts";
import { useText, type MessageKey } from "./i18n/index.ts";
import { Logo } from "./Logo.tsx";
import { settings } from "./settings.ts";

/** Roles that look after activities. */
const arranging = ["ADMINISTRATOR", "COORDINATOR", "CENTRE", "HUB", "LEADER", "MEMBER"] as const;

const places = [
  { to: routes.start, label: "nav.start", Icon: HomeIcon },
  { to: routes.organisations, label: "nav.organisations", Icon: GroupsIcon },
  { to: routes.activities, label: "nav.activities", Icon: ActivityIcon },
  {
    to: routes.activitiesToConfirm,
    label: "nav.toConfirm",
    Icon: ConfirmIcon,
    isFor: arranging,
    Count: ToConfirmCount,
  },
  { to: routes.translations, label: "nav.translations", Icon: TranslateIcon, isFor: arranging },
  { to: routes.venues, label: "nav.venues", Icon: VenueIcon },
  { to: routes.municipalities, label: "nav.municipalities", Icon: MapIcon },
  {
    to: routes.reports,
    label: "nav.reports",
    Icon: ReportIcon,
    isFor: ["ADMINISTRATOR", "CASEWORKER", "DECIDER", "PAYER", "AUDITOR", "COORDINATOR", "CENTRE"],
  },
  { to: routes.people, label: "nav.people", Icon: PeopleIcon },
  { to: routes.codes, label: "nav.codes", Icon: CardIcon, isFor: ["COORDINATOR", "CENTRE", "HUB"] },
  {
    to: routes.impartiality,
    label: "nav.impartiality",
    Icon: BalanceIcon,
    isFor: ["CASEWORKER", "DECIDER", "PAYER", "ADMINISTRATOR", "COORDINATOR"],
  },
  { to: routes.registerSyncs, label: "nav.registerSyncs", Icon: SyncIcon },
  { to: routes.partners, label: "nav.partners", Icon: PartnersIcon, isFor: ["ADMINISTRATOR", "AUDITOR"] },
  { to: routes.audit, label: "nav.audit", Icon: TrailIcon, isFor: ["ADMINISTRATOR", "AUDITOR"] },
  { to: routes.erasureReports, label: "nav.erasure", Icon: EraseIcon, isFor: ["ADMINISTRATOR", "AUDITOR"] },
] as const satisfies readonly {
  to: string;
  label: MessageKey;
  Icon: ComponentType;
  isFor?: readonly Role[];
  Count?: ComponentType;
}[];

/** The main menu, with the person's own things at its foot. */
export const Navigation = ({ onChosen }: { onChosen?: () => void }) => {
  const text = useText();
  const { permissions = [] } = usePermissions<readonly Role[]>();
  const shown = places.filter((place) => !("isFor" in place) || place.isFor.some((role) => permissions.includes(role)));
  return (
    <Box
      sx={{
        display: "flex",
        flexDirection: "column",
        minHeight: "100%",
        p: 2,
        bgcolor: "shades.rail.ground",
        color: "shades.rail.ink",
        "& :focus-visible": { outlineColor: "#f3c98b" },
      }}
    >
      <Box sx={{ px: 1.25, pt: 1, pb: 3, display: "flex", flexDirection: "column", alignItems: "flex-start", gap: 1 }}>
        <Logo />
        {settings.stage === "local" && (
          <Chip
            size="small"
            label={text("app.local")}
            sx={{ bgcolor: "shades.rail.chosen", color: "shades.rail.ink" }}
          />
        )}
      </Box>
      <Box component="nav" aria-label={text("nav.main")} sx={{ flex: 1 }}>
        <Box component="ul" sx={{ listStyle: "none", m: 0, p: 0, display: "grid", gap: 0.5 }}>
          {shown.map(({ to, label, Icon, ...more }) => (
            <li key={to}>
              <Box
                component={NavLink}
                to={to}
                end={to === "/"}
                {...(onChosen === undefined ? {} : { onClick: onChosen })}
                sx={{
                  display: "flex",
                  alignItems: "center",
                  gap: 1.5,
                  px: 1.25,
                  py: 1.1,
                  borderRadius: 1,
                  color: "inherit",
                  textDecoration: "none",
                  "&:hover": { bgcolor: "shades.rail.chosen" },
                  "&.active": { bgcolor: "shades.rail.chosen", fontWeight: 650, boxShadow: "inset 3px 0 0 #f3c98b" },
                }}
              >
                <Icon fontSize="small" aria-hidden />
                {text(label)}
                {"Count" in more && <more.Count />}
              </Box>
            </li>
          ))}
        </Box>
      </Box>
      <Account {...(onChosen && { onChosen })} />
    </Box>
  );
};
