import { useState } from "react";
import TrailIcon from "@mui/icons-material/ManageSearchOutlined";
import {
  Alert,
  Box,
  Button,
  FormControl,
  FormControlLabel,
  FormLabel,
  Radio,
  RadioGroup,
  TextField,
} from "@mui/material";
import { useQueryClient } from "@tanstack/react-query";
import { SearchTrailDocument } from "#schema/operations";
import { usePermissions } from "react-admin";
import { useSearchParams } from "react-router-dom";
import { Empty } from "../fields/Empty.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Section } from "../fields/Section.tsx";
import type { Role } from "../platform/authProvider.ts";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { usePagedOperation } from "../platform/useOperation.ts";
import { searchedBy, type SearchedBy } from "./searchAddress.ts";
import { Trail } from "./Trail.tsx";
import { maySearch } from "./words.ts";

type Asked = { readonly by: SearchedBy; readonly value: string };

const askedIn = (params: URLSearchParams): Asked | null => {
  const by = searchedBy.find((one) => params.has(one));
  return by === undefined ? null : { by, value: params.get(by) ?? "" };
};

/** Nine digits are an organisation's number, as people have it; all else is an id, or no subject at all. */
const subjectOf = (value: string): string => {
  const digits = value.replaceAll(/\s/g, "");
  return /^\d{9}$/.test(digits) ? `organisation:${digits}` : value;
};

/** The trail's days end at midnight UTC. */
const trailDay = (): string => new Date().toISOString().slice(0, 10);

/** Where auditors and administrators look through everything that was done, and are told that their looking is noted too. */
export const AuditPage = () => {
  const text = useText();
  const { permissions, isPending } = usePermissions<readonly Role[]>();
  const [params, setParams] = useSearchParams();
  const queries = useQueryClient();
  const asked = askedIn(params);
  return (
    <>
      <PageHead title={text("audit.searchTitle")} lead={text("audit.searchLead")} />
      {isPending ? (
        <Loading lines={4} />
      ) : maySearch(permissions) ? (
        <Box sx={{ display: "grid", gap: 2.5, maxWidth: 900 }}>
          <Alert severity="info">{text("audit.noted")}</Alert>
          <Form
            // What was searched for from an entry stands in the form as if it had been written there.
            key={`${asked?.by} ${asked?.value}`}
            asked={asked ?? { by: "day", value: trailDay() }}
            search={({ by, value }) => {
              // The same again is asked again: something may have been done since.
              if (asked?.by === by && asked.value === value) void queries.resetQueries({ queryKey: ["SearchTrail"] });
              else setParams({ [by]: value });
            }}
          />
          {asked !== null && <Found asked={asked} />}
        </Box>
      ) : (
        <Empty title={text("audit.notYours")} help={text("audit.searchNotYours")} />
      )}
    </>
  );
};

type FormProps = { readonly asked: Asked; readonly search: (asked: Asked) => void };

const Form = ({ asked, search }: FormProps) => {
  const text = useText();
  const [by, setBy] = useState(asked.by);
  const [value, setValue] = useState(asked.value);
  const [hasTried, setTried] = useState(false);
  const lacks = value.trim() === "";
  return (
    <Box
      component="form"
      noValidate
      role="search"
      aria-label={text("audit.searchTitle")}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!lacks) search({ by, value: by === "subject" ? subjectOf(value.trim()) : value.trim() });
      }}
      sx={{ display: "grid", gap: 1.5, justifyItems: "start" }}
    >
      <FormControl>
        <FormLabel id="searched-by">{text("audit.searchBy")}</FormLabel>
        <RadioGroup
          row
          aria-labelledby="searched-by"
          value={by}
          onChange={(_, chosen) => {
            const next = searchedBy.find((one) => one === chosen) ?? "day";
            setBy(next);
            setValue(next === "day" ? trailDay() : "");
            setTried(false);
          }}
        >
          {searchedBy.map((one) => (
            <FormControlLabel key={one} value={one} control={<Radio />} label={text(`audit.by.${one}`)} />
          ))}
        </RadioGroup>
      </FormControl>
      <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1, alignItems: "flex-start", width: "100%" }}>
        <TextField
          required
          type={by === "day" ? "date" : "text"}
          label={text(`audit.field.${by}`)}
          value={value}
          onChange={(event) => setValue(event.target.value)}
          error={hasTried && lacks}
          helperText={hasTried && lacks ? text("problem.REQUIRED") : text(`audit.help.${by}`)}
          slotProps={{
            inputLabel: { shrink: true },
            htmlInput: { maxLength: 200, autoComplete: "off", spellCheck: false },
          }}
          sx={{ flex: "1 1 16rem", maxWidth: 480 }}
        />
        <Button type="submit" variant="contained">
          {text("audit.search")}
        </Button>
      </Box>
    </Box>
  );
};

const Found = ({ asked: { by, value } }: { asked: Asked }) => {
  const text = useText();
  const { data, ...read } = usePagedOperation(
    SearchTrailDocument,
    (after) => ({ [by]: value, after }),
    (page) => page.auditEntries.pageInfo,
    { noted: true },
  );
  return (
    <Section title={text("audit.found")} icon={<TrailIcon aria-hidden fontSize="small" />}>
      <Trail
        {...read}
        entries={data?.pages.flatMap((page) => page.auditEntries.nodes)}
        empty="audit.foundNothing"
        searches
        isMixed
      />
    </Section>
  );
};
