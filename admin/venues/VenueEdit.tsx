import { Button } from "@mui/material";
import { EditVenueDocument, ShowVenueDocument, type VenuePageFragment } from "#schema/operations";
import { Link, useParams } from "react-router-dom";
import { EditForm } from "../fields/EditForm.tsx";
import { Empty } from "../fields/Empty.tsx";
import { Opened } from "../fields/Opened.tsx";
import { Overtaken } from "../fields/Overtaken.tsx";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { useSave } from "../platform/useSave.ts";
import { addressOf, routes } from "../routes.ts";
import { VenueInputs, type VenueValues } from "./VenueInputs.tsx";

/** Where a venue is changed, or takes no requests for a while. */
export const VenueEdit = () => {
  const text = useText();
  const { id = "" } = useParams();
  return (
    <Opened document={ShowVenueDocument} variables={{ id }}>
      {({ venue }, startAgain) =>
        venue?.viewerMay.includes("EDIT") === true ? (
          <VenueForm venue={venue} startAgain={startAgain} />
        ) : (
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
        )
      }
    </Opened>
  );
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

const VenueForm = ({ venue, startAgain }: { venue: VenuePageFragment; startAgain: () => void }) => {
  const text = useText();
  const { save, sending, isOvertaken } = useSave(EditVenueDocument);
  const { id, version, name } = venue;
  const page = addressOf("venue", { id });

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
        onSubmit={(values) =>
          save(
            (idempotencyKey) => ({ input: { venueId: id, version, venue: values }, idempotencyKey }),
            () => ({ says: "venue.saved", leadsTo: page }),
          )
        }
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
