import { useState } from "react";
import { Box, Button } from "@mui/material";
import { type ActivityPageFragment, EditActivityDocument, ShowActivityDocument } from "#schema/operations";
import { useNotify } from "react-admin";
import { Link, useNavigate, useParams } from "react-router-dom";
import { EditForm } from "../fields/EditForm.tsx";
import { Empty } from "../fields/Empty.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Overtaken } from "../fields/Overtaken.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { Section } from "../fields/Section.tsx";
import { useLanguage, useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { useChange } from "../platform/useChange.ts";
import { useOperation } from "../platform/useOperation.ts";
import { addressOf, routes } from "../routes.ts";
import { ActivityInputs, type ActivityValues } from "./ActivityInputs.tsx";

/** Where an activity and all its times are changed. */
export const ActivityEdit = () => {
  const text = useText();
  const { id = "" } = useParams();
  const [language] = useLanguage();
  const { data, error, refetch, isFetching } = useOperation(ShowActivityDocument, { id, language });
  const [round, setRound] = useState(0);
  if (error) return <Refusal error={error} retry={() => void refetch()} />;
  // What was kept from an earlier visit may be old: a form begins with what stands now.
  if (data === undefined || (round === 0 && isFetching)) return <Loading lines={8} />;
  const { activity } = data;
  if (activity?.viewerMay.includes("EDIT") !== true)
    return (
      <>
        <PageHead title={activity?.title ?? text("activity.missing")} />
        <Empty
          title={text(activity ? "record.notYours" : "activity.missing")}
          help={text(activity ? "refusal.FORBIDDEN" : "activity.missingHelp")}
        >
          <Button variant="outlined" component={Link} to={activity ? addressOf("activity", { id }) : routes.activities}>
            {text("common.back")}
          </Button>
        </Empty>
      </>
    );
  return <ActivityForm key={round} now={activity} startAgain={() => void refetch().then(() => setRound(round + 1))} />;
};

const valuesOf = (activity: ActivityPageFragment): ActivityValues => {
  const { category, place, schedules, registeredAt, price, translations, ...rest } = activity;
  const { title, summary, description, whatToExpect, language, ageFrom, ageTo, group, mixesWithLocals } = rest;
  const { languageLevel, languages, equipment, trial, childcare, policeCertificate, commitment } = rest;
  const { accessibility, capacity, signUpUrl } = rest;
  return {
    ...{ title, summary, description, whatToExpect, language, ageFrom, ageTo, group, mixesWithLocals },
    ...{ languageLevel, languages, equipment, trial, childcare, policeCertificate, commitment },
    ...{ accessibility, capacity, signUpUrl, price, registeredAt },
    translations: translations.map(({ isOutdated: _, ...translation }) => translation),
    category: category.code,
    place: { ...place, municipality: place.municipality.number },
    schedules: schedules.map(({ words: _, ...schedule }) => schedule),
  };
};

const ActivityForm = ({ now, startAgain }: { now: ActivityPageFragment; startAgain: () => void }) => {
  const text = useText();
  const notify = useNotify();
  const navigate = useNavigate();
  // As it was when the form was opened: what is read later must not change it under the person's hands.
  const [activity] = useState(now);
  const { send, sending, isOvertaken } = useChange(EditActivityDocument, { tells: false });
  const { id, version, title } = activity;
  const page = addressOf("activity", { id });

  const save = async (values: ActivityValues): Promise<Record<string, unknown> | undefined> => {
    const outcome = await send((idempotencyKey) => ({
      input: { activityId: id, version, activity: values },
      idempotencyKey,
    }));
    if ("problems" in outcome) return outcome.problems;
    notify("activity.saved", { type: "success" });
    void navigate(page);
    return undefined;
  };

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
        values={valuesOf(activity)}
        onSubmit={save}
        back={page}
        submit={
          <Button type="submit" variant="contained" loading={sending}>
            {text("common.save")}
          </Button>
        }
      >
        <ActivityInputs />
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
      </EditForm>
    </>
  );
};
