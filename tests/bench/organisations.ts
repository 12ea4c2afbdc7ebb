/** The organisations of the bench: the first 728 are the same in both sizes, and stand alone in their county. */
import { findCounty } from "#modules/places";
import type { Capability } from "#schema/resolvers";
import type { Facts, Organisation } from "../../functions/modules/organisations/organisation.ts";
import { capabilities, noLocal, noProfile } from "../../functions/modules/organisations/organisation.ts";
import { type Municipality, municipalities } from "../../infra/local/registers/municipalities.ts";
import { associationName } from "../../infra/local/registers/names.ts";
import { mix, orgNumberAt } from "../../infra/local/registers/numbers.ts";
import { texts } from "../../infra/local/registers/texts.ts";
import { sizes } from "./sizes.ts";

/** Trøndelag holds the organisations that both sizes have; nobody else is at home there. */
export const homeCounty = "50";

const at = "2026-09-01T03:00:00.000Z";

/** A municipality for each of `count` organisations, the large ones more often. */
const drawn = (among: readonly Municipality[], count: number, salt: number): Municipality[] => {
  const shares = among.flatMap((municipality) =>
    Array.from({ length: Math.ceil(municipality.weight) }, () => municipality),
  );
  return Array.from({ length: count }, (_, n) => shares[mix(n, salt) % shares.length] as Municipality);
};

/** Every tenth is a sub-unit of the one nine before it. */
const isSubUnit = (n: number): boolean => n % 10 === 9;

const contribution = (n: number): Organisation["profile"] => {
  const can: Capability[] = capabilities.filter((_, i) => mix(n, 30 + i) % 5 === 0);
  return n % 3 === 0 ? { ...noProfile, capabilities: can, confirmedAt: at, confirmedBy: "system:seed" } : noProfile;
};

export const numberOf = (n: number): string => orgNumberAt("enheter", n);

/** The first `count` organisations: those of a smaller size are the same in a larger. */
export const organisationsOf = (count: number): Organisation[] => {
  const here = municipalities.filter(({ number }) => number.startsWith(homeCounty));
  const elsewhere = municipalities.filter(({ number }) => !number.startsWith(homeCounty));
  const home = sizes["1×"];
  // Drawn for the largest size always, so that names depend on the place alone and not on the size.
  const places = [...drawn(here, home, 40), ...drawn(elsewhere, sizes["100×"] - home, 41)];
  const total = new Map<string, number>();
  for (const { number } of places) total.set(number, (total.get(number) ?? 0) + 1);
  const taken = new Map<string, number>();
  return places.slice(0, count).map((municipality, n): Organisation => {
    const { number } = municipality;
    const nth = taken.get(number) ?? 0;
    taken.set(number, nth + 1);
    const all = total.get(number) ?? 1;
    const { name, icnpo, form } = associationName(municipality, nth, all, Math.max(8, Math.ceil(all / 35)));
    const [purpose, , activity] = texts[icnpo] ?? ["", "", "", ""];
    const subUnit = isSubUnit(n);
    const facts: Facts = {
      orgNumber: numberOf(n),
      name: subUnit ? `${name} avd. ${n}` : name,
      status: "ACTIVE",
      form: subUnit
        ? { code: "BEDR", name: "Underenhet til næringsdrivende og offentlig forvaltning" }
        : { code: form, name: form === "STI" ? "Stiftelse" : "Forening/lag/innretning" },
      icnpo: subUnit ? [] : [icnpo],
      inVoluntaryRegister: !subUnit,
      ...(!subUnit && { voluntaryRegisterSince: `20${10 + (n % 15)}-03-14` }),
      grasrotandel: n % 2 === 0,
      purpose,
      activity,
      website: `https://www.lag${n}.example.no/`,
      email: `post@lag${n}.example.no`,
      phone: `+47 73 ${String(n).padStart(6, "0")}`,
      address: {
        lines: [`Storgata ${1 + (n % 200)}`],
        postalCode: `${municipality.postalRegion}${String(n % 100).padStart(2, "0")}`,
        city: municipality.name.toUpperCase(),
        country: "Norge",
      },
      municipalityNumber: number,
      countyNumber: findCounty(number.slice(0, 2))?.number ?? "",
      ...(subUnit && { parentKey: numberOf(n - 9) }),
      writtenNorm: municipality.nynorsk ? "NYNORSK" : "BOKMAL",
      foundedOn: `19${10 + (n % 90)}-05-17`,
      registeredOn: `20${10 + (n % 15)}-02-01`,
    };
    return {
      key: numberOf(n),
      kind: subUnit ? "SUB_UNIT" : "VOLUNTARY_ORGANISATION",
      source: "REGISTER",
      facts,
      local: noLocal,
      profile: contribution(n),
      version: 1,
      validFrom: at,
      changedBy: "register",
      changedFields: [],
      registerHash: numberOf(mix(n, 42) % 1_000_000),
      registerChangedAt: at,
    };
  });
};
