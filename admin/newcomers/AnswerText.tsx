import { useText } from "../platform/i18n/index.ts";
import { type Answers, isAnswered, isListed, type QuestionName } from "./questions.ts";
import { useCategories } from "./useCategories.ts";

/** An answer in words. */
export const AnswerText = ({
  code,
  name,
  answer,
}: {
  code: string;
  name: QuestionName;
  answer: Answers[QuestionName];
}) => {
  const text = useText();
  if (!isAnswered(answer)) return <em>{text("newcomer.noAnswer")}</em>;
  if (typeof answer === "boolean") return text(answer ? "common.yes" : "common.no");
  if (!isListed(name)) return <InterestsText code={code} interests={answer as Answers["interests"]} />;
  const codes = [answer].flat() as readonly string[];
  return codes.map((one) => text.orElse(`newcomerAnswer.${name}`, one, one)).join(", ");
};

const InterestsText = ({ code, interests = [] }: { code: string; interests: Answers["interests"] }) => {
  const { categories = [] } = useCategories(code);
  return interests
    .toSorted((a, b) => b.weight - a.weight)
    .flatMap(({ category }) => categories.find((one) => one.code === category)?.name ?? [])
    .join(", ");
};
