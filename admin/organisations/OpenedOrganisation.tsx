import type { ReactNode } from "react";
import { Button } from "@mui/material";
import { ShowOrganisationDocument, type OrganisationAction, type OrganisationPageFragment } from "#schema/operations";
import { Link, useParams } from "react-router-dom";
import { Empty } from "../fields/Empty.tsx";
import { Opened } from "../fields/Opened.tsx";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { addressOf } from "../routes.ts";
import { OrganisationMissing } from "./OrganisationMissing.tsx";

type OpenedOrganisationProps = {
  /** What the person must be allowed to do to it. */
  readonly action: OrganisationAction;
  readonly children: (organisation: OrganisationPageFragment, startAgain: () => void) => ReactNode;
};

/** The organisation that the address names, as it was when a form was opened. */
export const OpenedOrganisation = ({ action, children }: OpenedOrganisationProps) => {
  const { id = "" } = useParams();
  return (
    <Opened document={ShowOrganisationDocument} variables={{ id }}>
      {({ organisation }, startAgain) => {
        if (organisation === null) return <OrganisationMissing />;
        if (!organisation.viewerMay.includes(action)) return <NotYours organisation={organisation} />;
        return children(organisation, startAgain);
      }}
    </Opened>
  );
};

const NotYours = ({ organisation: { id, name } }: { organisation: OrganisationPageFragment }) => {
  const text = useText();
  return (
    <>
      <PageHead title={name} />
      <Empty title={text("record.notYours")} help={text("record.notYoursHelp")}>
        <Button variant="outlined" component={Link} to={addressOf("organisation", { id })}>
          {text("common.back")}
        </Button>
      </Empty>
    </>
  );
};
