/** What there is to join, and the words people look for it by. */
import { beforeAll, expect, test } from "vitest";
import { ask, given } from "#world";

type Category = {
  readonly code: string;
  readonly family: { readonly code: string };
  readonly nameNb: string;
  readonly nameNn: string;
  readonly nameEn: string;
  readonly searchWords: readonly string[];
};

/** What advice to municipalities and reception centres names, family by family. Faith is left out: `activities/data/README.md`. */
const named = {
  LANGUAGE_INCLUSION: ["LANGUAGE_CAFE", "BUDDY"],
  CHILDREN_FAMILY: ["HOMEWORK_HELP", "FAMILY_CENTRE", "CHILDREN_LEISURE", "YOUTH_CLUB", "CAMP"],
  SPORT_OUTDOOR: ["BALL_GAMES", "SWIMMING", "CYCLING", "TRAINING_WALKS", "OUTDOOR_LIFE"],
  CULTURE: ["MUSIC", "ARTS_CRAFTS", "DANCE_THEATRE", "READING"],
  SOCIAL: ["FOOD", "MEETING_PLACE", "WOMENS_GROUP", "MENS_GROUP"],
  HEALTH: ["HEALTH_COURSE"],
  WORK_SKILLS: ["WORK_MENTOR", "DIGITAL_HELP"],
  RIGHTS_INFO: ["LEGAL_INFO"],
  PRACTICAL_HELP: ["CLOTHES_EQUIPMENT", "TRANSPORT"],
  PREPAREDNESS: ["FIRST_AID"],
  VOLUNTEERING: ["VOLUNTEER_INTRO", "VOLUNTEER_TASK"],
};

let categories: readonly Category[] = [];

beforeAll(async () => {
  await given.administrator();
  const { data } = await ask<{ activityCategories: Category[] }>(
    "administrator",
    "{ activityCategories { code family { code } nameNb nameNn nameEn searchWords } }",
  );
  categories = data.activityCategories;
});

test("each category stands once, beside the others of its family, and has a name in all three languages", () => {
  expect(categories.map(({ code }) => code)).toEqual(expect.arrayContaining(Object.values(named).flat()));
  expect([...new Set(categories.map(({ family }) => family.code))]).toEqual(expect.arrayContaining(Object.keys(named)));
  expect(new Set(categories.map(({ code }) => code)).size).toBe(categories.length);
  const families = categories.map(({ family }) => family.code);
  expect(families).toEqual([...new Set(families)].flatMap((one) => families.filter((family) => family === one)));
  for (const { nameNb, nameNn, nameEn } of categories)
    for (const name of [nameNb, nameNn, nameEn]) expect(name).toMatch(/^\p{Lu}.{2,}/u);
});

test.each([
  ["sprakkafe", "LANGUAGE_CAFE"],
  ["fotball", "BALL_GAMES"],
  ["football", "BALL_GAMES"],
  ["sykkel", "CYCLING"],
  ["lekser", "HOMEWORK_HELP"],
  ["symjing", "SWIMMING"],
  ["kvinnegruppe", "WOMENS_GROUP"],
  ["klede", "CLOTHES_EQUIPMENT"],
  ["cv", "WORK_MENTOR"],
  ["helse", "HEALTH_COURSE"],
  ["health", "HEALTH_COURSE"],
  ["forstehjelp", "FIRST_AID"],
  ["beredskap", "FIRST_AID"],
])("who looks for «%s» finds %s", (word, code) => {
  expect(categories.filter(({ searchWords }) => searchWords.includes(word)).map((found) => found.code)).toEqual([code]);
});
