/** Lambda on a laptop: each function's own bundle in its own thread, started at its first call and ended when it overruns. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { type FunctionDefinition, type FunctionName, functions } from "../functions.ts";
import { root } from "./home.ts";
import { StartProblem } from "./startProblem.ts";

export interface FunctionSettings {
  name: FunctionName;
  /** Address of the bundle's entry file. */
  bundle: string;
  memoryMb: number;
  timeoutSeconds: number;
}

export interface Call {
  id: number;
  event: unknown;
}

type Message = { ready: true } | { id: number; answer?: string; failure?: string };

/** A line a function has logged: JSON with at least `message`, the log code. */
export interface LogLine {
  readonly function: FunctionName;
  readonly level?: string;
  readonly message?: string;
  readonly errorCode?: string;
  /** How far a job has come. */
  readonly phase?: string;
  readonly done?: number;
  readonly total?: number;
  readonly [fact: string]: unknown;
}

export interface Lambda {
  /** Calls a function and waits for its answer. @throws Error when it fails, or needs longer than it may. */
  invoke(name: FunctionName, event: unknown): Promise<unknown>;
  /** Has an instance of a function read its code, so that its first call need not wait for that. */
  start(name: FunctionName): void;
  /** Number of calls of a function that are under way. */
  underWay(name: FunctionName): number;
  /** Hears every line that functions log, until the returned function is called. */
  onLog(listener: (line: LogLine) => void): () => void;
  stop(): Promise<void>;
}

/** `environment` is what every function gets; its own name is added to each. */
export const startLambda = (environment: Readonly<Record<string, string>>): Lambda => {
  const listeners = new Set<(line: LogLine) => void>();
  const instances = new Map<FunctionName, Instance>();

  const instanceOf = (name: FunctionName): Instance => {
    const found = instances.get(name);
    if (found !== undefined) return found;
    const started = startInstance(name, environment, (text) => {
      const line = parseLine(name, text);
      for (const listener of listeners) listener(line);
    });
    instances.set(name, started);
    started.worker.once("exit", () => {
      if (instances.get(name) === started) instances.delete(name);
    });
    return started;
  };

  return {
    invoke: (name, event) => instanceOf(name).call(event),
    start: (name) => void instanceOf(name),
    underWay: (name) => instances.get(name)?.calls.size ?? 0,
    onLog: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: async () => {
      await Promise.all([...instances.values()].map(({ worker }) => worker.terminate()));
    },
  };
};

interface Instance {
  worker: Worker;
  calls: Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>;
  call(event: unknown): Promise<unknown>;
}

const startInstance = (
  name: FunctionName,
  environment: Readonly<Record<string, string>>,
  onLine: (text: string) => void,
): Instance => {
  const file = join(root, "dist/functions", name, "index.mjs");
  if (!existsSync(file)) throw new StartProblem(`The function ${name} is not built: ${file} is missing.`);
  const { memoryMb, heapMb, timeoutSeconds }: FunctionDefinition = functions[name];
  const settings: FunctionSettings = { name, bundle: pathToFileURL(file).href, memoryMb, timeoutSeconds };
  const worker = new Worker(new URL("./functionWorker.ts", import.meta.url), {
    workerData: settings,
    ...(heapMb !== undefined && { resourceLimits: { maxOldGenerationSizeMb: heapMb } }),
    env: { ...environment, AWS_LAMBDA_FUNCTION_NAME: name, AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb) },
    stdout: true,
    stderr: true,
  });
  for (const input of [worker.stdout, worker.stderr]) createInterface({ input }).on("line", onLine);

  const calls: Instance["calls"] = new Map();
  let markReady: () => void;
  const ready = new Promise<void>((resolve) => {
    markReady = resolve;
  });
  const failAll = (reason: string): void => {
    for (const { reject } of calls.values()) reject(new Error(reason));
    calls.clear();
    markReady();
  };
  worker.on("message", (message: Message) => {
    if ("ready" in message) return markReady();
    const call = calls.get(message.id);
    calls.delete(message.id);
    if (message.failure !== undefined) call?.reject(new Error(message.failure));
    else call?.resolve(message.answer === undefined ? undefined : JSON.parse(message.answer));
  });
  worker.once("error", (error: Error) => failAll(`The function ${name} broke down: ${error.message}`));
  worker.once("exit", () => failAll(`The function ${name} ended.`));

  let next = 0;
  return {
    worker,
    calls,
    call: (event) =>
      new Promise((resolve, reject) => {
        const id = next++;
        let timer: NodeJS.Timeout | undefined;
        const settle =
          <Value>(done: (value: Value) => void) =>
          (value: Value) => {
            clearTimeout(timer);
            done(value);
          };
        calls.set(id, { resolve: settle(resolve), reject: settle(reject) });
        // Like Lambda, which counts the time of a call from when the function has started.
        void ready.then(() => {
          if (!calls.has(id)) return;
          timer = setTimeout(() => {
            failAll(`The function ${name} was ended after ${timeoutSeconds} s, the longest it may take.`);
            void worker.terminate();
          }, timeoutSeconds * 1000);
          worker.postMessage({ id, event } satisfies Call);
        });
      }),
  };
};

const parseLine = (name: FunctionName, text: string): LogLine => {
  try {
    return { ...(JSON.parse(text) as object), function: name };
  } catch {
    return { function: name, message: text };
  }
};
