/** Enhetsregisteret's rules: pages by number down to a depth, a bulk file each morning, and a feed of changes. */
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { type Answer, failure, numberIn, ok, page } from "./answer.ts";
import type { Kind } from "./numbers.ts";
import { subUnitJson, unitJson } from "./unitJson.ts";
import type { World } from "./world.ts";

const rowOf = { enheter: unitJson, underenheter: subUnitJson } as const;
/** `page*size` may not be more. */
const maxDepth = 10_000;
/** The feed's page number ends here, whatever the links say. */
const maxFeedPage = 20;

const listIn = (query: URLSearchParams, name: string): Set<string> | undefined => {
  const value = query.get(name);
  return value === null ? undefined : new Set(value.split(","));
};

export const answerEnhetsregisteret = (world: World, path: string, address: URL): Answer => {
  const feed = /^\/oppdateringer\/(enheter|underenheter)$/.exec(path);
  if (feed) return changes(world, feed[1] as Kind, address);
  const one = /^\/(enheter|underenheter)\/([^/]+)$/.exec(path);
  if (one) return unit(world, one[1] as Kind, one[2] ?? "");
  const list = /^\/(enheter|underenheter)$/.exec(path);
  return list ? search(world, list[1] as Kind, address) : failure(404, "No such resource.");
};

const unit = (world: World, kind: Kind, number: string): Answer => {
  if (!/^\d{9}$/.test(number)) return failure(400, "Organisasjonsnummer må ha ni siffer.");
  const slot = world.find(kind, number);
  if (slot === undefined) return failure(404, "Ingen enhet med dette organisasjonsnummeret.");
  if (world.events[kind].get(slot)?.removed) return failure(410, "Enheten er fjernet av juridiske årsaker.");
  return ok(JSON.parse(rowOf[kind](world, slot)));
};

const search = (world: World, kind: Kind, address: URL): Answer => {
  const query = address.searchParams;
  const size = numberIn(query, "size", 20, maxDepth);
  const number = numberIn(query, "page", 0, maxDepth);
  if (size === undefined || number === undefined || size * number > maxDepth)
    return failure(400, "Maks dybde (page*size) er 10 000.");
  const numbers = listIn(query, "organisasjonsnummer");
  const places = listIn(query, "kommunenummer");
  const forms = listIn(query, "organisasjonsform");
  const parents = listIn(query, "overordnetEnhet");
  const voluntary = query.get("registrertIFrivillighetsregisteret");
  const slots =
    numbers === undefined
      ? voluntary === "true"
        ? world.voluntaryAfter(-1)
        : world.standing(kind)
      : [...numbers]
          .map((one) => world.find(kind, one))
          .filter((slot) => slot !== undefined && !world.isGone(kind, slot));
  const hits: number[] = [];
  for (const slot of slots) {
    if (slot === undefined) continue;
    if (voluntary !== null && String(world.isVoluntary(slot)) !== voluntary) continue;
    if (parents && !parents.has(world.orgNumber("enheter", world.parentOf(slot)))) continue;
    if (places || forms) {
      const row = rowOf[kind](world, slot);
      if (places && !places.has(/adresse":\{[^}]*"kommunenummer":"(\d+)"/.exec(row)?.[1] ?? "")) continue;
      if (forms && !forms.has(/"organisasjonsform":\{"kode":"(\w+)"/.exec(row)?.[1] ?? "")) continue;
    }
    hits.push(slot);
  }
  const rows = hits
    .slice(size * number, size * (number + 1))
    .map((slot): unknown => JSON.parse(rowOf[kind](world, slot)));
  return page(address, kind, rows, hits.length, size, number);
};

const changes = (world: World, kind: Kind, address: URL): Answer => {
  const query = address.searchParams;
  const size = numberIn(query, "size", 20, maxDepth);
  const number = numberIn(query, "page", 0, maxFeedPage - 1);
  const from = numberIn(query, "oppdateringsid", 0, Number.MAX_SAFE_INTEGER);
  if (size === undefined || number === undefined || from === undefined)
    return failure(400, "Ugyldig oppdateringsid, size eller page.");
  const since = query.get("dato") ?? "";
  const rows = world.changes[kind].filter((row) => row.id >= from && row.at >= since);
  if (query.get("sort")?.toUpperCase().endsWith(",DESC")) rows.reverse();
  const name = kind === "enheter" ? "oppdaterteEnheter" : "oppdaterteUnderenheter";
  const shown = rows.slice(size * number, size * (number + 1)).map((row) => {
    const organisasjonsnummer = world.orgNumber(kind, row.slot);
    const href = `https://data.brreg.no/enhetsregisteret/api/${kind}/${organisasjonsnummer}`;
    const _links = row.type === "Fjernet" ? {} : { [kind === "enheter" ? "enhet" : "underenhet"]: { href } };
    return { oppdateringsid: row.id, dato: row.at, organisasjonsnummer, endringstype: row.type, _links };
  });
  return page(address, name, shown, rows.length, size, number);
};

/** About 300 rows are written at a time: enough to keep the compressor busy, little to hold. */
const rowsAtATime = 300;

function* bulk(world: World, kind: Kind): Generator<string> {
  const row = rowOf[kind];
  let text = "[";
  let count = 0;
  for (const slot of world.standing(kind)) {
    text += (count === 0 ? "" : ",\n") + row(world, slot);
    if (++count % rowsAtATime === 0) {
      yield text;
      text = "";
    }
  }
  yield `${text}]`;
}

/** The bulk file: a gzip of one array, never held whole. */
export const sendBulk = async (
  world: World,
  kind: Kind,
  response: ServerResponse,
  headOnly: boolean,
): Promise<void> => {
  const type = kind === "enheter" ? "enhet" : "underenhet";
  response.writeHead(200, { "content-type": `application/vnd.brreg.enhetsregisteret.${type}.v2+gzip;charset=UTF-8` });
  if (headOnly) {
    response.end();
    return once(response, "close").then(() => undefined);
  }
  // Level 1: the reader gains nothing from a smaller file on the same machine.
  await pipeline(Readable.from(bulk(world, kind)), createGzip({ level: 1 }), response);
};
