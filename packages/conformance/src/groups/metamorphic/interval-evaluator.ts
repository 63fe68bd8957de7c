import {
  type AnyActivation,
  computingOf,
  type DType,
  type Pass,
  type Precision,
  type Tensor,
} from "@actfn/core";
import { roundTo, toDoubles, ulpSize } from "../../numbers/format.js";
import { type Call, exactOf } from "../../run/call.js";
import type { Context } from "../../run/context.js";
import { tensorOf } from "../../subjects/values.js";
import type { Interval } from "./interval.js";

type Options = Readonly<Record<string, unknown>>;

/** Evaluates activations on the backend, with the error that its bounds allow. */
export class IntervalEvaluator {
  readonly dtype: DType;
  private readonly context: Context;
  private readonly precision: Precision;
  private readonly byName: ReadonlyMap<string, AnyActivation>;

  constructor(context: Context, dtype: DType, precision: Precision) {
    this.context = context;
    this.dtype = dtype;
    this.precision = precision;
    this.byName = new Map(
      context.activations().map((activation) => [activation.definition.name, activation]),
    );
  }

  /** Whether all of the activations are among those to be checked. */
  has(names: readonly string[]): boolean {
    return names.every((name) => this.byName.has(name));
  }

  /** f(x). No activation here is steeper than 2, so an error in x comes out at most doubled. */
  value(name: string, x: Interval, options: Options = {}): Promise<Interval> {
    return this.run(name, "forward", x, options);
  }

  /** f′(x). */
  slope(name: string, x: Interval, options: Options = {}): Promise<Interval> {
    return this.run(name, "backward", x, options);
  }

  /** f of rows of some length, or its gradients given dy. */
  async rows(
    name: string,
    x: Interval,
    length: number,
    options: Options = {},
    dy?: Interval,
  ): Promise<Interval> {
    const shape = [x.value.length / length, length];
    const tensor = this.tensor(x, shape);
    const pass = dy === undefined ? "forward" : "backward";
    const cotangent =
      dy === undefined
        ? {}
        : { dy: this.tensor(dy, [shape[0] as number, dy.value.length / (shape[0] as number)]) };
    const call: Call = {
      activation: this.activation(name),
      pass,
      options: { axis: 1, ...options },
      x: tensor,
      ...cotangent,
    };
    return this.answer(call);
  }

  private activation(name: string): AnyActivation {
    return this.byName.get(name) as AnyActivation;
  }

  private tensor(x: Interval, shape?: readonly number[]): Tensor {
    return tensorOf(x.value, this.dtype, shape);
  }

  private async run(name: string, pass: Pass, x: Interval, options: Options): Promise<Interval> {
    const call: Call = { activation: this.activation(name), pass, options, x: this.tensor(x) };
    const answer = await this.answer(call);
    const moved = x.value.map(
      (value, i) => Math.abs(value - roundTo(value, this.dtype)) + (x.error[i] as number),
    );
    return { value: answer.value, error: answer.error.map((error, i) => error + 2 * (moved[i] as number)) };
  }

  private async answer(call: Call): Promise<Interval> {
    const { definition } = call.activation;
    const { name: activation } = definition;
    const subject = {
      group: "metamorphic",
      activation,
      pass: call.pass,
      dtype: this.dtype,
      precision: this.precision,
    } as const;
    const { bound } = this.context.parts.tolerances.boundFor(subject, computingOf(definition));
    const [result] = await this.context.run(call, this.precision);
    const value = toDoubles(result as Tensor);
    const terms = bound.ofTerm > 0 ? exactOf(call).terms()[0] : undefined;
    const error = value.map((v, i) =>
      Number.isFinite(v) ? Math.max(bound.ulp * ulpSize(v, this.dtype), bound.ofTerm * (terms?.[i] ?? 0)) : 0,
    );
    return { value, error };
  }
}
