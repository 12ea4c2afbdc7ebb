import { useState } from "react";
import { Box, Button, Link, TextField, Typography } from "@mui/material";
import {
  ApproveVenueBookingDocument,
  CancelVenueBookingDocument,
  DeclineVenueBookingDocument,
  ListVenueBookingsDocument,
  type VenueBookingList,
  type VenueBookingRowFragment,
  WithdrawVenueBookingDocument,
} from "#schema/operations";
import { useNotify } from "react-admin";
import { Link as RouterLink } from "react-router-dom";
import { Empty } from "../fields/Empty.tsx";
import { Loading } from "../fields/Loading.tsx";
import { More } from "../fields/More.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { ToneChip } from "../fields/ToneChip.tsx";
import { Ask } from "../people/Ask.tsx";
import { useText } from "../platform/i18n/index.ts";
import { useChange } from "../platform/useChange.ts";
import { useDraft } from "../platform/useDraft.ts";
import { usePagedOperation } from "../platform/useOperation.ts";
import { addressOf } from "../routes.ts";
import { useVenueText } from "./useVenueText.ts";
import { WhichTimes } from "./WhichTimes.tsx";

const tones = {
  REQUESTED: "wait",
  APPROVED: "good",
  DECLINED: "idle",
  WITHDRAWN: "idle",
  CANCELLED: "idle",
  LAPSED: "idle",
} as const;

type BookingListProps = {
  readonly list: VenueBookingList;
  readonly label: string;
  readonly empty: string;
  readonly emptyHelp: string;
};

/** Bookings of the body one acts for, and what one may do with each. */
export const BookingList = ({ list, label, empty, emptyHelp }: BookingListProps) => {
  const paged = usePagedOperation(
    ListVenueBookingsDocument,
    (after) => ({ list, after }),
    (page) => page.venueBookings.pageInfo,
  );
  const { data, error, refetch } = paged;
  if (error !== null) return <Refusal error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={4} />;
  // What waits for an answer of ours stands in a list of its own.
  const bookings = data.pages
    .flatMap((page) => page.venueBookings.nodes)
    .filter(({ state }) => list !== "LENT" || state !== "REQUESTED");
  if (bookings.length === 0) return <Empty title={empty} help={emptyHelp} />;
  return (
    <>
      <Box component="ul" aria-label={label} sx={{ listStyle: "none", m: 0, p: 0 }}>
        {bookings.map((booking) => (
          <Booking key={booking.id} booking={booking} isOwn={list === "ASKED"} />
        ))}
      </Box>
      <More of={paged} />
    </>
  );
};

const Booking = ({ booking, isOwn }: { booking: VenueBookingRowFragment; isOwn: boolean }) => {
  const text = useText();
  const { spanText, sumOf } = useVenueText();
  const { state, venue, asker, occasions, givenBack, purpose, people, activity, price, words, viewerMay } = booking;
  const [first, ...rest] = occasions;
  return (
    <Box
      component="li"
      sx={{
        py: 1.5,
        borderTop: 1,
        borderColor: "divider",
        display: "flex",
        flexWrap: "wrap",
        gap: 1.5,
        alignItems: "center",
      }}
    >
      <Box sx={{ flex: "1 1 18rem", minWidth: 0, display: "grid", gap: 0.25 }}>
        <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1, alignItems: "center" }}>
          <Link component={RouterLink} to={addressOf("venue", { id: venue.id })} sx={{ fontWeight: 650 }}>
            {venue.name}
          </Link>
          <ToneChip tone={tones[state]} label={text(`bookingState.${state}`)} />
        </Box>
        <Typography>
          {[
            first && spanText(first),
            rest.length > 0 && text("venue.moreWeeks", { smart_count: rest.length }),
            givenBack.length > 0 && text("venue.timesGivenBack", { smart_count: givenBack.length }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </Typography>
        <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: "anywhere" }}>
          {[
            !isOwn && asker.name,
            purpose,
            people !== null && text("venue.persons", { smart_count: people }),
            activity?.title,
            sumOf(price),
          ]
            .filter(Boolean)
            .join(" · ")}
        </Typography>
        {words !== null && <Typography variant="body2">{text("venue.said", { words })}</Typography>}
      </Box>
      <Button
        size="small"
        component={RouterLink}
        to={addressOf("bookingTrail", { id: booking.id })}
        aria-label={text("venue.trailOf", { purpose })}
      >
        {text("audit.open")}
      </Button>
      {viewerMay.includes("APPROVE") && <Approve booking={booking} />}
      {viewerMay.includes("DECLINE") && <SayNo booking={booking} does="decline" />}
      {viewerMay.includes("CANCEL") && !isOwn && <SayNo booking={booking} does="cancel" />}
      {viewerMay.includes("WITHDRAW") && isOwn && <Withdraw booking={booking} />}
    </Box>
  );
};

