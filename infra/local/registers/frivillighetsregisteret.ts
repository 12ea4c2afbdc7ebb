/** Frivillighetsregisteret's rules: walked by `searchAfter` alone, at most 100 at a time, no totals, no feed, no bulk file. */
import { type Answer, failure, numberIn, ok } from "./answer.ts";
import { slotNear, slots } from "./numbers.ts";
import { realUnits } from "./real.ts";
import { categoryList, voluntaryJson } from "./voluntaryJson.ts";
import type { World } from "./world.ts";

const maxSize = 100;

export const answerFrivillighetsregisteret = (world: World, path: string, address: URL): Answer => {
  if (path === "/icnpo-kategorier") return ok({ _embedded: { icnpoKategorier: categoryList() } });
  if (path === "/frivillige-organisasjoner") return walk(world, address);
  const number = /^\/frivillige-organisasjoner\/([^/]+)$/.exec(path)?.[1];
  return number === undefined ? failure(404, "No such resource.") : one(world, number);
};

const walk = (world: World, address: URL): Answer => {
  const query = address.searchParams;
  if (query.has("page")) return failure(400, "page støttes ikke; bruk searchAfter.");
  const size = numberIn(query, "size", 20, maxSize);
  const after = query.get("searchAfter");
  if (size === undefined || size === 0) return failure(400, "size må være mellom 1 og 100.");
  if (after !== null && !/^\d{9}$/.test(after)) return failure(400, "searchAfter må være et organisasjonsnummer.");
  const found: number[] = [];
  for (const slot of world.voluntaryAfter(after === null ? -1 : slotBefore(after))) {
    if (found.push(slot) === size) break;
  }
  const last = found.at(-1);
  const next = new URL(address);
  if (last !== undefined) next.searchParams.set("searchAfter", world.orgNumber("enheter", last));
  return ok({
    ...(found.length === 0
      ? {}
      : { _embedded: { frivilligeOrganisasjoner: found.map((slot) => voluntaryJson(world, slot)) } }),
    // A full page points onward even when nothing follows.
    _links: { self: { href: address.href }, ...(found.length === size ? { next: { href: next.href } } : {}) },
  });
};

/** The last slot whose number is not above this one. */
const slotBefore = (number: string): number => {
  const near = slotNear("enheter", number);
  if (near < slots) return near;
  return slots - 1 + realUnits.filter((unit) => unit.orgNumber <= number).length;
};

const one = (world: World, number: string): Answer => {
  if (!/^\d{9}$/.test(number)) return failure(400, "Organisasjonsnummer må ha ni siffer.");
  const slot = world.find("enheter", number);
  if (slot !== undefined && world.isVoluntary(slot)) return ok(voluntaryJson(world, slot));
  const past = slot === undefined ? undefined : world.events.enheter.get(slot);
  if (past?.removed) return failure(410, "Fjernet av juridiske årsaker.");
  if (past?.leftVoluntary || past?.deletedOn)
    return ok({ organisasjonsnummer: number, respons_klasse: "FrivilligOrganisasjonSlettet" });
  return failure(404, "Ikke registrert i Frivillighetsregisteret.");
};
