import { fromBinary } from "@bufbuild/protobuf";
import { AttributeProto_AttributeType, ModelProtoSchema, TensorProto_DataType } from "onnx-buf";
import { describe, expect, it } from "vitest";
import { GraphBuilder } from "../graph/graph-builder.js";
import { encodeModel } from "./encode.js";
import { modelBytes } from "./graph-model.js";

// onnx-buf is generated from ONNX's own onnx.proto, so what it reads is what every other tool reads.
const read = (bytes: Uint8Array) => fromBinary(ModelProtoSchema, bytes);

describe("encodeModel", () => {
  it("writes a single node that an independent implementation reads back", () => {
    const builder = new GraphBuilder();
    const x = builder.input("x", "float", ["n", 3]);
    builder.output("y", builder.node("LeakyRelu", [x], { alpha: { float: 0.2 } }), ["n", 3]);
    const model = read(modelBytes(builder.build("g")));
    expect(model.irVersion).toBe(9n);
    expect(model.opsetImport.map(({ domain, version }) => [domain, version])).toEqual([["", 20n]]);
    const graph = model.graph;
    expect(graph?.name).toBe("g");
    expect(graph?.node.map(({ opType, input, output }) => [opType, input, output])).toEqual([
      ["LeakyRelu", ["x"], ["y"]],
    ]);
    const [alpha] = graph?.node[0]?.attribute ?? [];
    expect([alpha?.name, alpha?.type, alpha?.f]).toEqual([
      "alpha",
      AttributeProto_AttributeType.FLOAT,
      Math.fround(0.2),
    ]);
    const type = graph?.input[0]?.type?.value;
    expect(type?.case === "tensorType" && type.value.elemType).toBe(TensorProto_DataType.FLOAT);
    const dims = type?.case === "tensorType" ? type.value.shape?.dim.map(({ value }) => value.value) : [];
    expect(dims).toEqual(["n", 3n]);
  });

  it("writes negative integers, strings and lists of integers", () => {
    const attributes = { axis: { int: -1 }, approximate: { string: "tanh" }, perm: { ints: [1, -2, 300] } };
    const node = { op: "Made", name: "made", inputs: ["x"], outputs: ["y"], attributes };
    const graph = { name: "g", nodes: [node], initializers: [], inputs: [], outputs: [] };
    const model = read(encodeModel({ graph, opset: 20, irVersion: 9, producer: "actfn" }));
    const [axis, approximate, perm] = model.graph?.node[0]?.attribute ?? [];
    expect(axis?.i).toBe(-1n);
    expect(new TextDecoder().decode(approximate?.s)).toBe("tanh");
    expect(perm?.ints).toEqual([1n, -2n, 300n]);
  });

  it("writes a scalar's shape as empty, not as unknown", () => {
    const builder = new GraphBuilder();
    builder.output("y", builder.node("Relu", [builder.input("x", "double", [])]), []);
    const type = read(modelBytes(builder.build("g"))).graph?.input[0]?.type?.value;
    expect(type?.case === "tensorType" && type.value.shape?.dim).toEqual([]);
  });

  it("stores constants bit by bit, each once", () => {
    const builder = new GraphBuilder();
    const x = builder.input("x", "double", ["n"]);
    const minusZero = builder.constant("double", -0);
    const sum = builder.node("Add", [builder.node("Add", [x, minusZero]), builder.constant("double", 0)]);
    builder.output("y", builder.node("Add", [sum, builder.constant("double", -0)]), ["n"]);
    const stored = read(modelBytes(builder.build("g"))).graph?.initializer ?? [];
    expect(stored.map(({ rawData }) => Buffer.from(rawData).readDoubleLE())).toEqual([-0, 0]);
    expect(stored.map(({ dims, dataType }) => [dims, dataType])).toEqual([
      [[], TensorProto_DataType.DOUBLE],
      [[], TensorProto_DataType.DOUBLE],
    ]);
  });
});
