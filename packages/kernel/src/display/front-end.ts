/**
 * The way from a cell to the screen it belongs to.
 *
 * The kernel registers itself under a global symbol, so that every copy of this package that a notebook may load finds
 * the same screen. Without our kernel there is stock tslab's, and without that the terminal.
 */
import type { Json, JsonObject, MimeBundle } from "../protocol/message.js";
import type { Comm, CommListener } from "./comm.js";
import { NoCommError } from "./no-comm-error.js";

/** What a kernel offers to the code that it runs. */
export interface FrontEnd {
  /** Shows a bundle. With an id it can be replaced later, by the same id and `update`. */
  show(bundle: MimeBundle, options?: ShowOptions): void;
  /** Removes the outputs of the running cell; with `wait`, only once the next output is there, which does not flicker. */
  clear(wait: boolean): void;
  /** Publishes a message of any type, for front ends with extensions of their own. */
  broadcast(type: string, content: Record<string, Json>): void;
  /** Asks the person at the notebook for a line. Rejects where the front end cannot ask. */
  input(prompt: string, password: boolean): Promise<string>;
  /** Opens a comm to what the front end knows as `target`. Throws `NoCommError` where there are no comms. */
  openComm(target: string, data: JsonObject, metadata?: JsonObject): Comm;
  /** Takes the comms that the front end opens to `target`. */
  onComm(target: string, listener: CommListener): void;
  /** Whether the front end draws Jupyter widgets, as far as it has shown. */
  readonly hasWidgets: boolean;
  /** What is checked before a cell runs. */
  readonly checking: { noCheck: boolean };
  /** Aborted when the running cell is interrupted. */
  readonly signal: AbortSignal;
}

/** How a bundle is shown. */
export interface ShowOptions {
  readonly id?: string;
  readonly update?: boolean;
  readonly metadata?: Record<string, Json>;
}

const KEY = Symbol.for("actfn.kernel.front-end");

type Globals = { [KEY]?: FrontEnd; __tslab__?: { require(name: string): unknown } };

/** Makes a front end the one that `display` writes to. */
export function registerFrontEnd(frontEnd: FrontEnd): void {
  (globalThis as Globals)[KEY] = frontEnd;
}

/** The front end of this process: our kernel's, else stock tslab's, else the terminal. */
export function frontEnd(): FrontEnd {
  const globals = globalThis as Globals;
  if (globals[KEY] !== undefined) return globals[KEY];
  return globals.__tslab__ === undefined ? terminal : tslabFrontEnd(globals.__tslab__.require);
}

/** Whether outputs are rich here; in a terminal they are lines of text. */
export function isNotebook(): boolean {
  return frontEnd() !== terminal;
}

const never: AbortSignal = new AbortController().signal;

const terminal: FrontEnd = {
  show: (bundle, options) => {
    // A progress bar that is redrawn in a log is noise; who wants it in place has stderr (see progress).
    if (options?.update !== true) console.log(String(bundle["text/plain"] ?? ""));
  },
  clear: () => {},
  broadcast: () => {},
  input: async (prompt) => {
    const { createInterface } = await import("node:readline/promises");
    const line = createInterface({ input: process.stdin, output: process.stdout });
    try {
      return await line.question(prompt);
    } finally {
      line.close();
    }
  },
  openComm: (target) => {
    throw new NoCommError(target);
  },
  onComm: () => {},
  hasWidgets: false,
  checking: { noCheck: true },
  signal: never,
};

interface TslabApi {
  readonly display: { raw(mime: string, data: string): void };
  newDisplay(): { raw(mime: string, data: string): void };
}

const TSLAB_ORDER = ["text/html", "image/svg+xml", "text/markdown", "text/latex", "image/png", "text/plain"];
const tslabDisplays = new Map<string, { raw(mime: string, data: string): void }>();

/** Stock tslab shows one MIME type at a time: the richest of the bundle that every front end renders. */
function tslabFrontEnd(require: (name: string) => unknown): FrontEnd {
  const tslab = require("tslab") as TslabApi;
  return {
    ...terminal,
    show: (bundle, options) => {
      const mime = TSLAB_ORDER.find((type) => bundle[type] !== undefined) ?? "text/plain";
      const target =
        options?.id === undefined ? tslab.display : (tslabDisplays.get(options.id) ?? tslab.newDisplay());
      if (options?.id !== undefined) tslabDisplays.set(options.id, target);
      target.raw(mime, String(bundle[mime] ?? ""));
    },
  };
}
