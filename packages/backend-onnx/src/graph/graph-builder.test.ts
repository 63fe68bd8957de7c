import { describe, expect, it } from "vitest";
import { GraphBuilder } from "./graph-builder.js";

describe("GraphBuilder", () => {
  it("computes what is shared once", () => {
    const builder = new GraphBuilder();
    const x = builder.input("x", "float", ["n"]);
    const twice = builder.node("Add", [builder.node("Exp", [x]), builder.node("Exp", [x])]);
    builder.output("y", twice, ["n"]);
    expect(builder.build("g").nodes.map(({ op }) => op)).toEqual(["Exp", "Add"]);
  });

  it("tells nodes with other attributes apart", () => {
    const builder = new GraphBuilder();
    const x = builder.input("x", "float", ["n"]);
    const steep = builder.node("LeakyRelu", [x], { alpha: { float: 0.5 } });
    builder.output("y", builder.node("Add", [builder.node("LeakyRelu", [x]), steep]), ["n"]);
    expect(builder.build("g").nodes.map(({ op }) => op)).toEqual(["LeakyRelu", "LeakyRelu", "Add"]);
  });

  it("leaves out what no output needs, constants included", () => {
    const builder = new GraphBuilder();
    const x = builder.input("x", "float", ["n"]);
    builder.node("Mul", [x, builder.constant("float", 3)]);
    builder.output("y", builder.node("Relu", [x]), ["n"]);
    const graph = builder.build("g");
    expect(graph.nodes.map(({ op }) => op)).toEqual(["Relu"]);
    expect(graph.initializers).toEqual([]);
  });

  it("gives outputs that have no node of their own a copy", () => {
    const builder = new GraphBuilder();
    const x = builder.input("x", "float", ["n"]);
    const y = builder.node("Relu", [x]);
    builder.output("a", y, ["n"]);
    builder.output("b", y, ["n"]);
    builder.output("c", x, ["n"]);
    const { nodes } = builder.build("g");
    expect(nodes.map(({ op, inputs, outputs }) => [op, inputs, outputs])).toEqual([
      ["Relu", ["x"], ["a"]],
      ["Identity", ["a"], ["b"]],
      ["Identity", ["x"], ["c"]],
    ]);
  });
});
