import { useState } from "react";
import { Box, MenuItem, TextField } from "@mui/material";
import { ListColleaguesDocument, type MemberFragment, SetSuperiorDocument } from "#schema/operations";
import { useNotify } from "react-admin";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { Ask } from "../people/Ask.tsx";
import { problemOf } from "../people/RolesField.tsx";
import { today } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { useChange } from "../platform/useChange.ts";
import { useOperation } from "../platform/useOperation.ts";

type SetSuperiorProps = { readonly member: MemberFragment; readonly bodyId: string };

/** Says who is a member's superior, for those who look after a body's people. */
export const SetSuperior = ({ member: { id, name, superior }, bodyId }: SetSuperiorProps) => {
  const text = useText();
  const notify = useNotify();
  const { send, sending } = useChange(SetSuperiorDocument);
  const [chosen, setChosen] = useState(superior?.id ?? "");
  const [from, setFrom] = useState(today);
  const [problems, setProblems] = useState<Record<string, unknown>>({});
  return (
    <Ask
      label={text("superior.set")}
      title={text("superior.setTitle", { name })}
      help={text("superior.help")}
      confirm={text("common.save")}
      sending={sending}
      onConfirm={async () => {
        if (from === "") return false;
        const input = { memberId: id, superiorId: chosen === "" ? null : chosen, from };
        const outcome = await send((idempotencyKey) => ({ input, idempotencyKey }));
        setProblems("problems" in outcome ? outcome.problems : {});
        if ("problems" in outcome) return false;
        notify("superior.done", { type: "success" });
        return true;
      }}
    >
      <Box sx={{ display: "grid", gap: 2, mt: 0.5 }}>
        <ColleagueField
          bodyId={bodyId}
          memberId={id}
          value={chosen}
          onChange={setChosen}
          problem={problemOf(problems, "superiorId")}
        />
        <TextField
          required
          type="date"
          label={text("interest.from")}
          value={from}
          onChange={(event) => setFrom(event.target.value)}
          error={from === "" || problemOf(problems, "from") !== undefined}
          helperText={from === "" ? text("problem.REQUIRED") : problemOf(problems, "from")}
          slotProps={{ inputLabel: { shrink: true } }}
        />
      </Box>
    </Ask>
  );
};

type ColleagueFieldProps = {
  readonly bodyId: string;
  readonly memberId: string;
  readonly value: string;
  readonly onChange: (id: string) => void;
  readonly problem: string | undefined;
};

/** The others of the body, asked for when the question is opened. */
const ColleagueField = ({ bodyId, memberId, value, onChange, problem }: ColleagueFieldProps) => {
  const text = useText();
  const { data, error, refetch } = useOperation(ListColleaguesDocument, { organisationId: bodyId });
  if (error) return <Refusal error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={1} />;
  return (
    <TextField
      select
      label={text("superior.title")}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      error={problem !== undefined}
      helperText={problem}
      slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
    >
      <MenuItem value="">{text("superior.nobody")}</MenuItem>
      {data.members.nodes
        .filter((colleague) => colleague.id !== memberId)
        .map((colleague) => (
          <MenuItem key={colleague.id} value={colleague.id}>
            {colleague.name}
          </MenuItem>
        ))}
    </TextField>
  );
};
