// #region compile
import {
  allocate,
  type DType,
  isEncoded,
  type KernelRequest,
  optionAlignment,
  placeIn,
  sizeOf,
  Tensor,
} from "@actfn/core";
import {
  evaluateRequest,
  type Instruction,
  type Kernel,
  kernelOf,
  type Program,
  planKernel,
  strictArithmetic,
  uniformValue,
} from "@actfn/core/program";

/** A compiled program: reads a column of numbers for each input and writes one for each output. */
type Run = (inputs: Float64Array[], outputs: Float64Array[], length: number) => void;

/** Requests that are alike have the same kernel, so the compiled programs are kept by it. */
const compiled = new WeakMap<Kernel, Map<DType, Run>>();

function compile(kernel: Kernel, { activation, dtype, pass }: KernelRequest): Run | undefined {
  const plan = planKernel(kernel, activation.domain, dtype, strictArithmetic(dtype, pass));
  if (plan.kind === "rows") return undefined; // passes over a row, as of softmax
  return new Function("inputs", "outputs", "length", textOf(plan.program)) as Run;
}

function textOf({ instructions, outputs }: Program): string {
  return [
    "const bits = new Float64Array(1), words = new Uint32Array(bits.buffer);", // the low word first
    "for (let e = 0; e < length; e++) {",
    ...instructions.map((instruction, i) => `const v${i} = ${stepOf(instruction)};`),
    ...outputs.map((value, j) => `outputs[${j}][e] = v${value};`),
    "}",
  ].join("\n");
}

function stepOf(instruction: Instruction): string {
  if (instruction.op === "input") return `inputs[${instruction.input}][e]`;
  if (instruction.op === "constant") return Object.is(instruction.value, -0) ? "-0" : `${instruction.value}`;
  const [a, b, c] = instruction.args.map((arg) => `v${arg}`);
  const texts: Record<typeof instruction.op, string> = {
    add: `${a} + ${b}`,
    sub: `${a} - ${b}`,
    mul: `${a} * ${b}`,
    div: `${a} / ${b}`,
    sqrt: `Math.sqrt(${a})`,
    neg: `-${a}`,
    abs: `Math.abs(${a})`,
    min: `${b} < ${a} ? ${b} : ${a}`,
    max: `${a} < ${b} ? ${b} : ${a}`,
    copysign: `${b} < 0 || 1 / ${b} < 0 ? -Math.abs(${a}) : Math.abs(${a})`,
    less: `${a} < ${b}`,
    lessEqual: `${a} <= ${b}`,
    equal: `${a} === ${b}`,
    both: `${a} && ${b}`,
    either: `${a} || ${b}`,
    not: `!${a}`,
    select: `${a} ? ${b} : ${c}`,
    exponential: `(bits[0] = ${a}, words[1] = words[0] << 20, words[0] = 0, bits[0])`,
    exponent: `(bits[0] = ${a}, (words[1] >>> 20 & 2047) - 1023)`,
    mantissa: `(bits[0] = ${a}, words[1] = words[1] & 0xfffff | 0x3ff00000, bits[0])`,
  };
  return texts[instruction.op];
}
// #endregion compile

// #region run
function execute(request: KernelRequest): Tensor[] {
  const { activation, inputs, outputs, options, shapes, dtype } = request;
  const kernel = kernelOf(request);
  const isCompiled = activation.domain.kind === "pointwise" && !isEncoded(dtype);
  const run = isCompiled ? runOf(kernel, request) : undefined;
  if (run === undefined) return evaluateRequest(request);
  const [x] = inputs as [Tensor, ...Tensor[]];
  const columns = kernel.inputs.map(({ access, tensor, option, uniform }) => {
    if (uniform !== undefined)
      return new Float64Array(x.size).fill(uniformValue(uniform, options, "float64"));
    const { data } = inputs[tensor] as Tensor;
    if (access !== "broadcast") return Float64Array.from(data);
    const alignment = optionAlignment(request, option);
    return Float64Array.from(x.data, (_, e) => data[placeIn(alignment, e)] as number);
  });
  const values = kernel.outputs.map(() => new Float64Array(x.size));
  run(columns, values, x.size);
  return kernel.outputs.map(({ access, tensor, option }, j) => {
    const shape = shapes[tensor] as readonly number[];
    const numbers = values[j] as Float64Array;
    const result = outputs[tensor] ?? new Tensor(dtype, shape, allocate(dtype, sizeOf(shape)));
    result.data.set(access === "broadcast" ? sums(numbers, result.size, request, option) : numbers);
    return result;
  });
}

function runOf(kernel: Kernel, request: KernelRequest): Run | undefined {
  const known = compiled.get(kernel) ?? new Map<DType, Run>();
  compiled.set(kernel, known);
  const run = known.get(request.dtype) ?? compile(kernel, request);
  if (run !== undefined) known.set(request.dtype, run);
  return run;
}

/** The gradient of a learned option: the sum over the elements that share one of its numbers. */
function sums(
  numbers: Float64Array,
  size: number,
  request: KernelRequest,
  option: string | undefined,
): Float64Array {
  const alignment = optionAlignment(request, option);
  const result = new Float64Array(size);
  for (const [e, value] of numbers.entries()) {
    const place = placeIn(alignment, e);
    result[place] = (result[place] as number) + value;
  }
  return result;
}

// #endregion run

import { type Backend, BackendDisposedError } from "@actfn/core";

function compiling(): Backend {
  let disposed = false;
  const executeSync = (request: KernelRequest): Tensor[] => {
    if (disposed) throw new BackendDisposedError("compiling");
    return execute(request);
  };
  return {
    contract: "v1",
    name: "compiling",
    info: { version: "1.0.0", runtime: "JavaScript", device: "cpu", threads: 1, native: [] },
    supports: () => ({ status: "lowered" }),
    execute: async (request) => executeSync(request),
    executeSync,
    dispose: async () => {
      disposed = true;
    },
  };
}

import { checkBackend, explain } from "@actfn/conformance";

const report = await checkBackend(compiling, { effort: "quick" });
console.log(explain(report).join("\n") || report.passed);
// → true

const whole = await checkBackend(compiling, {
  activations: ["gelu", "prelu"],
  groups: ["golden", "gradients"],
  dtypes: ["float64", "float32"],
});
console.log(explain(whole).join("\n") || whole.passed);
// → true
