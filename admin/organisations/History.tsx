import HistoryIcon from "@mui/icons-material/HistoryOutlined";
import { Button, Link, Typography } from "@mui/material";
import { OrganisationHistoryDocument, type OrganisationPageFragment } from "#schema/operations";
import { Link as RouterLink } from "react-router-dom";
import { Loading } from "../fields/Loading.tsx";
import { More } from "../fields/More.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { Section } from "../fields/Section.tsx";
import { Timeline } from "../fields/Timeline.tsx";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { usePagedOperation } from "../platform/useOperation.ts";
import { addressOf } from "../routes.ts";
import { useChangeText } from "./useChangeText.ts";

/** Every change of an organisation, the newest first, with a way to see the picture each made. */
export const History = ({ organisation }: { organisation: OrganisationPageFragment }) => {
  const { id } = organisation;
  const text = useText();
  const { moment } = useFormat();
  const changeText = useChangeText();
  const paged = usePagedOperation(
    OrganisationHistoryDocument,
    (after) => ({ id, after }),
    (page) => page.organisation?.history.pageInfo,
  );
  const { data, error, refetch } = paged;
  const earlier = data?.pages.flatMap((page) => page.organisation?.history.nodes ?? []) ?? [];
  const pictures = [organisation, ...earlier];
  return (
    <Section
      title={text("organisation.history")}
      help={text("organisation.historyHelp")}
      icon={<HistoryIcon aria-hidden fontSize="small" />}
      actions={
        organisation.viewerMay.includes("READ_AUDIT_TRAIL") && (
          <Button size="small" variant="outlined" component={RouterLink} to={addressOf("organisationTrail", { id })}>
            {text("audit.open")}
          </Button>
        )
      }
    >
      {error !== null && <Refusal error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Loading lines={3} />}
      <Timeline>
        {pictures.map((picture) => (
          <li key={`${picture.validFrom} ${picture.validUntil}`}>
            <Typography sx={{ fontWeight: 650 }}>
              <time dateTime={picture.validFrom}>{moment(picture.validFrom)}</time>
            </Typography>
            <Typography variant="body2" color="textSecondary">
              {changeText(picture)}
            </Typography>
            <Typography variant="body2">
              {picture.validUntil === null ? (
                text("organisation.now")
              ) : (
                <Link
                  component={RouterLink}
                  to={addressOf("organisationAsItWas", { id, at: picture.validFrom })}
                  aria-label={`${text("organisation.asItWas")}: ${moment(picture.validFrom)}`}
                >
                  {text("organisation.asItWas")}
                </Link>
              )}
            </Typography>
          </li>
        ))}
      </Timeline>
      <More of={paged} />
    </Section>
  );
};
