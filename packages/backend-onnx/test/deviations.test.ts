import { errorInUlp } from "@actfn/conformance";
import {
  activationNamed,
  cast,
  codecOf,
  contractBound,
  type DeviatingResult,
  type DType,
  type KernelRequest,
  statusOf,
  type Tensor,
} from "@actfn/core";
import { evaluateRequest, uniformNumbers } from "@actfn/core/program";
import { afterAll, describe, expect, it } from "vitest";
import { declarations, type OnnxBackend, onnx } from "../src/index.js";
import { requestFor } from "./requests.js";

// The conformance suite runs the deviations too, in its whole. This is the short way to see that each is still there: a
// new ONNX Runtime that has put one right, or made it smaller, fails here, and its entry goes or is measured again.

/** Numbers of every size, the special ones, and doubles beyond float32. */
const values: readonly number[] = (() => {
  const next = uniformNumbers(99);
  const sign = (): number => (next() < 0.5 ? -1 : 1);
  return [
    ...[0, -0, NaN, Infinity, -Infinity, -0.25, 20, 0, -1e155, 1e155, -1e103, 1e103, -1.7e308, 1.7e308],
    ...[Math.PI, Math.PI / 2, -745.1302],
    ...Array.from({ length: 4000 }, () => sign() * 2 ** (next() * 250 - 140)),
    ...Array.from({ length: 4000 }, () => sign() * 2 ** (next() * 12 - 6)),
    ...Array.from({ length: 2000 }, () => next() * 40 - 20),
  ];
})();

/** Options under which a deviation shows, or is largest, where it does not at the defaults. */
const options: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "prelu-at-minus-infinity": { weight: 0 },
  "prelu-zero-sign": { weight: -0.5 },
  "gelu-tail": { approximate: "tanh" },
  "celu-near-zero": { alpha: 3 },
  // At its default, softmax2d's axis is one long here: whatever x is, the result is 1.
  "softmax-subnormals": { axis: -1 },
  "elu-of-large-alpha": { alpha: 1e6 },
  "celu-of-largest-alpha": { alpha: 1e10 },
  "sine-of-high-frequencies": { omega: 1e6 },
};

function one<T>(value: T | readonly T[] | undefined, otherwise: readonly T[]): readonly T[] {
  if (value === undefined) return otherwise;
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

/** The intervals that a deviation names. */
function intervalsOf(
  x: Exclude<DeviatingResult["x"], "nan" | undefined>,
): readonly (readonly [number, number])[] {
  return (Array.isArray(x[0]) ? x : [x]) as readonly (readonly [number, number])[];
}

/** Numbers all over the intervals that a deviation names, where these end on both sides. */
function inside({ x }: DeviatingResult): number[] {
  if (x === undefined || x === "nan") return [];
  return intervalsOf(x).flatMap(([lower, upper]) => {
    if (!Number.isFinite(upper - lower)) return [];
    return Array.from({ length: 4800 }, (_, i) => lower + ((upper - lower) * i) / 4799);
  });
}

/** What is wrong with a result: the input, both numbers, and how far they are apart. */
interface Wrong {
  readonly x: number;
  readonly got: number;
  readonly right: number;
  readonly ulp: number;
}

/** How far a result deviates in the way that is declared; undefined where it is right, or wrong in another way. */
function shown({ x: where, gives }: DeviatingResult, { x, got, right, ulp }: Wrong): number | undefined {
  const isThere =
    where === undefined ||
    (where === "nan"
      ? Number.isNaN(x)
      : intervalsOf(where).some(([lower, upper]) => x >= lower && x <= upper));
  if (!isThere) return undefined;
  const absolute = Math.abs(got - right);
  if (gives === "nan") return Number.isNaN(got) ? Infinity : undefined;
  if (gives === "zero") return got === 0 ? Infinity : undefined;
  if (typeof gives !== "object") return Number.isNaN(got) ? undefined : Infinity;
  if (gives.absolute === undefined) return ulp <= gives.ulp ? ulp : undefined;
  return ulp > gives.ulp && absolute <= gives.absolute ? absolute : undefined;
}

/** Every result of an activation that is outside the contract's bound, in the calls that a deviation concerns. */
async function* wrongResults(
  backend: OnnxBackend,
  deviation: DeviatingResult,
  name: string,
): AsyncGenerator<Wrong> {
  const { where, id } = deviation;
  const activation = activationNamed(name);
  const { domain } = activation.definition;
  const precision = where.precision ?? "strict";
  for (const dtype of one<DType>(where.dtype, ["float32", "float64"])) {
    for (const pass of one(where.pass, ["forward", "backward"] as const)) {
      const all = [...values, ...inside(deviation)];
      const given = { dtype, pass, precision, values: all, options: options[id] ?? {} };
      const request = requestFor(activation, given);
      const [got] = (await backend.execute(request)) as [Tensor];
      // The reference in double, which no rounding to a float hides anything of.
      const [right] = evaluateRequest(inDoubles(request)) as [Tensor];
      const x = request.inputs[0] as Tensor;
      const bound = contractBound(pass, dtype, precision, {
        isAxis: domain.kind === "axis",
        isLinear: false,
      });
      const read = (tensor: Tensor, i: number): number => codecOf(dtype).decode(tensor.data[i] as number);
      for (let i = 0; i < x.size; i++) {
        const [a, b] = [read(got, i), right.data[i] as number];
        const ulp = errorInUlp(a, b, dtype, bound, 0);
        if (ulp > bound.ulp) yield { x: read(x, i), got: a, right: b, ulp };
      }
    }
  }
}

function inDoubles(request: KernelRequest): KernelRequest {
  const inputs = request.inputs.map((tensor) => cast(tensor, "float64"));
  return { ...request, dtype: "float64", inputs };
}

const backend = await onnx();

describe("declared deviations are still there, and of the size that is declared", () => {
  const { deviations, measuredOn } = declarations;
  afterAll(() => backend.dispose());

  // The others are about whole checks; test/conformance.test.ts sees that they still fail.
  const ofResults = deviations.filter(
    (deviation): deviation is DeviatingResult =>
      deviation.expect === "deviates" &&
      deviation.where.activation !== undefined &&
      deviation.where.group !== "metamorphic" &&
      statusOf(deviation, measuredOn, backend.info.codePath) === "declared",
  );
  it.runIf(ofResults.length > 0).each(ofResults.map((deviation) => [deviation.id, deviation] as const))(
    "%s",
    async (id, deviation) => {
      const { where, gives } = deviation;
      const largest = Math.max(
        ...(await Promise.all(
          one(where.activation, []).map(async (name) => {
            let worst: number | undefined;
            for await (const wrong of wrongResults(backend, deviation, name)) {
              const size = shown(deviation, wrong);
              if (size !== undefined) worst = Math.max(worst ?? 0, size);
            }
            expect(worst, `${id} no longer shows in ${name}; take it out of src/deviations`).toBeDefined();
            return worst as number;
          }),
        )),
      );
      // What is allowed has a margin for other processors; more would let errors through that nobody has measured.
      if (typeof gives === "object") {
        const allowed = gives.absolute ?? gives.ulp;
        expect(
          largest * 8,
          `${id} is smaller than declared: ${largest}, not ${allowed}`,
        ).toBeGreaterThanOrEqual(allowed);
      }
    },
  );

  it("have a name and a reason each", () => {
    expect(new Set(deviations.map(({ id }) => id)).size).toBe(deviations.length);
    for (const { reason } of deviations) expect(reason.length).toBeGreaterThan(20);
  });
});
