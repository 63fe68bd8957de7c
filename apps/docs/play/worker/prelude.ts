/**
 * Runs before a program of the playground: starts the backend that the page chose (the worker's name), and brings what
 * the program prints and displays to the page. It is the program's last import; imports run first.
 */
import { defaultRuntime, use } from "@actfn/core";
import { installRenderers } from "@actfn/kernel";
import type { BackendName, Bundle, PlayEvent } from "../event.js";
import { inspect } from "../node/inspect.js";
import { backendNamed } from "./backends.js";

const tell = (event: PlayEvent): void => postMessage(event);

const frontEnd = {
  show: (bundle: Bundle, options?: { readonly id?: string; readonly update?: boolean }): void => {
    const { id, update = false } = options ?? {};
    tell({ kind: "show", bundle, update, ...(id === undefined ? {} : { id }) });
  },
  clear: (): void => tell({ kind: "clear" }),
  broadcast: (): void => {},
  input: (): Promise<string> => Promise.reject(new Error("The playground asks for no input.")),
  signal: new AbortController().signal,
};

function fail(reason: unknown): void {
  const { name = "Error", message = String(reason), stack = "" } = (reason ?? {}) as Partial<Error>;
  tell({ kind: "failed", name, message, stack });
}

function printTo(stream: "out" | "error"): (...values: unknown[]) => void {
  return (...values) =>
    tell({
      kind: "print",
      stream,
      text: values.map((v) => (typeof v === "string" ? v : inspect(v))).join(" "),
    });
}

Object.assign(console, {
  log: printTo("out"),
  info: printTo("out"),
  debug: printTo("out"),
  warn: printTo("error"),
  error: printTo("error"),
});
addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  fail(event.reason);
});
addEventListener("error", (event) => {
  event.preventDefault();
  fail(event.error ?? event.message);
});

Object.assign(globalThis, { [Symbol.for("actfn.kernel.front-end")]: frontEnd });
installRenderers();

const began = performance.now();
const backend = await backendNamed(self.name as BackendName);
await use(backend);
const answered = new Set<string>();
defaultRuntime().on("answer", (event) => answered.add(event.backend));
tell({
  kind: "ready",
  backend: backend.name,
  runtime: backend.info.runtime,
  took: performance.now() - began,
});

const started = performance.now();
Object.assign(globalThis, {
  [Symbol.for("actfn.play.done")]: () =>
    // What was displayed without waiting for it has its bundle a little later.
    setTimeout(() => tell({ kind: "done", answered: [...answered], took: performance.now() - started }), 30),
});
