import { geometryOf, type KernelRequest, optionAlignment } from "@actfn/core";
import { type Kernel, type KernelInput, type KernelOutput, uniformValue } from "@actfn/core/program";
import type { Access } from "../device/pipelines.js";
import { CallWords } from "./call-words.js";
import { wordOf } from "./words.js";

/**
 * Where a kernel's numbers lie for its shader: each tensor in a buffer of its own, `in0`, `in1`, … and `out0`, `out1`, …, and what
 * differs from call to call in the uniform.
 *
 * An input or output of access `broadcast` has one word for each element in `out`, and the terms are summed afterwards.
 */
export class KernelBindings {
  readonly words: CallWords = new CallWords();
  /** The request's tensors that are bound, and the kernel's results, in the order of the bindings. */
  readonly tensors: readonly number[];
  readonly results: readonly number[];
  private readonly kernel: Kernel;
  /** For each input the number of outer runs of its alignment. */
  private readonly runs: readonly number[];

  constructor(kernel: Kernel, request: KernelRequest) {
    this.kernel = kernel;
    this.words.word("zero");
    this.tensors = distinct(kernel.inputs.map(({ tensor }) => tensor).filter((tensor) => tensor >= 0));
    this.results = distinct(kernel.outputs.map(({ tensor }) => tensor));
    this.runs = kernel.inputs.map((input) =>
      input.access === "broadcast" ? optionAlignment(request, input.option).outer.length : 0,
    );
  }

  /** How many kinds of alignments this serves: requests with the same key share a shader. */
  static keyOf(kernel: Kernel, request: KernelRequest): string {
    return kernel.inputs
      .map((input) =>
        input.access === "broadcast" ? optionAlignment(request, input.option).outer.length : "",
      )
      .join();
  }

  get accesses(): Access[] {
    return [
      ...this.tensors.map(() => "read" as const),
      ...this.results.map(() => "write" as const),
      "uniform",
    ];
  }

  /** The declarations of all buffers. Call it when every word has been named. */
  declarations(): string {
    const lines = [
      ...this.tensors.map((tensor) => `var<storage, read> in${tensor}: array<u32>;`),
      ...this.results.map((result) => `var<storage, read_write> out${result}: array<u32>;`),
    ];
    const buffers = lines.map((line, i) => `@group(0) @binding(${i}) ${line}`);
    return [...buffers, this.words.declaration(lines.length)].join("\n");
  }

  /** The expression of input i of an element: a word. `element`, `row` and `position` are expressions of its place. */
  load(i: number, element: string, row: string, position: string): string {
    const input = this.kernel.inputs[i] as KernelInput;
    if (input.access === "uniform") return this.words.word(`option ${i}`);
    if (input.access === "index") return `bitcast<u32>(f32(${position}))`;
    if (input.access === "row") return `in${input.tensor}[${row}]`;
    return `in${input.tensor}[${this.placeOf(input, i, element)}]`;
  }

  /** The statement that stores output j of an element. */
  store(j: number, value: string, element: string, row: string): string {
    const output = this.kernel.outputs[j] as KernelOutput;
    const place =
      output.access === "row" ? row : output.access === "broadcast" ? element : this.partOf(output, element);
    return `out${output.tensor}[${place}] = ${value};`;
  }

  /** The words that depend on the request alone. */
  valuesFor(request: KernelRequest): Record<string, number> {
    const { length, inner } = geometryOf(request);
    const values: Record<string, number> = { zero: 0, block: Math.max(length * inner, 1) };
    for (const [i, { access, option, uniform }] of this.kernel.inputs.entries()) {
      if (uniform !== undefined)
        values[`option ${i}`] = wordOf(uniformValue(uniform, request.options, "float32"));
      if (access !== "broadcast") continue;
      const { count, repeat, outer } = optionAlignment(request, option);
      values[`count ${i}`] = count;
      values[`repeat ${i}`] = repeat;
      for (const [k, run] of outer.entries()) {
        values[`length ${i} ${k}`] = run.length;
        values[`repeat ${i} ${k}`] = run.repeat;
        values[`step ${i} ${k}`] = run.step;
      }
    }
    return values;
  }

  private placeOf(input: KernelInput, i: number, element: string): string {
    if (input.access !== "broadcast") return this.partOf(input, element);
    const word = (name: string): string => this.words.word(name);
    const inner = `(${element} / ${word(`repeat ${i}`)}) % ${word(`count ${i}`)}`;
    const outer = Array.from({ length: this.runs[i] as number }, (_, k) => {
      const position = `(${element} / ${word(`repeat ${i} ${k}`)}) % ${word(`length ${i} ${k}`)}`;
      return `(${position}) * ${word(`step ${i} ${k}`)}`;
    });
    return [`(${inner})`, ...outer].join(" + ");
  }

  private partOf({ part, parts }: KernelInput | KernelOutput, element: string): string {
    if (parts === 1) return element;
    const block = this.words.word("block");
    return `((${element} / ${block}) * ${parts}u + ${part}u) * ${block} + ${element} % ${block}`;
  }
}

function distinct(numbers: readonly number[]): number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}
