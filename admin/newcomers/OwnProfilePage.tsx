import { useEffect, useRef, useState } from "react";
import { Alert, Box, Button, Link, TextField, Typography } from "@mui/material";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import {
  ForgetInterestProfileDocument,
  type InterestProfileFragment,
  ShowInterestProfileDocument,
} from "#schema/operations";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { Ask } from "../people/Ask.tsx";
import { Refused, requestOpenly } from "../platform/client.ts";
import { useFormat } from "../platform/format.ts";
import { useLanguage, useText } from "../platform/i18n/index.ts";
import { OpenFrame } from "../platform/OpenFrame.tsx";
import { PageHead } from "../platform/PageHead.tsx";
import { publicFront } from "../platform/publicPages.ts";
import { useRefusalText } from "../platform/refusals.ts";
import { AnswerText } from "./AnswerText.tsx";
import { dropCode, keepCode, typedCode } from "./ownCode.ts";
import { Question } from "./Question.tsx";
import { type Answers, answersOf, isAnswered, type QuestionName, questionNames } from "./questions.ts";
import { useSaving } from "./useSaving.ts";

const profileOf = async (code: string): Promise<InterestProfileFragment> =>
  (await requestOpenly(ShowInterestProfileDocument, {}, code)).interestProfile;

/** For who holds a code, and signs in nowhere: made for a phone. */
export const OwnProfilePage = () => {
  const [code, setCode] = useState(typedCode);
  const [isForgotten, setForgotten] = useState(false);
  const queries = useQueryClient();
  const leave = (hasForgotten: boolean): void => {
    dropCode();
    queries.removeQueries({ queryKey: ["ownProfile"] });
    setForgotten(hasForgotten);
    setCode(null);
  };
  return (
    <OpenFrame>
      {code === null ? (
        <CodeForm
          isForgotten={isForgotten}
          onOpened={(typed, profile) => {
            keepCode(typed);
            queries.setQueryData(["ownProfile", typed], profile);
            setCode(typed);
          }}
        />
      ) : (
        <Opened code={code} onLeave={leave} />
      )}
    </OpenFrame>
  );
};

type CodeFormProps = {
  readonly isForgotten: boolean;
  readonly onOpened: (code: string, profile: InterestProfileFragment) => void;
};

const CodeForm = ({ isForgotten, onOpened }: CodeFormProps) => {
  const text = useText();
  const refusalText = useRefusalText();
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string>();
  const [isOpening, setOpening] = useState(false);
  const open = async (): Promise<void> => {
    if (typed.trim() === "") return setProblem(text("refusal.MISTYPED_CODE"));
    setOpening(true);
    setProblem(undefined);
    try {
      onOpened(typed, await profileOf(typed));
    } catch (error) {
      const isUnknown = error instanceof Refused && error.code === "UNAUTHENTICATED";
      setProblem(isUnknown ? text("newcomer.unknownCode") : refusalText(error));
      setOpening(false);
    }
  };
  return (
    <>
      {isForgotten && (
        <Alert severity="success" sx={{ mb: 3 }}>
          {text("newcomer.forgotten")}
        </Alert>
      )}
      <PageHead title={text("newcomer.title")} lead={text("newcomer.lead")} />
      <Box
        component="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void open();
        }}
        sx={{ display: "grid", gap: 2.5 }}
      >
        <TextField
          fullWidth
          size="medium"
          label={text("newcomer.code")}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          error={problem !== undefined}
          helperText={problem ?? text("newcomer.codeHelp")}
          slotProps={{
            htmlInput: {
              maxLength: 20,
              autoComplete: "off",
              autoCapitalize: "characters",
              autoCorrect: "off",
              spellCheck: false,
              style: { fontSize: "1.5rem", letterSpacing: "0.08em", textTransform: "uppercase" },
            },
            formHelperText: { role: problem === undefined ? undefined : "alert" },
          }}
        />
        <Button type="submit" variant="contained" size="large" loading={isOpening}>
          {text("newcomer.open")}
        </Button>
        <Typography color="textSecondary">{text("newcomer.privacy")}</Typography>
        <FindActivities />
      </Box>
    </>
  );
};

/** The way to the pages for all, which need no code. */
const FindActivities = () => {
  const text = useText();
  const [language] = useLanguage();
  return (
    <Link href={publicFront(language)} sx={{ py: 1, fontWeight: 600, justifySelf: "start" }}>
      {text("publicPage.find")}
    </Link>
  );
};

type OpenedProps = { readonly code: string; readonly onLeave: (hasForgotten: boolean) => void };

const Opened = ({ code, onLeave }: OpenedProps) => {
  const { data, error, refetch } = useQuery({
    queryKey: ["ownProfile", code],
    queryFn: () => profileOf(code),
    staleTime: Infinity,
    retry: false,
  });
  const isDead = error instanceof Refused && error.code === "UNAUTHENTICATED";
  useEffect(() => {
    if (isDead) onLeave(false);
  });
  if (error !== null) return isDead ? null : <Refusal error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={6} />;
  return <Profile code={code} profile={data} onLeave={onLeave} />;
};

/** With what one can help is asked of who wants to. */
const askedOf = ({ wantsToVolunteer }: Answers): readonly QuestionName[] =>
  questionNames.filter((name) => name !== "skills" || wantsToVolunteer === true);

