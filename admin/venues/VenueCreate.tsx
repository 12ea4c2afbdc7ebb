import { useState } from "react";
import { Button } from "@mui/material";
import { CreateVenueDocument, type OrganisationNameFragment } from "#schema/operations";
import { EditForm } from "../fields/EditForm.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Section } from "../fields/Section.tsx";
import { OrganisationInput } from "../organisations/OrganisationInput.tsx";
import { useActing } from "../people/useActing.ts";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { useSave } from "../platform/useSave.ts";
import { addressOf, routes } from "../routes.ts";
import { VenueInputs, type VenueValues } from "./VenueInputs.tsx";

type CreateValues = VenueValues & { readonly lenderId: string | null };
type Body = Pick<OrganisationNameFragment, "id" | "name">;

/** Where somebody begins to lend premises, in the name of the body he acts for or of a unit of it. */
export const VenueCreate = () => {
  const { home, isLoading } = useActing();
  if (isLoading) return <Loading lines={8} />;
  return <CreateForm body={home ?? null} municipality={home?.municipality?.number ?? null} />;
};

/** Weekday evenings: when most voluntary work is done. */
const evenings = (["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"] as const).map((weekday) => ({
  weekday,
  opensAt: "16:00",
  closesAt: "21:00",
}));

const CreateForm = ({ body, municipality }: { body: Body | null; municipality: string | null }) => {
  const text = useText();
  const { save, sending } = useSave(CreateVenueDocument);
  const [values] = useState<CreateValues>(() => ({
    lenderId: body?.id ?? null,
    name: "",
    description: null,
    address: "",
    municipality: municipality ?? "",
    capacity: 30,
    equipment: [],
    accessibility: [],
    pricePerHour: 0,
    openingHours: evenings,
    closedDays: [],
    lentTo: "VOLUNTARY",
    contact: null,
    mustBeApproved: true,
    takesRequests: true,
  }));

  return (
    <>
      <PageHead
        title={text("venue.createTitle")}
        lead={text("venue.createHelp")}
        crumbs={[{ label: text("venue.listTitle"), to: routes.venues }]}
      />
      <EditForm
        values={values}
        onSubmit={({ lenderId, ...venue }) =>
          save(
            (idempotencyKey) => ({ input: { lenderId: lenderId ?? "", venue }, idempotencyKey }),
            ({ createVenue: made }) => ({ says: "venue.created", leadsTo: addressOf("venue", made.venue) }),
          )
        }
        back={routes.venues}
        submit={
          <Button type="submit" variant="contained" loading={sending}>
            {text("venue.lend")}
          </Button>
        }
      >
        <Section title={text("venue.lender")}>
          <OrganisationInput source="lenderId" label="venue.lender" help="venue.lenderHelp" initial={body} />
        </Section>
        <VenueInputs />
      </EditForm>
    </>
  );
};
