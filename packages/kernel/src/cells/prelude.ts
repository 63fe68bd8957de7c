import { catalogueNames } from "./catalogue-names.js";

/**
 * What every notebook starts with: run before the first cell, typed and completable in all of them. A cell may declare
 * any of these names anew.
 */
export function prelude(): string {
  return `import * as actfn from "@actfn/core";
import { ${["catalogue", "tensor", "Tensor", "use", "defineActivation", "createRuntime", "defaultRuntime", ...catalogueNames()].join(", ")} } from "@actfn/core";
import { cpu } from "@actfn/backend-cpu";
import { onnx } from "@actfn/backend-onnx";
import { broadcast, clearOutput, compare, display, figureFormat, html, input, kernel, lab, md, plot, progress, progressBar, slider, svg, table, tex } from "@actfn/kernel";
`;
}
