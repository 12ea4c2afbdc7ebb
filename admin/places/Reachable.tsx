import PhoneIcon from "@mui/icons-material/PhoneInTalkOutlined";
import { Box, Link, Typography } from "@mui/material";
import { ListReachableDocument } from "#schema/operations";
import { Link as RouterLink } from "react-router-dom";
import { Section } from "../fields/Section.tsx";
import { ProfileChip, ToneChip } from "../fields/ToneChip.tsx";
import { useWindowText } from "../organisations/useWindowText.ts";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { useOperation } from "../platform/useOperation.ts";
import { addressOf } from "../routes.ts";

/** Public bodies and frivilligsentraler that answer when offices are closed (advice: be in contact when volunteers are free). */
export const Reachable = ({ municipality }: { municipality: string }) => {
  const text = useText();
  const { number } = useFormat();
  const windowText = useWindowText();
  const { data } = useOperation(ListReachableDocument, {
    filter: {
      municipalities: [municipality],
      kinds: ["MUNICIPALITY", "RECEPTION_CENTRE", "FRIVILLIGSENTRAL"],
      reachable: "OUTSIDE_OFFICE_HOURS",
    },
  });
  if (data === undefined) return null;
  const { nodes } = data.organisations;
  return (
    <Section
      title={text("municipality.reachable")}
      help={text(nodes.length > 0 ? "municipality.reachableHelp" : "municipality.nobodyReachable")}
      icon={<PhoneIcon aria-hidden fontSize="small" />}
    >
      <Box component="ul" sx={{ listStyle: "none", m: 0, p: 0, display: "grid", gap: 1.5 }}>
        {nodes.map(({ id, name, capabilityProfile: profile }) => (
          <Box component="li" key={id} sx={{ display: "grid", gap: 0.25 }}>
            <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1, alignItems: "center" }}>
              <Link component={RouterLink} to={addressOf("organisation", { id })}>
                {name}
              </Link>
              {profile.canBeReachedNow && <ToneChip tone="good" label={text("profile.reachedNow")} />}
              <ProfileChip state={profile.state} />
            </Box>
            <Typography variant="body2">
              {text("profile.hoursAWeek", {
                smart_count: profile.contactHoursOutsideOffice,
                hours: number(profile.contactHoursOutsideOffice),
              })}
            </Typography>
            {profile.contactWindows.map(windowText).map((words) => (
              <Typography key={words} variant="body2" color="textSecondary" sx={{ overflowWrap: "anywhere" }}>
                {words}
              </Typography>
            ))}
          </Box>
        ))}
      </Box>
    </Section>
  );
};
