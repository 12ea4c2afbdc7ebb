/** The 357 municipalities, how many organisations each is given, and which write Nynorsk. */
import municipalityRows from "../../../functions/modules/places/data/municipalities.json" with { type: "json" };
import renumberedRows from "../../../functions/modules/places/data/renumbered.json" with { type: "json" };
import { mix } from "./numbers.ts";

export interface Municipality {
  number: string;
  name: string;
  /** Sámi or Kven name, where it has one. */
  otherName: string | undefined;
  nynorsk: boolean;
  /** Number it had in 2020–23, where that was another. */
  oldNumber: string | undefined;
  /** First two digits of its postal codes. */
  postalRegion: string;
  /** Inhabitants in thousands, near enough to spread organisations by. */
  weight: number;
}

/** Thousands of inhabitants of the larger ones, rounded; the others get between 1 and 9. */
const large: Record<string, number> = {
  ...{ "0301": 720, "4601": 292, "5001": 215, "1103": 150, "3201": 130, "4204": 117, "3301": 104, "3203": 98 },
  ...{ "3205": 93, "1108": 84, "3107": 85, "5501": 78, "3907": 66, "3105": 60, "1508": 58, "3905": 58, "4003": 57 },
  ...{ "1804": 53, "3103": 52, "3909": 48, "4203": 47, "3222": 44, "3209": 43, "1149": 44, "3207": 62, "1106": 38 },
  ...{ "3403": 33, "3411": 35, "3101": 32, "1506": 33, "3305": 32, "4001": 37, "3901": 28, "3407": 31 },
  ...{ "3405": 29, "3312": 28, "4627": 30, "4626": 40, "4624": 26, "4631": 30, "1833": 26, "5503": 25, "5006": 24 },
  ...{ "5035": 25, "4205": 23, "4647": 23, "3303": 28, "4202": 25, "1806": 22, "5601": 22, "1127": 12, "4640": 12 },
  ...{ "1515": 9, "1818": 2, "3118": 46, "3214": 21, "3911": 27, "3314": 20, "3420": 22, "4621": 16, "1120": 20 },
};

const postalRegions: Record<string, string> = {
  ...{ "03": "05", "11": "40", "15": "62", "18": "80", "31": "16", "32": "14", "33": "30", "34": "23", "39": "31" },
  ...{ "40": "37", "42": "46", "46": "57", "50": "70", "55": "93", "56": "96" },
};

/** Vestland outside Bergen, and the municipalities of Sunnmøre, Telemark and Setesdal that have chosen it. */
const nynorskElsewhere = new Set(
  "1511 1514 1515 1516 1517 1520 1525 1528 1532 1535 1539 1557 1560 1563 1566 1577 1578 4020 4022 4028 4030 4032 4034 4036 4220 4221 4222 1133 1134 1135 1160".split(
    " ",
  ),
);

const oldNumbers = new Map(renumberedRows.map(([old, now]) => [now, old]));

export const municipalities: readonly Municipality[] = municipalityRows.map((row) => {
  const [number, name, names] = row as [string, string, string[]];
  return {
    number,
    name,
    otherName: names.find((other) => other !== name),
    nynorsk: (number.startsWith("46") && number !== "4601") || nynorskElsewhere.has(number),
    oldNumber: oldNumbers.get(number),
    postalRegion: postalRegions[number.slice(0, 2)] ?? "00",
    weight: large[number] ?? 1 + (mix(Number(number), 2) % 80) / 10,
  };
});

/** Those of whose voluntary organisations the small register has as many as the large one: both Herøy, Sogndal and Lindesnes. */
export const whole: ReadonlySet<string> = new Set(["1515", "1818", "4640", "4205"]);
/** Larger ones, of which it has enough to look through: Trondheim, Drammen, Tromsø, Bodø and Hamar. */
const well = new Set(["5001", "3301", "5501", "1804", "3403"]);

/** As many as there are in Frivillighetsregisteret. */
const allVoluntary = 72_837;
/** A register of some hundreds has the whole ones in no more than this share of it. */
const mostWhole = 0.45;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** What share of the organisations of a register with so many voluntary ones each municipality has, in the order they stand in. */
const sharesOf = (voluntary: number): number[] => {
  const inAll = sum(municipalities.map(({ weight }) => weight));
  if (voluntary >= allVoluntary) return municipalities.map(({ weight }) => weight / inAll);
  const inWhole = municipalities.map(({ number, weight }) =>
    whole.has(number) ? (weight / inAll) * (allVoluntary / voluntary) : 0,
  );
  const scale = Math.min(1, mostWhole / sum(inWhole));
  const inRest = municipalities.map(({ number, weight }) =>
    whole.has(number) ? 0 : well.has(number) ? weight : Math.min(weight, 20) / 12,
  );
  const left = (1 - scale * sum(inWhole)) / sum(inRest);
  return municipalities.map((_, n) => scale * (inWhole[n] ?? 0) + left * (inRest[n] ?? 0));
};

/** A table to draw a municipality from by a random 16-bit number, for a register with so many voluntary organisations. */
export const drawingTable = (voluntary: number): Uint16Array => {
  const table = new Uint16Array(65_536);
  let filled = 0;
  let soFar = 0;
  sharesOf(voluntary).forEach((share, index) => {
    soFar += share;
    const end = Math.round(soFar * table.length);
    table.fill(index, filled, end);
    filled = end;
  });
  return table;
};
