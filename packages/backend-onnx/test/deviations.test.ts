import { activationNamed, codecOf, type DType, evaluateRequest, type Tensor } from "@actfn/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Deviation, deviations, type OnnxBackend, onnx } from "../src/index.js";
import { requestFor } from "./requests.js";

// The conformance suite runs the deviations too, in its whole. This is the short way to see that each is still there: a
// new ONNX Runtime that has put one right fails here, and its entry goes.

/** Numbers of every size, the special ones, and doubles beyond float32. */
const values: readonly number[] = (() => {
  let state = 99;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const sign = (): number => (next() < 0.5 ? -1 : 1);
  return [
    ...[0, -0, NaN, Infinity, -Infinity, -0.25, 20, 0, -1e155, 1e155, -1e103, 1e103, -1.7e308, 1.7e308],
    ...[Math.PI, Math.PI / 2, -745.1302],
    ...Array.from({ length: 4000 }, () => sign() * 2 ** (next() * 250 - 140)),
    ...Array.from({ length: 4000 }, () => sign() * 2 ** (next() * 12 - 6)),
    ...Array.from({ length: 2000 }, () => next() * 40 - 20),
  ];
})();

/** Options under which a deviation shows, where it does not at the defaults. */
const options: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "prelu-at-minus-infinity": { weight: 0 },
  "prelu-zero-sign": { weight: -0.5 },
};

function one<T>(value: T | readonly T[] | undefined, otherwise: readonly T[]): readonly T[] {
  if (value === undefined) return otherwise;
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

/** Whether an element deviates in the way that is declared. */
function shows(deviation: Deviation, x: number, got: number, right: number): boolean {
  if (Object.is(got, right) || (Number.isNaN(got) && Number.isNaN(right))) return false;
  if (
    deviation.x === "nan"
      ? !Number.isNaN(x)
      : deviation.x !== undefined && !(x >= deviation.x[0] && x <= deviation.x[1])
  )
    return false;
  if (deviation.gives === "nan") return Number.isNaN(got);
  if (deviation.gives === "zero") return got === 0;
  const isExactly = Math.abs(got - right) <= Math.abs(right) * 2 ** -22;
  return !Number.isNaN(got) && (right === 0 || !isExactly || deviation.where.dtype === "float64");
}

describe("declared deviations are still there", () => {
  let backend: OnnxBackend;
  beforeAll(async () => {
    backend = await onnx();
  });
  afterAll(() => backend.dispose());

  const alone = deviations.filter(({ where }) => where.activation !== undefined && where.group === undefined);
  it.each(alone.map((deviation) => [deviation.id, deviation] as const))("%s", async (id, deviation) => {
    const { where } = deviation;
    let seen = 0;
    for (const name of one(where.activation, [])) {
      for (const dtype of one<DType>(where.dtype, ["float32", "float64"])) {
        for (const pass of one(where.pass, ["forward", "backward"] as const)) {
          const precision = where.precision ?? "strict";
          const request = requestFor(activationNamed(name), {
            dtype,
            pass,
            precision,
            values,
            ...optionsOf(id),
          });
          const [got] = (await backend.execute(request)) as [Tensor];
          const [right] = evaluateRequest(request) as [Tensor];
          const x = request.inputs[0] as Tensor;
          const read = (tensor: Tensor, i: number): number => codecOf(dtype).decode(tensor.data[i] as number);
          for (let i = 0; i < x.size; i++) {
            if (shows(deviation, read(x, i), read(got, i), read(right, i))) seen++;
          }
        }
      }
    }
    expect(seen, `${id} no longer deviates; take it out of deviations.ts`).toBeGreaterThan(0);
  });

  it("have a name and a reason each", () => {
    expect(new Set(deviations.map(({ id }) => id)).size).toBe(deviations.length);
    for (const { reason } of deviations) expect(reason.length).toBeGreaterThan(20);
  });
});

function optionsOf(id: string): { readonly options?: Readonly<Record<string, unknown>> } {
  const found = options[id];
  return found === undefined ? {} : { options: found };
}
