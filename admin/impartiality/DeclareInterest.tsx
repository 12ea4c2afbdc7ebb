import { useState } from "react";
import {
  Box,
  FormControl,
  FormControlLabel,
  FormHelperText,
  FormLabel,
  Radio,
  RadioGroup,
  TextField,
  Typography,
} from "@mui/material";
import { DeclareInterestDocument, type InterestKind } from "#schema/operations";
import { useNotify } from "react-admin";
import { type Found, OrganisationField } from "../organisations/OrganisationField.tsx";
import { Ask } from "../people/Ask.tsx";
import { problemOf } from "../people/RolesField.tsx";
import { today } from "../platform/format.ts";
import { nb } from "../platform/i18n/nb.ts";
import { useText } from "../platform/i18n/index.ts";
import { keysOf } from "../platform/keysOf.ts";
import { useChange } from "../platform/useChange.ts";
import { useDraft } from "../platform/useDraft.ts";

/** Every kind has a text, so the texts are the list. */
const kinds = keysOf<InterestKind>(nb.interestKind);

type Written = {
  readonly chosen: Found | null;
  readonly kind: InterestKind | null;
  readonly from: string;
  readonly until: string;
};

/** Says what ties the person to an organisation: one that is found here, or the one whose page this is on. */
export const DeclareInterest = ({ organisation }: { organisation?: Found }) => {
  const text = useText();
  const notify = useNotify();
  const { send, sending } = useChange(DeclareInterestDocument);
  const { values, write, kept } = useDraft<Written>(`tie to ${organisation?.id ?? "any"}`, {
    chosen: organisation ?? null,
    kind: null,
    from: today(),
    until: "",
  });
  const { chosen, kind, from, until } = values;
  const [hasTried, setTried] = useState(false);
  const [problems, setProblems] = useState<Record<string, unknown>>({});
  const lack = (isLacking: boolean): string | undefined =>
    hasTried && isLacking ? text("problem.REQUIRED") : undefined;
  const fromProblem = lack(from === "");
  const untilProblem = problemOf(problems, "until");
  return (
    <Ask
      label={text("interest.declare")}
      title={organisation === undefined ? text("interest.declare") : text("interest.declareFor", organisation)}
      help={text("interest.declareHelp")}
      confirm={text("interest.declare")}
      sending={sending}
      kept={kept}
      onConfirm={async () => {
        setTried(true);
        if (chosen === null || kind === null || from === "") return false;
        const input = { organisationId: chosen.id, kind, from, until: until === "" ? null : until };
        const outcome = await send((idempotencyKey) => ({ input, idempotencyKey }));
        setProblems("problems" in outcome ? outcome.problems : {});
        if ("problems" in outcome) return false;
        notify("interest.declared", { type: "success" });
        setTried(false);
        return true;
      }}
    >
      <Box sx={{ display: "grid", gap: 2, mt: 0.5 }}>
        {organisation === undefined && (
          <OrganisationField
            key={String(kept.isBack)}
            initial={chosen}
            label={text("interest.organisation")}
            help={text("record.parentHelp")}
            isRequired
            problem={lack(chosen === null)}
            onChange={(organisationChosen) => write({ chosen: organisationChosen })}
          />
        )}
        <FormControl required error={lack(kind === null) !== undefined}>
          <FormLabel id="interest-kind">{text("interest.kind")}</FormLabel>
          <RadioGroup
            aria-labelledby="interest-kind"
            value={kind ?? ""}
            onChange={(_, value) => write({ kind: kinds.find((one) => one === value) ?? null })}
          >
            {kinds.map((one) => (
              <FormControlLabel
                key={one}
                value={one}
                control={<Radio />}
                label={
                  <>
                    {text(`interestKind.${one}`)}
                    <Typography component="span" variant="body2" color="textSecondary" sx={{ display: "block" }}>
                      {text(`interestMeans.${one}`)}
                    </Typography>
                  </>
                }
                sx={{ alignItems: "flex-start", py: 0.25, "& .MuiRadio-root": { mt: -1 } }}
              />
            ))}
          </RadioGroup>
          {lack(kind === null) !== undefined && <FormHelperText>{text("problem.REQUIRED")}</FormHelperText>}
        </FormControl>
        <Box sx={{ display: "grid", gap: 2, gridTemplateColumns: { xs: "1fr", sm: "1fr 1fr" } }}>
          <TextField
            required
            type="date"
            label={text("interest.from")}
            value={from}
            onChange={(event) => write({ from: event.target.value })}
            error={fromProblem !== undefined}
            helperText={fromProblem}
            slotProps={{ inputLabel: { shrink: true } }}
          />
          <TextField
            type="date"
            label={text("interest.until")}
            value={until}
            onChange={(event) => write({ until: event.target.value })}
            error={untilProblem !== undefined}
            helperText={untilProblem ?? text("interest.untilHelp")}
            slotProps={{ inputLabel: { shrink: true } }}
          />
        </Box>
      </Box>
    </Ask>
  );
};
