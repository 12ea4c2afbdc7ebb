import { useId, useState } from "react";
import {
  Alert,
  Box,
  Button,
  Checkbox,
  Dialog,
  DialogContent,
  DialogTitle,
  FormControlLabel,
  LinearProgress,
  Typography,
} from "@mui/material";
import {
  ImportActivitiesDocument,
  type ImportChoiceInput,
  type ImportCorrectionInput,
  type ImportDefaultsInput,
  type ImportRowFragment,
  PreviewImportDocument,
} from "#schema/operations";
import { useQueryClient } from "@tanstack/react-query";
import { Loading } from "../fields/Loading.tsx";
import { Section } from "../fields/Section.tsx";
import { Refused, mayBeDone, request } from "../platform/client.ts";
import { useLanguage, useText } from "../platform/i18n/index.ts";
import { useRefusalText } from "../platform/refusals.ts";
import { useOperation } from "../platform/useOperation.ts";
import { usePause } from "../platform/usePause.ts";
import type { Done } from "./ImportResult.tsx";
import { type Chosen, ImportRows, suggested } from "./ImportRows.tsx";
import { useProblemWords } from "./useProblemWords.ts";

/** What is lacking can be said for the whole file at once. */
const isMissing = ({ field, code }: ImportRowFragment["problems"][number]): boolean =>
  code === "REQUIRED" && ["category", "place.name", "place.municipality"].includes(field);

/** What a person has made of a file's rows. */
export type Mended = {
  readonly corrections: readonly ImportCorrectionInput[];
  readonly choices: Readonly<Record<number, Chosen>>;
  readonly isPublished: boolean;
};

export const nothingMended: Mended = { corrections: [], choices: {}, isPublished: false };

type ImportPreviewProps = {
  readonly organiserId: string;
  readonly file: string;
  readonly defaults: ImportDefaultsInput;
  readonly mended: Mended;
  readonly onMend: (mended: Partial<Mended>) => void;
  readonly onDone: (done: Done) => void;
};

