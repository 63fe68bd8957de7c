import type { Bound, Precision, Tensor, WrongResult } from "@actfn/core";
import { errorMeasure } from "../numbers/error.js";
import { toDoubles } from "../numbers/format.js";
import type { CheckBound } from "../profile/bounds.js";
import type { CheckSubject } from "../profile/check-subject.js";
import type { AccuracyRow } from "../report/accuracy.js";
import type { Check, Failure, Status } from "../report/report.js";
import { showNumber } from "../report/show-number.js";
import { type Call, describeOptions, type Exact } from "./call.js";
import { deviationFor, type TrackedDeviation } from "./tracked-deviations.js";

/** Thrown by a check's body where it cannot be run at all. */
export class Skipped extends Error {}

const kept = 5;

/** How results are compared. */
export interface Comparing extends CheckBound {
  readonly precision: Precision;
  readonly row: AccuracyRow;
  readonly source?: string | undefined;
}

/** A wrong result of a call. */
export interface WrongCall {
  readonly call: Call;
  readonly precision: Precision;
  readonly result: number;
  readonly index: number;
}

/** Records the results of one check while it runs: wrong results, and those of them that a deviation declares. */
export class CheckRecorder {
  private readonly deviations: TrackedDeviation[];
  private readonly failures: { failure: Failure; weight: number }[] = [];
  private readonly used = new Set<TrackedDeviation>();
  private readonly subject: CheckSubject;
  private worst: WrongCall | undefined;
  private shortest: WrongCall | undefined;
  private compared = 0;
  private undeclared = 0;
  private declared = 0;
  private unknown = 0;

  constructor(subject: CheckSubject, deviations: readonly TrackedDeviation[]) {
    this.subject = subject;
    this.deviations = [...deviations];
  }

  /** Whether there is a wrong result that no deviation declares. */
  get hasFailed(): boolean {
    return this.undeclared > 0;
  }

  /** Wrong results of calls: the one that is farthest from the right one, and one of the shortest call. None where no number was wrong. */
  get wrongCalls(): readonly WrongCall[] {
    return [this.worst, this.shortest].filter((wrong) => wrong !== undefined);
  }

  /** Records a failure that is not about a single number. */
  fail(message: string, more: Omit<Failure, "message"> = {}): void {
    const deviation = this.deviations.find(({ deviation: { expect } }) => expect === "fails");
    this.note(deviation, { message, ...more }, Infinity);
  }

  /** Records a wrong result for an input, in a check that has no exact value. */
  failAt(x: number | undefined, got: number, message: () => string, error: Partial<WrongResult> = {}): void {
    this.note(
      deviationFor(this.deviations, { ...error, x, got }),
      () => ({ message: message() }),
      error.ulp ?? 0,
    );
  }

  /** Fails with a message unless a condition holds. */
  expect(condition: boolean, message: () => string): void {
    this.compared++;
    if (!condition) this.fail(message());
  }

  /** Counts results that were compared elsewhere. */
  count(results: number): void {
    this.compared += results;
  }

  /** The backend has refused a call, which `concerning` it are the declared deviations. */
  unsupported(message: string, concerning: readonly TrackedDeviation[]): void {
    const deviation = [...this.deviations, ...concerning].find(
      ({ deviation: { expect } }) => expect === "unsupported",
    );
    if (deviation !== undefined && !this.deviations.includes(deviation)) this.deviations.push(deviation);
    this.note(deviation, { message }, Infinity);
  }

  /** Compares the results of a call with the exact values, element by element. */
  compare(call: Call, got: readonly Tensor[], exact: Exact, how: Comparing): void {
    for (const [result, tensor] of got.entries()) {
      const values = exact.values[result];
      if (values === undefined || values.length !== tensor.size) {
        this.fail(`result ${result} has ${tensor.size} elements, not ${values?.length ?? 0}`);
        continue;
      }
      this.compareElements(call, result, tensor, values, exact, how);
    }
  }

