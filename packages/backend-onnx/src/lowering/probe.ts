import { allocate, codecOf, type DType, type KernelRequest, outputShape, partsOf, Tensor } from "@actfn/core";
import { evaluateRequest, finiteProbes, type Kernel, kernelOf, uniformNumbers } from "@actfn/core/program";
import { interpret, type Scalars } from "../graph/scalar-interpreter.js";
import type { Graph } from "../model/model.js";
import type { InfinityLimits } from "./infinity.js";
import { inputNames, optionInput, outputNames } from "./tensor-names.js";

/** The inputs of one element and the results of the reference, by the names of the graph. */
export interface Probe {
  readonly inputs: Readonly<Record<string, Scalars>>;
  readonly outputs: Readonly<Record<string, Scalars>>;
}

type Asked = Pick<KernelRequest, "activation" | "options" | "pass" | "dtype">;

const infinite = [Infinity, -Infinity];
const draws = 400;

/**
 * Elements with an infinite or a zero input, and the results of the reference, which a pointwise or grouped graph must
 * reproduce. There are some for each sample of the options that are inputs of the kernel.
 */
export function probe(asked: Asked, { samples }: Pick<Kernel, "samples">): Probe[] {
  return samples.flatMap((sample) => {
    const given = Object.entries(sample).map(([option, value]) => {
      return [optionInput({ option, rounding: "nearest" }), [value]];
    });
    const probes = probeAt({ ...asked, options: { ...asked.options, ...sample } });
    return given.length === 0
      ? probes
      : probes.map(({ inputs, outputs }) => ({
          inputs: { ...inputs, ...Object.fromEntries(given) },
          outputs,
        }));
  });
}

function probeAt(asked: Asked): Probe[] {
  const { activation, options, pass, dtype } = asked;
  const parts = partsOf(activation, options);
  const results = kernelOf({ activation, options, pass: "forward" }).outputs.length;
  const names = inputNames(activation, pass);
  const widths = names.map((name) => (name === "x" ? parts : name === "dy" ? results : 1));
  const rows = elements(widths, pass === "backward");
  const tensors = widths.map((_, i) =>
    stacked(
      rows.map((row) => row[i] as Scalars),
      asked,
    ),
  );
  const x = tensors[0] as Tensor;
  const shapes =
    pass === "forward"
      ? [outputShape(activation, options, x.shape, results)]
      : [x.shape, ...activation.learned.map((name) => (tensors[names.indexOf(name)] as Tensor).shape)];
  const outputs = shapes.map(() => undefined);
  const answers = evaluateRequest({ ...asked, precision: "strict", inputs: tensors, shapes, outputs });
  const answered = outputNames(activation, pass);
  return rows.map((_, row) => ({
    inputs: Object.fromEntries(
      names.map((name, i) => [name, unstacked(tensors[i] as Tensor, row, rows.length, dtype)]),
    ),
    outputs: Object.fromEntries(
      answered.map((name, i) => [name, unstacked(answers[i] as Tensor, row, rows.length, dtype)]),
    ),
  }));
}

/**
 * f(∞) and f(−∞), if the probes are those of a function of one number and the limits do not depend on options. For its
 * gradient, the slopes there; undefined if the gradient is 0 by a choice, whatever dy is.
 */
export function limitsIn(
  probes: readonly Probe[],
  { samples }: Pick<Kernel, "samples">,
): InfinityLimits | undefined {
  const [first] = probes;
  const options = Object.keys(samples[0] as object).map((option) =>
    optionInput({ option, rounding: "nearest" }),
  );
  const names = Object.keys(first?.inputs ?? {}).filter((name) => !options.includes(name));
  const isOfOne = first?.inputs["x"]?.length === 1 && names.every((name) => name === "x" || name === "dy");
  const [output, ...others] = Object.values(first?.outputs ?? {});
  if (!isOfOne || output?.length !== 1 || others.length > 0) return undefined;
  const at = (x: number, dy: number): number[] =>
    probes
      .filter(({ inputs }) => inputs["x"]?.[0] === x && (inputs["dy"]?.[0] ?? dy) === dy)
      .map(({ outputs }) => Object.values(outputs)[0]?.[0] as number);
  const ends = [Infinity, -Infinity].map((x) => ({ up: at(x, 1), down: at(x, -1) }));
  if (!ends.every(({ up }) => up.every((value) => Object.is(value, up[0])))) return undefined;
  const [above, below] = ends.map(({ up, down }) => {
    const isChosen = names.length > 1 && [...up, ...down].every((value) => Object.is(value, 0));
    return isChosen ? undefined : up[0];
  });
  return [above, below];
}

