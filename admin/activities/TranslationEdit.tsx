import { Alert, Box, Button, Typography } from "@mui/material";
import {
  type Provenance,
  ShowTranslationDocument,
  type ShowTranslationQuery,
  TranslateActivityDocument,
} from "#schema/operations";
import { visuallyHidden } from "@mui/utils";
import { maxLength, RadioButtonGroupInput, required, TextInput } from "react-admin";
import { useFormContext } from "react-hook-form";
import { Link, useParams } from "react-router-dom";
import { EditForm } from "../fields/EditForm.tsx";
import { Empty } from "../fields/Empty.tsx";
import { Opened } from "../fields/Opened.tsx";
import { Overtaken } from "../fields/Overtaken.tsx";
import { Section } from "../fields/Section.tsx";
import { spokenLanguages } from "../organisations/choices.ts";
import { useFormat } from "../platform/format.ts";
import { textKey, useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { useSave } from "../platform/useSave.ts";
import { addressOf, routes } from "../routes.ts";
import { readAs } from "./translation.ts";

type Source = NonNullable<ShowTranslationQuery["activity"]>;
type Values = {
  readonly title: string;
  readonly summary: string;
  readonly whatToExpect: string | null;
  readonly provenance: Provenance;
};

const provenances: readonly Provenance[] = ["HUMAN", "IMMIGRANT_ORGANISATION", "MACHINE"];

/** Where an activity is written in another language, beside its own words. */
export const TranslationEdit = () => {
  const text = useText();
  const { id = "", language = "" } = useParams();
  return (
    <Opened document={ShowTranslationDocument} variables={{ id }}>
      {({ activity }, startAgain) => {
        const isWritten = activity?.translations.some((one) => one.language === language) === true;
        const nothing =
          activity === null
            ? ({ title: "activity.missing", help: "activity.missingHelp" } as const)
            : !activity.viewerMay.includes("EDIT")
              ? ({ title: "record.notYours", help: "refusal.FORBIDDEN" } as const)
              : language === activity.language || !(isWritten || spokenLanguages.includes(language))
                ? ({ title: "translation.wrongLanguage", help: "translation.wrongLanguageHelp" } as const)
                : undefined;
        return activity === null || nothing !== undefined ? (
          <>
            <PageHead title={activity?.title ?? text("activity.missing")} />
            <Empty
              title={text(nothing?.title ?? "activity.missing")}
              help={text(nothing?.help ?? "activity.missingHelp")}
            >
              <Button variant="outlined" component={Link} to={routes.translations}>
                {text("translation.desk")}
              </Button>
            </Empty>
          </>
        ) : (
          <TranslationForm key={language} source={activity} language={language} startAgain={startAgain} />
        );
      }}
    </Opened>
  );
};

type TranslationFormProps = {
  readonly source: Source;
  readonly language: string;
  readonly startAgain: () => void;
};

const TranslationForm = ({ source, language, startAgain }: TranslationFormProps) => {
  const text = useText();
  const { language: nameOf } = useFormat();
  const { save, sending, isOvertaken } = useSave(TranslateActivityDocument);
  const { id, version, title } = source;
  const before = source.translations.find((one) => one.language === language);

  const translate = async (values: Values): Promise<Record<string, unknown> | undefined> => {
    const problems = await save(
      (idempotencyKey) => ({
        input: { activityId: id, version, translation: { language, ...values } },
        idempotencyKey,
      }),
      () => ({ says: "translation.saved", leadsTo: routes.translations }),
    );
    const inner: unknown = problems?.["translation"];
    return typeof inner === "object" && inner !== null ? { ...inner } : problems;
  };

  return (
    <>
      <PageHead
        title={text("translation.editTitle", { title, language: nameOf(language) })}
        lead={text("translation.editLead")}
        crumbs={[
          { label: text("activity.listTitle"), to: routes.activities },
          { label: text("translation.title"), to: routes.translations },
          { label: title, to: addressOf("activity", { id }) },
        ]}
      />
      {isOvertaken && <Overtaken see={addressOf("activity", { id })} startAgain={startAgain} />}
      {before?.isOutdated === true && (
        <Alert severity="warning" sx={{ mb: 2, maxWidth: 900 }}>
          {text("translation.outdated")}
        </Alert>
      )}
      {before?.provenance === "MACHINE" && (
        <Alert severity="info" sx={{ mb: 2, maxWidth: 900 }}>
          {text("translation.machine")}
        </Alert>
      )}
      <EditForm<Values>
        values={{
          title: before?.title ?? "",
          summary: before?.summary ?? "",
          whatToExpect: before?.whatToExpect ?? null,
          provenance: before?.provenance ?? "HUMAN",
        }}
        onSubmit={translate}
        back={routes.translations}
        submit={
          <>
            {before?.provenance === "MACHINE" && <Proofread sending={sending} />}
            <Button
              type="submit"
              variant={before?.provenance === "MACHINE" ? "outlined" : "contained"}
              loading={sending}
            >
              {text("translation.save")}
            </Button>
          </>
        }
      >
        <Section title={text("translation.texts")}>
          <SideBySide source={source} language={language} field="title" />
          <SideBySide source={source} language={language} field="summary" />
          <SideBySide source={source} language={language} field="whatToExpect" />
        </Section>
        <Section title={text("translation.by")} help={text("translation.byHelp")}>
          <RadioButtonGroupInput
            source="provenance"
            label={textKey("translation.by")}
            helperText={false}
            choices={provenances.map((one) => ({ id: one, name: `provenance.${one}` }))}
            validate={required()}
            // The section's heading says the same.
            sx={{ "& legend": visuallyHidden }}
          />
        </Section>
      </EditForm>
    </>
  );
};

/** Saves as read by a person: what a machine has written counts as a person's from then on. */
const Proofread = ({ sending }: { sending: boolean }) => {
  const text = useText();
  const { setValue } = useFormContext();
  return (
    <Button
      type="submit"
      variant="contained"
      loading={sending}
      onClick={() => setValue("provenance", "HUMAN", { shouldDirty: true })}
    >
      {text("translation.proofread")}
    </Button>
  );
};

type SideBySideProps = {
  readonly source: Source;
  readonly language: string;
  readonly field: "title" | "summary" | "whatToExpect";
};

/** A text and, beside it, the same in another language. */
const SideBySide = ({ source, language, field }: SideBySideProps) => {
  const text = useText();
  const { language: nameOf } = useFormat();
  const words = source[field];
  const isLong = field === "whatToExpect";
  return (
    <Box
      sx={{
        display: "grid",
        gap: { xs: 1.5, sm: 2.5 },
        gridTemplateColumns: { xs: "minmax(0, 1fr)", sm: "minmax(0, 1fr) minmax(0, 1fr)" },
        alignItems: "start",
      }}
    >
      <Box>
        <Typography variant="body2" color="textSecondary">
          {text("translation.original", { field: text(`activityField.${field}`), language: nameOf(source.language) })}
        </Typography>
        {words === null ? (
          <Typography color="textSecondary">{text("translation.empty")}</Typography>
        ) : (
          <Typography {...readAs(source.language)} sx={{ whiteSpace: "pre-line", overflowWrap: "anywhere" }}>
            {words}
          </Typography>
        )}
      </Box>
      <TextInput
        source={field}
        label={text("translation.original", { field: text(`activityField.${field}`), language: nameOf(language) })}
        helperText={false}
        fullWidth
        multiline
        {...(isLong && { minRows: 3 })}
        slotProps={{ htmlInput: readAs(language) }}
        validate={isLong ? maxLength(4_000) : [required(), maxLength(200)]}
      />
    </Box>
  );
};