  private compareElements(
    call: Call,
    result: number,
    tensor: Tensor,
    values: Float64Array,
    exact: Exact,
    how: Comparing,
  ): void {
    const { dtype } = tensor;
    const { row, certain } = how;
    const isNamed = this.subject.activation !== undefined;
    const anyZero = result > 0 || call.activation.definition.domain.kind === "axis";
    const bound: Bound = { ...how.bound, anyZero };
    const found = toDoubles(tensor);
    const xs = found.length === call.x.size && result === 0 ? toDoubles(call.x) : undefined;
    const measure = errorMeasure(dtype, bound);
    this.compared += found.length;
    for (let i = 0; i < found.length; i++) {
      const value = found[i] as number;
      const right = values[i] as number;
      const x = xs?.[i];
      const error = measure(value, right, () => exact.terms()[result]?.[i] ?? 0);
      if (error <= bound.ulp) {
        if (certain === undefined || error <= certain.ulp) row.within(error, x, bound.ulp);
        else {
          row.unknown();
          this.unknown++;
        }
        continue;
      }
      const wrong = { x, got: value, ulp: error, absolute: Math.abs(value - right) };
      const deviation = deviationFor(this.deviations, wrong);
      if (deviation === undefined) row.outside(error, x, bound.ulp);
      else if (deviation.isKnown) row.declared(error);
      else row.unknown();
      const isWorst = this.note(
        deviation,
        () => describeElement(call, result, i, x, value, right, error, how, isNamed),
        error,
      );
      if (deviation === undefined)
        this.remember({ call, precision: how.precision, result, index: i }, isWorst);
    }
  }

  private remember(wrong: WrongCall, isWorst: boolean): void {
    if (isWorst) this.worst = wrong;
    if (this.shortest === undefined || wrong.call.x.size < this.shortest.call.x.size) this.shortest = wrong;
  }

  /** Tells whether it is the worst so far of what is not declared. */
  private note(
    deviation: TrackedDeviation | undefined,
    failure: Failure | (() => Failure),
    weight: number,
  ): boolean {
    if (deviation !== undefined) {
      deviation.elements++;
      this.used.add(deviation);
      if (deviation.isKnown) this.declared++;
      else this.unknown++;
      return false;
    }
    this.undeclared++;
    const least = this.failures.at(-1)?.weight ?? -1;
    if (this.failures.length >= kept && weight <= least) return false;
    const noted = { failure: typeof failure === "function" ? failure() : failure, weight };
    this.failures.push(noted);
    this.failures.sort((a, b) => b.weight - a.weight);
    this.failures.length = Math.min(this.failures.length, kept);
    return this.failures[0] === noted;
  }

  /** What came of it. */
  finish(
    title: string,
    more: { readonly skipped?: string | undefined; readonly repeat?: string } = {},
  ): Check {
    const { skipped, repeat } = more;
    for (const deviation of this.deviations) {
      deviation.checks++;
      if (this.used.has(deviation)) deviation.deviating++;
    }
    const status: Status =
      this.undeclared > 0
        ? "failed"
        : skipped !== undefined
          ? "skipped"
          : this.unknown > 0
            ? "unknown"
            : this.declared > 0
              ? "declared"
              : "passed";
    return {
      subject: this.subject,
      title,
      status,
      compared: this.compared,
      deviating: this.undeclared + this.declared + this.unknown,
      failures: this.failures.map(({ failure }) => failure),
      deviations: [...this.used].map(({ deviation }) => deviation.id),
      ...(skipped === undefined ? {} : { reason: skipped }),
      ...(repeat === undefined ? {} : { repeat }),
    };
  }
}

function describeElement(
  call: Call,
  result: number,
  index: number,
  x: number | undefined,
  got: number,
  exact: number,
  ulp: number,
  { source, bound }: Comparing,
  isNamed: boolean,
): Failure {
  const { dtype } = call.x;
  const where =
    result === 0
      ? `element ${index} of ${call.x.shape.join("×") || "a scalar"}`
      : `gradient ${result}, element ${index}`;
  const options = describeOptions(call.options);
  return {
    message: isNamed ? where : `${call.activation.definition.name} ${call.pass}, ${where}`,
    ...(x === undefined ? {} : { x: showNumber(x, dtype) }),
    got: showNumber(got, dtype),
    expected: showNumber(exact, dtype),
    ...(Number.isFinite(ulp) ? { ulp, allowed: bound.ulp } : {}),
    ...(options === "" ? {} : { options }),
    ...(source === undefined ? {} : { source }),
  };
}
