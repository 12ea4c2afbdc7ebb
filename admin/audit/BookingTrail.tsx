import { BookingTrailDocument } from "#schema/operations";
import { useParams } from "react-router-dom";
import { useText } from "../platform/i18n/index.ts";
import { usePagedOperation } from "../platform/useOperation.ts";
import { addressOf, routes } from "../routes.ts";
import { BookingMissing } from "../venues/BookingMissing.tsx";
import { useVenueText } from "../venues/useVenueText.ts";
import { TrailPage } from "./TrailPage.tsx";

/** Who asked for a venue, and who answered. */
export const BookingTrail = () => {
  const text = useText();
  const { spanText } = useVenueText();
  const { id = "" } = useParams();
  const { data, ...read } = usePagedOperation(
    BookingTrailDocument,
    (after) => ({ id, after }),
    (page) => page.venueBooking?.auditTrail.pageInfo,
    { noted: true },
  );
  return (
    <TrailPage
      {...read}
      pages={data?.pages.map(({ venueBooking }) => venueBooking)}
      nameOf={({ venue, occasions }) => [venue.name, ...occasions.slice(0, 1).map(spanText)].join(", ")}
      crumbsOf={({ venue }) => [
        { label: text("venue.listTitle"), to: routes.venues },
        { label: venue.name, to: addressOf("venue", { id: venue.id }) },
      ]}
      missing={<BookingMissing />}
    />
  );
};
