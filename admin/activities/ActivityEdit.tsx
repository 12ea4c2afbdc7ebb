import { useState } from "react";
import { Box, Button } from "@mui/material";
import { type ActivityPageFragment, EditActivityDocument, ShowActivityDocument } from "#schema/operations";
import { maxLength, TextInput } from "react-admin";
import { Link, useParams } from "react-router-dom";
import { EditForm } from "../fields/EditForm.tsx";
import { Empty } from "../fields/Empty.tsx";
import { Opened } from "../fields/Opened.tsx";
import { Overtaken } from "../fields/Overtaken.tsx";
import { Section } from "../fields/Section.tsx";
import { textKey, useLanguage, useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { useSave } from "../platform/useSave.ts";
import { addressOf, routes } from "../routes.ts";
import { ActivityInputs } from "./ActivityInputs.tsx";
import { type ActivityValues, sent, valuesOf } from "./activityValues.ts";
import { type Offer, Offers, offersIn } from "./Offers.tsx";

/** Where an activity and all its times are changed. */
export const ActivityEdit = () => {
  const text = useText();
  const { id = "" } = useParams();
  const [language] = useLanguage();
  return (
    <Opened document={ShowActivityDocument} variables={{ id, language }}>
      {({ activity }, startAgain) =>
        activity?.viewerMay.includes("EDIT") === true ? (
          <ActivityForm activity={activity} startAgain={startAgain} />
        ) : (
          <>
            <PageHead title={activity?.title ?? text("activity.missing")} />
            <Empty
              title={text(activity ? "record.notYours" : "activity.missing")}
              help={text(activity ? "refusal.FORBIDDEN" : "activity.missingHelp")}
            >
              <Button
                variant="outlined"
                component={Link}
                to={activity ? addressOf("activity", { id }) : routes.activities}
              >
                {text("common.back")}
              </Button>
            </Empty>
          </>
        )
      }
    </Opened>
  );
};

type EditValues = ActivityValues & { readonly whyNotCompeting: string | null };
const reason = maxLength(4_000);

const ActivityForm = ({ activity, startAgain }: { activity: ActivityPageFragment; startAgain: () => void }) => {
  const text = useText();
  const { save, sending, isOvertaken } = useSave(EditActivityDocument);
  const { id, version, title } = activity;
  const page = addressOf("activity", { id });
  // What it becomes is met by others than what it was: which, the server says when it is asked.
  const [met, setMet] = useState<readonly Offer[]>([]);
  const [values] = useState<EditValues>({ ...valuesOf(activity), whyNotCompeting: null });

  return (
    <>
      <PageHead
        title={text("activity.editTitle", { title })}
        crumbs={[
          { label: text("activity.listTitle"), to: routes.activities },
          { label: title, to: page },
        ]}
      />
      {isOvertaken && <Overtaken see={page} startAgain={startAgain} />}
      <EditForm
        values={values}
        onSubmit={({ whyNotCompeting, ...told }) =>
          save(
            (idempotencyKey) => ({
              input: { activityId: id, version, activity: sent(told), whyNotCompeting },
              idempotencyKey,
            }),
            () => ({ says: "activity.saved", leadsTo: page }),
            (refused) => refused.code === "SAY_WHY" && setMet(offersIn(refused)),
          )
        }
        back={page}
        submit={
          <Button type="submit" variant="contained" loading={sending}>
            {text("common.save")}
          </Button>
        }
      >
        <ActivityInputs itself={id} />
        <Section title={text("translation.title")} help={text("translation.inForm")}>
          <Box>
            <Button
              variant="outlined"
              component={Link}
              to={`${routes.translations}?search=${encodeURIComponent(title)}`}
            >
              {text("translation.desk")}
            </Button>
          </Box>
        </Section>
        {met.length > 0 && (
          <Section title={text("activity.nearby")}>
            <Offers offers={met} />
            <TextInput
              source="whyNotCompeting"
              label={textKey("activityField.whyNotCompeting")}
              helperText={textKey("activity.whyHelp")}
              multiline
              minRows={2}
              fullWidth
              autoFocus
              validate={reason}
            />
          </Section>
        )}
      </EditForm>
    </>
  );
};
