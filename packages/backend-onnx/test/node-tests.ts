import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fromBinary } from "@bufbuild/protobuf";
import { ModelProtoSchema, type TensorProto, TensorProto_DataType, TensorProtoSchema } from "onnx-buf";

/** Where the ONNX project's node tests lie, beside the repository; not part of it. */
export const folder: string =
  process.env["ACTFN_ONNX_NODE_TESTS"] ??
  fileURLToPath(new URL("../../../../shared/data/onnx-node-tests", import.meta.url));

/** Why they cannot be run, or undefined. */
export const absent: string | undefined = existsSync(folder)
  ? undefined
  : `there is no ${folder}; set ACTFN_ONNX_NODE_TESTS to a folder of ONNX's node tests`;

/** A tensor of a test's data. */
export interface Stored {
  readonly type: "float32" | "int8";
  readonly dims: readonly number[];
  readonly data: Float32Array | Int8Array;
}

/** One of ONNX's node tests. */
export interface NodeTest {
  readonly name: string;
  readonly model: Uint8Array;
  readonly op: string;
  readonly attributes: Readonly<Record<string, number | string>>;
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  readonly inputs: readonly Stored[];
  readonly outputs: readonly Stored[];
}

/** All tests of the folder. */
export function nodeTests(): NodeTest[] {
  if (absent !== undefined) return [];
  return readdirSync(folder)
    .filter((name) => name.startsWith("test_"))
    .map(readTest);
}

function readTest(name: string): NodeTest {
  const model = new Uint8Array(readFileSync(join(folder, name, "model.onnx")));
  const graph = fromBinary(ModelProtoSchema, model).graph;
  const node = graph?.node[0];
  const set = join(folder, name, "test_data_set_0");
  const tensors = (kind: string): Stored[] =>
    readdirSync(set)
      .filter((file) => file.startsWith(kind))
      .sort()
      .map((file) => stored(fromBinary(TensorProtoSchema, new Uint8Array(readFileSync(join(set, file))))));
  const attributes = (node?.attribute ?? []).map(({ name: key, f, i, s }) => {
    const text = new TextDecoder().decode(s);
    return [key, text !== "" ? text : f !== 0 ? f : Number(i)] as const;
  });
  return {
    name,
    model,
    op: node?.opType ?? "",
    attributes: Object.fromEntries(attributes),
    inputNames: graph?.input.map((input) => input.name) ?? [],
    outputNames: graph?.output.map((output) => output.name) ?? [],
    inputs: tensors("input_"),
    outputs: tensors("output_"),
  };
}

function stored({ dims, dataType, rawData, floatData }: TensorProto): Stored {
  const lengths = dims.map(Number);
  if (dataType === TensorProto_DataType.INT8)
    return { type: "int8", dims: lengths, data: new Int8Array(rawData) };
  const data = rawData.length > 0 ? new Float32Array(rawData.slice().buffer) : Float32Array.from(floatData);
  return { type: "float32", dims: lengths, data };
}
