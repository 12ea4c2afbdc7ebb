import { Alert, Box, Button, Link, Typography } from "@mui/material";
import { ConfirmActivityDocument, ShowActivityDocument, type ActivityPageFragment } from "#schema/operations";
import { useNotify, usePermissions } from "react-admin";
import { Link as RouterLink, useParams } from "react-router-dom";
import { Facts } from "../fields/Facts.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { SafeLink } from "../fields/SafeLink.tsx";
import { Section } from "../fields/Section.tsx";
import type { Role } from "../platform/authProvider.ts";
import { useFormat } from "../platform/format.ts";
import { PostElsewhere } from "../exchange/PostElsewhere.tsx";
import { useLanguage, useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { publicActivity, publicPoster } from "../platform/publicPages.ts";
import { useChange } from "../platform/useChange.ts";
import { useOperation } from "../platform/useOperation.ts";
import { addressOf, routes } from "../routes.ts";
import { ActivityMissing } from "./ActivityMissing.tsx";
import { arrangers } from "./choices.ts";
import { EndActivity } from "./EndActivity.tsx";
import { PublishActivity } from "./PublishActivity.tsx";
import { StateChip } from "./StateChip.tsx";
import { Times } from "./Times.tsx";
import { firstLanguages, stateIn } from "./translation.ts";
import { TranslationLink } from "./TranslationLink.tsx";
import { TranslationStates } from "./TranslationStates.tsx";
import { useCategoryName } from "./useActivityCategories.ts";
import { usePrice } from "./usePrice.ts";

/** One activity: what it is, when it takes place, and how it is looked after. */
export const ActivityShow = () => {
  const { id = "" } = useParams();
  const [language] = useLanguage();
  const { data, error, refetch } = useOperation(ShowActivityDocument, { id, language });
  if (error) return <Refusal error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={10} />;
  if (data.activity === null) return <ActivityMissing />;
  return <Page activity={data.activity} />;
};

const Page = ({ activity }: { activity: ActivityPageFragment }) => {
  const text = useText();
  const { day, language: languageName, list } = useFormat();
  const categoryName = useCategoryName();
  const priceOf = usePrice();
  const [language] = useLanguage();
  const { id, title, summary, state, organiser, place, viewerMay, ageFrom, ageTo } = activity;
  const { permissions = [] } = usePermissions<readonly Role[]>();
  const mayCopy =
    (viewerMay.includes("EDIT") || state === "ENDED") && arrangers.some((role) => permissions.includes(role));
  // What a centre arranges stands on no page for all, which would tell where it lies.
  const isForAll = (state === "PUBLISHED" || state === "TO_BE_CONFIRMED") && organiser.kind !== "RECEPTION_CENTRE";
  return (
    <>
      <PageHead
        title={title}
        crumbs={[{ label: text("activity.listTitle"), to: routes.activities }]}
        lead={
          <Box sx={{ display: "grid", gap: 1 }}>
            <span>{summary}</span>
            <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1, alignItems: "center" }}>
              <StateChip state={state} />
              <Link component={RouterLink} to={addressOf("organisation", { id: organiser.id })}>
                {organiser.name}
              </Link>
            </Box>
          </Box>
        }
      >
        {isForAll && (
          <>
            <Button variant="outlined" href={publicActivity(language, id)}>
              {text("publicPage.open")}
            </Button>
            <Button variant="outlined" href={publicPoster(language, place.municipality.number)}>
              {text("publicPage.print")}
            </Button>
          </>
        )}
        {viewerMay.includes("EDIT") && (
          <Button variant="outlined" component={RouterLink} to={addressOf("activityEdit", { id })}>
            {text("activity.edit")}
          </Button>
        )}
        {viewerMay.includes("READ_AUDIT_TRAIL") && (
          <Button variant="outlined" component={RouterLink} to={addressOf("activityTrail", { id })}>
            {text("audit.open")}
          </Button>
        )}
        {mayCopy && (
          <Button
            variant="outlined"
            component={RouterLink}
            to={`${routes.activityCreate}?${new URLSearchParams({ like: id })}`}
          >
            {text(state === "ENDED" ? "activity.takeUp" : "activity.copy")}
          </Button>
        )}
        {viewerMay.includes("CONFIRM") && <Confirm activity={activity} />}
        {viewerMay.includes("PUBLISH") && <PublishActivity activity={activity} />}
        {viewerMay.includes("END") && <EndActivity activity={activity} />}
      </PageHead>
      {state === "TO_BE_CONFIRMED" && activity.hiddenFrom !== null && (
        <Alert severity="warning" sx={{ mb: 2.5 }}>
          {text("activity.toBeConfirmed", { when: day(activity.hiddenFrom) })}
        </Alert>
      )}
      {state === "HIDDEN" && (
        <Alert severity="warning" sx={{ mb: 2.5 }}>
          {text(`activity.isHidden.${activity.hiddenBecause ?? "NOT_CONFIRMED"}`)}
        </Alert>
      )}
      {state === "DRAFT" && (
        <Alert severity="info" sx={{ mb: 2.5 }}>
          {text("activity.isDraft")}
        </Alert>
      )}
      <Box
        sx={{
          display: "grid",
          gap: 2.5,
          gridTemplateColumns: { xs: "minmax(0, 1fr)", lg: "minmax(0, 7fr) minmax(20rem, 5fr)" },
          alignItems: "start",
        }}
      >
        <Box sx={{ display: "grid", gap: 2.5 }}>
          <Section title={text("activity.what")}>
            {activity.description !== null && (
              <Typography sx={{ whiteSpace: "pre-line", mb: 2 }}>{activity.description}</Typography>
            )}
            <Facts
              facts={[
                { label: text("activityField.whatToExpect"), value: activity.whatToExpect },
                { label: text("activity.category"), value: categoryName(activity.category) },
                { label: text("activityField.group"), value: text(`activityGroup.${activity.group}`) },
                {
                  label: text("activity.age"),
                  value:
                    (ageFrom !== null || ageTo !== null) &&
                    (ageTo === null ? `${ageFrom ?? 0}+` : `${ageFrom ?? 0}–${ageTo}`),
                },
                { label: text("activityField.languageLevel"), value: text(`languageLevel.${activity.languageLevel}`) },
                { label: text("activityField.languages"), value: list(activity.languages.map(languageName)) },
                { label: text("activityField.price"), value: priceOf(activity.price) },
                { label: text("activityField.equipment"), value: text(`equipmentNeed.${activity.equipment}`) },
                { label: text("activityField.commitment"), value: text(`commitment.${activity.commitment}`) },
                {
                  label: text("activity.also"),
                  value: [
                    ...(activity.trial ? [text("activityField.trial")] : []),
                    ...(activity.childcare ? [text("activityField.childcare")] : []),
                    ...(activity.mixesWithLocals ? [text("activityField.mixesWithLocals")] : []),
                    ...(activity.policeCertificate ? [text("activityField.policeCertificate")] : []),
                    ...activity.accessibility.map((one) => text(`accessibility.${one}`)),
                  ].join(" · "),
                },
                { label: text("activityField.capacity"), value: activity.capacity },
                {
                  label: text("activityField.signUpUrl"),
                  value: activity.signUpUrl !== null && <SafeLink address={activity.signUpUrl} />,
                },
                {
                  label: text("activityField.registeredAt"),
                  value: activity.registeredAt && (
                    <>
                      {text(`platform.${activity.registeredAt.platform}`)}{" "}
                      {activity.registeredAt.url !== null && <SafeLink address={activity.registeredAt.url} />}
                    </>
                  ),
                },
                { label: text("activityField.whyNotCompeting"), value: activity.whyNotCompeting },
                {
                  label: text("activityField.confirmedAt"),
                  value: activity.confirmedAt !== null && day(activity.confirmedAt),
                },
              ]}
            />
          </Section>
          <Section
            title={text("translation.title")}
            actions={
              viewerMay.includes("EDIT") && (
                <Button size="small" component={RouterLink} to={routes.translations}>
                  {text("translation.desk")}
                </Button>
              )
            }
          >
            <TranslationStates
              languages={[...new Set([...firstLanguages, ...activity.translations.map((one) => one.language)])].filter(
                (tag) => viewerMay.includes("EDIT") || stateIn(activity, tag) !== "MISSING",
              )}
            >
              {(tag) =>
                viewerMay.includes("EDIT") ? (
                  <TranslationLink id={id} title={title} language={tag} state={stateIn(activity, tag)} />
                ) : (
                  text(`translationState.${stateIn(activity, tag)}`)
                )
              }
            </TranslationStates>
          </Section>
          <Section title={text("activity.where")}>
            <Facts
              facts={[
                { label: text("activityField.place"), value: place.name },
                { label: text("field.address"), value: place.address },
                {
                  label: text("field.municipality"),
                  value: (
                    <Link component={RouterLink} to={addressOf("municipality", { number: place.municipality.number })}>
                      {place.municipality.name}
                    </Link>
                  ),
                },
                { label: text("activity.transport"), value: place.transport },
              ]}
            />
          </Section>
        </Box>
        <Box sx={{ display: "grid", gap: 2.5 }}>
          <Times activity={activity} />
          <PostElsewhere id={id} title={title} mayEdit={viewerMay.includes("EDIT")} />
        </Box>
      </Box>
    </>
  );
};

const Confirm = ({ activity: { id, version } }: { activity: ActivityPageFragment }) => {
  const text = useText();
  const notify = useNotify();
  const { send, sending } = useChange(ConfirmActivityDocument);
  const confirm = async (): Promise<void> => {
    const outcome = await send((idempotencyKey) => ({ input: { activityId: id, version }, idempotencyKey }));
    if (!("problems" in outcome)) notify("activity.confirmed", { type: "success" });
  };
  return (
    <Button variant="contained" loading={sending} onClick={() => void confirm()}>
      {text("activity.confirm")}
    </Button>
  );
};
