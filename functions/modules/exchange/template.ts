/** A file to begin with: every column that an import knows, and one activity as it may be written. */
import { scheduleOf } from "#modules/activities";
import { writeCsv } from "./csv.ts";

export const exampleFile = (): Promise<string> =>
  writeCsv([
    {
      category: "LANGUAGE_CAFE",
      language: "nb",
      title: "Språkkafé",
      summary: "Kaffe og norsk for alle",
      description: "Vi snakker norsk sammen i små grupper.",
      whatToExpect: "Noen tar imot deg i døra.",
      place: { name: "Biblioteket", address: "Storgata 1", municipality: "5001", transport: "Buss 3 stopper utenfor" },
      schedules: [
        scheduleOf({
          startsOn: "2027-01-12",
          startsAt: "18:00",
          endsAt: "20:00",
          repeats: { frequency: "WEEKLY", interval: 1, weekdays: ["TUESDAY"], until: "2027-06-15" },
          exceptions: ["2027-03-30"],
        }),
      ],
      ageFrom: 16,
      group: "EVERYONE",
      mixesWithLocals: true,
      languageLevel: "A1",
      languages: ["nb", "en"],
      price: { amount: 0, per: "EACH_TIME" },
      equipment: "NONE",
      trial: true,
      childcare: false,
      policeCertificate: false,
      commitment: "DROP_IN",
      accessibility: ["STEP_FREE"],
      capacity: 20,
    },
  ]);
