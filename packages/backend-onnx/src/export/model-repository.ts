import type { AnyActivation } from "@actfn/core";
import { builtin } from "@actfn/core/host";
import { ExportError } from "../errors/export-error.js";
import { loadsIn } from "../model/graph-model.js";
import type { ElementType, ValueInfo } from "../model/model.js";
import { utf8 } from "../model/utf8.js";
import { type ExportOptions, exportGraph, exportModel } from "./export-model.js";

/** One model of a repository. */
export interface RepositoryModel extends ExportOptions {
  readonly activation: AnyActivation;
  /** The model's name. Default: the activation's name, followed by the pass unless it is `"forward"`. */
  readonly name?: string;
}

const tritonType: Readonly<Partial<Record<ElementType, string>>> = {
  float: "TYPE_FP32",
  double: "TYPE_FP64",
  float16: "TYPE_FP16",
  bfloat16: "TYPE_BF16",
};

/**
 * The files of a model repository for NVIDIA Triton and KServe, by path: `<name>/config.pbtxt` and `<name>/1/model.onnx` for
 * each model. No dimension is a batch dimension, so a server accepts any shape.
 *
 * Throws an `ExportError` if two models have one name, or if a model has no axes, which servers do not allow.
 */
export function modelRepository(models: readonly RepositoryModel[]): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const { activation, name, ...options } of models) {
    const { definition } = activation;
    const pass = options.pass ?? "forward";
    const called = name ?? (pass === "forward" ? definition.name : `${definition.name}_${pass}`);
    // The name is that of a folder, so it must not begin with a dot: ".." is the folder above.
    if (typeof called !== "string" || !/^\w[\w.-]*$/.test(called)) {
      throw new ExportError(
        definition.name,
        `${JSON.stringify(called)} is not a valid model name. Use letters, digits, _, - and dots; the first character must be a letter, a digit or _.`,
      );
    }
    if (files.has(`${called}/config.pbtxt`)) {
      throw new ExportError(
        definition.name,
        `two models have the name ${JSON.stringify(called)}. Give one of them another name.`,
      );
    }
    const graph = exportGraph(activation, options);
    const scalar = [...graph.inputs, ...graph.outputs].find(({ dims }) => dims.length === 0);
    if (scalar !== undefined) {
      throw new ExportError(
        definition.name,
        `model servers do not support scalars, and ${scalar.name} is a scalar. Export the model with a rank of at least 1.`,
      );
    }
    files.set(`${called}/config.pbtxt`, utf8(config(called, graph.inputs, graph.outputs)));
    files.set(`${called}/1/model.onnx`, exportModel(activation, options));
  }
  return files;
}

function config(name: string, inputs: readonly ValueInfo[], outputs: readonly ValueInfo[]): string {
  const values = (kind: string, list: readonly ValueInfo[]): string => {
    const entries = list.map(({ name: tensor, type, dims }) => {
      const lengths = dims.map((dim) => (typeof dim === "number" ? dim : -1)).join(", ");
      return `  {\n    name: "${tensor}"\n    data_type: ${tritonType[type]}\n    dims: [ ${lengths} ]\n  }`;
    });
    return `${kind} [\n${entries.join(",\n")}\n]\n`;
  };
  // 0 means that no axis is a batch. Without the field, Triton takes the first axis for a batch and limits its length.
  return `# ${loadsIn}\nname: "${name}"\nplatform: "onnxruntime_onnx"\nmax_batch_size: 0\n${values("input", inputs)}${values("output", outputs)}`;
}

/** Writes the files of {@link modelRepository} into a folder, in Node. If one model cannot be exported, writes nothing. */
export async function exportModelRepository(
  folder: string,
  models: readonly RepositoryModel[],
): Promise<readonly string[]> {
  const files = modelRepository(models);
  const fs = builtin<typeof import("node:fs/promises")>("node:fs/promises");
  const path = builtin<typeof import("node:path")>("node:path");
  if (fs === undefined || path === undefined) {
    throw ExportError.ofFiles(
      "this engine has no file system. Use modelRepository(), which returns the files.",
    );
  }
  const paths: string[] = [];
  for (const [name, bytes] of files) {
    const target = path.join(folder, name);
    await fs.mkdir(path.dirname(target), { recursive: true });
    await fs.writeFile(target, bytes);
    paths.push(target);
  }
  return paths;
}
