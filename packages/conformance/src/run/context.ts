import {
  type AnyActivation,
  type Backend,
  catalogue,
  computingOf,
  type DType,
  type Pass,
  type Precision,
  type Tensor,
} from "@actfn/core";
import type { CaseSource } from "../cases/case-source.js";
import type { GroupId } from "../groups/group-id.js";
import { type Random, randomFrom, seedOf } from "../numbers/random.js";
import type { CheckBound, Tolerances } from "../profile/bounds.js";
import { type CheckSubject, describeSubject } from "../profile/check-subject.js";
import type { Effort } from "../profile/profile.js";
import type { AccuracyTable } from "../report/accuracy.js";
import { repeatCall, repeatCheck } from "../report/repeat.js";
import type { Check, Failure } from "../report/report.js";
import { execute, hear, requireSupport, supportOf, Unsupported } from "./backend-calls.js";
import { type Call, type Exact, exactOf, requestOf } from "./call.js";
import { CheckRecorder, Skipped, type WrongCall } from "./check-recorder.js";
import { smallerCalls } from "./smaller-calls.js";
import type { TrackedDeviations } from "./tracked-deviations.js";

/** What the run of one backend is made of. */
export interface ContextParts {
  readonly backend: Backend;
  /** Makes another instance, where the run was given a factory. */
  readonly make: (() => Promise<Backend>) | undefined;
  readonly activations: readonly AnyActivation[];
  readonly precisions: readonly Precision[];
  readonly dtypes: readonly DType[];
  readonly effort: Effort;
  readonly seed: number;
  /** Whether the profile declares deviations or tolerances. */
  readonly isDeclared: boolean;
  readonly cases: CaseSource;
  readonly deviations: TrackedDeviations;
  readonly tolerances: Tolerances;
  readonly accuracy: AccuracyTable;
  readonly onCheck: (check: Check) => void;
}

/** The combinations that {@link Context.each} returns. Default: all. */
export interface Only {
  readonly passes?: readonly Pass[];
  readonly dtypes?: readonly DType[];
}

/** One combination to be checked. */
export interface Each {
  readonly activation: AnyActivation;
  readonly pass: Pass;
  readonly dtype: DType;
  readonly precision: Precision;
  readonly subject: Required<Omit<CheckSubject, "tag" | "domain">>;
}

/** What is right for a call, where it is known otherwise than by the reference, and where it is discussed. */
interface Given {
  readonly exact?: Exact;
  readonly source?: string | undefined;
}

type Body = (recorder: CheckRecorder) => Promise<void> | void;

const breath = 50;

/** The best known of each family. */
const wellKnown: ReadonlySet<string> = new Set(
  "identity relu elu gelu sigmoid softplus softshrink sine glu softmax prelu rrelu step".split(" "),
);

/** What a group works with: the backend, what is to be checked on it, and where the outcome goes. */
export class Context {
  readonly parts: ContextParts;
  private rested = Date.now();

  constructor(parts: ContextParts) {
    this.parts = parts;
  }

  get backend(): Backend {
    return this.parts.backend;
  }

  get isQuick(): boolean {
    return this.parts.effort === "quick";
  }

