import {
  type AnyActivation,
  type KernelRequest,
  type Pass,
  sizeOf,
  tensor,
  tensorOptionsOf,
  toRequest,
} from "@actfn/core";
import { Programs } from "@actfn/core/float32";
import { type Kernel, kernelOf, uniformValue } from "@actfn/core/program";
import type { Place } from "../compile/place.js";
import { compileRowPlan, ROW_NUMBERS } from "../compile/rows.js";
import { Arena, PAGES } from "../engine/arena.js";
import { type Supply, writeElements } from "../engine/elements.js";
import { layOutRows } from "../engine/rows.js";
import { SideBySide } from "../engine/side-by-side.js";
import { StandaloneError } from "./standalone-error.js";

/** The element type and the precision of compiled functions. */
export interface Numbers {
  readonly dtype: "float32" | "float64";
  readonly precision: "strict" | "fast";
}

/** A compute kernel as a module in WebAssembly, and where its numbers lie in its memory. */
export interface StandaloneKernel {
  readonly bytes: Uint8Array;
  /** The places of the tensors' numbers, x first, and of the results: indices into the memory as an array of the dtype. */
  readonly inputs: readonly number[];
  readonly output: number;
  /** The options' numbers that the kernel reads, each at an index into the memory as an array of the program's format. */
  readonly constants: readonly (readonly [at: number, value: number])[];
  readonly format: "float32" | "float64";
  /** The number of elements that fit into its memory: of a tile, or of a row. */
  readonly capacity: number;
  readonly rows: RowShape | undefined;
}

/** What only a kernel along an axis has. */
export interface RowShape {
  readonly axis: number;
  /** Whether dy, and the result, have one number for each row. */
  readonly dyIsRow: boolean;
  readonly resultIsRow: boolean;
}

/** Relaxed SIMD is left out: a module gives the same bits on every machine, and loads where an engine lacks it. */
const programs = (): Programs =>
  new Programs((kernel, a, b) => {
    const both = new SideBySide(kernel, a, b, { fused: false, recent: false }, new Arena());
    return (inputs, options) => both.run(inputs, options);
  }, "cheapest");
/** Few, so that a module is small. More would be faster by a third at most. */
const STREAMS = 2;
const TILE = 4096;
const LONGEST_ROWS = [65536, 16384] as const;

/** Compiles what the CPU backend runs for a pass of an activation. Throws a `StandaloneError` if x is not its only tensor, or has parts. */
export function standaloneKernel(activation: AnyActivation, pass: Pass, numbers: Numbers): StandaloneKernel {
  requireOneTensor(activation);
  const request = requestFor(activation, pass, numbers);
  const kernel = kernelOf(request);
  return activation.definition.domain.kind === "axis"
    ? rowKernel(kernel, request, numbers, alongOf(activation))
    : elementKernel(kernel, request, numbers);
}

function requireOneTensor({ definition }: AnyActivation): void {
  const { name, domain } = definition;
  const [tensor] = tensorOptionsOf(definition);
  if (tensor !== undefined)
    throw new StandaloneError(
      name,
      `its option ${tensor[0]} is a tensor, and a module takes x alone. Use the package with cpu()`,
    );
  if (domain.kind === "grouped")
    throw new StandaloneError(
      name,
      "it combines parts of its input, and a module computes elementwise or along an axis. Use the package with cpu()",
    );
}

/** The axis as given; a negative one counts from the end. 0 for an activation without an axis. */
function alongOf({ definition, preset }: AnyActivation): number {
  const axis = definition.options["axis"];
  return Number(preset["axis"] ?? axis?.default ?? 0);
}

/** A request like those that the function will execute. */
function requestFor({ definition, preset }: AnyActivation, pass: Pass, numbers: Numbers): KernelRequest {
  const { dtype, precision } = numbers;
  const along = alongOf({ definition, preset });
  const shape = Array<number>(along < 0 ? -along : along + 1).fill(1);
  const zeros = (of: readonly number[]) => {
    const count = sizeOf(of);
    return tensor(dtype === "float32" ? new Float32Array(count) : new Float64Array(count), { shape: of });
  };
  const call = { definition, x: zeros(shape), options: { ...preset, precision } };
  const forward = toRequest({ ...call, pass: "forward" }, precision);
  if (pass === "forward") return forward;
  return toRequest({ ...call, pass, dy: zeros(forward.shapes[0] ?? shape) }, precision);
}

function elementKernel(kernel: Kernel, request: KernelRequest, { dtype }: Numbers): StandaloneKernel {
  const { made } = programs().elements(kernel, request);
  const supplies = kernel.inputs.map(({ access }): Supply => (access === "uniform" ? "option" : "stream"));
  const options = { streams: STREAMS, fused: false };
  const code = writeElements(made, dtype, [false], supplies, options, TILE);
  return {
    bytes: new Uint8Array(code.module.encoded(PAGES)),
    inputs: kernel.inputs.flatMap(({ access }, i) =>
      access === "uniform" ? [] : [indexOf(code.inputs[i] as Place)],
    ),
    output: indexOf(code.outputs[0] as Place),
    constants: constantsOf(kernel, request, code.inputs),
    format: made.format,
    capacity: code.capacity,
    rows: undefined,
  };
}

function rowKernel(
  kernel: Kernel,
  request: KernelRequest,
  { dtype }: Numbers,
  axis: number,
): StandaloneKernel {
  const { made: plan } = programs().rows(kernel, request, true);
  for (const longest of LONGEST_ROWS) {
    const layout = layOutRows(plan, kernel, dtype, longest);
    if (layout === undefined) continue;
    const inputs = kernel.inputs.flatMap(({ tensor: of, access }, i) => {
      const place = layout.inputs[i] as Place;
      if (of < 0) return [];
      return [indexOf(access === "row" ? { ...place, address: place.address + ROW_NUMBERS } : place)];
    });
    return {
      bytes: new Uint8Array(compileRowPlan(plan, layout, { streams: 4, fused: false }).encoded(PAGES)),
      inputs,
      output: indexOf(layout.outputs[0] as Place),
      constants: constantsOf(kernel, request, layout.inputs),
      format: plan.last.format,
      capacity: longest,
      rows: {
        axis,
        dyIsRow: kernel.inputs.some(({ access, tensor: of }) => access === "row" && of > 0),
        resultIsRow: kernel.outputs[0]?.access === "row",
      },
    };
  }
  throw new StandaloneError(
    request.activation.name,
    "its rows do not fit into the memory of a module. Use the package with cpu()",
  );
}

function constantsOf(
  kernel: Kernel,
  { options }: KernelRequest,
  places: readonly Place[],
): StandaloneKernel["constants"] {
  return kernel.inputs.flatMap(({ uniform }, i) => {
    if (uniform === undefined) return [];
    const place = places[i] as Place;
    return [[indexOf(place), uniformValue(uniform, options, place.stored)] as const];
  });
}

function indexOf({ address, stored }: Place): number {
  return address / (stored === "float64" ? 8 : 4);
}
