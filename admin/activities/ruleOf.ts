import type { ActivityPageFragment, Weekday } from "#schema/operations";
import { weekdays } from "../organisations/choices.ts";
import { daysIntoWeek } from "./days.ts";

type Rule = ActivityPageFragment["schedules"][number];

/** Weekdays on which a rule may give a time; none where it goes by dates. */
const weekdaysOf = ({ startsOn, repeats }: Rule): readonly Weekday[] => {
  if (repeats?.frequency !== "WEEKLY") return repeats?.weekdays ?? [];
  return repeats.weekdays.length > 0 ? repeats.weekdays : weekdays.slice(daysIntoWeek(startsOn)).slice(0, 1);
};

/**
 * The rule that gives a time, as far as one can tell by its day and clock: what stands in a form before the person has a look.
 * The server reckons for itself which rule ends.
 */
export const ruleOf = (schedules: readonly Rule[], day: string, clock: string): Rule | undefined =>
  schedules.find((rule) => {
    const days = weekdaysOf(rule);
    const last = rule.repeats === null ? rule.startsOn : rule.repeats.until;
    return (
      rule.startsAt === clock &&
      rule.startsOn <= day &&
      (last === null || day <= last) &&
      (days.length === 0 || days.some((one) => weekdays.indexOf(one) === daysIntoWeek(day)))
    );
  });
