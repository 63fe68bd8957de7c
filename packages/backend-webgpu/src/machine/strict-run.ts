import type { Geometry, KernelRequest } from "@actfn/core";
import { type Kernel, type KernelInput, type KernelOutput, uniformValue } from "@actfn/core/program";
import type { GpuBuffer } from "../device/gpu.js";
import type { Assembled } from "./assembler.js";
import type { Port } from "./call-words.js";
import type { Dispatcher } from "./dispatcher.js";
import { type Shares, sharesOf } from "./option-sums.js";
import { indexPlace, placeOf, plain } from "./places.js";
import { copied } from "./small-programs.js";

/** Terms of sums that are there at a time: a divisor of the chunks in which rows are summed. */
export const MOST_TERMS = 32768;
/** Values without a register that are there at a time. */
const MOST_SPILLED = 2 ** 20;
/** Elements of a dispatch, where nothing but time limits them. */
const MOST_ELEMENTS = 2 ** 22;

/** The gradient of a tensor option: terms that are summed. */
interface OptionSum {
  readonly tensor: number;
  readonly shares: Shares;
  /** Where its terms and its sums begin in `scratch`. */
  readonly terms: number;
  readonly totals: number;
}

/** What requests over elements and along an axis have in common: the ports of tensors, and the sums of options' gradients. */
export class StrictRun {
  readonly kernel: Kernel;
  readonly request: KernelRequest;
  readonly geometry: Geometry;
  readonly results: readonly GpuBuffer[];
  readonly wide: boolean;
  readonly sums: readonly OptionSum[];
  /** The first double of `scratch` that is free behind terms and sums, of which `terms` are held for each of `count` values. */
  readonly scratch: number;
  private readonly optionOffsets: readonly number[];

  /** `first` is where terms of options begin in `scratch`; `optionOffsets` where each option's numbers do in their buffer. */
  constructor(
    kernel: Kernel,
    request: KernelRequest,
    geometry: Geometry,
    results: readonly GpuBuffer[],
    optionOffsets: readonly number[],
  ) {
    this.kernel = kernel;
    this.request = request;
    this.geometry = geometry;
    this.results = results;
    this.wide = request.dtype === "float64";
    this.optionOffsets = optionOffsets;
    let next = 0;
    this.sums = kernel.outputs
      .filter(({ access }) => access === "broadcast")
      .map((output): OptionSum => {
        const { tensor } = output;
        const shares = sharesOf(request, output, geometry);
        const sum = { tensor, shares, terms: next, totals: next + MOST_TERMS };
        next += MOST_TERMS + shares.numbers;
        return sum;
      });
    this.scratch = next;
  }

  /** How many elements a dispatch of a program may have, so that what it writes has room. */
  limit({ spilled }: Assembled, hasTerms: boolean): number {
    const most = hasTerms ? MOST_TERMS : MOST_ELEMENTS;
    return spilled === 0 ? most : Math.min(most, 2 ** Math.floor(Math.log2(MOST_SPILLED / spilled)));
  }

  /** How a program reads an input of the kernel. */
  input(input: KernelInput): Port {
    const { uniform, access, tensor } = input;
    if (uniform !== undefined) {
      return { slot: "value", value: uniformValue(uniform, this.request.options, "float64") };
    }
    if (access === "index") return { slot: "index", place: indexPlace(this.geometry) };
    const place = placeOf(input, this.request, this.geometry);
    if (tensor === 0) return { slot: "x", place };
    if (this.request.pass === "backward" && tensor === this.request.inputs.length - 1)
      return { slot: "dy", place };
    const offset = this.optionOffsets[tensor - 1] as number;
    return { slot: "options", place: { ...place, offset: place.offset + offset } };
  }

  /** Where an output of the kernel goes. */
  output(output: KernelOutput): Port {
    if (output.access === "broadcast") {
      const { terms } = this.sums.find(({ tensor }) => tensor === output.tensor) as OptionSum;
      return { slot: "terms", place: { offset: terms, runs: [] } };
    }
    return { slot: "results", place: placeOf(output, this.request, this.geometry) };
  }

  /** Adds the terms of positions `from` up to `to` to the options' gradients. */
  gather(dispatcher: Dispatcher, from: number, to: number): void {
    for (const { shares, terms, totals } of this.sums) {
      dispatcher.gather({
        count: shares.numbers,
        terms,
        totals,
        fresh: from === 0,
        from,
        to,
        shared: shares.shared,
        firsts: shares.firsts,
        others: shares.others,
      });
    }
  }

  /** Rounds the options' gradients into their tensors. */
  finish(dispatcher: Dispatcher): void {
    for (const { tensor, shares, totals } of this.sums) {
      const input: Port = { slot: "scratch", place: { ...plain, offset: totals } };
      dispatcher.run(
        copied,
        {
          start: 0,
          count: shares.numbers,
          stride: 1,
          length: 1,
          inner: 1,
          wide: this.wide,
          spill: 0,
          inputs: [input],
          outputs: [{ slot: "results", place: plain }],
        },
        this.results[tensor],
      );
    }
  }
}
