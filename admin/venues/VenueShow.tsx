import { Alert, Box, Button, Link, Typography } from "@mui/material";
import { CloseVenueDocument, ShowVenueDocument, type VenuePageFragment } from "#schema/operations";
import { useNotify } from "react-admin";
import { Link as RouterLink, useParams } from "react-router-dom";
import { Facts } from "../fields/Facts.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { Section } from "../fields/Section.tsx";
import { ToneChip } from "../fields/ToneChip.tsx";
import { weekdays } from "../organisations/choices.ts";
import { Ask } from "../people/Ask.tsx";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { useChange } from "../platform/useChange.ts";
import { useOperation } from "../platform/useOperation.ts";
import { addressOf, routes } from "../routes.ts";
import { useVenueText } from "./useVenueText.ts";
import { VenueMissing } from "./VenueMissing.tsx";
import { VenueWeek } from "./VenueWeek.tsx";

/** One venue: when it is free, what stands ready there, and how one gets it. */
export const VenueShow = () => {
  const { id = "" } = useParams();
  const { data, error, refetch } = useOperation(ShowVenueDocument, { id });
  if (error) return <Refusal error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={10} />;
  if (data.venue === null) return <VenueMissing />;
  return <Page venue={data.venue} />;
};

const Page = ({ venue }: { venue: VenuePageFragment }) => {
  const text = useText();
  const { date, time } = useFormat();
  const { priceOf } = useVenueText();
  const { id, name, state, lender, address, municipality, viewerMay } = venue;
  return (
    <>
      <PageHead
        title={name}
        crumbs={[{ label: text("venue.listTitle"), to: routes.venues }]}
        lead={
          <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1, alignItems: "center" }}>
            <ToneChip tone={state === "OPEN" ? "good" : "idle"} label={text(`venueState.${state}`)} />
            <span>{`${address}, ${municipality.name}`}</span>
            <Link component={RouterLink} to={addressOf("organisation", { id: lender.id })}>
              {lender.name}
            </Link>
          </Box>
        }
      >
        {viewerMay.includes("EDIT") && (
          <Button variant="outlined" component={RouterLink} to={addressOf("venueEdit", { id })}>
            {text("venue.edit")}
          </Button>
        )}
        {viewerMay.includes("READ_AUDIT_TRAIL") && (
          <Button variant="outlined" component={RouterLink} to={addressOf("venueTrail", { id })}>
            {text("audit.open")}
          </Button>
        )}
        {viewerMay.includes("CLOSE") && <CloseVenue venue={venue} />}
      </PageHead>
      {state === "PAUSED" && (
        <Alert severity="info" sx={{ mb: 2.5 }}>
          {text("venue.isPaused")}
        </Alert>
      )}
      {state === "CLOSED" && (
        <Alert severity="info" sx={{ mb: 2.5 }}>
          {text("venue.isClosed")}
        </Alert>
      )}
      <Box
        sx={{
          display: "grid",
          gap: 2.5,
          gridTemplateColumns: { xs: "minmax(0, 1fr)", xl: "minmax(0, 8fr) minmax(18rem, 4fr)" },
          alignItems: "start",
        }}
      >
        <VenueWeek venue={venue} />
        <Section title={text("venue.about")}>
          {venue.description !== null && (
            <Typography sx={{ whiteSpace: "pre-line", mb: 2 }}>{venue.description}</Typography>
          )}
          <Facts
            facts={[
              { label: text("venueField.capacity"), value: text("venue.persons", { smart_count: venue.capacity }) },
              { label: text("venueField.pricePerHour"), value: priceOf(venue.pricePerHour) },
              {
                label: text("venueField.equipment"),
                value: venue.equipment.map((one) => text(`venueEquipment.${one}`)).join("\n"),
              },
              {
                label: text("venueField.accessibility"),
                value: venue.accessibility.map((one) => text(`accessibility.${one}`)).join("\n"),
              },
              { label: text("venueField.lentTo"), value: text(`venueAudience.${venue.lentTo}`) },
              {
                label: text("venue.how"),
                value: text(venue.mustBeApproved ? "venue.answeredHelp" : "venue.atOnceHelp"),
              },
              { label: text("venueField.contact"), value: venue.contact },
              {
                label: text("venueField.openingHours"),
                value: venue.openingHours
                  .toSorted((a, b) => weekdays.indexOf(a.weekday) - weekdays.indexOf(b.weekday))
                  .map(
                    ({ weekday, opensAt, closesAt }) =>
                      `${text(`weekday.${weekday}`)} ${time(opensAt)}–${time(closesAt)}`,
                  )
                  .join("\n"),
              },
              {
                label: text("venueField.closedDays"),
                value: venue.closedDays
                  .map(({ from, until }) => (from === until ? date(from) : `${date(from)} – ${date(until)}`))
                  .join("\n"),
              },
            ]}
          />
        </Section>
      </Box>
    </>
  );
};

const CloseVenue = ({ venue: { id, version, name } }: { venue: VenuePageFragment }) => {
  const text = useText();
  const notify = useNotify();
  const { send, sending } = useChange(CloseVenueDocument);
  return (
    <Ask
      isDanger
      label={text("venue.close")}
      title={text("venue.closeTitle", { name })}
      help={text("venue.closeText")}
      confirm={text("venue.close")}
      sending={sending}
      onConfirm={async () => {
        const outcome = await send((idempotencyKey) => ({ input: { venueId: id, version }, idempotencyKey }));
        if ("problems" in outcome) return false;
        notify("venue.closed", { type: "success" });
        return true;
      }}
    />
  );
};
