import type { AnyActivation, Runtime } from "@actfn/core";
import type { controlsOf, startOf } from "../../../curves/controls.js";
import type { inputs, section, sectionLegend } from "../../../curves/section.js";

/** What the live parts of a page compute with. */
export interface Library {
  readonly runtime: Runtime;
  /** How long the backend took to start, in milliseconds. */
  readonly readyIn: number;
  readonly activationNamed: (name: string) => AnyActivation;
  readonly inputs: typeof inputs;
  readonly section: typeof section;
  readonly controlsOf: typeof controlsOf;
  readonly startOf: typeof startOf;
  readonly sectionLegend: typeof sectionLegend;
}

let loaded: Promise<Library> | undefined;

/** Loads the library and starts its backend, once a visit, when the first live part of a page asks. */
export function library(): Promise<Library> {
  loaded ??= import("./loaded.js").then(({ start }) => start());
  return loaded;
}
