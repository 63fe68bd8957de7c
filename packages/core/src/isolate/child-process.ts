import { ConfigError } from "../errors/config-error.js";
import { asSentence } from "../errors/print.js";
import { builtin } from "../host/host.js";
import type { ToWorker } from "./messages.js";
import { onProcessExit } from "./process-exit.js";
import { untilOver, type WorkerEvents, type WorkerHandle } from "./worker-handle.js";
import { workerScript } from "./worker-script.js";

interface Held {
  ref?(): void;
  unref?(): void;
}

interface ChildProcess extends Held {
  readonly channel?: Held | null;
  readonly stdin: (Held & { on(event: "error", listener: () => void): void }) | null;
  send(message: unknown): boolean;
  kill(signal: "SIGKILL"): boolean;
  on(event: string, listener: (value: never, signal: string | null) => void): void;
}

interface ForkOptions {
  readonly serialization: "advanced";
  readonly stdio: readonly string[];
  readonly execArgv: readonly string[];
}

/** Node's `node:child_process`. */
export interface ChildProcesses {
  readonly fork: (script: URL, args: readonly string[], options: ForkOptions) => ChildProcess;
}

const { process } = globalThis as unknown as { readonly process?: { readonly execArgv: readonly string[] } };

/** A process of its own, which the system ends at any moment, also inside a native call that hangs. */
export function childProcess(
  { fork }: ChildProcesses,
  events: WorkerEvents,
  script: URL | undefined,
): WorkerHandle {
  if (builtin<{ isSea?: () => boolean }>("node:sea")?.isSea?.() === true) {
    throw new ConfigError(
      "isolate",
      "workerType",
      "process",
      '"thread" in a single executable application, which can start no other program',
    );
  }
  const child = fork(workerScript(script), [], {
    serialization: "advanced",
    // By the end of its stdin the child knows that this process is gone, however that ended: see parent-watch.ts.
    stdio: ["pipe", "inherit", "inherit", "ipc"],
    execArgv: execArgv(),
  });
  const { onMessage, onLost, over } = untilOver(events);
  child.on("message", onMessage as (value: never) => void);
  child.on("error", (error: Error) =>
    onLost(asSentence(`It failed with ${error?.name}: ${error?.message}`), error),
  );
  child.on("exit", (code: number | null, signal) =>
    onLost(code === null ? `It was ended by ${signal}.` : `It exited with code ${code}.`),
  );
  child.stdin?.on("error", () => {});
  const kill = (): boolean => child.kill("SIGKILL");
  const forget = onProcessExit({ stop: kill, wait: () => true });
  // A process that cannot be started has an error and no exit.
  const ended = new Promise<void>((resolve) => {
    for (const event of ["exit", "error"]) child.on(event, () => resolve());
  });
  void ended.then(forget);
  const hold = (holds: boolean): void => {
    for (const held of [child, child.channel, child.stdin]) holds ? held?.ref?.() : held?.unref?.();
  };
  hold(false);
  return {
    post: (message: ToWorker) => void child.send(message),
    hold,
    end: () => {
      over();
      hold(false);
      kill();
      return ended;
    },
  };
}

/** Node's own arguments, as loaders of modules, without those by which a debugger would wait at the same port. */
function execArgv(): readonly string[] {
  const args = process?.execArgv ?? [];
  // The very same list, since Node then takes the code of --eval out of it.
  return args.some(isInspect) ? args.filter((arg) => !isInspect(arg)) : args;
}

function isInspect(arg: string): boolean {
  return arg.startsWith("--inspect");
}
