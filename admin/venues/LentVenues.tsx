import VenueIcon from "@mui/icons-material/MeetingRoomOutlined";
import { Box, Link, Typography } from "@mui/material";
import { ListLentVenuesDocument } from "#schema/operations";
import { Link as RouterLink } from "react-router-dom";
import { Refusal } from "../fields/Refusal.tsx";
import { More } from "../fields/More.tsx";
import { Section } from "../fields/Section.tsx";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { usePagedOperation } from "../platform/useOperation.ts";
import { addressOf } from "../routes.ts";

/** Premises a body lends; nothing where it lends none. */
export const LentVenues = ({ id }: { id: string }) => {
  const text = useText();
  const { number } = useFormat();
  const paged = usePagedOperation(
    ListLentVenuesDocument,
    (after) => ({ id, after }),
    (page) => page.organisation?.venues.pageInfo,
  );
  const { data, error, refetch } = paged;
  const pages = data?.pages.flatMap(({ organisation }) => (organisation === null ? [] : [organisation.venues])) ?? [];
  const [first] = pages;
  if (error === null && (first === undefined || first.totalCount === 0)) return null;
  return (
    <Section
      title={`${text("venue.lends")}${first ? ` (${number(first.totalCount)})` : ""}`}
      icon={<VenueIcon aria-hidden fontSize="small" />}
    >
      {error !== null && <Refusal error={error} retry={() => void refetch()} />}
      <Box component="ul" sx={{ listStyle: "none", m: 0, p: 0, display: "grid", gap: 1 }}>
        {pages.flatMap(({ nodes }) =>
          nodes.map(({ id: venueId, name, address, capacity }) => (
            <li key={venueId}>
              <Link component={RouterLink} to={addressOf("venue", { id: venueId })}>
                {name}
              </Link>
              <Typography variant="body2" color="textSecondary">
                {[address, text("venue.holds", { count: capacity })].join(" · ")}
              </Typography>
            </li>
          )),
        )}
      </Box>
      <More of={paged} />
    </Section>
  );
};
