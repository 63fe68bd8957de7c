import { catalogueNames } from "./catalogue-names.js";

/**
 * Code that runs before the first cell of each notebook. All cells see its names and types. A cell may declare any of these
 * names again.
 */
export function prelude(): string {
  return `import * as actfn from "@actfn/core";
import { ${["catalogue", "tensor", "Tensor", "use", "defineActivation", "createRuntime", "defaultRuntime", ...catalogueNames()].join(", ")} } from "@actfn/core";
import { cpu } from "@actfn/backend-cpu";
import { onnx } from "@actfn/backend-onnx";
import { broadcast, clearOutput, compare, display, figureFormat, html, input, kernel, lab, md, plot, progress, progressBar, slider, svg, table, tex } from "@actfn/kernel";
`;
}
