import HandshakeIcon from "@mui/icons-material/HandshakeOutlined";
import { Box, Button, Typography } from "@mui/material";
import {
  ConfirmCapabilityProfileDocument,
  type OrganisationPageFragment,
  type ProfileFragment,
  type Role,
} from "#schema/operations";
import { useNotify, usePermissions } from "react-admin";
import { Link as RouterLink } from "react-router-dom";
import { Empty } from "../fields/Empty.tsx";
import { Facts } from "../fields/Facts.tsx";
import { Overtaken } from "../fields/Overtaken.tsx";
import { Section } from "../fields/Section.tsx";
import { ToneChip } from "../fields/ToneChip.tsx";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { useChange } from "../platform/useChange.ts";
import { addressOf } from "../routes.ts";
import { useWindowText } from "./useWindowText.ts";

const isEmptyProfile = (profile: ProfileFragment): boolean =>
  profile.trainedPeople === null &&
  profile.note === null &&
  profile.primaryPlatform === null &&
  [
    profile.capabilities,
    profile.premises,
    profile.vehicles,
    profile.equipment,
    profile.languages,
    profile.emergencyExperience,
    profile.contactWindows,
  ].every((list) => list.length === 0);

/** Who stood by a profile, when, and when someone must again. */
const Confirmation = ({
  profile: { state, confirmedAt, confirmedBy, confirmAgainAt },
}: {
  profile: ProfileFragment;
}) => {
  const text = useText();
  const { day } = useFormat();
  const { permissions = [] } = usePermissions<readonly Role[]>();
  if (confirmedAt === null || confirmAgainAt === null) return <>{text("profile.never")}</>;
  const when = day(confirmedAt);
  return (
    <>
      {permissions.length === 0
        ? text("profile.confirmedOn", { when })
        : text("profile.confirmedBy", { who: confirmedBy ?? text("audit.forgotten").toLocaleLowerCase(), when })}{" "}
      {text(state === "CONFIRMED" ? "profile.againAt" : "profile.againSince", { when: day(confirmAgainAt) })}
    </>
  );
};

/** What a profile says. */
export const ProfileFacts = ({ profile }: { profile: ProfileFragment }) => {
  const text = useText();
  const { language, list, number } = useFormat();
  const windowText = useWindowText();
  const lines = (parts: readonly string[]): string => parts.join("\n");
  return (
    <Box sx={{ display: "grid", gap: 2 }}>
      {profile.capabilities.length > 0 && (
        <Box
          component="ul"
          aria-label={text("field.capabilities")}
          sx={{ listStyle: "none", p: 0, m: 0, display: "flex", flexWrap: "wrap", gap: 0.75 }}
        >
          {profile.capabilities.map((capability) => (
            <li key={capability}>
              <ToneChip
                tone={profile.state === "CONFIRMED" ? "good" : "idle"}
                label={text(`capability.${capability}`)}
              />
            </li>
          ))}
        </Box>
      )}
      <Facts
        facts={[
          {
            label: text("field.trainedPeople"),
            value: profile.trainedPeople === null ? null : number(profile.trainedPeople),
          },
          { label: text("field.languages"), value: list(profile.languages.map(language)) },
          {
            label: text("field.contactWindows"),
            value: lines(profile.contactWindows.map(windowText)),
          },
          {
            label: text("profile.outsideOffice"),
            value:
              profile.contactWindows.length > 0 &&
              [
                text("profile.hoursAWeek", {
                  smart_count: profile.contactHoursOutsideOffice,
                  hours: number(profile.contactHoursOutsideOffice),
                }),
                ...(profile.canBeReachedNow ? [text("profile.reachedNow")] : []),
              ].join(" · "),
          },
          {
            label: text("field.premises"),
            value: lines(
              profile.premises.map(({ name, places, stepFree }) =>
                [
                  name,
                  ...(places === null ? [] : [text("profile.placesOf", { count: number(places) })]),
                  ...(stepFree ? [text("profile.stepFree").toLocaleLowerCase()] : []),
                ].join(", "),
              ),
            ),
          },
          {
            label: text("field.vehicles"),
            value: lines(profile.vehicles.map(({ kind, count }) => `${number(count)} × ${kind}`)),
          },
          { label: text("field.equipment"), value: lines(profile.equipment) },
          { label: text("field.emergencyExperience"), value: lines(profile.emergencyExperience) },
          {
            label: text("field.primaryPlatform"),
            value: profile.primaryPlatform && text(`platform.${profile.primaryPlatform}`),
          },
          { label: text("field.note"), value: profile.note },
        ]}
      />
    </Box>
  );
};

/** What an organisation can contribute, with who stands by it and the way to do so oneself. */
export const ProfileSection = ({ organisation }: { organisation: OrganisationPageFragment }) => {
  const text = useText();
  const notify = useNotify();
  const { send, sending, isOvertaken } = useChange(ConfirmCapabilityProfileDocument);
  const { id, version, capabilityProfile: profile, viewerMay } = organisation;
  const isEmpty = isEmptyProfile(profile);

  const confirm = async (): Promise<void> => {
    const outcome = await send((idempotencyKey) => ({ organisationId: id, version, idempotencyKey }));
    if ("data" in outcome) notify("profile.confirmed", { type: "success" });
  };

  const edit = viewerMay.includes("EDIT_CAPABILITY_PROFILE") && (
    <Button
      size="small"
      variant={isEmpty ? "contained" : "outlined"}
      component={RouterLink}
      to={addressOf("organisationProfile", { id })}
    >
      {text(isEmpty ? "profile.fill" : "profile.edit")}
    </Button>
  );
  return (
    <Section
      title={text("profile.title")}
      help={!isEmpty && <Confirmation profile={profile} />}
      icon={<HandshakeIcon aria-hidden fontSize="small" />}
      edge="local"
      actions={!isEmpty && edit}
    >
      {isOvertaken && <Overtaken see={addressOf("organisation", { id })} startAgain={() => location.reload()} />}
      {isEmpty ? (
        <Empty title={text("profile.empty")} help={text("profile.emptyHelp")}>
          {edit}
        </Empty>
      ) : (
        <ProfileFacts profile={profile} />
      )}
      {!isEmpty && profile.state !== "CONFIRMED" && viewerMay.includes("CONFIRM_CAPABILITY_PROFILE") && (
        <Box
          sx={{
            mt: 2.5,
            pt: 2,
            borderTop: 1,
            borderColor: "divider",
            display: "flex",
            flexWrap: "wrap",
            gap: 2,
            alignItems: "center",
          }}
        >
          <Button variant="contained" loading={sending} onClick={() => void confirm()}>
            {text("profile.confirm")}
          </Button>
          <Typography variant="body2" color="textSecondary" sx={{ flex: "1 1 16rem" }}>
            {text("profile.confirmHelp")}
          </Typography>
        </Box>
      )}
    </Section>
  );
};