const Profile = ({ code, profile, onLeave }: OpenedProps & { readonly profile: InterestProfileFragment }) => {
  const answers = answersOf(profile);
  const asked = askedOf(answers);
  const [current, setCurrent] = useState<QuestionName>();
  const { save, isSaving, problem } = useSaving(code, profile, onLeave);
  const place = useRef<HTMLDivElement>(null);
  const shown = useRef(current);
  // A new question is announced by moving focus to it.
  useEffect(() => {
    if (shown.current === current) return;
    shown.current = current;
    window.scrollTo(0, 0);
    place.current?.focus({ preventScroll: true });
  }, [current]);
  const at = current === undefined ? -1 : asked.indexOf(current);
  return (
    <Box ref={place} tabIndex={-1} sx={{ outline: "none" }}>
      {problem !== undefined && (
        <Alert severity="error" role="alert" sx={{ mb: 2 }}>
          {problem}
        </Alert>
      )}
      {current === undefined ? (
        <Overview
          code={code}
          profile={profile}
          asked={asked}
          isSaving={isSaving}
          onAsk={setCurrent}
          onConfirm={() => void save(answers)}
          onLeave={onLeave}
        />
      ) : (
        <Question
          key={current}
          name={current}
          n={at + 1}
          all={asked.length}
          answer={answers[current]}
          isSaving={isSaving}
          onGo={async (answer, where) => {
            const next = { ...answers, [current]: answer };
            if (next.wantsToVolunteer !== true) next.skills = [];
            const isChanged = JSON.stringify(next) !== JSON.stringify(answers);
            if (isChanged && !(await save(next))) return;
            const names = askedOf(next);
            const to = { next: names[at + 1], back: names[at - 1], answers: undefined }[where];
            setCurrent((now) => (now === current ? to : now));
          }}
        />
      )}
    </Box>
  );
};

type OverviewProps = OpenedProps & {
  readonly profile: InterestProfileFragment;
  readonly asked: readonly QuestionName[];
  readonly isSaving: boolean;
  readonly onAsk: (name: QuestionName) => void;
  readonly onConfirm: () => void;
};

const Overview = ({ code, profile, asked, isSaving, onAsk, onConfirm, onLeave }: OverviewProps) => {
  const text = useText();
  const { day } = useFormat();
  const [today] = useState(() => new Date().toISOString().slice(0, 10));
  const answers = answersOf(profile);
  const hasAnswered = questionNames.some((name) => isAnswered(answers[name]));
  const isOld = hasAnswered && profile.reviewOn <= today;
  return (
    <Box sx={{ display: "grid", gap: 2.5 }}>
      <PageHead
        title={text("newcomer.answersTitle")}
        lead={text("newcomer.answersLead", { body: profile.issuedBy, when: day(profile.expiresAt) })}
      />
      {isOld && (
        <Alert
          severity="info"
          action={
            <Button color="inherit" size="small" loading={isSaving} onClick={onConfirm}>
              {text("newcomer.still")}
            </Button>
          }
        >
          {text("newcomer.again")}
        </Alert>
      )}
      {hasAnswered ? (
        <Box component="ul" sx={{ listStyle: "none", m: 0, p: 0, display: "grid" }}>
          {asked.map((name) => (
            <Box
              component="li"
              key={name}
              sx={{ display: "flex", gap: 2, alignItems: "center", py: 1.25, borderBottom: 1, borderColor: "divider" }}
            >
              <Box sx={{ flex: 1, minWidth: 0 }}>
                <Typography variant="body2" color="textSecondary">
                  {text(`newcomerQuestion.${name}`)}
                </Typography>
                <Typography sx={{ overflowWrap: "anywhere" }}>
                  <AnswerText code={code} name={name} answer={answers[name]} />
                </Typography>
              </Box>
              <Button
                size="small"
                variant="outlined"
                aria-label={text("newcomer.change", { question: text(`newcomerQuestion.${name}`) })}
                onClick={() => onAsk(name)}
              >
                {text("newcomer.changeShort")}
              </Button>
            </Box>
          ))}
        </Box>
      ) : (
        <Button variant="contained" size="large" onClick={() => onAsk(questionNames[0])}>
          {text("newcomer.begin")}
        </Button>
      )}
      <Typography color="textSecondary">{text("newcomer.privacy")}</Typography>
      <FindActivities />
      <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1.5, alignItems: "center" }}>
        <Button size="small" variant="outlined" onClick={() => onLeave(false)}>
          {text("newcomer.leave")}
        </Button>
        <Forget code={code} onForgotten={() => onLeave(true)} />
      </Box>
      <Typography variant="body2" color="textSecondary">
        {text("newcomer.leaveHelp")}
      </Typography>
    </Box>
  );
};

const Forget = ({ code, onForgotten }: { code: string; onForgotten: () => void }) => {
  const text = useText();
  const refusalText = useRefusalText();
  const [key] = useState(() => crypto.randomUUID());
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string>();
  return (
    <Ask
      isDanger
      label={text("newcomer.forget")}
      title={text("newcomer.forgetTitle")}
      help={text("newcomer.forgetHelp")}
      confirm={text("newcomer.forget")}
      sending={isSending}
      onConfirm={async () => {
        setSending(true);
        try {
          await requestOpenly(ForgetInterestProfileDocument, { idempotencyKey: key }, code);
        } catch (error) {
          // Where the answer to a first try was lost, the code opens nothing by now.
          if (!(error instanceof Refused && error.code === "UNAUTHENTICATED")) {
            setProblem(refusalText(error));
            setSending(false);
            return false;
          }
        }
        onForgotten();
        return false;
      }}
    >
      {problem !== undefined && <Alert severity="error">{problem}</Alert>}
    </Ask>
  );
};
