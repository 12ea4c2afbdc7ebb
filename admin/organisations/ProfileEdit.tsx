import { useRef } from "react";
import { Button } from "@mui/material";
import { SaveCapabilityProfileDocument, type OrganisationPageFragment } from "#schema/operations";
import { EditForm } from "../fields/EditForm.tsx";
import { Overtaken } from "../fields/Overtaken.tsx";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { useSave } from "../platform/useSave.ts";
import { addressOf, routes } from "../routes.ts";
import { OpenedOrganisation } from "./OpenedOrganisation.tsx";
import { ProfileInputs, type ProfileValues } from "./ProfileInputs.tsx";

/** Where a person writes what an organisation can contribute, and may stand by it in the same breath. */
export const ProfileEdit = () => (
  <OpenedOrganisation action="EDIT_CAPABILITY_PROFILE">
    {(organisation, startAgain) => <ProfileForm organisation={organisation} startAgain={startAgain} />}
  </OpenedOrganisation>
);

const valuesOf = ({ capabilityProfile: profile }: OrganisationPageFragment): ProfileValues => ({
  capabilities: profile.capabilities,
  trainedPeople: profile.trainedPeople,
  premises: profile.premises,
  vehicles: profile.vehicles,
  equipment: profile.equipment,
  languages: profile.languages,
  emergencyExperience: profile.emergencyExperience,
  contactWindows: profile.contactWindows,
  primaryPlatform: profile.primaryPlatform,
  note: profile.note,
});

type ProfileFormProps = { readonly organisation: OrganisationPageFragment; readonly startAgain: () => void };

const ProfileForm = ({ organisation, startAgain }: ProfileFormProps) => {
  const text = useText();
  const { save, sending, isOvertaken } = useSave(SaveCapabilityProfileDocument);
  const confirm = useRef(false);
  const { id, name, version, viewerMay } = organisation;
  const page = addressOf("organisation", { id });
  const values = valuesOf(organisation);
  const mayConfirm = viewerMay.includes("CONFIRM_CAPABILITY_PROFILE");

  return (
    <>
      <PageHead
        title={text("profile.editTitle", { name })}
        crumbs={[
          { label: text("list.title"), to: routes.organisations },
          { label: name, to: page },
        ]}
        lead={text("profile.personal")}
      />
      {isOvertaken && <Overtaken see={page} startAgain={startAgain} />}
      <EditForm
        values={values}
        onSubmit={(written) =>
          save(
            (idempotencyKey) => ({
              input: { ...written, organisationId: id, version, confirm: confirm.current },
              idempotencyKey,
            }),
            ({ saveCapabilityProfile: { organisation: saved } }) => ({
              says: confirm.current
                ? "profile.savedConfirmed"
                : saved.capabilityProfile.state === "CONFIRMED"
                  ? "common.saved"
                  : "profile.saved",
              leadsTo: page,
            }),
          )
        }
        back={page}
        submit={
          <>
            {mayConfirm && (
              <Button type="submit" variant="contained" loading={sending} onClick={() => (confirm.current = true)}>
                {text("profile.saveAndConfirm")}
              </Button>
            )}
            <Button
              type="submit"
              variant={mayConfirm ? "outlined" : "contained"}
              loading={sending}
              onClick={() => (confirm.current = false)}
            >
              {text(mayConfirm ? "profile.saveOnly" : "common.save")}
            </Button>
          </>
        }
      >
        <ProfileInputs values={values} />
      </EditForm>
    </>
  );
};
