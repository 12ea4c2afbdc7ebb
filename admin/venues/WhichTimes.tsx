import {
  Checkbox,
  FormControl,
  FormControlLabel,
  FormGroup,
  FormHelperText,
  FormLabel,
  Radio,
  RadioGroup,
} from "@mui/material";
import type { VenueBookingRowFragment } from "#schema/operations";
import { useText } from "../platform/i18n/index.ts";
import { useVenueText } from "./useVenueText.ts";

type WhichTimesProps = {
  readonly coming: VenueBookingRowFragment["occasions"];
  /** By when they begin; undefined for all. */
  readonly chosen: readonly string[] | undefined;
  readonly onChoose: (chosen: readonly string[] | undefined) => void;
  readonly isWrong: boolean;
};

/** All the times of a booking that are to come, or some of them. */
export const WhichTimes = ({ coming, chosen, onChoose, isWrong }: WhichTimesProps) => {
  const text = useText();
  const { spanText } = useVenueText();
  return (
    <FormControl error={isWrong}>
      <FormLabel id="which-times">{text("venue.whichTimes")}</FormLabel>
      <RadioGroup
        aria-labelledby="which-times"
        value={chosen === undefined ? "all" : "some"}
        onChange={(_, value) => onChoose(value === "all" ? undefined : [])}
      >
        <FormControlLabel
          value="all"
          control={<Radio />}
          label={text("venue.allComing", { smart_count: coming.length })}
        />
        <FormControlLabel value="some" control={<Radio />} label={text("venue.someComing")} />
      </RadioGroup>
      {chosen !== undefined && (
        <FormGroup sx={{ pl: 4, maxHeight: "40vh", overflowY: "auto", flexWrap: "nowrap" }}>
          {coming.map((span) => (
            <FormControlLabel
              key={span.startsAt}
              control={
                <Checkbox
                  checked={chosen.includes(span.startsAt)}
                  onChange={(_, isChosen) =>
                    onChoose(
                      isChosen ? [...chosen, span.startsAt] : chosen.filter((startsAt) => startsAt !== span.startsAt),
                    )
                  }
                />
              }
              label={spanText(span)}
            />
          ))}
        </FormGroup>
      )}
      {isWrong && <FormHelperText>{text("venue.chooseComing")}</FormHelperText>}
    </FormControl>
  );
};
