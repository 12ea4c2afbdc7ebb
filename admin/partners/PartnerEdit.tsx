import { useState } from "react";
import { Button } from "@mui/material";
import { ChangePartnerDocument, RegisterPartnerDocument } from "#schema/operations";
import { Link } from "react-router-dom";
import { EditForm } from "../fields/EditForm.tsx";
import { Empty } from "../fields/Empty.tsx";
import { Overtaken } from "../fields/Overtaken.tsx";
import { Section } from "../fields/Section.tsx";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { useSave } from "../platform/useSave.ts";
import { addressOf, routes } from "../routes.ts";
import { OpenedPartner, type ShownPartner } from "./OpenedPartner.tsx";
import { PartnerInputs, type PartnerTerms } from "./PartnerInputs.tsx";

/** Where an administrator changes what a partner may do, or lets one that was stopped in again. */
export const PartnerEdit = () => {
  const [round, setRound] = useState(0);
  return (
    <OpenedPartner>
      {(partner, readAgain) =>
        partner.viewerMay.length === 0 ? (
          <NotYours partner={partner} />
        ) : (
          <PartnerForm key={round} now={partner} startAgain={() => void readAgain().then(() => setRound(round + 1))} />
        )
      }
    </OpenedPartner>
  );
};

const NotYours = ({ partner: { orgNumber, name } }: { partner: ShownPartner }) => {
  const text = useText();
  return (
    <>
      <PageHead title={name} />
      <Empty title={text("record.notYours")} help={text("refusal.FORBIDDEN")}>
        <Button variant="outlined" component={Link} to={addressOf("partner", { orgNumber })}>
          {text("common.back")}
        </Button>
      </Empty>
    </>
  );
};

const termsOf = ({ name, body, scopes, quota, suppliers }: ShownPartner): PartnerTerms => ({
  name,
  bodyId: body.id,
  scopes,
  costPerMinute: quota.costPerMinute,
  costPerDay: quota.costPerDay,
  suppliers,
});

const PartnerForm = ({ now, startAgain }: { now: ShownPartner; startAgain: () => void }) => {
  const text = useText();
  // As it was when the form was opened: what is read later must not change it under the person's hands.
  const [partner] = useState(now);
  const change = useSave(ChangePartnerDocument);
  const register = useSave(RegisterPartnerDocument);
  const { orgNumber, name, version, body, state } = partner;
  const page = addressOf("partner", { orgNumber });

  const saved = () => ({ says: "partner.saved", leadsTo: page }) as const;

  return (
    <>
      <PageHead
        title={text("partner.editTitle", { name })}
        crumbs={[
          { label: text("partner.listTitle"), to: routes.partners },
          { label: name, to: page },
        ]}
      />
      {change.isOvertaken && <Overtaken see={page} startAgain={startAgain} />}
      <EditForm
        values={termsOf(partner)}
        onSubmit={(terms) =>
          state === "STOPPED"
            ? register.save((idempotencyKey) => ({ input: { orgNumber, ...terms }, idempotencyKey }), saved)
            : change.save((idempotencyKey) => ({ input: { orgNumber, version, ...terms }, idempotencyKey }), saved)
        }
        back={page}
        submit={
          <Button type="submit" variant="contained" loading={change.sending || register.sending}>
            {text(state === "STOPPED" ? "partner.registerAgain" : "common.save")}
          </Button>
        }
      >
        <Section title={text("partner.terms")} help={text("partner.editHelp")}>
          <PartnerInputs body={body} />
        </Section>
      </EditForm>
    </>
  );
};