  /** Runs one check. Whatever its body throws is a failure, but for {@link Skipped}. */
  async check(subject: CheckSubject, title: string, body: Body): Promise<void> {
    const recorder = new CheckRecorder(subject, this.parts.deviations.concerning(subject));
    let skipped: string | undefined;
    try {
      await body(recorder);
    } catch (error) {
      if (error instanceof Skipped) skipped = error.message;
      else if (error instanceof Unsupported)
        recorder.unsupported(error.message, this.parts.deviations.concerning(subjectOf(error, subject)));
      else
        recorder.fail(`threw ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
    }
    const repeat = recorder.hasFailed ? { repeat: await this.repeatOf(subject, recorder.wrongCalls) } : {};
    this.parts.onCheck(recorder.finish(title, { skipped, ...repeat }));
    if (Date.now() - this.rested < breath) return;
    await new Promise((resolve) => setTimeout(resolve, 0));
    this.rested = Date.now();
  }

  /** How to repeat a failure: by the shortest call that fails again when it is tried, otherwise by the check itself. */
  private async repeatOf(subject: CheckSubject, wrongCalls: readonly WrongCall[]): Promise<string> {
    const { effort, seed, isDeclared } = this.parts;
    for (const { call, precision, result, index } of wrongCalls) {
      if (!this.isNamed(call.activation)) continue;
      for (const smaller of smallerCalls(call, result, index)) {
        const failure = await this.failureOf(smaller, { ...subject, precision });
        if (failure !== undefined) return repeatCall(smaller, precision, failure);
      }
    }
    return repeatCheck(subject, { effort, seed, isDeclared });
  }

  /** Whether a reader can name an activation: one of the catalogue's or of those that were passed, and none of a check's own. */
  private isNamed({ definition }: AnyActivation): boolean {
    return [...catalogue, ...this.parts.activations].some((known) => known.definition === definition);
  }

  /** The worst number that a call gives now; undefined where all are right, or there is none. */
  private async failureOf(call: Call, subject: CheckSubject): Promise<Failure | undefined> {
    const recorder = new CheckRecorder(subject, this.parts.deviations.concerning(subject));
    try {
      await this.compare(recorder, subject, call);
    } catch {
      return undefined;
    }
    const [failure] = recorder.finish("").failures;
    return failure?.got === undefined ? undefined : failure;
  }

  /** Every combination of activation, pass, dtype and precision that is to be checked, of some passes and dtypes. */
  *each(group: GroupId, only: Only = {}): Generator<Each> {
    const { precisions, dtypes } = this.parts;
    for (const activation of this.activations()) {
      for (const pass of only.passes ?? (["forward", "backward"] as const)) {
        for (const dtype of dtypes) {
          if (only.dtypes !== undefined && !only.dtypes.includes(dtype)) continue;
          for (const precision of precisions) {
            const subject = { group, activation: activation.definition.name, pass, dtype, precision };
            yield { activation, pass, dtype, precision, subject };
          }
        }
      }
    }
  }

  /** The activations to check; in a quick run one of each family, a well-known one where it is among them. */
  activations(): readonly AnyActivation[] {
    return this.isQuick ? this.oneOfEachFamily() : this.parts.activations;
  }

  /** One activation of each family, a well-known one where it is among those to check. */
  oneOfEachFamily(): readonly AnyActivation[] {
    const { activations } = this.parts;
    const chosen = new Map<string, AnyActivation>();
    for (const activation of activations) {
      // An activation without a family is a family of its own.
      const { name, family = name } = activation.definition;
      if (!chosen.has(family) || wellKnown.has(name)) chosen.set(family, activation);
    }
    return [...chosen.values()];
  }

  /** Random numbers that belong to a check. */
  random(subject: CheckSubject): Random {
    return randomFrom(seedOf(describeSubject(subject), this.parts.seed));
  }

  /** Runs a call on the backend; throws {@link Unsupported} where it says that it cannot. */
  run(call: Call, precision: Precision, out?: unknown, backend: Backend = this.backend): Promise<Tensor[]> {
    const answer = async (): Promise<Tensor[]> => {
      const request = requestOf(call, precision, out);
      requireSupport(backend, request);
      return execute(backend, request);
    };
    return hear(answer());
  }

  /** The precision of calls in checks that are about no precision: `fast` where it is to be checked. */
  get usualPrecision(): Precision {
    return this.parts.precisions.includes("fast") ? "fast" : "strict";
  }

  /** Those of some calls that the backend supports. */
  supported(
    calls: readonly Call[],
    backend: Backend = this.backend,
    precision: Precision = this.usualPrecision,
  ): Call[] {
    return calls.filter((call) => supportOf(backend, requestOf(call, precision)).status !== "unsupported");
  }

  /** The bound for a call's results in a check. */
  boundOf(subject: CheckSubject, { activation: { definition }, pass, x }: Call): CheckBound {
    const whole = { ...subject, activation: definition.name, pass, dtype: x.dtype };
    return this.parts.tolerances.boundFor(whole, computingOf(definition));
  }

  /** Runs a call and compares its results with the exact values, by default those of the reference. */
  async compare(
    recorder: CheckRecorder,
    subject: CheckSubject,
    call: Call,
    given: Given = {},
  ): Promise<Tensor[]> {
    const got = await this.run(call, subject.precision ?? "strict");
    this.judge(recorder, subject, call, got, given);
    return got;
  }

  /** Compares what a call has given with the exact values, by default those of the reference. */
  judge(
    recorder: CheckRecorder,
    subject: CheckSubject,
    call: Call,
    got: readonly Tensor[],
    given: Given = {},
  ): void {
    const { precision = "strict" } = subject;
    const { name } = call.activation.definition;
    const row = this.parts.accuracy.row(name, call.pass, call.x.dtype, precision);
    const exact = given.exact ?? exactOf(call);
    recorder.compare(call, got, exact, {
      precision,
      ...this.boundOf(subject, call),
      row,
      source: given.source,
    });
  }
}

/** What a check is about, with the parts of a call that it makes. */
function subjectOf({ request }: Unsupported, subject: CheckSubject): CheckSubject {
  const { activation, pass, dtype, precision } = request;
  const domain = activation.domain.kind;
  return { ...subject, activation: activation.name, domain, pass, dtype, precision };
}
