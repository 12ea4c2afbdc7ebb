import { useState } from "react";
import { Box, Button, FormControlLabel, Link, MenuItem, Switch, TextField, Typography } from "@mui/material";
import type { ImportCorrectionInput, ImportRowFragment } from "#schema/operations";
import { Link as RouterLink } from "react-router-dom";
import { useText } from "../platform/i18n/index.ts";
import { addressOf } from "../routes.ts";
import { MendRow } from "./MendRow.tsx";
import { useProblemWords } from "./useProblemWords.ts";

/** What becomes of a row: an update says of which activity. */
export type Chosen = "CREATE" | "SKIP" | `UPDATE ${string}`;

/** What is most likely wanted of a row. */
export const suggested = ({ suggestion, matches: [match] }: ImportRowFragment): Chosen =>
  suggestion === "UPDATE" && match ? `UPDATE ${match.activity.id}` : suggestion === "CREATE" ? "CREATE" : "SKIP";

/** As many rows at a time as a page bears. */
const atATime = 50;

type ImportRowsProps = {
  readonly rows: readonly ImportRowFragment[];
  readonly chosen: (row: ImportRowFragment) => Chosen;
  readonly onChoose: (row: number, choice: Chosen) => void;
  readonly onMend: (corrections: readonly ImportCorrectionInput[]) => void;
};

/** The rows of a file as they would become activities, and what is to become of each. */
export const ImportRows = ({ rows, chosen, onChoose, onMend }: ImportRowsProps) => {
  const text = useText();
  const [isFaulty, setFaulty] = useState(false);
  const [shown, setShown] = useState(atATime);
  const wrong = rows.filter(({ problems }) => problems.length > 0);
  const listed = isFaulty && wrong.length > 0 ? wrong : rows;
  return (
    <>
      {wrong.length > 0 && (
        <FormControlLabel
          control={<Switch checked={isFaulty} onChange={(_, is) => setFaulty(is)} />}
          label={text("exchange.onlyFaulty", { smart_count: wrong.length })}
          sx={{ mb: 1 }}
        />
      )}
      <Box component="ol" sx={{ listStyle: "none", m: 0, p: 0 }}>
        {listed.slice(0, shown).map((row) => (
          <Row key={row.row} row={row} choice={chosen(row)} onChoose={onChoose} onMend={onMend} />
        ))}
      </Box>
      {listed.length > shown && (
        <Button sx={{ mt: 1 }} onClick={() => setShown(shown + atATime)}>
          {text("common.more")}
        </Button>
      )}
    </>
  );
};

type RowProps = Pick<ImportRowsProps, "onChoose" | "onMend"> & {
  readonly row: ImportRowFragment;
  readonly choice: Chosen;
};

const Row = ({ row, choice, onChoose, onMend }: RowProps) => {
  const text = useText();
  const problemWords = useProblemWords();
  const { draft, matches, problems, warnings } = row;
  const title = draft?.title ?? row.title ?? text("exchange.untitled");
  const isSame = matches.some(({ kind }) => kind === "SAME");
  return (
    <Box
      component="li"
      sx={{
        display: "grid",
        gap: 1.5,
        gridTemplateColumns: { xs: "minmax(0, 1fr)", sm: "minmax(0, 1fr) 13rem" },
        alignItems: "start",
        py: 1.5,
        borderTop: 1,
        borderColor: "divider",
        ...(problems.length > 0 && { borderLeft: "4px solid", borderLeftColor: "error.main", pl: 1.5 }),
      }}
    >
      <Box sx={{ minWidth: 0, overflowWrap: "anywhere" }}>
        <Typography sx={{ fontWeight: 650 }}>{title}</Typography>
        <Typography variant="body2" color="textSecondary">
          {[text("exchange.line", { line: row.line }), draft && `${draft.placeName}, ${draft.municipality.name}`]
            .filter(Boolean)
            .join(" · ")}
        </Typography>
        {draft?.schedules.map(({ words }) => (
          <Typography key={words} variant="body2">
            {words}
          </Typography>
        ))}
        {draft !== null && draft.changedTimes > 0 && (
          <Typography variant="body2">{text("exchange.changedTimes", { smart_count: draft.changedTimes })}</Typography>
        )}
        {problems.map((problem) => (
          <Typography key={`${problem.field} ${problem.code}`} variant="body2" color="error">
            {problemWords(problem)}
          </Typography>
        ))}
        {warnings.map((warning) => (
          <Typography key={`${warning.field} ${warning.code}`} variant="body2" color="textSecondary">
            {problemWords(warning)}
          </Typography>
        ))}
        {matches.map(({ kind, isUnchanged, activity }) => (
          <Typography key={activity.id} variant="body2">
            {text(isUnchanged ? "exchange.unchanged" : `importMatch.${kind}`)}{" "}
            <Link component={RouterLink} to={addressOf("activity", { id: activity.id })} target="_blank">
              {activity.title}
            </Link>
            {kind === "ELSEWHERE" && ` · ${activity.organiser.name}`}
          </Typography>
        ))}
      </Box>
      <Box sx={{ display: "flex", gap: 1, flexWrap: "wrap", justifyContent: { sm: "flex-end" } }}>
        {problems.length > 0 ? (
          <MendRow row={row} onMend={onMend} />
        ) : (
          <TextField
            select
            size="small"
            fullWidth
            label={text("exchange.becomes")}
            value={choice}
            onChange={(event) => onChoose(row.row, event.target.value as Chosen)}
            slotProps={{ select: { SelectDisplayProps: { "aria-label": text("exchange.becomesOf", { title }) } } }}
          >
            {!isSame && <MenuItem value="CREATE">{text("importChoice.CREATE")}</MenuItem>}
            {matches
              .filter(({ kind, isUnchanged }) => kind !== "ELSEWHERE" && !isUnchanged)
              .map(({ activity }) => (
                <MenuItem key={activity.id} value={`UPDATE ${activity.id}`}>
                  {text("exchange.updateOf", { title: activity.title })}
                </MenuItem>
              ))}
            <MenuItem value="SKIP">{text("importChoice.SKIP")}</MenuItem>
          </TextField>
        )}
      </Box>
    </Box>
  );
};
