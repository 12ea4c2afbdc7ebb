import { useId, useState } from "react";
import {
  Box,
  Button,
  Checkbox,
  FormControlLabel,
  Radio,
  RadioGroup,
  ToggleButton,
  ToggleButtonGroup,
  Typography,
} from "@mui/material";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { nb } from "../platform/i18n/nb.ts";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { typedCode } from "./ownCode.ts";
import { type Answers, choicesOf, isAnswered, isListed, isSeveral, type QuestionName } from "./questions.ts";
import { useCategories } from "./useCategories.ts";

type Answer = Answers[QuestionName];

type QuestionProps = {
  readonly name: QuestionName;
  readonly n: number;
  readonly all: number;
  readonly answer: Answer;
  readonly isSaving: boolean;
  /** Wherever one goes, what was answered is saved first. */
  readonly onGo: (answer: Answer, where: "next" | "back" | "answers") => Promise<void>;
};

/** One question, which can be left open: nothing follows from that. */
export const Question = ({ name, n, all, answer, isSaving, onGo }: QuestionProps) => {
  const text = useText();
  const [chosen, choose] = useState<Answer>(answer);
  const hasChosen = isAnswered(chosen);
  return (
    <Box
      component="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void onGo(chosen, "next");
      }}
      sx={{ display: "grid", gap: 2.5 }}
    >
      <Box>
        <Typography variant="body2" color="textSecondary">
          {text("newcomer.progress", { n, all })}
        </Typography>
        <Box aria-hidden sx={{ mt: 0.75, height: 6, borderRadius: 3, bgcolor: "divider" }}>
          <Box sx={{ width: `${(100 * n) / all}%`, height: "100%", borderRadius: 3, bgcolor: "primary.main" }} />
        </Box>
      </Box>
      <PageHead title={text(`newcomerQuestion.${name}`)} {...(hasHelp(name) && { lead: <Help name={name} /> })} />
      <Choices name={name} chosen={chosen} choose={choose} />
      <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1.5 }}>
        <Button
          type="submit"
          variant={hasChosen ? "contained" : "outlined"}
          size="large"
          loading={isSaving}
          sx={{ flex: { xs: "1 1 100%", sm: "0 0 auto" }, minWidth: 160 }}
        >
          {text(hasChosen ? "newcomer.next" : "newcomer.skip")}
        </Button>
        {n > 1 && (
          <Button size="large" onClick={() => void onGo(chosen, "back")}>
            {text("newcomer.back")}
          </Button>
        )}
        {hasChosen && (
          <Button size="large" onClick={() => choose(Array.isArray(chosen) ? [] : null)}>
            {text("newcomer.clear")}
          </Button>
        )}
        <Button size="large" onClick={() => void onGo(chosen, "answers")}>
          {text("newcomer.toAnswers")}
        </Button>
      </Box>
    </Box>
  );
};

type OwnHelp = keyof typeof nb.newcomerHelp;
const hasOwnHelp = (name: string): name is OwnHelp => name in nb.newcomerHelp;
const hasHelp = (name: QuestionName): boolean => hasOwnHelp(name) || isSeveral(name);

const Help = ({ name }: { name: QuestionName }) => {
  const text = useText();
  return (
    <>
      {hasOwnHelp(name) && <div>{text(`newcomerHelp.${name}`)}</div>}
      {isSeveral(name) && <div>{text("newcomer.severalHelp")}</div>}
    </>
  );
};

/** A line that is easy to hit with a thumb. */
const row = {
  m: 0,
  px: 1,
  py: 0.5,
  minHeight: 48,
  border: 1,
  borderColor: "divider",
  borderRadius: 1.5,
  bgcolor: "background.paper",
} as const;

type ChoicesProps = {
  readonly name: QuestionName;
  readonly chosen: Answer;
  readonly choose: (answer: Answer) => void;
};

