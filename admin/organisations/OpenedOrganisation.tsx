import { useState, type ReactNode } from "react";
import { Button } from "@mui/material";
import { ShowOrganisationDocument, type OrganisationAction, type OrganisationPageFragment } from "#schema/operations";
import { Link, useParams } from "react-router-dom";
import { Empty } from "../fields/Empty.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { useOperation } from "../platform/useOperation.ts";
import { addressOf } from "../routes.ts";
import { OrganisationMissing } from "./OrganisationMissing.tsx";

type OpenedOrganisationProps = {
  /** What the person must be allowed to do to it. */
  readonly action: OrganisationAction;
  readonly children: (organisation: OrganisationPageFragment, startAgain: () => void) => ReactNode;
};

/** The organisation as it was when a form was opened: what is fetched later must not change it under the person's hands. */
export const OpenedOrganisation = ({ action, children }: OpenedOrganisationProps) => {
  const { id = "" } = useParams();
  const { data, error, refetch, isFetching } = useOperation(ShowOrganisationDocument, { id });
  const [round, setRound] = useState(0);
  if (error) return <Refusal error={error} retry={() => void refetch()} />;
  // What was kept from an earlier visit may be old: a form begins with what stands now.
  if (data === undefined || (round === 0 && isFetching)) return <Loading lines={8} />;
  if (data.organisation === null) return <OrganisationMissing />;
  if (!data.organisation.viewerMay.includes(action)) return <NotYours organisation={data.organisation} />;
  return (
    <Opened
      key={round}
      organisation={data.organisation}
      startAgain={() => void refetch().then(() => setRound(round + 1))}
    >
      {children}
    </Opened>
  );
};

type OpenedProps = Pick<OpenedOrganisationProps, "children"> & {
  readonly organisation: OrganisationPageFragment;
  readonly startAgain: () => void;
};

const Opened = ({ organisation, startAgain, children }: OpenedProps) => {
  const [opened] = useState(organisation);
  return children(opened, startAgain);
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
