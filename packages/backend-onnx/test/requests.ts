import {
  type AnyActivation,
  cast,
  type DType,
  type KernelRequest,
  type Pass,
  type Precision,
  partsOf,
  Tensor,
  toRequest,
} from "@actfn/core";
import { uniformNumbers } from "@actfn/core/program";

/** What a request is made of. */
export interface Wanted {
  readonly dtype: DType;
  readonly pass: Pass;
  readonly precision: Precision;
  readonly options?: Readonly<Record<string, unknown>>;
  /** The elements of x. Default: a fixed sample. */
  readonly values?: readonly number[];
}

const special = [
  0,
  -0,
  Infinity,
  -Infinity,
  NaN,
  1e-40,
  -1e-40,
  2 ** -149,
  -(2 ** -149),
  3.4028234663852886e38,
  -3.4028234663852886e38,
  1e20,
  -1e20,
  3,
  -3,
  1,
  -1,
  6,
];

/** A fixed sample: special values, points of every magnitude, and a dense stretch where activations bend. */
export const sample: readonly number[] = (() => {
  const next = uniformNumbers(12345);
  const magnitudes = Array.from({ length: 200 }, () => (next() < 0.5 ? -1 : 1) * 2 ** (next() * 60 - 50));
  const dense = Array.from({ length: 800 }, () => next() * 40 - 20);
  const tails = Array.from({ length: 200 }, () => next() * 240 - 120);
  return [...special, ...magnitudes, ...dense, ...tails].map(Math.fround);
})();

/** The sample that an activation is asked about: rows hold finite numbers, angles those whose turns core's sine still tells apart. */
function sampleFor({ definition }: AnyActivation, dtype: DType): readonly number[] {
  if (definition.domain.kind === "axis") return sample.slice(special.length);
  // ONNX Runtime's sine of a double is within 2e-16 of the true one, which near its zeros is not within a few ulp.
  const reach = dtype === "float64" ? 1 : 2 ** 23;
  return definition.family === "periodic" ? sample.filter((x) => !(Math.abs(x) > reach)) : sample;
}

/** A complete request for an activation, with x and dy from the sample. Rows hold finite numbers only. */
export function requestFor(activation: AnyActivation, wanted: Wanted): KernelRequest {
  const { definition } = activation;
  const options = { ...wanted.options };
  const values = wanted.values ?? sampleFor(activation, wanted.dtype);
  const parts = partsOf(definition, defaults(activation, options));
  const x = tensorOf(values, parts, wanted.dtype);
  const shared = { definition, x, options: { ...options, precision: wanted.precision } };
  for (const [name, spec] of Object.entries(definition.options)) {
    if (spec.type === "tensor" && options[name] === undefined && spec.default === undefined) {
      Object.assign(shared.options, { [name]: 0.5 });
    }
  }
  const forward = toRequest({ ...shared, pass: "forward" }, wanted.precision);
  if (wanted.pass === "forward") return forward;
  const shape = forward.shapes[0] as readonly number[];
  const size = shape.reduce((product, length) => product * length, 1);
  const cotangents = Float64Array.from(
    { length: size },
    (_, i) => [1, -0.75, 1.5, 2 ** -20][i % 4] as number,
  );
  const dy = cast(new Tensor("float64", shape, cotangents), wanted.dtype);
  return toRequest({ ...shared, pass: "backward", dy }, wanted.precision);
}

/** Rows of 24 (times the parts, where there are several), stacked so that every axis of an image is there too. */
function tensorOf(values: readonly number[], parts: number, dtype: DType): Tensor {
  const width = 24 * parts;
  const rows = Math.floor(values.length / width);
  const data = Float64Array.from(values.slice(0, rows * width));
  return cast(new Tensor("float64", [1, rows, width], data), dtype);
}

function defaults(
  { definition }: AnyActivation,
  options: Readonly<Record<string, unknown>>,
): Readonly<Record<string, number>> {
  const filled: Record<string, number> = {};
  for (const [name, spec] of Object.entries(definition.options)) {
    const value = options[name] ?? ("default" in spec ? spec.default : undefined);
    if (typeof value === "number") filled[name] = value;
  }
  return filled;
}
