import { today, useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { addDays, mondayOf, weekNumberOf } from "./days.ts";
import { PeriodSteps } from "./PeriodSteps.tsx";

type WeekStepsProps = {
  readonly monday: string;
  readonly isHeading?: boolean;
  readonly onMove: (monday: string) => void;
};

/** Which week is shown, and the way to those beside it. */
export const WeekSteps = ({ monday, isHeading = false, onMove }: WeekStepsProps) => {
  const text = useText();
  const { shortDate } = useFormat();
  const thisWeek = mondayOf(today());
  return (
    <PeriodSteps
      isHeading={isHeading}
      title={text("activity.weekOf", {
        week: weekNumberOf(monday),
        from: shortDate(monday),
        until: shortDate(addDays(monday, 6)),
      })}
      before={{ label: text("activity.weekBefore"), go: () => onMove(addDays(monday, -7)) }}
      after={{ label: text("activity.weekAfter"), go: () => onMove(addDays(monday, 7)) }}
      now={monday === thisWeek ? undefined : { label: text("activity.thisWeek"), go: () => onMove(thisWeek) }}
    />
  );
};
