import { Box, Typography } from "@mui/material";
import type { InterestFragment } from "#schema/operations";
import { ToneChip } from "../fields/ToneChip.tsx";
import { OrganisationLink } from "../organisations/columns.tsx";
import { today, useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";

export const isOver = ({ validUntil }: Pick<InterestFragment, "validUntil">): boolean =>
  validUntil !== null && validUntil < today();

type InterestFactsProps = {
  readonly interest: InterestFragment;
  /** Where it is known from, in words, where that is worth saying. */
  readonly origin?: string;
};

/** A tie: to which organisation, of what kind, and when it holds. */
export const InterestFacts = ({ interest, origin }: InterestFactsProps) => {
  const text = useText();
  const { date } = useFormat();
  const { organisation, kind, validFrom, validUntil } = interest;
  const holdsOver = isOver(interest);
  return (
    <Box sx={{ flex: "1 1 16rem", minWidth: 0, display: "grid", gap: 0.25 }}>
      <Typography component="div" sx={{ overflowWrap: "anywhere" }}>
        <OrganisationLink {...organisation} />
      </Typography>
      <Box sx={{ display: "flex", flexWrap: "wrap", gap: 0.75, alignItems: "center" }}>
        <ToneChip
          tone={holdsOver ? "idle" : "wait"}
          label={text(holdsOver ? "interest.over" : today() < validFrom ? "interest.toCome" : "interest.holds")}
        />
        <Typography variant="body2">{text(`interestKind.${kind}`)}</Typography>
      </Box>
      <Typography variant="body2" color="textSecondary">
        {[
          validUntil === null
            ? text("interest.since", { from: date(validFrom) })
            : text("interest.between", { from: date(validFrom), until: date(validUntil) }),
          origin,
        ]
          .filter((part) => part !== undefined)
          .join(" · ")}
      </Typography>
    </Box>
  );
};