const Approve = ({ booking: { id, version, asker } }: { booking: VenueBookingRowFragment }) => {
  const text = useText();
  const notify = useNotify();
  const { send, sending } = useChange(ApproveVenueBookingDocument);
  return (
    <Button
      size="small"
      variant="contained"
      loading={sending}
      aria-label={text("venue.approveOf", { name: asker.name })}
      onClick={() =>
        void send((idempotencyKey) => ({ input: { bookingId: id, version }, idempotencyKey })).then(
          (outcome) => "data" in outcome && notify("venue.approved", { type: "success" }),
        )
      }
    >
      {text("venue.approve")}
    </Button>
  );
};

/** Which of several times that are to come; what is chosen goes with the change. */
const useWhichTimes = ({ occasions }: VenueBookingRowFragment) => {
  const [chosen, setChosen] = useState<readonly string[]>();
  const [hasTried, setTried] = useState(false);
  const [now] = useState(() => new Date().toISOString());
  const coming = occasions.filter(({ startsAt }) => startsAt > now);
  const lacks = chosen?.length === 0;
  return {
    /** False where some are to be chosen and none is. */
    isChosen: (): boolean => {
      setTried(true);
      return !lacks;
    },
    input: chosen === undefined ? {} : { occasions: chosen },
    which: coming.length > 1 && (
      <WhichTimes coming={coming} chosen={chosen} onChoose={setChosen} isWrong={hasTried && lacks} />
    ),
  };
};

const no = {
  decline: { label: "venue.decline", title: "venue.declineTitle", help: "venue.declineText", done: "venue.declined" },
  cancel: { label: "venue.cancel", title: "venue.cancelTitle", help: "venue.cancelText", done: "venue.cancelled" },
} as const;

const SayNo = ({ booking, does }: { booking: VenueBookingRowFragment; does: keyof typeof no }) => {
  const { id, version, asker } = booking;
  const { which, input, isChosen } = useWhichTimes(booking);
  const text = useText();
  const notify = useNotify();
  const { label, title, help, done } = no[does];
  const declining = useChange(DeclineVenueBookingDocument);
  const cancelling = useChange(CancelVenueBookingDocument);
  const { values, write, kept } = useDraft(`${does} booking ${id}`, { words: "" });
  const [hasTried, setTried] = useState(false);
  const words = values.words.trim();
  const lacksWords = words === "";
  return (
    <Ask
      isDanger
      label={text(label)}
      title={text(title, { name: asker.name })}
      help={text(help)}
      confirm={text(label)}
      sending={declining.sending || cancelling.sending}
      kept={kept}
      onConfirm={async () => {
        setTried(true);
        if (!isChosen() || lacksWords) return false;
        const said = { bookingId: id, version, words };
        const outcome = await (does === "decline"
          ? declining.send((idempotencyKey) => ({ input: said, idempotencyKey }))
          : cancelling.send((idempotencyKey) => ({ input: { ...said, ...input }, idempotencyKey })));
        if ("problems" in outcome) return false;
        notify(done, { type: "success" });
        return true;
      }}
    >
      {does === "cancel" && which}
      <TextField
        autoFocus
        fullWidth
        required
        label={text("venue.words")}
        value={values.words}
        onChange={(event) => write({ words: event.target.value })}
        error={hasTried && lacksWords}
        helperText={hasTried && lacksWords ? text("problem.REQUIRED") : text("profile.personal")}
        slotProps={{ htmlInput: { maxLength: 200 } }}
        sx={{ mt: 0.5 }}
      />
    </Ask>
  );
};

const back = {
  REQUESTED: {
    label: "venue.takeBack",
    title: "venue.takeBackTitle",
    help: "venue.takeBackText",
    done: "venue.takenBack",
  },
  APPROVED: {
    label: "venue.withdraw",
    title: "venue.withdrawTitle",
    help: "venue.withdrawText",
    done: "venue.withdrawn",
  },
} as const;

/** Takes back what was asked for, or gives back what was lent. */
const Withdraw = ({ booking }: { booking: VenueBookingRowFragment }) => {
  const { id, version, venue, state } = booking;
  const { which, input, isChosen } = useWhichTimes(booking);
  const text = useText();
  const notify = useNotify();
  const { label, title, help, done } = back[state === "REQUESTED" ? "REQUESTED" : "APPROVED"];
  const { send, sending } = useChange(WithdrawVenueBookingDocument);
  return (
    <Ask
      label={text(label)}
      title={text(title, { name: venue.name })}
      help={text(help)}
      confirm={text(label)}
      sending={sending}
      onConfirm={async () => {
        if (!isChosen()) return false;
        const outcome = await send((idempotencyKey) => ({
          input: { bookingId: id, version, ...input },
          idempotencyKey,
        }));
        if ("problems" in outcome) return false;
        notify(done, { type: "success" });
        return true;
      }}
    >
      {which}
    </Ask>
  );
};
