/** Real, public organisations, by their own numbers. Source: Enhetsregisteret, Brønnøysundregistrene, NLOD. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface RealUnit {
  orgNumber: string;
  name: string;
  form: "FLI" | "STI" | "ORGL";
  website?: string;
  /** Category in Frivillighetsregisteret; those without are not in it. The categories here are ours, not the register's. */
  icnpo?: string;
}

const categories: Record<string, string> = {
  "970169113": "7100",
  "943838240": "13100",
  "871033552": "4200",
  "938498318": "10100",
  "944384448": "4100",
  "940190738": "7100",
  "971322926": "3400",
  "938429863": "3400",
  "864139442": "4200",
  "970168001": "4100",
  "954877841": "13100",
};

const nationwide = readFileSync(join(import.meta.dirname, "organisasjoner-landsdekkende.csv"), "utf8")
  .trim()
  .split("\n")
  .slice(1)
  .map((line): RealUnit => {
    const [orgNumber = "", name = "", , website = ""] = line.split(",");
    const form = name.startsWith("Stiftelsen") ? "STI" : "FLI";
    return { orgNumber, name, form, website, icnpo: categories[orgNumber] ?? "12100" };
  });

/** In the order of their numbers. */
export const realUnits: readonly RealUnit[] = [
  ...nationwide,
  {
    orgNumber: "941296459",
    name: "Redd Barna",
    form: "FLI",
    website: "https://www.reddbarna.no",
    icnpo: "9100",
  } as const,
  { orgNumber: "974760673", name: "Registerenheten i Brønnøysund", form: "ORGL" } as const,
  { orgNumber: "991825827", name: "Digitaliseringsdirektoratet", form: "ORGL" } as const,
  { orgNumber: "987879696", name: "Integrerings- og mangfoldsdirektoratet", form: "ORGL" } as const,
  { orgNumber: "974760746", name: "Utlendingsdirektoratet", form: "ORGL" } as const,
  { orgNumber: "986128433", name: "Barne-, ungdoms- og familiedirektoratet", form: "ORGL" } as const,
  { orgNumber: "971032146", name: "KS", form: "FLI" } as const,
  { orgNumber: "889640782", name: "Arbeids- og velferdsetaten", form: "ORGL" } as const,
].toSorted((a, b) => (a.orgNumber < b.orgNumber ? -1 : 1));

export const realVoluntary = realUnits.filter((unit) => unit.icnpo !== undefined).length;
