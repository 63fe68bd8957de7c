import type { KernelRequest } from "../backend/backend.js";
import { type Geometry, geometryOf, optionAlignment, placeIn } from "../request/geometry.js";
import type { Kernel, KernelInput, KernelOutput } from "../request/kernel.js";
import { kernelOf } from "../request/kernel-of.js";
import { uniformValue } from "../request/uniform.js";
import { codecOf, isEncoded } from "../tensor/codec.js";
import { allocate, type DType } from "../tensor/dtype.js";
import { sizeOf } from "../tensor/shape.js";
import { Tensor } from "../tensor/tensor.js";
import { evaluatorOf } from "./evaluator.js";
import type { Evaluator } from "./interpret.js";

/**
 * Executes a request by interpreting its expressions in plain TypeScript, in double, always at strict precision: the
 * reference implementation of the contract, with which the conformance suite compares. It is synchronous, needs nothing that
 * an engine might lack, and gives the same bits everywhere.
 */
export function evaluateRequest(request: KernelRequest): Tensor[] {
  const kernel = kernelOf(request);
  const { dtype } = request;
  const results = request.shapes.map(
    (shape, i) => request.outputs[i] ?? Tensor.of(dtype, shape, allocate(dtype, sizeOf(shape))),
  );
  const geometry = geometryOf(request);
  const readers = kernel.inputs.map((input) => readerOf(input, request, geometry));
  const writers = kernel.outputs.map((output) =>
    writerOf(output, request, results[output.tensor] as Tensor, geometry),
  );
  const evaluate = rememberedEvaluator(kernel, request);
  if (request.activation.domain.kind === "axis") overRows(geometry, evaluate, readers, writers);
  else overElements(geometry, evaluate, readers, writers);
  for (const { finish } of writers) finish?.();
  return results;
}

/** Reads `count` values of one input, of the elements from `start` on, `step` apart; one value where it is uniform. */
interface Reader {
  readonly uniform: boolean;
  read(into: Float64Array, start: number, step: number, count: number): void;
}

/** Takes `count` values of one output, as a reader gives them. `finish` writes what was gathered. */
interface Writer {
  write(from: Float64Array, start: number, step: number, count: number): void;
  finish?(): void;
}

const evaluators = new WeakMap<Kernel, Map<DType, Evaluator>>();

function rememberedEvaluator(kernel: Kernel, { activation, dtype, pass }: KernelRequest): Evaluator {
  const known = evaluators.get(kernel) ?? new Map<DType, Evaluator>();
  evaluators.set(kernel, known);
  const found = known.get(dtype);
  if (found !== undefined) return found;
  const made = evaluatorOf(kernel, activation.domain, dtype, pass);
  known.set(dtype, made);
  return made;
}

const BLOCK = 4096;

function overElements(
  { outer, length, inner }: Geometry,
  evaluate: Evaluator,
  readers: Reader[],
  writers: Writer[],
): void {
  const size = outer * length * inner;
  const capacity = Math.min(size, BLOCK);
  const inputs = readers.map(({ uniform }) => new Float64Array(uniform ? 1 : capacity));
  const outputs = writers.map(() => new Float64Array(capacity));
  for (let start = 0; start < size; start += BLOCK) {
    const count = Math.min(BLOCK, size - start);
    for (const [i, reader] of readers.entries()) reader.read(inputs[i] as Float64Array, start, 1, count);
    evaluate(inputs, outputs, count);
    for (const [i, writer] of writers.entries()) writer.write(outputs[i] as Float64Array, start, 1, count);
  }
}

function overRows(
  { outer, length, inner }: Geometry,
  evaluate: Evaluator,
  readers: Reader[],
  writers: Writer[],
): void {
  const inputs = readers.map(({ uniform }) => new Float64Array(uniform ? 1 : length));
  const outputs = writers.map(() => new Float64Array(Math.max(length, 1)));
  for (let row = 0; row < outer * inner; row++) {
    const start = Math.floor(row / inner) * Math.max(length, 1) * inner + (row % inner);
    for (const [i, reader] of readers.entries()) reader.read(inputs[i] as Float64Array, start, inner, length);
    evaluate(inputs, outputs, length);
    for (const [i, writer] of writers.entries())
      writer.write(outputs[i] as Float64Array, start, inner, length);
  }
}

function readerOf(input: KernelInput, request: KernelRequest, geometry: Geometry): Reader {
  if (input.access === "index") {
    const positions = (into: Float64Array, _start: number, _step: number, count: number): void => {
      for (let l = 0; l < count; l++) into[l] = l;
    };
    return { uniform: false, read: positions };
  }
  const { uniform } = input;
  if (uniform !== undefined) {
    const value = uniformValue(uniform, request.options, "float64");
    return { uniform: true, read: (into) => into.fill(value) };
  }
  const { data } = request.inputs[input.tensor] as Tensor;
  const place = placeOf(input, request, geometry);
  const { decode } = codecOf(request.dtype);
  return {
    uniform: input.access === "row",
    read(into, start, step, count) {
      if (input.access === "row") into[0] = decode(data[place(start)] as number);
      else for (let k = 0; k < count; k++) into[k] = decode(data[place(start + k * step)] as number);
    },
  };
}

function writerOf(
  output: KernelOutput,
  request: KernelRequest,
  { data }: Tensor,
  geometry: Geometry,
): Writer {
  const place = placeOf(output, request, geometry);
  const stored = codecOf(request.dtype).encode;
  // Numbers of two bytes are rounded from the float32 result, so that they are the same whether float32 was kept or not.
  const encode = isEncoded(request.dtype) ? (v: number): number => stored(Math.fround(v)) : stored;
  if (output.access !== "broadcast") {
    const one = output.access === "row";
    return {
      write(from, start, step, count) {
        for (let k = 0; k < (one ? 1 : count); k++) data[place(start + k * step)] = encode(from[k] as number);
      },
    };
  }
  const sums = new Float64Array(data.length);
  return {
    write(from, start, step, count) {
      for (let k = 0; k < count; k++) {
        const at = place(start + k * step);
        sums[at] = (sums[at] as number) + (from[k] as number);
      }
    },
    finish() {
      for (let i = 0; i < sums.length; i++) data[i] = encode(sums[i] as number);
    },
  };
}

/** Where an element's number lies in the tensor that an input is read from or an output written to. */
function placeOf(
  { access, part, parts, option }: KernelInput | KernelOutput,
  request: KernelRequest,
  { length, inner }: Geometry,
): (element: number) => number {
  if (access === "broadcast") {
    const aligned = optionAlignment(request, option);
    return (element) => placeIn(aligned, element);
  }
  if (access === "row") {
    const block = Math.max(length, 1) * inner;
    return (element) => Math.floor(element / block) * inner + (element % inner);
  }
  if (parts === 1) return (element) => element;
  const block = length * inner;
  return (element) => (Math.floor(element / block) * parts + part) * block + (element % block);
}
