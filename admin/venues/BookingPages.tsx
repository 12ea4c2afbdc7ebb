import { Box } from "@mui/material";
import { Section } from "../fields/Section.tsx";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { routes } from "../routes.ts";
import { BookingList } from "./BookingList.tsx";

/** What the body one acts for has asked to borrow. */
export const OwnBookings = () => {
  const text = useText();
  return (
    <>
      <PageHead
        title={text("venue.ownBookings")}
        lead={text("venue.ownBookingsLead")}
        crumbs={[{ label: text("venue.listTitle"), to: routes.venues }]}
      />
      <Section title={text("venue.asksList")}>
        <BookingList
          list="ASKED"
          label={text("venue.asksList")}
          empty={text("venue.noBookings")}
          emptyHelp={text("venue.noBookingsHelp")}
        />
      </Section>
    </>
  );
};

/** What others ask to borrow of the body one acts for, and what it has lent. */
export const BookingRequests = () => {
  const text = useText();
  return (
    <>
      <PageHead
        title={text("venue.requests")}
        lead={text("venue.requestsLead")}
        crumbs={[{ label: text("venue.listTitle"), to: routes.venues }]}
      />
      <Box sx={{ display: "grid", gap: 2.5 }}>
        <Section title={text("venue.toAnswer")}>
          <BookingList
            list="TO_ANSWER"
            label={text("venue.toAnswer")}
            empty={text("venue.nothingToAnswer")}
            emptyHelp={text("venue.nothingToAnswerHelp")}
          />
        </Section>
        <Section title={text("venue.lentList")}>
          <BookingList
            list="LENT"
            label={text("venue.lentList")}
            empty={text("venue.nothingLent")}
            emptyHelp={text("venue.nothingLentHelp")}
          />
        </Section>
      </Box>
    </>
  );
};
