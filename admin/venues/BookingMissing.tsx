import { Empty } from "../fields/Empty.tsx";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { routes } from "../routes.ts";

/** A booking that is not there, or that is between others. */
export const BookingMissing = () => {
  const text = useText();
  return (
    <>
      <PageHead title={text("venue.bookingMissing")} crumbs={[{ label: text("venue.listTitle"), to: routes.venues }]} />
      <Empty title={text("venue.bookingMissing")} help={text("venue.bookingMissingHelp")} />
    </>
  );
};
