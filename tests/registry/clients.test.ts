import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { enhetsregisteret, frivillighetsregisteret, politeHttp } from "#modules/registry";
import { type Registers, startRegisters } from "../../infra/local/registers/index.ts";
import { clientsOf } from "./syncing.ts";

let registers: Registers;
beforeAll(async () => {
  registers = await startRegisters({ size: { units: 1_000, voluntary: 450 }, refuseEvery: 7 });
});
afterAll(() => registers.stop());

const statusOf = async (url: string): Promise<number> => {
  // The stand-in is busy now and then, as the register is.
  for (;;) {
    const response = await fetch(url);
    await response.body?.cancel();
    if (response.status !== 429 && response.status !== 503) return response.status;
  }
};

const inAll = async <T>(all: AsyncIterable<T>): Promise<T[]> => {
  const list: T[] = [];
  for await (const one of all) list.push(one);
  return list;
};

describe("the stand-in has the registers' own rules", () => {
  it.each([
    ["Frivillighetsregisteret gives at most 100", "frr", "/frivillige-organisasjoner?size=100", 200],
    ["and refuses 101", "frr", "/frivillige-organisasjoner?size=101", 400],
    ["and page numbers", "frr", "/frivillige-organisasjoner?page=0", 400],
    ["Enhetsregisteret pages by number", "er", "/enheter?page=1&size=100", 200],
    ["down to a depth of 10,000", "er", "/enheter?page=101&size=100", 400],
    ["its feed ends at the twentieth page", "er", "/oppdateringer/enheter?page=20&size=1", 400],
    ["and gives at most 10,000", "er", "/oppdateringer/enheter?size=10001", 400],
  ])("%s", async (_, register, path, status) => {
    const base = register === "frr" ? registers.frivillighetsregisteretUrl : registers.enhetsregisteretUrl;
    expect(await statusOf(base + path)).toBe(status);
  });
});

describe("Frivillighetsregisteret", () => {
  it("is walked by its links to the end, a hundred at a time", async () => {
    const { voluntary } = clientsOf(registers);
    const pages = await inAll(voluntary.walkVoluntary());
    expect(pages.map(({ records }) => records.length)).toEqual([100, 100, 100, 100, 50]);
    expect(pages.at(-1)?.searchAfter).toBeUndefined();
    const again = await inAll(voluntary.walkVoluntary(pages[1]?.searchAfter));
    expect(again.map(({ records }) => records.length)).toEqual([100, 100, 50]);
    const numbers = pages.flatMap(({ records }) =>
      records.map((read) => ("row" in read ? read.row.organisasjonsnummer : read.refused.orgNumber)),
    );
    expect(new Set(numbers).size).toBe(450);
    expect(numbers).toEqual(numbers.toSorted());
  });

  it("names those who are not in it, and rows nobody can read", async () => {
    const { voluntary } = clientsOf(registers);
    expect(await voluntary.fetchVoluntary("991825827")).toEqual({ state: "unregistered" });
    expect(await voluntary.fetchVoluntary(registers.known.removed)).toEqual({ state: "unregistered" });
    expect(await voluntary.fetchVoluntary(registers.known.deleted)).toEqual({ state: "unregistered" });
    const { unreadableRecord } = registers.known;
    expect(await voluntary.fetchVoluntary(unreadableRecord)).toEqual({
      state: "refused",
      refused: { orgNumber: unreadableRecord, reason: "UNREADABLE_ROW" },
    });
  });
});

describe("Enhetsregisteret", () => {
  it("gives the bulk file's wanted units, and puts no others together", async () => {
    const { units } = clientsOf(registers);
    const voluntary = await inAll(
      units.streamUnits("enheter", "registrertIFrivillighetsregisteret", (value) => value === true),
    );
    expect(voluntary).toHaveLength(450);
    const one = await inAll(units.streamUnits("enheter", "organisasjonsnummer", (value) => value === "864139442"));
    expect(one).toMatchObject([{ row: { navn: "Norges Røde Kors" } }]);
  });

  it("tells found, deleted, unknown and removed apart", async () => {
    const { units } = clientsOf(registers);
    expect(await units.fetchUnit("enheter", "864139442")).toMatchObject({ state: "found" });
    expect(await units.fetchUnit("enheter", registers.known.deleted)).toMatchObject({
      state: "found",
      unit: { slettedato: "2024-05-13" },
    });
    expect(await units.fetchUnit("enheter", "974760673")).toMatchObject({ state: "found" });
    expect(await units.fetchUnit("enheter", "923609016")).toEqual({ state: "unknown" });
    expect(await units.fetchUnit("enheter", registers.known.removed)).toEqual({ state: "removed" });
  });

  it("finds the voluntary among numbers, and the branches of one, in a request each", async () => {
    const { units, http } = clientsOf(registers);
    const found = await units.findUnits("enheter", {
      orgNumbers: ["864139442", "991825827", registers.known.deleted, registers.known.removed],
      voluntary: true,
    });
    expect(found).toMatchObject([{ row: { organisasjonsnummer: "864139442" } }]);
    expect(await units.findUnits("underenheter", { parent: "938498318" })).toHaveLength(175);
    expect(await units.findUnits("enheter", { orgNumbers: ["923609016"] })).toEqual([]);
    expect(http.requests()).toBeLessThanOrEqual(6);
    expect(await units.countVoluntary()).toBe(450);
  });

  it("reads its feed by id, past the twentieth page, to the end, where nothing is embedded", async () => {
    const { units } = clientsOf(registers);
    const all = await inAll(units.changesSince("enheter", 0));
    const ids = all.map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(500);
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    expect(await inAll(units.changesSince("enheter", ids.at(-1) ?? 0))).toEqual([]);
    expect((await inAll(units.changesSince("enheter", ids[9] ?? 0))).length).toBe(ids.length - 10);
    expect(await units.changeBefore("enheter", new Date("2000-01-01"))).toBe((ids[0] ?? 0) - 1);
    expect(await units.changeBefore("enheter", new Date("2100-01-01"))).toBe(ids.at(-1));
  });
});

