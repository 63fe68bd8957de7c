import { compile } from "./compile.js";
import type { BackendName, PlayEvent } from "./event.js";

/** A run of a program as the page sees it. */
export type RunEvent =
  | PlayEvent
  | { readonly kind: "error"; readonly text: string; readonly line?: number }
  | { readonly kind: "stopped" };

/**
 * Runs programs, one at a time, each in a worker of its own. The program is the worker's module: nothing is evaluated
 * from a string, and the policy of the page holds in the worker too, so that a program from somebody else's link
 * reaches no other host.
 */
export class Session {
  private readonly address: string;
  private readonly tell: (event: RunEvent) => void;
  private worker: Worker | undefined;
  private source: string | undefined;

  /** `address` is where the playground's modules lie, absolute, with a slash at its end. */
  constructor(address: string, tell: (event: RunEvent) => void) {
    this.address = address;
    this.tell = tell;
  }

  /** Starts a program, in place of the one that runs. */
  run(program: string, backend: BackendName): void {
    this.end();
    const compiled = compile(program, this.address);
    if (!compiled.ok) {
      this.tell({ kind: "error", text: compiled.message, ...(compiled.line ? { line: compiled.line } : {}) });
      return;
    }
    const code = `${compiled.code}\nimport "${this.address}prelude.js";`;
    this.source = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
    const worker = new Worker(this.source, { type: "module", name: backend });
    worker.onmessage = ({ data }: MessageEvent<PlayEvent>) => this.receive(data, worker);
    worker.onerror = (event) => {
      event.preventDefault();
      this.fail(event.message || "The program could not be loaded.", event.lineno || undefined, worker);
    };
    this.worker = worker;
  }

  /** Ends the running program. */
  stop(): void {
    if (this.worker === undefined) return;
    this.end();
    this.tell({ kind: "stopped" });
  }

  private receive(event: PlayEvent, worker: Worker): void {
    if (worker !== this.worker) return;
    if (event.kind === "failed") {
      const line = lineIn(event.stack, this.source ?? "");
      this.fail(`${event.name}: ${event.message}`, line, worker);
      return;
    }
    this.tell(event);
    if (event.kind === "done") this.end();
  }

  private fail(text: string, line: number | undefined, worker: Worker): void {
    if (worker !== this.worker) return;
    this.end();
    this.tell({ kind: "error", text, ...(line === undefined ? {} : { line }) });
  }

  private end(): void {
    this.worker?.terminate();
    if (this.source !== undefined) URL.revokeObjectURL(this.source);
    this.worker = undefined;
    this.source = undefined;
  }
}

/** The line of a program in a stack, where the stack passes through it. */
function lineIn(stack: string, source: string): number | undefined {
  const at = stack.indexOf(source);
  if (source === "" || at < 0) return undefined;
  const line = /^:(\d+)/.exec(stack.slice(at + source.length))?.[1];
  return line === undefined ? undefined : Number(line);
}
