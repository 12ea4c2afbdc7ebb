/** How we ask the registers: few at a time, a pause between, patient when they are busy, and telling who we are. */
import { setTimeout as sleep } from "node:timers/promises";
import { log } from "#platform/log";

/** Brønnøysundregistrene publish no limit; this is what other public readers keep to. */
const inFlightAtMost = 4;
const pauseBetween = 50;
const triesAtMost = 6;
/** Full jitter: a wait between nothing and this, doubled each time. */
const firstWait = 500;
const longestWait = 30_000;
/** A page of 10,000 changes is a few megabytes. */
const answerWithin = 60_000;

/** `REGISTER_UNAVAILABLE` when it stays busy or silent, `REGISTER_REFUSED` when it answers what no documented rule leads to. */
export type RegisterError = Error & { readonly code: "REGISTER_UNAVAILABLE" | "REGISTER_REFUSED" };
export const registerError = (code: RegisterError["code"], message: string, cause?: unknown): RegisterError =>
  Object.assign(new Error(message, { cause }), { code });

export type Answer = { readonly status: 200; readonly body: unknown } | { readonly status: 404 | 410 };

export type PoliteHttp = {
  /** The JSON at an address; 404 and 410 are answers too. @throws RegisterError */
  getJson(url: string): Promise<Answer>;
  /** The bytes at an address, as they come. @throws RegisterError */
  getBytes(url: string): Promise<AsyncIterable<Uint8Array>>;
  /** Requests sent so far, those sent again included. */
  requests(): number;
};

export type Manners = {
  /** An address people at the register can write to about our requests. */
  readonly contact: string;
  /** Milliseconds between requests; 0 against a stand-in on the same machine. */
  readonly pauseMs?: number;
};

/** One of these is shared by all that asks the registers, since both stand on the same machines. */
export const politeHttp = ({ contact, pauseMs = pauseBetween }: Manners): PoliteHttp => {
  const headers = { "user-agent": `Samspill (${contact})`, accept: "application/json" };
  const waiting: (() => void)[] = [];
  let inFlight = 0;
  let nextAt = 0;
  let sent = 0;

  const inTurn = async <T>(ask: () => Promise<T>): Promise<T> => {
    if (inFlight >= inFlightAtMost) await new Promise<void>((resolve) => waiting.push(resolve));
    else inFlight++;
    try {
      const now = Date.now();
      const wait = nextAt - now;
      nextAt = Math.max(now, nextAt) + pauseMs;
      if (wait > 0) await sleep(wait);
      sent++;
      return await ask();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else inFlight--;
    }
  };

  /** Tries until `read` gives a value; a busy answer or a broken connection is tried again. */
  const ask = async <T>(url: string, read: (response: Response) => Promise<T>, more = {}): Promise<T> => {
    for (let attempt = 1; ; attempt++) {
      let cause: unknown;
      let asked = 0;
      try {
        const turn = await inTurn(async () => {
          const silence = new AbortController();
          const timer = setTimeout(() => silence.abort(new Error("No answer in time.")), answerWithin);
          try {
            const response = await fetch(url, { headers: { ...headers, ...more }, signal: silence.signal });
            if (response.status !== 429 && response.status < 500) return { value: await read(response) };
            await response.body?.cancel();
            return { busy: response.status, after: retryAfter(response.headers.get("retry-after")) };
          } finally {
            clearTimeout(timer);
          }
        });
        if ("value" in turn) return turn.value;
        asked = turn.after;
        cause = `status ${turn.busy}`;
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "REGISTER_REFUSED") throw error;
        cause = error;
      }
      if (attempt === triesAtMost)
        throw registerError("REGISTER_UNAVAILABLE", `${url} did not answer in ${triesAtMost} tries.`, cause);
      const wait = asked + Math.random() * Math.min(longestWait, firstWait * 2 ** (attempt - 1));
      log.info("REGISTER_RETRIED", { attempt, milliseconds: Math.round(wait) });
      await sleep(wait);
    }
  };

  return {
    getJson: (url) =>
      ask(url, async (response): Promise<Answer> => {
        if (response.ok) return { status: 200, body: await response.json() };
        await response.body?.cancel();
        if (response.status === 404 || response.status === 410) return { status: response.status };
        throw registerError("REGISTER_REFUSED", `${url} answered ${response.status}.`);
      }),
    getBytes: (url) =>
      ask(
        url,
        async (response) => {
          if (response.ok && response.body) return response.body;
          await response.body?.cancel();
          throw registerError("REGISTER_REFUSED", `${url} answered ${response.status}.`);
        },
        // The file as it lies there: packed once more on the way, it would be unpacked here without being asked.
        { accept: "*/*", "accept-encoding": "identity" },
      ),
    requests: () => sent,
  };
};

/** Milliseconds asked for in seconds or as a date, never more than two minutes: past that the next run does better. */
const retryAfter = (header: string | null): number => {
  if (header === null) return 0;
  const wait = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.now();
  return Number.isFinite(wait) ? Math.min(120_000, Math.max(0, wait)) : 0;
};
