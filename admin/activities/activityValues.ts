import type { ActivityInput, ActivityPageFragment, ScheduleInput } from "#schema/operations";

export type ActivityValues = ActivityInput;

/** Each week in the evening: what most begin with. */
export const freshSchedule = (startsOn: string): ScheduleInput => ({
  startsOn,
  startsAt: "18:00",
  endsAt: "20:00",
  repeats: { frequency: "WEEKLY", interval: 1, weekdays: [], weekOfMonth: null, until: null, count: null },
  exceptions: [],
  seasons: [],
});

/** An activity as a form has it. */
export const valuesOf = (activity: ActivityPageFragment): ActivityValues => {
  const { category, place, schedules, registeredAt, price, translations, ...rest } = activity;
  const { title, summary, description, whatToExpect, language, ageFrom, ageTo, group, mixesWithLocals } = rest;
  const { languageLevel, languages, equipment, trial, childcare, policeCertificate, commitment } = rest;
  const { accessibility, capacity, signUpUrl } = rest;
  return {
    ...{ title, summary, description, whatToExpect, language, ageFrom, ageTo, group, mixesWithLocals },
    ...{ languageLevel, languages, equipment, trial, childcare, policeCertificate, commitment },
    ...{ accessibility, capacity, signUpUrl, price, registeredAt },
    translations: translations.map(({ isOutdated: _, ...translation }) => translation),
    category: category.code,
    place: { ...place, municipality: place.municipality.number },
    schedules: schedules.map(({ words: _, lastDay: __, ...schedule }) => schedule),
  };
};

/** The same taken up again: its rules begin anew on a day, and what bound them to the last term goes. */
export const takenUp = (activity: ActivityPageFragment, startsOn: string): ActivityValues => {
  const { schedules, ...values } = valuesOf(activity);
  return {
    ...values,
    registeredAt: null,
    schedules: schedules.map(({ repeats, ...rule }) => ({
      ...rule,
      startsOn,
      repeats: repeats ? { ...repeats, until: null, count: null } : null,
      exceptions: [],
      seasons: [],
    })),
  };
};

/** A form's values as they are sent: without a platform it is registered nowhere else. */
export const sent = (values: ActivityValues): ActivityValues => ({
  ...values,
  registeredAt: values.registeredAt?.platform ? values.registeredAt : null,
});