describe("a register that misbehaves", () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  const serve = async (listener: RequestListener): Promise<string> => {
    const started = createServer(listener);
    server = started;
    await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
  };
  const http = () => politeHttp({ contact: "tests", pauseMs: 0 });

  it("is told who asks, and how to reach us", async () => {
    let agent: string | undefined;
    const base = await serve((request, response) => {
      agent = request.headers["user-agent"];
      response.end("{}");
    });
    await politeHttp({ contact: "drift@samspill.example", pauseMs: 0 }).getJson(base);
    expect(agent).toBe("Samspill (drift@samspill.example)");
  });

  it("is asked again when it is busy, and given the time it asks for", async () => {
    const times: number[] = [];
    const base = await serve((_, response) => {
      times.push(Date.now());
      if (times.length === 1) response.writeHead(429, { "retry-after": "1" }).end();
      else if (times.length === 2) response.writeHead(503).end();
      else response.end('{"a":1}');
    });
    const polite = http();
    expect(await polite.getJson(base)).toEqual({ status: 200, body: { a: 1 } });
    expect(polite.requests()).toBe(3);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(990);
  });

  it("is asked by four at most at once", async () => {
    let now = 0;
    let most = 0;
    const base = await serve((_, response) => {
      most = Math.max(most, ++now);
      setTimeout(() => {
        now--;
        response.end("{}");
      }, 20);
    });
    const polite = http();
    await Promise.all(Array.from({ length: 20 }, () => polite.getJson(base)));
    expect(most).toBe(4);
  });

  it.each([
    ["another house", "http://127.0.0.1:9/frivillige-organisasjoner?searchAfter=1"],
    ["another path", "/enheter?searchAfter=974760673"],
    ["itself", "?size=100"],
  ])("a next link to %s is not followed", async (_, href) => {
    const base = await serve((__, response) => {
      const _embedded = { frivilligeOrganisasjoner: [{ organisasjonsnummer: "974760673" }] };
      response.end(JSON.stringify({ _embedded, _links: { next: { href } } }));
    });
    await expect(inAll(frivillighetsregisteret(base, http()).walkVoluntary())).rejects.toMatchObject({
      code: "REGISTER_REFUSED",
    });
  });

  it.each([
    ["breaks off", (whole: Buffer) => whole.subarray(0, whole.length - 20)],
    ["is not gzip", () => Buffer.from('[{"organisasjonsnummer":"974760673"}]')],
    ["is not JSON", () => gzipSync("[{")],
  ])("a bulk file that %s is no bulk file", async (_, spoil) => {
    const rows = Array.from({ length: 500 }, (__, n) => ({ organisasjonsnummer: String(900_000_000 + n) }));
    const base = await serve((__, response) => response.end(spoil(gzipSync(JSON.stringify(rows)))));
    const { streamUnits } = enhetsregisteret(base, http());
    await expect(inAll(streamUnits("enheter", "organisasjonsnummer", () => true))).rejects.toMatchObject({
      code: "REGISTER_UNAVAILABLE",
    });
  });

  it("an answer that is not as documented is refused, not taken for an empty one", async () => {
    const base = await serve((_, response) => response.end('{"page":"none"}'));
    const { findUnits, changesSince } = enhetsregisteret(base, http());
    await expect(findUnits("enheter", { orgNumbers: ["974760673"] })).rejects.toMatchObject({
      code: "REGISTER_REFUSED",
    });
    const base400 = await serve((_, response) => response.writeHead(400).end("{}"));
    await expect(inAll(enhetsregisteret(base400, http()).changesSince("enheter", 1))).rejects.toMatchObject({
      code: "REGISTER_REFUSED",
    });
    expect(changesSince).toBeDefined();
  });
});
