import type { AnyActivation, Runtime } from "@actfn/core";
import type { linspace, rowLegend, sampleOn } from "@actfn/plot";
import type { controlsOf, startOf } from "../../../curves/controls.js";
import type { boundsOf, provenDigits } from "../../../digits/proven.js";

/** What the live parts of a page compute with. */
export interface Library {
  readonly runtime: Runtime;
  /** The definition itself, interpreted: the same bits at once for a few inputs, slow for many. */
  readonly interpreted: Runtime;
  /** How long the library and its backend took from being asked for to being ready, in milliseconds. */
  readonly readyIn: number;
  readonly activationNamed: (name: string) => AnyActivation;
  readonly linspace: typeof linspace;
  readonly sampleOn: typeof sampleOn;
  readonly controlsOf: typeof controlsOf;
  readonly startOf: typeof startOf;
  readonly rowLegend: typeof rowLegend;
  /** The value or the slope at one input, or the first result of a row. */
  readonly resultAt: (name: string, of: "value" | "slope", x: number | readonly number[]) => number;
  readonly boundsOf: typeof boundsOf;
  readonly provenDigits: typeof provenDigits;
}

let loaded: Promise<Library> | undefined;

/** Loads the library and starts its backend, once a visit, when the first live part of a page asks. */
export function library(): Promise<Library> {
  loaded ??= load();
  return loaded;
}

/** Milliseconds that a page's components wait for the library before they come to life: the page can be read meanwhile. */
const HEAD_START = 100;

/**
 * Asks for the library on a page with a figure, and waits a moment for it: before the page's components come to life it is
 * started at once, else only when they are done. Who asks for it then tells what went wrong.
 */
export async function prepareLibrary(): Promise<void> {
  if (document.querySelector(".explorer") === null) return;
  const waited = new Promise((resolve) => setTimeout(resolve, HEAD_START));
  await Promise.race([library().catch(() => {}), waited]);
}

async function load(): Promise<Library> {
  performance.mark("actfn asked for");
  const { start } = await import("./loaded.js");
  const started = await start();
  const { duration } = performance.measure("actfn ready", "actfn asked for");
  return { ...started, readyIn: duration };
}
