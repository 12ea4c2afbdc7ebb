import { useState } from "react";
import { Button } from "@mui/material";
import { CreateVenueDocument, type OrganisationNameFragment, ViewerDocument } from "#schema/operations";
import { required, useInput, useNotify } from "react-admin";
import { useNavigate } from "react-router-dom";
import { EditForm } from "../fields/EditForm.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Section } from "../fields/Section.tsx";
import { OrganisationField } from "../organisations/OrganisationField.tsx";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { useChange } from "../platform/useChange.ts";
import { useOperation } from "../platform/useOperation.ts";
import { addressOf, routes } from "../routes.ts";
import { VenueInputs, type VenueValues } from "./VenueInputs.tsx";

type CreateValues = VenueValues & { readonly lenderId: string | null };
type Body = Pick<OrganisationNameFragment, "id" | "name">;

/** Where somebody begins to lend premises, in the name of the body he acts for or of a unit of it. */
export const VenueCreate = () => {
  const { data, error } = useOperation(ViewerDocument, {}, { lasting: true });
  if (data === undefined && error === null) return <Loading lines={8} />;
  const { actingFor, memberships = [] } = data?.viewer ?? {};
  const acting = memberships.find(({ body }) => body.id === actingFor?.body.id) ?? memberships[0];
  return <CreateForm body={acting?.body ?? null} municipality={acting?.body.municipality?.number ?? null} />;
};

/** Weekday evenings: when most voluntary work is done. */
const evenings = (["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"] as const).map((weekday) => ({
  weekday,
  opensAt: "16:00",
  closesAt: "21:00",
}));

const CreateForm = ({ body, municipality }: { body: Body | null; municipality: string | null }) => {
  const text = useText();
  const notify = useNotify();
  const navigate = useNavigate();
  const { send, sending } = useChange(CreateVenueDocument, { tells: false });
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

  const save = async ({ lenderId, ...venue }: CreateValues): Promise<Record<string, unknown> | undefined> => {
    const outcome = await send((idempotencyKey) => ({ input: { lenderId: lenderId ?? "", venue }, idempotencyKey }));
    if ("problems" in outcome) return outcome.problems;
    notify("venue.created", { type: "success" });
    void navigate(addressOf("venue", { id: outcome.data.createVenue.venue.id }));
    return undefined;
  };

  return (
    <>
      <PageHead
        title={text("venue.createTitle")}
        lead={text("venue.createHelp")}
        crumbs={[{ label: text("venue.listTitle"), to: routes.venues }]}
      />
      <EditForm
        values={values}
        onSubmit={save}
        back={routes.venues}
        submit={
          <Button type="submit" variant="contained" loading={sending}>
            {text("venue.lend")}
          </Button>
        }
      >
        <Section title={text("venue.lender")}>
          <LenderInput body={body} />
        </Section>
        <VenueInputs />
      </EditForm>
    </>
  );
};

const LenderInput = ({ body }: { body: Body | null }) => {
  const text = useText();
  const { field, fieldState } = useInput<string | null>({ source: "lenderId", validate: required() });
  return (
    <OrganisationField
      label={text("venue.lender")}
      help={text("venue.lenderHelp")}
      initial={body}
      isRequired
      problem={fieldState.invalid ? text("problem.REQUIRED") : undefined}
      onChange={(id) => field.onChange(id)}
      onBlur={() => field.onBlur()}
      inputRef={field.ref}
    />
  );
};