/**
 * Whether a graph agrees with the reference: the same infinities, zeros and NaN, and the same numbers except for the last
 * digits.
 */
export function isRight(graph: Graph, probes: readonly Probe[], dtype: DType): boolean {
  return probes.every(({ inputs, outputs }) => {
    const values = interpret(graph, inputs);
    return Object.entries(outputs).every(([name, expected]) =>
      expected.every((value, i) => agrees(stored(values[name]?.[i] as number, dtype), value)),
    );
  });
}

function agrees(got: number, expected: number): boolean {
  if (Object.is(got, expected)) return true;
  return Number.isFinite(expected) && expected !== 0 && Math.abs(got - expected) <= Math.abs(expected) * 1e-3;
}

/** The numbers of each tensor for each element: all combinations if they are few, otherwise a fixed sample. */
function elements(widths: readonly number[], hasCotangent: boolean): Scalars[][] {
  const free = widths.reduce((sum, width) => sum + width, 0);
  const cotangents = hasCotangent ? (widths.at(-1) as number) : 0;
  const choices = Array.from({ length: free }, (_, i) =>
    i < free - cotangents ? [...infinite, ...finiteProbes] : finiteProbes,
  );
  const rows = free <= 2 ? product(choices) : drawn(choices);
  const kept = rows.filter((row) => row.some((value) => value === 0 || !Number.isFinite(value)));
  const starts = widths.map((_, i) => widths.slice(0, i).reduce((sum, width) => sum + width, 0));
  return kept.map((row) =>
    widths.map((width, i) => row.slice(starts[i] as number, (starts[i] as number) + width)),
  );
}

function product(choices: readonly (readonly number[])[]): number[][] {
  return choices.reduce<number[][]>(
    (rows, values) => rows.flatMap((row) => values.map((v) => [...row, v])),
    [[]],
  );
}

function drawn(choices: readonly (readonly number[])[]): number[][] {
  const uniform = uniformNumbers(1);
  const next = (bound: number): number => Math.floor(uniform() * bound);
  return Array.from({ length: draws }, () => {
    const row = choices.map((values) => values[next(values.length)] as number);
    row[next(choices.filter((values) => values.length > finiteProbes.length).length)] = infinite[
      next(2)
    ] as number;
    return row;
  });
}

/** The tensor of the elements' numbers, with the elements along the last axis and the parts along that of the activation. */
function stacked(rows: readonly Scalars[], { activation, options, dtype }: Asked): Tensor {
  const width = (rows[0] as Scalars).length;
  const data = allocate(dtype, rows.length * width);
  for (const [row, values] of rows.entries()) {
    for (const [i, value] of values.entries()) {
      data[i * rows.length + row] = codecOf(dtype).encode(value);
    }
  }
  if (activation.domain.kind !== "grouped") return new Tensor(dtype, [rows.length], data);
  const axis = options["axis"] as number;
  return new Tensor(dtype, [...Array<number>(axis).fill(1), width, rows.length], data);
}

function unstacked({ data }: Tensor, row: number, count: number, dtype: DType): Scalars {
  return Array.from({ length: data.length / count }, (_, i) => {
    return codecOf(dtype).decode(data[i * count + row] as number);
  });
}

function stored(value: number, dtype: DType): number {
  if (dtype === "float64") return value;
  const { decode, encode } = codecOf(dtype);
  return decode(encode(Math.fround(value)));
}
