import { useRef } from "react";
import { Button } from "@mui/material";
import { SaveCapabilityProfileDocument, type OrganisationPageFragment } from "#schema/operations";
import { useNotify } from "react-admin";
import { useNavigate } from "react-router-dom";
import { EditForm } from "../fields/EditForm.tsx";
import { Overtaken } from "../fields/Overtaken.tsx";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { useChange } from "../platform/useChange.ts";
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
  const notify = useNotify();
  const navigate = useNavigate();
  const { send, sending, isOvertaken } = useChange(SaveCapabilityProfileDocument, { tells: false });
  const confirm = useRef(false);
  const { id, name, version, viewerMay } = organisation;
  const page = addressOf("organisation", { id });
  const values = valuesOf(organisation);
  const mayConfirm = viewerMay.includes("CONFIRM_CAPABILITY_PROFILE");

  const save = async (written: ProfileValues): Promise<Record<string, unknown> | undefined> => {
    const outcome = await send((idempotencyKey) => ({
      input: { ...written, organisationId: id, version, confirm: confirm.current },
      idempotencyKey,
    }));
    if ("problems" in outcome) return outcome.problems;
    const { state } = outcome.data.saveCapabilityProfile.organisation.capabilityProfile;
    notify(confirm.current ? "profile.savedConfirmed" : state === "CONFIRMED" ? "common.saved" : "profile.saved", {
      type: "success",
    });
    void navigate(page);
    return undefined;
  };

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
        onSubmit={save}
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
