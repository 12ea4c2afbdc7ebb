import { useRef, useState } from "react";
import { Alert, Box, Button, Checkbox, FormControlLabel, Link, Typography } from "@mui/material";
import { type ActivityFilter, type ActivityToConfirmFragment, ListToConfirmDocument } from "#schema/operations";
import { Link as RouterLink } from "react-router-dom";
import { Empty } from "../fields/Empty.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { Section } from "../fields/Section.tsx";
import { useFormat } from "../platform/format.ts";
import { useLanguage, useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { useAllPages } from "../platform/useAllPages.ts";
import { addressOf, routes } from "../routes.ts";
import { toConfirm } from "./toConfirm.ts";
import { type Confirmed, useConfirmAll } from "./useConfirmAll.ts";
import { useLookedAfter } from "./useLookedAfter.ts";

/** What one must say is still so, before it is hidden: one by one, or all that are ticked. */
export const ToConfirmPage = () => {
  const text = useText();
  const { filter, isLoading } = useLookedAfter();
  if (isLoading) return <Loading lines={8} />;
  return (
    <>
      <PageHead
        title={text("confirmation.title")}
        lead={text("confirmation.lead")}
        crumbs={[{ label: text("activity.listTitle"), to: routes.activities }]}
      />
      {filter === undefined ? (
        <Empty title={text("confirmation.nobody")} help={text("confirmation.nobodyHelp")} />
      ) : (
        <Inbox filter={toConfirm(filter)} />
      )}
    </>
  );
};

/** Hundreds that are shown at most: who confirms them is shown the others. */
const mostPages = 3;

const Inbox = ({ filter }: { filter: ActivityFilter }) => {
  const text = useText();
  const [language] = useLanguage();
  const { pages, error, refetch, isLoading } = useAllPages(
    ListToConfirmDocument,
    (after) => ({ filter, first: 100, after, language }),
    ({ activities }) => activities.pageInfo,
    mostPages,
  );
  const { confirmAll, sending } = useConfirmAll();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [outcome, setOutcome] = useState<Confirmed>();
  const told = useRef<HTMLDivElement>(null);
  if (error !== null) return <Refusal error={error} retry={() => void refetch()} />;
  if (isLoading) return <Loading lines={8} />;

  const all = pages.flatMap((page) => page.activities.nodes);
  const total = pages[0]?.activities.totalCount ?? 0;
  const chosen = all.filter(({ id }) => ticked.has(id));
  const tick = (ids: readonly string[], on: boolean): void => {
    const others = [...ticked].filter((id) => !ids.includes(id));
    setTicked(new Set(on ? [...others, ...ids] : others));
  };
  const confirm = async (some: readonly ActivityToConfirmFragment[]): Promise<void> => {
    const became = await confirmAll(some);
    setOutcome(became);
    tick(
      some.map(({ id }) => id).filter((id) => !became.refused.has(id)),
      false,
    );
    // The button that was pressed is gone with its row.
    told.current?.focus();
  };

  return (
    <Box sx={{ display: "grid", gap: 2.5, maxWidth: 980 }}>
      <Box ref={told} tabIndex={-1} role="status" sx={{ "&:focus": { outline: "none" } }}>
        {outcome !== undefined && (
          <Alert severity={outcome.refused.size > 0 ? "warning" : "success"}>
            {[
              ...(outcome.done > 0 ? [text("confirmation.confirmed", { smart_count: outcome.done })] : []),
              ...(outcome.refused.size > 0 ? [text("confirmation.failed", { smart_count: outcome.refused.size })] : []),
            ].join(". ")}
          </Alert>
        )}
      </Box>
      {all.length === 0 ? (
        <Empty title={text("confirmation.none")} help={text("confirmation.noneHelp")} />
      ) : (
        <Box sx={{ display: "flex", flexWrap: "wrap", gap: 2, alignItems: "center" }}>
          <FormControlLabel
            label={text("confirmation.all")}
            control={
              <Checkbox
                checked={chosen.length === all.length}
                indeterminate={chosen.length > 0 && chosen.length < all.length}
                onChange={(_, on) =>
                  tick(
                    all.map(({ id }) => id),
                    on,
                  )
                }
              />
            }
          />
          <Button
            variant="contained"
            disabled={chosen.length === 0}
            loading={sending.size > 1}
            onClick={() => void confirm(chosen)}
          >
            {chosen.length === 0
              ? text("confirmation.confirmNone")
              : text("confirmation.confirmChosen", { smart_count: chosen.length })}
          </Button>
          {total > all.length && (
            <Typography color="textSecondary">{text("confirmation.first", { shown: all.length, total })}</Typography>
          )}
        </Box>
      )}
      {(
        [
          ["TO_BE_CONFIRMED", "confirmation.soon"],
          ["HIDDEN", "confirmation.hidden"],
        ] as const
      ).map(([state, title]) => {
        const those = all.filter((activity) => activity.state === state);
        if (those.length === 0) return null;
        return (
          <Section key={state} title={text(title)}>
            <Box component="ul" sx={{ listStyle: "none", m: 0, p: 0 }}>
              {those.map((activity) => (
                <Row
                  key={activity.id}
                  activity={activity}
                  isTicked={ticked.has(activity.id)}
                  isSending={sending.has(activity.id)}
                  refusal={outcome?.refused.get(activity.id)}
                  onTick={(on) => tick([activity.id], on)}
                  onConfirm={() => void confirm([activity])}
                />
              ))}
            </Box>
          </Section>
        );
      })}
    </Box>
  );
};

type RowProps = {
  readonly activity: ActivityToConfirmFragment;
  readonly isTicked: boolean;
  readonly isSending: boolean;
  /** Why it was not confirmed just now. */
  readonly refusal: string | undefined;
  readonly onTick: (on: boolean) => void;
  readonly onConfirm: () => void;
};

const Row = ({ activity, isTicked, isSending, refusal, onTick, onConfirm }: RowProps) => {
  const text = useText();
  const { day } = useFormat();
  const { id, title, state, organiser, place, schedules, confirmedAt, hiddenFrom } = activity;
  return (
    <Box
      component="li"
      sx={{ py: 1.5, borderTop: 1, borderColor: "divider", display: "flex", gap: 1, alignItems: "flex-start" }}
    >
      <Checkbox
        checked={isTicked}
        onChange={(_, on) => onTick(on)}
        slotProps={{ input: { "aria-label": text("confirmation.choose", { title }) } }}
        sx={{ mt: -1, ml: -1 }}
      />
      <Box sx={{ flex: 1, display: "flex", flexWrap: "wrap", gap: 1.5, alignItems: "center" }}>
        <Box sx={{ flex: "1 1 16rem", minWidth: 0 }}>
          <Link
            component={RouterLink}
            to={addressOf("activity", { id })}
            sx={{ fontWeight: 650, overflowWrap: "anywhere" }}
          >
            {title}
          </Link>
          <Typography variant="body2" color="textSecondary">
            {[
              `${place.name}, ${place.municipality.name}`,
              organiser.name,
              schedules.map(({ words }) => words).join(" "),
            ].join(" · ")}
          </Typography>
          {confirmedAt !== null && hiddenFrom !== null && (
            <Typography variant="body2" sx={{ fontWeight: 600 }}>
              {text(state === "HIDDEN" ? "confirmation.hiddenSince" : "confirmation.hiddenFrom", {
                confirmed: day(confirmedAt),
                hidden: day(hiddenFrom),
              })}
            </Typography>
          )}
          {refusal !== undefined && (
            <Typography variant="body2" color="error">
              {refusal}
            </Typography>
          )}
        </Box>
        <Button
          variant="outlined"
          loading={isSending}
          aria-label={text("confirmation.confirmOf", { title })}
          onClick={onConfirm}
        >
          {text("confirmation.confirm")}
        </Button>
      </Box>
    </Box>
  );
};
