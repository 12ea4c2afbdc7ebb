/** Enhetsregisteret and Frivillighetsregisteret on a laptop, with invented organisations and the real paging rules. */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createCalendar, type DayOfChanges } from "./days.ts";
import { type Answer, failure } from "./answer.ts";
import { answerEnhetsregisteret, sendBulk } from "./enhetsregisteret.ts";
import { answerFrivillighetsregisteret } from "./frivillighetsregisteret.ts";
import type { Kind } from "./numbers.ts";
import { createWorld, faulty, type Size } from "./world.ts";

/** Brønnøysundregistrene's own sizes of September 2026, and some thousands for tests and a laptop's first start. */
export const sizes: Record<"small" | "full", Size> = {
  full: { units: 1_174_644, voluntary: 72_837, subUnits: 867_024 },
  small: { units: 3_000, voluntary: 1_500, subUnits: 1_440 },
};

export interface RegistersOptions {
  /** A free one when left out. */
  port?: number;
  size: "small" | "full" | { units: number; voluntary: number };
  /** Every so many requests one is answered 429 (wait a second) or 503 by turns; 0 for never. The bulk files are spared. */
  refuseEvery?: number;
}

export interface Registers {
  enhetsregisteretUrl: string;
  frivillighetsregisteretUrl: string;
  /** Requests so far, by path; a single organisation's by its collection. */
  stats(): { requests: Record<string, number>; refused: number };
  /** Lets a day pass and tells what it changed. */
  advanceDay(): DayOfChanges;
  /** Organisation numbers with something special about them, always the same. */
  known: Readonly<
    Record<
      | "deleted"
      | "removed"
      | "wrongNumber"
      | "unknownMunicipality"
      | "svalbard"
      | "nameless"
      | "withoutIcnpo"
      | "unreadableRecord",
      string
    >
  >;
  stop(): Promise<void>;
}

export type { DayOfChanges };

const erBase = "/enhetsregisteret/api";
const frrBase = "/frivillighetsregisteret/api";

/** Starts both registers on 127.0.0.1. */
export const startRegisters = async (options: RegistersOptions): Promise<Registers> => {
  const size = typeof options.size === "string" ? sizes[options.size] : withSubUnits(options.size);
  const world = createWorld(size);
  const calendar = createCalendar(world);
  const refuseEvery = options.refuseEvery ?? 200;
  const requests: Record<string, number> = {};
  let seen = 0;
  let refused = 0;

  const send = (response: ServerResponse, answer: Answer, type = "application/json"): void => {
    response.writeHead(answer.status, { "content-type": `${type};charset=UTF-8`, ...answer.headers });
    response.end(JSON.stringify(answer.body));
  };
  const server = createServer((request, response) => {
    const address = new URL(request.url ?? "/", `http://${request.headers.host ?? "127.0.0.1"}`);
    const path = address.pathname;
    const counted = path.replace(/\/\d+$/, "/{orgnr}");
    requests[counted] = (requests[counted] ?? 0) + 1;
    const bulk = /^\/enhetsregisteret\/api\/(enheter|underenheter)\/lastned$/.exec(path);
    if (bulk) {
      sendBulk(world, bulk[1] as Kind, response, request.method === "HEAD").catch(() => response.destroy());
      return;
    }
    if (refuseEvery > 0 && ++seen % refuseEvery === 0) {
      refused++;
      const busy = refused % 2 === 1;
      send(response, {
        ...failure(busy ? 429 : 503, "Prøv igjen senere."),
        headers: busy ? { "retry-after": "1" } : {},
      });
    } else if (path.startsWith(erBase))
      send(response, answerEnhetsregisteret(world, path.slice(erBase.length), address));
    else if (path.startsWith(frrBase))
      send(response, answerFrivillighetsregisteret(world, path.slice(frrBase.length), address));
    else send(response, failure(404, "No such resource."));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const at = (ordinal: number): string => world.orgNumber("enheter", world.slotOfVoluntary(ordinal));
  return {
    enhetsregisteretUrl: origin + erBase,
    frivillighetsregisteretUrl: origin + frrBase,
    stats: () => ({ requests: { ...requests }, refused }),
    advanceDay: calendar.advanceDay,
    known: {
      ...world.longGone,
      ...{
        wrongNumber: at(faulty.number),
        unknownMunicipality: at(faulty.municipality),
        svalbard: at(faulty.svalbard),
      },
      ...{ nameless: at(faulty.name), withoutIcnpo: at(faulty.icnpo), unreadableRecord: at(faulty.record) },
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

/** Sub-units stand to units as in the real register. */
const withSubUnits = (size: { units: number; voluntary: number }): Size => ({
  ...size,
  subUnits: Math.round(size.units * 0.738),
});
