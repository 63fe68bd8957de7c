import type { AnyActivation, DType, Pass, Precision } from "@actfn/core";
import { merge } from "../graph/merge.js";
import { fixedGraphOf } from "../graph-of.js";
import { loadsIn, modelBytes } from "../model/graph-model.js";
import type { Graph } from "../model/model.js";
import { checkAsked } from "./check-asked.js";
import { type ExportLayout, exportLayout } from "./export-layout.js";

/** Options of {@link exportModel}. */
export interface ExportOptions extends ExportLayout {
  /** `"forward"` (x → y), `"backward"` (x, dy → dx and a gradient for each learned option), or `"both"` in one model. Default: `"forward"`. */
  readonly pass?: Pass | "both";
  /** The element type of all inputs and outputs. Default: `"float32"`. */
  readonly dtype?: DType;
  /** `"fast"`: the native operator if ONNX has one. `"strict"`: a graph in double, within 1 ulp. Default: `"fast"`. */
  readonly precision?: Precision;
}

/**
 * Writes an activation as the bytes of a `.onnx` file (operator set 20, file format 9), which ONNX Runtime 1.17 and later,
 * Triton, OpenVINO and other tools load. It accepts your own activations too.
 *
 * ```ts
 * await writeFile("gelu.onnx", exportModel(gelu, { options: { approximate: "tanh" } }));
 * await writeFile("softmax.onnx", exportModel(softmax, { shape: ["batch", 1000], pass: "both" }));
 * ```
 *
 * Inputs are named `x`, the tensor options and `dy`; outputs `y`, `dx` and `d` with the option's name. Throws a typed error for
 * an unknown field, an option that the activation does not have, an axis outside the shape, or a shape that cannot be divided into
 * the parts.
 */
export function exportModel(activation: AnyActivation, options: ExportOptions = {}): Uint8Array {
  const { name, summary } = activation.definition;
  return modelBytes(exportGraph(activation, options), `${name}: ${summary} ${loadsIn}`);
}

/** The graph that {@link exportModel} writes. */
export function exportGraph(activation: AnyActivation, options: ExportOptions = {}): Graph {
  const { pass = "forward", dtype = "float32", precision = "fast" } = options;
  const { definition } = activation;
  checkAsked(definition, options);
  const { layout, resolved } = exportLayout(activation, options);
  const passes: readonly Pass[] = pass === "both" ? ["forward", "backward"] : [pass];
  const graphs = passes.map((one) =>
    fixedGraphOf({ activation: definition, options: resolved, pass: one, precision, dtype }, layout),
  );
  return graphs.length === 1 ? (graphs[0] as Graph) : merge(`${definition.name}_both_${dtype}`, graphs);
}
