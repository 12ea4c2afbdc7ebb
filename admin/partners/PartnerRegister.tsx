import { Button } from "@mui/material";
import { RegisterPartnerDocument, type RegisterPartnerInput } from "#schema/operations";
import { required, TextInput } from "react-admin";
import { EditForm } from "../fields/EditForm.tsx";
import { Section } from "../fields/Section.tsx";
import { textKey, useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { useSave } from "../platform/useSave.ts";
import { addressOf, routes } from "../routes.ts";
import { organisationNumber, PartnerInputs } from "./PartnerInputs.tsx";

/** Some hundred lists a minute, and a full copy of a county a day. */
const values: RegisterPartnerInput = {
  orgNumber: "",
  name: "",
  bodyId: "",
  scopes: [],
  costPerMinute: 30_000,
  costPerDay: 1_000_000,
  suppliers: [],
};

/** Where an administrator lets a partner's system in. */
export const PartnerRegister = () => {
  const text = useText();
  const { save, sending } = useSave(RegisterPartnerDocument);

  return (
    <>
      <PageHead
        title={text("partner.registerTitle")}
        lead={text("partner.registerHelp")}
        crumbs={[{ label: text("partner.listTitle"), to: routes.partners }]}
      />
      <EditForm
        values={values}
        onSubmit={(input) =>
          save(
            (idempotencyKey) => ({ input, idempotencyKey }),
            ({ registerPartner: made }) => ({
              says: "partner.registered",
              leadsTo: addressOf("partner", made.partner),
            }),
          )
        }
        back={routes.partners}
        submit={
          <Button type="submit" variant="contained" loading={sending}>
            {text("partner.register")}
          </Button>
        }
      >
        <Section title={text("partner.terms")}>
          <TextInput
            source="orgNumber"
            label={textKey("field.orgNumber")}
            helperText={textKey("partner.orgNumberHelp")}
            fullWidth
            validate={[required(), organisationNumber]}
          />
          <PartnerInputs />
        </Section>
      </EditForm>
    </>
  );
};
