import { VenueTrailDocument } from "#schema/operations";
import { useParams } from "react-router-dom";
import { useText } from "../platform/i18n/index.ts";
import { usePagedOperation } from "../platform/useOperation.ts";
import { addressOf, routes } from "../routes.ts";
import { VenueMissing } from "../venues/VenueMissing.tsx";
import { TrailPage } from "./TrailPage.tsx";

/** What people have done to a venue; each of its bookings has a trail of its own. */
export const VenueTrail = () => {
  const text = useText();
  const { id = "" } = useParams();
  const { data, ...read } = usePagedOperation(
    VenueTrailDocument,
    (after) => ({ id, after }),
    (page) => page.venue?.auditTrail?.pageInfo,
    { noted: true },
  );
  return (
    <TrailPage
      {...read}
      pages={data?.pages.map(({ venue }) => venue)}
      nameOf={({ name }) => name}
      crumbsOf={({ name }) => [
        { label: text("venue.listTitle"), to: routes.venues },
        { label: name, to: addressOf("venue", { id }) },
      ]}
      missing={<VenueMissing />}
    />
  );
};
