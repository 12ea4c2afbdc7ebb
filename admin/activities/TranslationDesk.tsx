import {
  Box,
  Card,
  Link,
  MenuItem,
  Table,
  TableBody,
  TableCell,
  TableContainer,
  TableHead,
  TableRow,
  TextField,
  Typography,
  useMediaQuery,
} from "@mui/material";
import {
  type ActivityFilter,
  type ActivityState,
  ListTranslationsDocument,
  type TranslatedActivityFragment,
} from "#schema/operations";
import { Link as RouterLink, useSearchParams } from "react-router-dom";
import { ChooseSeveral } from "../fields/ChooseSeveral.tsx";
import { Empty } from "../fields/Empty.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { SearchField } from "../fields/SearchField.tsx";
import { useLanguageChoices } from "../organisations/useLanguageChoices.ts";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { useAllPages } from "../platform/useAllPages.ts";
import { addressOf, routes } from "../routes.ts";
import { firstLanguages, needs, stateIn } from "./translation.ts";
import { TranslationLink } from "./TranslationLink.tsx";
import { TranslationStates } from "./TranslationStates.tsx";
import { useLookedAfter } from "./useLookedAfter.ts";

/** What is over is translated no more. */
const states: readonly ActivityState[] = ["DRAFT", "PUBLISHED", "TO_BE_CONFIRMED", "HIDDEN"];

/** What the activities one looks after lack in each language; the address keeps what was chosen. */
export const TranslationDesk = () => {
  const text = useText();
  const { filter, isLoading } = useLookedAfter();
  if (isLoading) return <Loading lines={8} />;
  return (
    <>
      <PageHead
        title={text("translation.title")}
        lead={text("translation.lead")}
        crumbs={[{ label: text("activity.listTitle"), to: routes.activities }]}
      />
      {filter === undefined ? (
        <Empty title={text("confirmation.nobody")} help={text("confirmation.nobodyHelp")} />
      ) : (
        <Desk filter={{ ...filter, states }} />
      )}
    </>
  );
};

/** Hundreds of activities that stand on the desk at most. */
const mostPages = 5;

const Desk = ({ filter }: { filter: ActivityFilter }) => {
  const text = useText();
  const isWide = useMediaQuery((theme) => theme.breakpoints.up("md"));
  const [address, setAddress] = useSearchParams();
  const search = address.get("search") ?? "";
  const languages = address.has("language") ? address.getAll("language") : firstLanguages;
  const need = needs.find((one) => one === address.get("need"));
  const change = (name: string, values: readonly string[]): void =>
    setAddress(
      (before) => {
        const after = new URLSearchParams(before);
        after.delete(name);
        for (const value of values) after.append(name, value);
        return after;
      },
      { replace: true },
    );
  const { pages, error, refetch, isLoading } = useAllPages(
    ListTranslationsDocument,
    (after) => ({ filter: { ...filter, ...(search !== "" && { search }) }, after }),
    ({ activities }) => activities.pageInfo,
    mostPages,
  );
  const all = pages.flatMap(({ activities }) => activities.nodes);
  const total = pages[0]?.activities.totalCount ?? 0;
  const stands = (activity: TranslatedActivityFragment) => languages.map((language) => stateIn(activity, language));
  const counted = all.flatMap(stands);
  const countOf = (wanted: (typeof needs)[number]): number => counted.filter((state) => state === wanted).length;
  const shown = need === undefined ? all : all.filter((activity) => stands(activity).includes(need));
  const choices = useLanguageChoices();
  return (
    <>
      <Box
        sx={{
          display: "grid",
          gap: 2,
          mb: 2,
          gridTemplateColumns: { xs: "minmax(0, 1fr)", md: "minmax(0, 3fr) minmax(0, 2fr) minmax(0, 6fr)" },
          alignItems: "start",
        }}
      >
        <SearchField
          label={text("activity.search")}
          value={search}
          onSearch={(words) => change("search", words === "" ? [] : [words])}
        />
        <TextField
          select
          size="small"
          label={text("translation.show")}
          value={need ?? ""}
          onChange={({ target }) => change("need", target.value === "" ? [] : [target.value])}
          slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
        >
          <MenuItem value="">{text("translation.everything")}</MenuItem>
          {needs.map((one) => (
            <MenuItem key={one} value={one}>
              {text(`translationNeed.${one}`)}
            </MenuItem>
          ))}
        </TextField>
        <ChooseSeveral
          label={text("translation.languages")}
          choices={choices}
          value={languages}
          onChange={(value) => change("language", value)}
        />
      </Box>
      {error !== null && <Refusal error={error} retry={() => void refetch()} />}
      {isLoading && <Loading lines={8} />}
      {!isLoading && error === null && (
        <>
          <Typography role="status" color="textSecondary" sx={{ mb: 1.5 }}>
            {total > all.length && `${text("activity.firstOnMap", { shown: all.length, total })} `}
            {text("translation.count", {
              smart_count: all.length,
              missing: countOf("MISSING"),
              machine: countOf("MACHINE"),
              outdated: countOf("OUTDATED"),
            })}
          </Typography>
          {shown.length === 0 ? (
            <Empty title={text("translation.none")} help={text("translation.noneHelp")} />
          ) : isWide ? (
            <DeskTable activities={shown} languages={languages} />
          ) : (
            <DeskCards activities={shown} languages={languages} />
          )}
        </>
      )}
    </>
  );
};

type DeskProps = {
  readonly activities: readonly TranslatedActivityFragment[];
  readonly languages: readonly string[];
};

const Title = ({ id, title, organiser }: TranslatedActivityFragment) => (
  <>
    <Link component={RouterLink} to={addressOf("activity", { id })} sx={{ fontWeight: 650, overflowWrap: "anywhere" }}>
      {title}
    </Link>
    <Typography variant="body2" color="textSecondary">
      {organiser.name}
    </Typography>
  </>
);

const DeskTable = ({ activities, languages }: DeskProps) => {
  const text = useText();
  const { language: nameOf } = useFormat();
  return (
    <TableContainer component={Card} tabIndex={0} role="region" aria-label={text("translation.table")}>
      <Table size="small" aria-label={text("translation.table")}>
        <TableHead>
          <TableRow>
            <TableCell component="th" scope="col">
              {text("translation.activity")}
            </TableCell>
            {languages.map((language) => (
              <TableCell key={language} component="th" scope="col" sx={{ pl: 1.5, pr: 0.5, whiteSpace: "normal" }}>
                {nameOf(language)}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {activities.map((activity) => (
            <TableRow key={activity.id}>
              <TableCell component="th" scope="row" sx={{ minWidth: "13rem" }}>
                <Title {...activity} />
              </TableCell>
              {languages.map((language) => (
                <TableCell key={language} sx={{ px: 0.5 }}>
                  <TranslationLink {...activity} language={language} state={stateIn(activity, language)} />
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
};

const DeskCards = ({ activities, languages }: DeskProps) => {
  const text = useText();
  return (
    <Box
      component="ul"
      aria-label={text("translation.table")}
      sx={{ listStyle: "none", m: 0, p: 0, display: "grid", gap: 1.5 }}
    >
      {activities.map((activity) => (
        <Card component="li" key={activity.id} sx={{ p: 2 }}>
          <Title {...activity} />
          <Box sx={{ mt: 1.5 }}>
            <TranslationStates languages={languages}>
              {(language) => <TranslationLink {...activity} language={language} state={stateIn(activity, language)} />}
            </TranslationStates>
          </Box>
        </Card>
      ))}
    </Box>
  );
};