const Choices = ({ name, chosen, choose }: ChoicesProps) => {
  const text = useText();
  const question = text(`newcomerQuestion.${name}`);
  if (name === "interests")
    return <Interests chosen={(chosen as Answers["interests"]) ?? []} choose={(interests) => choose(interests)} />;
  if (!isListed(name))
    return (
      <RadioGroup
        aria-label={question}
        value={chosen === true ? "yes" : chosen === false ? "no" : ""}
        onChange={(_, one) => choose(one === "yes")}
        sx={{ display: "grid", gap: 1 }}
      >
        {(["yes", "no"] as const).map((one) => (
          <FormControlLabel key={one} value={one} control={<Radio />} label={text(`common.${one}`)} sx={row} />
        ))}
      </RadioGroup>
    );
  const words = (one: string): string => text.orElse(`newcomerAnswer.${name}`, one, one);
  if (!isSeveral(name))
    return (
      <RadioGroup
        aria-label={question}
        value={chosen ?? ""}
        onChange={(_, one) => choose(one as Answer)}
        sx={{ display: "grid", gap: 1 }}
      >
        {choicesOf(name).map((one) => (
          <FormControlLabel key={one} value={one} control={<Radio />} label={words(one)} sx={row} />
        ))}
      </RadioGroup>
    );
  const several = Array.isArray(chosen) ? (chosen as readonly string[]) : [];
  return (
    <Box role="group" aria-label={question} sx={{ display: "grid", gap: 1 }}>
      {choicesOf(name).map((one) => (
        <FormControlLabel
          key={one}
          control={
            <Checkbox
              checked={several.includes(one)}
              onChange={(_, isOn) =>
                choose((isOn ? [...several, one] : several.filter((other) => other !== one)) as Answer)
              }
            />
          }
          label={words(one)}
          sx={row}
        />
      ))}
    </Box>
  );
};

const weights = [1, 2, 3] as const;

type Weighted = NonNullable<Answers["interests"]>;

const Interests = ({ chosen, choose }: { chosen: Weighted; choose: (interests: Weighted) => void }) => {
  const { categories, error, refetch } = useCategories(typedCode() ?? "");
  const id = useId();
  if (error !== null) return <Refusal error={error} retry={() => void refetch()} />;
  if (categories === undefined) return <Loading lines={6} />;
  const families = [...new Set(categories.map(({ family }) => family))];
  return (
    <Box sx={{ display: "grid", gap: 2.5 }}>
      {families.map((family, n) => (
        <Box key={family} role="group" aria-labelledby={`${id}${n}`} sx={{ display: "grid", gap: 1 }}>
          <Typography id={`${id}${n}`} variant="h2">
            {family}
          </Typography>
          {categories
            .filter((one) => one.family === family)
            .map(({ code, name }) => (
              <Interest
                key={code}
                name={name}
                weight={chosen.find(({ category }) => category === code)?.weight}
                onWeight={(weight) => {
                  const others = chosen.filter(({ category }) => category !== code);
                  choose(weight === undefined ? others : [...others, { category: code, weight }]);
                }}
              />
            ))}
        </Box>
      ))}
    </Box>
  );
};

type InterestProps = {
  readonly name: string;
  readonly weight: number | undefined;
  readonly onWeight: (weight: number | undefined) => void;
};

const Interest = ({ name, weight, onWeight }: InterestProps) => {
  const text = useText();
  return (
    <Box sx={{ ...row, display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: 1 }}>
      <FormControlLabel
        control={<Checkbox checked={weight !== undefined} onChange={(_, isOn) => onWeight(isOn ? 2 : undefined)} />}
        label={name}
        sx={{ m: 0, flex: "1 1 14rem" }}
      />
      {weight !== undefined && (
        <ToggleButtonGroup
          exclusive
          size="small"
          color="primary"
          value={weight}
          onChange={(_, one: number | null) => one !== null && onWeight(one)}
          aria-label={text("newcomer.weight", { what: name })}
          sx={{ my: 0.5 }}
        >
          {weights.map((one) => (
            <ToggleButton key={one} value={one} sx={{ px: 1.5 }}>
              {text(`newcomer.weight${one}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      )}
    </Box>
  );
};