/** What would become of each row, what may be mended and chosen of it, and the import itself. */
export const ImportPreview = ({ organiserId, file, defaults, mended, onMend, onDone }: ImportPreviewProps) => {
  const text = useText();
  const [language] = useLanguage();
  const refusalText = useRefusalText();
  const problemWords = useProblemWords();
  const queries = useQueryClient();
  const titleId = useId();
  const { corrections, choices, isPublished } = mended;
  const [progress, setProgress] = useState<{ readonly done: number; readonly total: number } | null>(null);
  const [refusal, setRefusal] = useState<unknown>(null);
  const [idempotencyKey, setKey] = useState(() => crypto.randomUUID());
  // What is being typed is asked about when it is written.
  const input = { organiserId, file, defaults: usePause(defaults, 400), corrections };
  const { data, error, isFetching } = useOperation(PreviewImportDocument, { input, language });
  const [last, setLast] = useState(data);
  if (data !== undefined && data !== last) setLast(data);
  const preview = (data ?? last)?.importPreview;

  const words = (failed: unknown): readonly string[] =>
    failed instanceof Refused && failed.problems.length > 0
      ? failed.problems.map((problem) => {
          const [, row, field = ""] = /^rows\.(\d+)\.?(.*)$/.exec(problem.field) ?? [];
          const told = problemWords({ ...problem, field: row === undefined ? problem.field : field });
          return row === undefined ? told : text("exchange.rowProblem", { row, problem: told });
        })
      : [refusalText(failed)];

  if (error !== null)
    return (
      <Alert severity="error">
        {words(error).map((line) => (
          <div key={line}>{line}</div>
        ))}
      </Alert>
    );
  if (preview === undefined) return <Loading lines={6} />;

  const chosenOf = (row: ImportRowFragment): Chosen =>
    row.problems.length > 0 ? "SKIP" : (choices[row.row] ?? suggested(row));
  const count = (test: (choice: Chosen) => boolean): number => preview.rows.filter((row) => test(chosenOf(row))).length;
  const created = count((choice) => choice === "CREATE");
  const updated = count((choice) => choice.startsWith("UPDATE"));
  const wrong = preview.rows.filter(({ problems }) => problems.length > 0).length;

  const carryOut = async (): Promise<void> => {
    setRefusal(null);
    setProgress({ done: 0, total: created + updated });
    const chosen = preview.rows.flatMap((row): ImportChoiceInput[] => {
      const choice = chosenOf(row);
      if (choice === "SKIP") return [];
      if (choice === "CREATE") return [{ row: row.row, choice: "CREATE" }];
      const match = row.matches.find(({ activity }) => choice === `UPDATE ${activity.id}`);
      return match
        ? [{ row: row.row, choice: "UPDATE", activityId: match.activity.id, version: match.activity.version }]
        : [];
    });
    const variables = { input: { ...input, choices: chosen, publish: isPublished }, idempotencyKey };
    try {
      // A long import is asked for again under the same key, which goes on with what is left.
      for (;;) {
        const { importActivities } = await request(ImportActivitiesDocument, variables);
        const { done, total } = importActivities.import;
        setProgress({ done, total });
        if (done < total) continue;
        await queries.invalidateQueries();
        onDone(importActivities.import);
        return;
      }
    } catch (failed) {
      if (!mayBeDone(failed)) setKey(crypto.randomUUID());
      setRefusal(failed);
    } finally {
      setProgress(null);
    }
  };

  return (
    <Section
      title={text("exchange.rows", { smart_count: preview.rows.length })}
      help={[text(`importFormat.${preview.format}`), text(`textEncoding.${preview.encoding}`)].join(" · ")}
    >
      {preview.unknownColumns.length > 0 && (
        <Alert severity="info" sx={{ mb: 2 }}>
          {text("exchange.unknownColumns", { columns: preview.unknownColumns.join(", ") })}
        </Alert>
      )}
      {isFetching && <LinearProgress aria-label={text("exchange.reading")} sx={{ mb: 1 }} />}
      <Typography role="status" sx={{ mb: 1.5 }}>
        {text("exchange.counts", {
          created,
          updated,
          skipped: preview.rows.length - created - updated - wrong,
          wrong,
        })}
      </Typography>
      {preview.rows.filter(({ problems }) => problems.some(isMissing)).length > 1 && (
        <Alert severity="info" sx={{ mb: 2 }}>
          {text("exchange.missingInMany")}
        </Alert>
      )}
      <ImportRows
        rows={preview.rows}
        chosen={chosenOf}
        onChoose={(row, choice) => onMend({ choices: { ...choices, [row]: choice } })}
        onMend={(more) => {
          const isMended = (one: ImportCorrectionInput): boolean =>
            more.some(({ row, column }) => row === one.row && column === one.column);
          onMend({ corrections: [...corrections.filter((one) => !isMended(one)), ...more] });
        }}
      />
      {refusal !== null && (
        <Alert severity="error" sx={{ mt: 2 }}>
          {words(refusal).map((line) => (
            <div key={line}>{line}</div>
          ))}
        </Alert>
      )}
      <Box sx={{ display: "flex", flexWrap: "wrap", gap: 2, alignItems: "center", mt: 2 }}>
        <Button variant="contained" disabled={created + updated === 0 || isFetching} onClick={() => void carryOut()}>
          {text("exchange.import", { smart_count: created + updated })}
        </Button>
        <FormControlLabel
          control={<Checkbox checked={isPublished} onChange={(_, is) => onMend({ isPublished: is })} />}
          label={text("exchange.publish")}
        />
      </Box>
      <Dialog open={progress !== null} aria-labelledby={titleId} fullWidth maxWidth="xs">
        <DialogTitle id={titleId}>{text("exchange.working")}</DialogTitle>
        <DialogContent sx={{ display: "grid", gap: 2 }}>
          <LinearProgress
            {...(progress !== null && progress.done > 0
              ? { variant: "determinate", value: (100 * progress.done) / Math.max(1, progress.total) }
              : {})}
            aria-labelledby={titleId}
          />
          <Typography role="status">
            {text("exchange.progress", { done: progress?.done ?? 0, total: progress?.total ?? 0 })}
          </Typography>
        </DialogContent>
      </Dialog>
    </Section>
  );
};
