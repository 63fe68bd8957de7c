import { activationNamed } from "@actfn/core";
import { referenceRuntime } from "../../../curves/reference.js";
import { inputs, section, sectionLegend } from "../../../curves/section.js";
import type { Library } from "./library.js";

/** Starts the runtime that the figures of this visit are computed on. This module is a chunk of its own: see `library`. */
export async function start(): Promise<Library> {
  return { runtime: referenceRuntime(), activationNamed, inputs, section, sectionLegend };
}
