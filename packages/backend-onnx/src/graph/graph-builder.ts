import type { Attributes, ElementType, Graph, Initializer, Node, ValueInfo } from "../model/model.js";
import { encodeElements } from "./elements.js";

/** A value of a graph under construction: an input, a constant, or the result of a node. */
export interface Value {
  readonly name: string;
  readonly type: ElementType;
}

/** The lengths of a tensor's axes; a name means any length. */
export type Dims = readonly (number | string)[];

/**
 * Collects the nodes of a graph. It stores equal constants once and merges nodes with equal operator, inputs and attributes, so
 * that shared expressions are computed once. Nodes that no output needs are removed.
 */
export class GraphBuilder {
  private readonly inputs: ValueInfo[] = [];
  private readonly outputs: { readonly name: string; readonly value: Value; readonly dims: Dims }[] = [];
  private readonly initializers = new Map<string, Initializer>();
  private readonly numbers = new Map<string, number>();
  private readonly makers = new Map<string, Node>();
  private readonly nodes = new Map<string, { readonly node: Node; readonly values: readonly Value[] }>();

  /** Declares an input of the graph. */
  input(name: string, type: ElementType, dims: Dims): Value {
    this.inputs.push({ name, type, dims });
    return { name, type };
  }

  /** Declares a value as an output of the graph, with a name. */
  output(name: string, value: Value, dims: Dims): void {
    this.outputs.push({ name, value, dims });
  }

  /** A scalar constant. */
  constant(type: ElementType, value: number): Value {
    const stored = this.stored(type, [], [value]);
    this.numbers.set(stored.name, value);
    return stored;
  }

  /** The number of a scalar constant; undefined for every other value. */
  constantOf(value: Value): number | undefined {
    return this.numbers.get(value.name);
  }

  /** If a node of a certain operator made a value, the name of its argument; otherwise undefined. */
  argumentOf(op: string, value: Value): string | undefined {
    const made = this.makers.get(value.name);
    return made?.op === op ? made.inputs[0] : undefined;
  }

  /** A list of integers, the form in which operators take axes and sizes. */
  integers(...values: readonly number[]): Value {
    return this.stored("int64", [values.length], values);
  }

  /** Applies an operator with one result. Its type is by default that of the first input. */
  node(op: string, inputs: readonly Value[], attributes: Attributes = {}, type?: ElementType): Value {
    return this.nodeOf(op, inputs, attributes, [type ?? (inputs[0] as Value).type])[0] as Value;
  }

  /** Applies an operator with one result for each of `types`. */
  nodeOf(
    op: string,
    inputs: readonly Value[],
    attributes: Attributes,
    types: readonly ElementType[],
  ): readonly Value[] {
    const names = inputs.map((input) => input.name);
    const key = `${op}(${names.join()})${types.join()}${JSON.stringify(attributes)}`;
    const known = this.nodes.get(key);
    if (known !== undefined) return known.values;
    const name = `${op.charAt(0).toLowerCase()}${op.slice(1)}_${this.nodes.size + 1}`;
    const values = types.map((type, i) => ({ name: types.length === 1 ? name : `${name}_${i}`, type }));
    const outputs = values.map((value) => value.name);
    const node: Node = { op, name, inputs: names, outputs, attributes };
    this.nodes.set(key, { node, values });
    for (const output of outputs) this.makers.set(output, node);
    return values;
  }

  /** The graph, without nodes that no output needs. */
  build(name: string): Graph {
    const renamed = new Map<string, string>();
    const made = new Set([...this.nodes.values()].flatMap(({ node }) => node.outputs));
    const copies: Node[] = [];
    for (const { name: to, value } of this.outputs) {
      // An output that is an input, a constant or another output has no node that could have its name.
      if (made.has(value.name) && !renamed.has(value.name)) renamed.set(value.name, to);
      else copies.push({ op: "Identity", name: to, inputs: [value.name], outputs: [to], attributes: {} });
    }
    const called = (value: string): string => renamed.get(value) ?? value;
    const all = [...this.nodes.values()].map(({ node }) => node).concat(copies);
    const needed = new Set(this.outputs.map((output) => output.name));
    const nodes: Node[] = [];
    for (const node of all.reverse()) {
      const outputs = node.outputs.map(called);
      if (!outputs.some((output) => needed.has(output))) continue;
      const inputs = node.inputs.map(called);
      for (const input of inputs) needed.add(input);
      nodes.unshift({ ...node, inputs, outputs });
    }
    const initializers = [...this.initializers.values()].filter((stored) => needed.has(stored.name));
    const outputs = this.outputs.map(({ name: to, value, dims }) => ({ name: to, type: value.type, dims }));
    return { name, nodes, initializers, inputs: this.inputs, outputs };
  }

  private stored(type: ElementType, dims: readonly number[], values: readonly number[]): Value {
    const key = `${type} ${dims.length} ${values.map((value) => (Object.is(value, -0) ? "-0" : value)).join()}`;
    let stored = this.initializers.get(key);
    if (stored === undefined) {
      const name = `constant_${this.initializers.size + 1}`;
      stored = { name, type, dims, data: encodeElements(type, values) };
      this.initializers.set(key, stored);
    }
    return { name: stored.name, type };
  }
}
