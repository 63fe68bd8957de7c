import {
  type Expression,
  geometryOf,
  type KernelRequest,
  optionAlignment,
  placeIn,
  type Tensor,
  tensorOptionsOf,
} from "@actfn/core";
import { type KernelInput, type KernelOutput, kernelOf, uniformValue } from "@actfn/core/program";
import { operations, type Term } from "./term-operations.js";

/**
 * For each element of each result of a request, the largest of the terms that it is a sum of, down to where they come
 * from: near a zero of GELU's derivative Φ(x) + x·φ(x) that is |Φ(x)|, though their sum is almost 0. Rounded
 * arithmetic cannot get nearer to the exact value than its rounding of these terms.
 *
 * Inputs are exact, so a difference of two inputs is its own only term. Computed roughly: it scales a bound.
 */
export function largestTerms(request: KernelRequest): Float64Array[] {
  const kernel = kernelOf(request);
  const results = resultSizes(request).map((size) => new Float64Array(size));
  for (const row of rowsOf(request)) {
    const inputs = new Map(kernel.inputs.map((input) => [input.name, readRow(request, input, row)]));
    const evaluate = evaluator(inputs, row.elements);
    for (const output of kernel.outputs) {
      const terms = evaluate(output.expression);
      addRow(request, output, row, terms, results[output.tensor] as Float64Array);
    }
  }
  return results;
}

interface Row {
  readonly elements: number;
  /** Index of an element of one part in a tensor of `parts` parts along the axis. */
  readonly position: (element: number, part: number, parts: number) => number;
  /** Number of the row among all. */
  readonly number: number;
}

/** The rows that are evaluated together: one row along the axis at a time, otherwise all elements at once. */
function rowsOf(request: KernelRequest): Row[] {
  const { outer, length, inner } = geometryOf(request);
  if (request.activation.domain.kind !== "axis") {
    const position = (e: number, part: number, parts: number): number => {
      const block = Math.floor(e / (length * inner));
      return (block * parts + part) * length * inner + (e % (length * inner));
    };
    return [{ elements: outer * length * inner, position, number: 0 }];
  }
  return Array.from({ length: outer * inner }, (_, number) => {
    const start = Math.floor(number / inner) * length * inner + (number % inner);
    return { elements: length, position: (e) => start + e * inner, number };
  });
}

function readRow(request: KernelRequest, input: KernelInput, row: Row): Term {
  const value = new Float64Array(row.elements);
  if (input.uniform !== undefined) {
    value.fill(uniformValue(input.uniform, request.options, "float64"));
    return { value, term: new Float64Array(row.elements) };
  }
  const tensor = request.inputs[input.tensor] as Tensor;
  const alignment = input.access === "broadcast" ? optionAlignment(request, input.option) : undefined;
  for (let e = 0; e < value.length; e++) {
    if (input.access === "index") value[e] = e;
    else if (input.access === "row") value[e] = tensor.data[row.number] as number;
    else if (alignment === undefined)
      value[e] = tensor.data[row.position(e, input.part, input.parts)] as number;
    else value[e] = tensor.data[placeIn(alignment, row.position(e, 0, 1))] as number;
  }
  return { value, term: new Float64Array(row.elements) };
}

function addRow(
  request: KernelRequest,
  output: KernelOutput,
  row: Row,
  { value, term }: Term,
  result: Float64Array,
): void {
  if (output.access === "row") {
    result[row.number] = term.reduce((largest, one) => Math.max(largest, one), 0);
    return;
  }
  const alignment = output.access === "broadcast" ? optionAlignment(request, output.option) : undefined;
  for (let e = 0; e < term.length; e++) {
    const at =
      alignment === undefined
        ? row.position(e, output.part, output.parts)
        : placeIn(alignment, row.position(e, 0, 1));
    // The numbers of a sum over elements are terms of it too, and exact ones, such as dy itself, are rounded when they are added.
    // At an infinite x this rough evaluation gives no number where the limit is one.
    const isTerm = output.access === "broadcast" && Number.isFinite(value[e]);
    const least = isTerm ? Math.abs(value[e] as number) : 0;
    result[at] = (result[at] as number) + Math.max(term[e] as number, least);
  }
}

function resultSizes(request: KernelRequest): number[] {
  const { inputs, pass, activation } = request;
  const first = (inputs[0] as Tensor).size;
  if (pass === "forward") return [first * 2];
  const names = tensorOptionsOf(activation).map(([name]) => name);
  return [first, ...activation.learned.map((name) => (inputs[names.indexOf(name) + 1] as Tensor).size)];
}

/** Evaluates expressions over a row, each node once. */
function evaluator(inputs: ReadonlyMap<string, Term>, length: number): (node: Expression) => Term {
  const done = new Map<Expression, Term>();
  const evaluate = (node: Expression): Term => {
    let term = done.get(node);
    if (term === undefined) {
      term = compute(node);
      done.set(node, term);
    }
    return term;
  };
  const compute = (node: Expression): Term => {
    if (node.kind === "constant") {
      return { value: new Float64Array(length).fill(node.value), term: new Float64Array(length) };
    }
    if (node.kind !== "operation") return inputs.get(node.name) as Term;
    return operations[node.op](...(node.args.map(evaluate) as [Term, Term, Term]));
  };
  return evaluate;
}
