import WaitIcon from "@mui/icons-material/EventRepeatOutlined";
import { Box, Button, Link, Typography } from "@mui/material";
import { type ActivityFilter, ListToConfirmDocument } from "#schema/operations";
import { Link as RouterLink } from "react-router-dom";
import { Refusal } from "../fields/Refusal.tsx";
import { Section } from "../fields/Section.tsx";
import { useFormat } from "../platform/format.ts";
import { useLanguage, useText } from "../platform/i18n/index.ts";
import { useOperation } from "../platform/useOperation.ts";
import { addressOf, routes } from "../routes.ts";
import { toConfirm } from "./toConfirm.ts";
import { useLookedAfter } from "./useLookedAfter.ts";

/** As many as fit beside the rest of a day's beginning. */
const shown = 5;

/** The first of the activities one must confirm; nothing where there are none. */
export const ToConfirmSection = () => {
  const { filter } = useLookedAfter();
  return filter === undefined ? null : <First filter={toConfirm(filter)} />;
};

const First = ({ filter }: { filter: ActivityFilter }) => {
  const text = useText();
  const { day } = useFormat();
  const [language] = useLanguage();
  const { data, error, refetch } = useOperation(ListToConfirmDocument, { filter, first: shown, after: null, language });
  if (error === null && (data === undefined || data.activities.totalCount === 0)) return null;
  return (
    <Section
      title={text("start.activitiesToConfirm")}
      help={text("start.activitiesToConfirmHelp")}
      icon={<WaitIcon aria-hidden fontSize="small" />}
    >
      {error !== null && <Refusal error={error} retry={() => void refetch()} />}
      <Box component="ul" sx={{ listStyle: "none", m: 0, p: 0, display: "grid", gap: 1 }}>
        {data?.activities.nodes.map(({ id, title, state, confirmedAt, hiddenFrom }) => (
          <li key={id}>
            <Link component={RouterLink} to={addressOf("activity", { id })}>
              {title}
            </Link>
            {confirmedAt !== null && hiddenFrom !== null && (
              <Typography variant="body2" color="textSecondary">
                {text(state === "HIDDEN" ? "confirmation.hiddenSince" : "confirmation.hiddenFrom", {
                  confirmed: day(confirmedAt),
                  hidden: day(hiddenFrom),
                })}
              </Typography>
            )}
          </li>
        ))}
      </Box>
      {data !== undefined && (
        <Button variant="outlined" component={RouterLink} to={routes.activitiesToConfirm} sx={{ mt: 1.5 }}>
          {text("start.allActivitiesToConfirm", { total: data.activities.totalCount })}
        </Button>
      )}
    </Section>
  );
};
