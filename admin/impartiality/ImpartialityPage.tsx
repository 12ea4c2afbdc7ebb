import { useState } from "react";
import BalanceIcon from "@mui/icons-material/BalanceOutlined";
import SuperiorIcon from "@mui/icons-material/AccountTreeOutlined";
import { Alert, Box, TextField, Typography } from "@mui/material";
import {
  EndInterestDocument,
  type InterestFragment,
  ListColleaguesDocument,
  ListInterestsDocument,
  type Role,
} from "#schema/operations";
import { useNotify } from "react-admin";
import { Empty } from "../fields/Empty.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { Section } from "../fields/Section.tsx";
import { Ask } from "../people/Ask.tsx";
import { problemOf } from "../people/RolesField.tsx";
import { today } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { useChange } from "../platform/useChange.ts";
import { useOperation } from "../platform/useOperation.ts";
import { DeclareInterest } from "./DeclareInterest.tsx";
import { InterestFacts, isOver } from "./InterestFacts.tsx";
import { OthersInterests } from "./OthersInterests.tsx";

/** Those who prepare or decide cases, and so must say what ties them. */
const handlesCases = new Set<Role>(["CASEWORKER", "DECIDER", "PAYER", "ADMINISTRATOR", "COORDINATOR"]);

/** What ties a person to organisations, and so may keep him from their cases: said, seen and ended. */
export const ImpartialityPage = () => {
  const text = useText();
  const { data, error, refetch } = useOperation(ListInterestsDocument, {});
  if (error) return <Refusal error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={8} />;
  const { interests, actingFor } = data.viewer;
  const isHandling = actingFor?.roles.some((role) => handlesCases.has(role)) === true;
  const isAuditing = actingFor?.roles.includes("AUDITOR") === true;
  return (
    <>
      <PageHead title={text("interest.title")} lead={text("interest.lead")} />
      <Box sx={{ display: "grid", gap: 2.5, maxWidth: 900 }}>
        <Alert severity="info">{text("interest.law")}</Alert>
        <Section
          title={text("interest.own")}
          help={text("interest.ownHelp")}
          icon={<BalanceIcon aria-hidden fontSize="small" />}
          actions={isHandling && <DeclareInterest />}
        >
          {interests.length === 0 && (
            <Empty
              title={text("interest.none")}
              help={text(isHandling ? "interest.noneHelp" : "interest.noneNotHandling")}
            />
          )}
          <Box component="ul" sx={{ listStyle: "none", m: 0, p: 0, display: "grid", gap: 2 }}>
            {interests.map((interest) => (
              <InterestRow key={`${interest.id} ${interest.version}`} interest={interest} isHandling={isHandling} />
            ))}
          </Box>
        </Section>
        {isHandling && <OwnSuperior body={actingFor.body} />}
        {actingFor !== null && (isHandling || isAuditing) && (
          <OthersInterests bodyId={actingFor.body.id} isAuditing={isAuditing} />
        )}
      </Box>
    </>
  );
};

const InterestRow = ({ interest, isHandling }: { interest: InterestFragment; isHandling: boolean }) => {
  const text = useText();
  const { origin, version } = interest;
  // A tie has one version as it was declared, and another as it was ended.
  const isOpen = origin === "DECLARED" && version === 1 && !isOver(interest);
  return (
    <Box component="li" sx={{ display: "flex", flexWrap: "wrap", gap: 1, alignItems: "center" }}>
      <InterestFacts interest={interest} origin={text(`interestOrigin.${origin}`)} />
      {isHandling && isOpen && <EndInterest interest={interest} />}
    </Box>
  );
};

const EndInterest = ({ interest: { id, version, organisation } }: { interest: InterestFragment }) => {
  const text = useText();
  const notify = useNotify();
  const { send, sending } = useChange(EndInterestDocument);
  const [until, setUntil] = useState(today);
  const [problems, setProblems] = useState<Record<string, unknown>>({});
  const problem = until === "" ? text("problem.REQUIRED") : problemOf(problems, "until");
  return (
    <Ask
      label={text("interest.end")}
      title={text("interest.endTitle", { name: organisation.name })}
      help={text("interest.endHelp")}
      confirm={text("interest.end")}
      sending={sending}
      onConfirm={async () => {
        if (until === "" || version === null) return false;
        const input = { interestId: id, version, until };
        const outcome = await send((idempotencyKey) => ({ input, idempotencyKey }));
        setProblems("problems" in outcome ? outcome.problems : {});
        if ("problems" in outcome) return false;
        notify("interest.ended", { type: "success" });
        return true;
      }}
    >
      <TextField
        required
        autoFocus
        type="date"
        label={text("interest.lastDay")}
        value={until}
        onChange={(event) => setUntil(event.target.value)}
        error={problem !== undefined}
        helperText={problem}
        slotProps={{ inputLabel: { shrink: true } }}
        sx={{ mt: 0.5 }}
      />
    </Ask>
  );
};

/** Whose ties count as well: a superior's. */
const OwnSuperior = ({ body }: { body: { readonly id: string; readonly name: string } }) => {
  const text = useText();
  const { data, error, refetch } = useOperation(ListColleaguesDocument, { organisationId: body.id });
  const superior = data?.members.nodes.find(({ isViewer }) => isViewer)?.superior;
  return (
    <Section
      title={text("superior.title")}
      help={text("superior.help")}
      icon={<SuperiorIcon aria-hidden fontSize="small" />}
    >
      {error !== null && <Refusal error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Loading lines={1} />}
      {data !== undefined && (
        <Typography>
          {superior == null
            ? text("superior.none", { body: body.name })
            : text("superior.is", { name: superior.name, body: body.name })}
        </Typography>
      )}
    </Section>
  );
};
