import { useId, useRef, useState } from "react";
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
  Link,
  TextField,
  Typography,
} from "@mui/material";
import {
  ImportActivitiesDocument,
  type ImportActivitiesMutation,
  type ImportChoiceInput,
  type ImportCorrectionInput,
  type ImportDefaultsInput,
  type ImportRowFragment,
  type OrganisationNameFragment,
  PreviewImportDocument,
  ReadImportTemplateDocument,
  ShowPrimaryPlatformDocument,
  ViewerDocument,
} from "#schema/operations";
import { useQueryClient } from "@tanstack/react-query";
import { useNotify } from "react-admin";
import { Link as RouterLink } from "react-router-dom";
import { Loading } from "../fields/Loading.tsx";
import { Section } from "../fields/Section.tsx";
import { OrganisationField } from "../organisations/OrganisationField.tsx";
import { Refused, request } from "../platform/client.ts";
import { useFormat } from "../platform/format.ts";
import { useLanguage, useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { useRefusalText } from "../platform/refusals.ts";
import { saveAs } from "../platform/saveAs.ts";
import { usePause } from "../platform/usePause.ts";
import { useOperation } from "../platform/useOperation.ts";
import { addressOf, routes } from "../routes.ts";
import { ImportDefaults } from "./ImportDefaults.tsx";
import { type Chosen, ImportRows, suggested } from "./ImportRows.tsx";
import { sentFile } from "./sentFile.ts";
import { useProblemWords } from "./useProblemWords.ts";

type Body = Pick<OrganisationNameFragment, "id" | "name">;
type Done = ImportActivitiesMutation["importActivities"]["import"];

/** Where activities come in from a file or a calendar, in the name of the body acted for or of one that is looked after. */
export const ImportPage = () => {
  const { data, error } = useOperation(ViewerDocument, {}, { lasting: true });
  if (data === undefined && error === null) return <Loading lines={8} />;
  const { actingFor, memberships = [] } = data?.viewer ?? {};
  const acting = memberships.find(({ body }) => body.id === actingFor?.body.id) ?? memberships[0];
  return <Import body={acting?.body ?? null} municipality={acting?.body.municipality?.number ?? null} />;
};

const Import = ({ body, municipality }: { body: Body | null; municipality: string | null }) => {
  const text = useText();
  const [organiserId, setOrganiser] = useState(body?.id ?? null);
  const [file, setFile] = useState<{ readonly name: string; readonly content: string } | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const platform = useOperation(ShowPrimaryPlatformDocument, organiserId === null ? null : { id: organiserId });
  const primary = platform.data?.organisation?.capabilityProfile.primaryPlatform ?? null;
  const [defaults, setDefaults] = useState<ImportDefaultsInput>({ municipality });
  return (
    <>
      <PageHead
        title={text("exchange.title")}
        lead={text("exchange.lead")}
        crumbs={[{ label: text("activity.listTitle"), to: routes.activities }]}
      />
      <Box sx={{ display: "grid", gap: 2.5, maxWidth: 900 }}>
        {done ? (
          <Result
            done={done}
            again={() => {
              setDone(null);
              setFile(null);
            }}
          />
        ) : (
          <>
            <Section title={text("exchange.file")} actions={<Template />}>
              <Box sx={{ display: "grid", gap: 2 }}>
                <OrganisationField
                  label={text("activity.organiser")}
                  help={text("activity.organiserHelp")}
                  initial={body}
                  isRequired
                  onChange={setOrganiser}
                />
                <Source file={file} onFile={setFile} />
              </Box>
            </Section>
            <Section title={text("exchange.defaults")} help={text("exchange.defaultsHelp")}>
              <ImportDefaults
                value={{
                  ...defaults,
                  registeredAt: defaults.registeredAt === undefined ? primary : defaults.registeredAt,
                }}
                onChange={setDefaults}
              />
            </Section>
            {file !== null && organiserId !== null && (
              <Preview
                key={`${organiserId} ${file.content}`}
                organiserId={organiserId}
                file={file.content}
                defaults={{
                  ...defaults,
                  registeredAt: defaults.registeredAt === undefined ? primary : defaults.registeredAt,
                }}
                onDone={setDone}
              />
            )}
          </>
        )}
      </Box>
    </>
  );
};

const Template = () => {
  const text = useText();
  const notify = useNotify();
  const refusalText = useRefusalText();
  const load = async (): Promise<void> => {
    try {
      saveAs(`${text("exchange.templateName")}.csv`, (await request(ReadImportTemplateDocument, {})).importTemplate);
    } catch (error) {
      notify(refusalText(error), { type: "error" });
    }
  };
  return <Button onClick={() => void load()}>{text("exchange.template")}</Button>;
};

type SourceProps = {
  readonly file: { readonly name: string } | null;
  readonly onFile: (file: { readonly name: string; readonly content: string }) => void;
};

/** A file from the machine, or a text that is pasted. */
const Source = ({ file, onFile }: SourceProps) => {
  const text = useText();
  const [pasted, setPasted] = useState("");
  const picker = useRef<HTMLInputElement>(null);
  const take = async (name: string, content: Blob): Promise<void> => onFile({ name, content: await sentFile(content) });
  return (
    <Box sx={{ display: "grid", gap: 2 }}>
      <Box sx={{ display: "flex", gap: 2, alignItems: "center", flexWrap: "wrap" }}>
        <Button variant="contained" onClick={() => picker.current?.click()}>
          {text("exchange.choose")}
        </Button>
        <input
          ref={picker}
          type="file"
          hidden
          accept=".csv,.txt,.tsv,.ics,text/csv,text/calendar"
          onChange={(event) => {
            const [chosen] = event.target.files ?? [];
            if (chosen) void take(chosen.name, chosen);
            event.target.value = "";
          }}
        />
        <Typography role="status" color="textSecondary">
          {file === null ? text("exchange.noFile") : file.name}
        </Typography>
      </Box>
      <TextField
        multiline
        minRows={2}
        maxRows={8}
        label={text("exchange.paste")}
        value={pasted}
        onChange={(event) => setPasted(event.target.value)}
      />
      {pasted.trim() !== "" && (
        <Box>
          <Button variant="outlined" onClick={() => void take(text("exchange.pasted"), new Blob([pasted]))}>
            {text("exchange.readPasted")}
          </Button>
        </Box>
      )}
    </Box>
  );
};

type PreviewProps = {
  readonly organiserId: string;
  readonly file: string;
  readonly defaults: ImportDefaultsInput;
  readonly onDone: (done: Done) => void;
};

const Preview = ({ organiserId, file, defaults, onDone }: PreviewProps) => {
  const text = useText();
  const [language] = useLanguage();
  const refusalText = useRefusalText();
  const problemWords = useProblemWords();
  const queries = useQueryClient();
  const titleId = useId();
  const [corrections, setCorrections] = useState<readonly ImportCorrectionInput[]>([]);
  const [choices, setChoices] = useState<ReadonlyMap<number, Chosen>>(new Map());
  const [isPublished, setPublished] = useState(false);
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
    row.problems.length > 0 ? "SKIP" : (choices.get(row.row) ?? suggested(row));
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
      // Where nobody knows whether it came through, the same key finds out.
      const code = failed instanceof Refused ? failed.code : "UNEXPECTED";
      if (!["NETWORK", "UNEXPECTED", "INTERNAL_SERVER_ERROR", "BUSY"].includes(code)) setKey(crypto.randomUUID());
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
      <ImportRows
        rows={preview.rows}
        chosen={chosenOf}
        onChoose={(row, choice) => setChoices((before) => new Map(before).set(row, choice))}
        onMend={(more) => {
          const isMended = (one: ImportCorrectionInput): boolean =>
            more.some(({ row, column }) => row === one.row && column === one.column);
          setCorrections((before) => [...before.filter((one) => !isMended(one)), ...more]);
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
          control={<Checkbox checked={isPublished} onChange={(_, is) => setPublished(is)} />}
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

const Result = ({ done, again }: { done: Done; again: () => void }) => {
  const text = useText();
  const { number } = useFormat();
  const waiting = done.rows.filter(({ awaitsReason }) => awaitsReason).length;
  const overtaken = done.rows.filter(({ outcome }) => outcome === "OVERTAKEN").length;
  return (
    <Section
      title={text("exchange.done", { smart_count: done.total })}
      actions={
        <>
          <Button onClick={again}>{text("exchange.again")}</Button>
          <Button variant="contained" component={RouterLink} to={routes.activities}>
            {text("activity.listTitle")}
          </Button>
        </>
      }
    >
      {waiting > 0 && (
        <Alert severity="info" sx={{ mb: 2 }}>
          {text("exchange.awaitReason", { smart_count: waiting })}
        </Alert>
      )}
      {overtaken > 0 && (
        <Alert severity="warning" sx={{ mb: 2 }}>
          {text("exchange.overtaken", { smart_count: overtaken })}
        </Alert>
      )}
      <Typography role="status" sx={{ mb: 1 }}>
        {text("exchange.progress", { done: number(done.done), total: number(done.total) })}
      </Typography>
      <Box component="ul" sx={{ m: 0, pl: 2.5, columns: { xs: 1, sm: 2 } }}>
        {done.rows.map(({ row, activity, outcome }) => (
          <li key={row}>
            <Link component={RouterLink} to={addressOf("activity", { id: activity.id })}>
              {activity.title}
            </Link>
            {` · ${text(`importOutcome.${outcome}`)}`}
          </li>
        ))}
      </Box>
    </Section>
  );
};
