import { useState } from "react";
import { Button } from "@mui/material";
import { EditVenueDocument, ShowVenueDocument, type VenuePageFragment } from "#schema/operations";
import { useNotify } from "react-admin";
import { Link, useNavigate, useParams } from "react-router-dom";
import { EditForm } from "../fields/EditForm.tsx";
import { Empty } from "../fields/Empty.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Overtaken } from "../fields/Overtaken.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { useChange } from "../platform/useChange.ts";
import { useOperation } from "../platform/useOperation.ts";
import { addressOf, routes } from "../routes.ts";
import { VenueInputs, type VenueValues } from "./VenueInputs.tsx";

/** Where a venue is changed, or takes no requests for a while. */
export const VenueEdit = () => {
  const text = useText();
  const { id = "" } = useParams();
  const { data, error, refetch, isFetching } = useOperation(ShowVenueDocument, { id });
  const [round, setRound] = useState(0);
  if (error) return <Refusal error={error} retry={() => void refetch()} />;
  // What was kept from an earlier visit may be old: a form begins with what stands now.
  if (data === undefined || (round === 0 && isFetching)) return <Loading lines={8} />;
  const { venue } = data;
  if (venue?.viewerMay.includes("EDIT") !== true)
    return (
      <>
        <PageHead title={venue?.name ?? text("venue.missing")} />
        <Empty
          title={text(venue ? "record.notYours" : "venue.missing")}
          help={text(venue ? "refusal.FORBIDDEN" : "venue.missingHelp")}
        >
          <Button variant="outlined" component={Link} to={venue ? addressOf("venue", { id }) : routes.venues}>
            {text("common.back")}
          </Button>
        </Empty>
      </>
    );
  return <VenueForm key={round} now={venue} startAgain={() => void refetch().then(() => setRound(round + 1))} />;
};

const valuesOf = ({ municipality, state, openingHours, closedDays, ...venue }: VenuePageFragment): VenueValues => {
  const { name, description, address, latitude, longitude, capacity, equipment, accessibility } = venue;
  const { pricePerHour, lentTo, contact, mustBeApproved } = venue;
  return {
    ...{ name, description, address, latitude, longitude, capacity, equipment, accessibility },
    ...{ pricePerHour, lentTo, contact, mustBeApproved, openingHours, closedDays },
    municipality: municipality.number,
    takesRequests: state === "OPEN",
  };
};

const VenueForm = ({ now, startAgain }: { now: VenuePageFragment; startAgain: () => void }) => {
  const text = useText();
  const notify = useNotify();
  const navigate = useNavigate();
  // As it was when the form was opened: what is read later must not change it under the person's hands.
  const [venue] = useState(now);
  const { send, sending, isOvertaken } = useChange(EditVenueDocument, { tells: false });
  const { id, version, name } = venue;
  const page = addressOf("venue", { id });

  const save = async (values: VenueValues): Promise<Record<string, unknown> | undefined> => {
    const outcome = await send((idempotencyKey) => ({
      input: { venueId: id, version, venue: values },
      idempotencyKey,
    }));
    if ("problems" in outcome) return outcome.problems;
    notify("venue.saved", { type: "success" });
    void navigate(page);
    return undefined;
  };

  return (
    <>
      <PageHead
        title={text("venue.editTitle", { name })}
        crumbs={[
          { label: text("venue.listTitle"), to: routes.venues },
          { label: name, to: page },
        ]}
      />
      {isOvertaken && <Overtaken see={page} startAgain={startAgain} />}
      <EditForm
        values={valuesOf(venue)}
        onSubmit={save}
        back={page}
        submit={
          <Button type="submit" variant="contained" loading={sending}>
            {text("common.save")}
          </Button>
        }
      >
        <VenueInputs />
      </EditForm>
    </>
  );
};
