import { type AnyActivation, type Backend, createRuntime, Tensor, tensor } from "@actfn/core";
import { reference } from "@actfn/core/program";

/** A number of a seed, from 0 to 1. */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const specials = [0, -0, Infinity, -Infinity, Number.NaN, 2 ** -149, 5e-324, 3.4e38, -1e300];

/** Numbers from -8 to 8 in a shape, every twentieth of them special. */
export function drawn(shape: readonly number[], dtype: "float32" | "float64", seed = 1): Tensor {
  const random = generator(seed);
  const size = shape.reduce((a, b) => a * b, 1);
  const values = Array.from({ length: size }, () => {
    const value = 16 * (random() - 0.5);
    return random() < 0.05 ? (specials[Math.floor(random() * specials.length)] as number) : value;
  });
  return tensor(values, { dtype, shape });
}

function tensorsOf(answer: unknown): Tensor[] {
  return Tensor.isTensor(answer) ? [answer] : Object.values(answer as Record<string, Tensor>);
}

const strict = createRuntime({ backends: [reference()], precision: "strict" });

/**
 * Where the strict results of a backend, values and gradients, differ from those of the reference in a bit, NaN apart; undefined where
 * they do not.
 */
export async function strictDifference(
  backend: Backend,
  activation: AnyActivation,
  x: Tensor,
  options: Readonly<Record<string, unknown>>,
): Promise<string | undefined> {
  const runtime = createRuntime({ backends: [backend], precision: "strict" });
  const wanted = strict.forwardSync(activation, x, options) as Tensor;
  const dy = drawn(wanted.shape, x.dtype as "float32" | "float64", 9);
  const got = [
    await runtime.forward(activation, x, options),
    await runtime.backward(activation, x, dy, options),
  ].flatMap(tensorsOf);
  const both = [wanted, strict.backwardSync(activation, x, dy, options)].flatMap(tensorsOf);
  for (const [k, tensor] of both.entries()) {
    const { data } = got[k] as Tensor;
    const at = tensor.data.findIndex((value: number, i: number) => !Object.is(value, data[i]));
    if (at >= 0) return `result ${k}, number ${at}: ${data[at]} instead of ${tensor.data[at]}`;
  }
  return undefined;
}
