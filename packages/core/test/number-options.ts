import type { Definition } from "../src/index.js";
import { isStructural } from "../src/request/uniform.js";

/** The options of a definition that may vary from call to call without another kernel. */
export function numberOptionsOf(
  definition: Definition,
): { readonly name: string; readonly accepts: (value: number) => boolean }[] {
  return Object.entries(definition.options).flatMap(([name, spec]) => {
    if (spec.type !== "number" || isStructural(definition, name)) return [];
    return [{ name, accepts: spec.accepts?.test ?? Number.isFinite }];
  });
}
