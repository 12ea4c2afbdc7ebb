import { useId, useState } from "react";
import {
  Alert,
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogContentText,
  DialogTitle,
  FormControl,
  FormControlLabel,
  FormLabel,
  Radio,
  RadioGroup,
  TextField,
  Typography,
} from "@mui/material";
import {
  JoinOrganisationToRegisterDocument,
  OrganisationByNumberDocument,
  RegisterCandidatesDocument,
  type OrganisationNameFragment,
  type OrganisationPageFragment,
} from "#schema/operations";
import { useNotify } from "react-admin";
import { useNavigate } from "react-router-dom";
import { Loading } from "../fields/Loading.tsx";
import { Overtaken } from "../fields/Overtaken.tsx";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { useChange } from "../platform/useChange.ts";
import { useDraft } from "../platform/useDraft.ts";
import { useOperation } from "../platform/useOperation.ts";
import { addressOf } from "../routes.ts";

type Candidate = OrganisationNameFragment & { readonly municipality: { readonly name: string } | null };

/** Joins a record written here to the organisation it has become in the register: the dialog is the one confirmation. */
export const JoinToRegister = ({ organisation }: { organisation: OrganisationPageFragment }) => {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  const titleId = useId();
  return (
    <>
      <Button variant="outlined" onClick={() => setOpen(true)}>
        {text("organisation.join")}
      </Button>
      <Dialog open={isOpen} onClose={() => setOpen(false)} aria-labelledby={titleId} fullWidth maxWidth="sm">
        <DialogTitle id={titleId}>{text("join.title", { name: organisation.name })}</DialogTitle>
        <Choice organisation={organisation} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  );
};

type ChoiceProps = { readonly organisation: OrganisationPageFragment; readonly onClose: () => void };

const Choice = ({ organisation: { id, version }, onClose }: ChoiceProps) => {
  const text = useText();
  const notify = useNotify();
  const navigate = useNavigate();
  const { orgNumber: inThrees } = useFormat();
  const { data, isPending } = useOperation(RegisterCandidatesDocument, { id });
  const { values, write, drop } = useDraft(`join ${id}`, { typed: "" });
  const { typed } = values;
  const [asked, setAsked] = useState<string | null>(null);
  const [chosen, setChosen] = useState<Candidate | null>(null);
  const lookup = useOperation(OrganisationByNumberDocument, asked === null ? null : { orgNumber: asked });
  const { send, sending, isOvertaken } = useChange(JoinOrganisationToRegisterDocument);
  const candidates: readonly Candidate[] = data?.organisation?.registerCandidates ?? [];
  const found = lookup.data?.organisation?.source === "REGISTER" ? lookup.data.organisation : null;
  const isUnknown = asked !== null && !lookup.isFetching && found === null;
  const target = chosen ?? found;

  const lookUp = (): void => {
    setChosen(null);
    setAsked(typed.replace(/\s/g, ""));
  };

  const join = async (): Promise<void> => {
    if (target?.orgNumber === null || target?.orgNumber === undefined) return;
    const { orgNumber } = target;
    const outcome = await send((idempotencyKey) => ({
      input: { organisationId: id, version, orgNumber },
      idempotencyKey,
    }));
    if ("problems" in outcome) return;
    drop();
    notify("join.done", { type: "success" });
    void navigate(addressOf("organisation", { id: outcome.data.joinOrganisationToRegister.organisation.id }));
  };

  return (
    <>
      <DialogContent sx={{ display: "grid", gap: 2 }}>
        {isOvertaken && <Overtaken see={addressOf("organisation", { id })} startAgain={onClose} />}
        <DialogContentText>{text("join.text")}</DialogContentText>
        {isPending && <Loading lines={3} />}
        {!isPending && candidates.length === 0 && <Alert severity="info">{text("join.noCandidates")}</Alert>}
        {candidates.length > 0 && (
          <FormControl>
            <FormLabel id={`candidates-${id}`}>{text("join.candidates")}</FormLabel>
            <RadioGroup
              aria-labelledby={`candidates-${id}`}
              value={chosen?.id ?? ""}
              onChange={(_, value) => {
                setAsked(null);
                setChosen(candidates.find((candidate) => candidate.id === value) ?? null);
              }}
            >
              {candidates.map((candidate) => (
                <FormControlLabel
                  key={candidate.id}
                  value={candidate.id}
                  control={<Radio />}
                  label={
                    <>
                      {candidate.name}
                      <Typography component="span" variant="body2" color="textSecondary">
                        {` · ${[candidate.orgNumber && inThrees(candidate.orgNumber), candidate.municipality?.name].filter(Boolean).join(" · ")}`}
                      </Typography>
                    </>
                  }
                />
              ))}
            </RadioGroup>
          </FormControl>
        )}
        <Box
          component="form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            lookUp();
          }}
          sx={{ display: "flex", gap: 1, alignItems: "flex-start" }}
        >
          <TextField
            label={text("join.number")}
            value={typed}
            onChange={(event) => write({ typed: event.target.value })}
            error={isUnknown}
            helperText={isUnknown ? text("join.unknown") : undefined}
            slotProps={{ htmlInput: { inputMode: "numeric", autoComplete: "off", maxLength: 11 } }}
            sx={{ flex: 1 }}
          />
          <Button type="submit" variant="outlined" loading={lookup.isFetching} disabled={typed.trim() === ""}>
            {text("join.lookup")}
          </Button>
        </Box>
        <Box role="status">
          {target !== null && <Alert severity="success">{text("join.chosen", { name: target.name })}</Alert>}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button
          onClick={() => {
            drop();
            onClose();
          }}
        >
          {text("common.cancel")}
        </Button>
        <Button variant="contained" disabled={target === null} loading={sending} onClick={() => void join()}>
          {text("join.button")}
        </Button>
      </DialogActions>
    </>
  );
};
