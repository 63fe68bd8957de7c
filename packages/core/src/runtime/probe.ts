import type { Backend, KernelRequest, Precision } from "../backend.js";
import type { AnyActivation, Definition } from "../definition.js";
import { ActfnError } from "../errors/actfn-error.js";
import { show } from "../errors/print.js";
import { ProbeError } from "../errors/probe-error.js";
import { partsOf } from "../geometry.js";
import { resolveOptions } from "../options.js";
import { toRequest } from "../request.js";
import { cast } from "../tensor/cast.js";
import { codecOf } from "../tensor/codec.js";
import { tensor } from "../tensor/from.js";
import { sizeOf } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";
import { checkAnswer } from "./answer.js";
import type { Use } from "./usage-log.js";

/** Is a backend fit for use? Throws, or rejects, where it is not. `conformanceProbe` of @actfn/conformance makes a thorough one. */
export type Probe = (backend: Backend) => unknown;

const ordinary = [0, -0, 0.5, -0.5, 1, -1, 3, -3, 8, -8, 20, -20];
const extreme = [...ordinary, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

/** Runs each activation in use once, so that its kernel is compiled, and with `compare` checks the answer against the reference. The signal ends it. */
export async function exercise(
  backend: Backend,
  uses: readonly Use[],
  compare: boolean,
  signal: AbortSignal,
): Promise<void> {
  for (const use of uses) {
    signal.throwIfAborted();
    const small = requestFor(use);
    if (small === undefined || backend.supports(small).status === "unsupported") continue;
    const request = { ...small, signal };
    const answer = await answerOf(backend, request);
    if (compare) await compareWithReference(backend, request, answer);
  }
}

/** An activation as it is called with nothing but its preset options. */
export function useOf({ definition, preset }: AnyActivation, precision: Precision): Use {
  const options = resolveOptions(definition, preset, [1, 1, 1, 12]);
  return { definition, options, pass: "forward", precision, dtype: "float32" };
}

/** A small call; undefined for the rare activation that takes no input of the shape tried. */
function requestFor({ definition, options, pass, precision, dtype }: Use): KernelRequest | undefined {
  const isAlong = definition.domain.kind !== "pointwise";
  const values = !isAlong && precision === "strict" ? extreme : ordinary;
  const length = isAlong ? values.length * partsOf(definition, options) : values.length;
  const shape = isAlong ? [...Array<number>((options["axis"] as number) + 1).keys()].map(() => 1) : [1];
  shape[shape.length - 1] = length;
  const fill = (size: number, at: (i: number) => number): Float64Array =>
    Float64Array.from({ length: size }, (_, i) => at(i));
  const x = cast(
    tensor(
      fill(length, (i) => values[i % values.length] as number),
      { shape },
    ),
    dtype,
  );
  const given = { ...requiredTensors(definition), ...options };
  try {
    const forward = toRequest({ definition, pass: "forward", x, options: given }, precision);
    if (pass === "forward") return forward;
    const dyShape = forward.shapes[0] as readonly number[];
    const dy = cast(
      tensor(
        fill(sizeOf(dyShape), (i) => 1 - 1.5 * (i % 2)),
        { shape: dyShape },
      ),
      dtype,
    );
    return toRequest({ definition, pass, x, dy, options: given }, precision);
  } catch (error) {
    if (ActfnError.isInstance(error)) return undefined;
    throw error;
  }
}

function requiredTensors(definition: Definition): Record<string, number> {
  const required = Object.entries(definition.options).filter(
    ([, spec]) => spec.type === "tensor" && spec.default === undefined,
  );
  return Object.fromEntries(required.map(([name]) => [name, 0.25]));
}

async function answerOf(backend: Backend, request: KernelRequest): Promise<readonly Tensor[]> {
  try {
    const answer = await backend.execute(request);
    checkAnswer(backend, request, answer);
    return answer;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ProbeError(backend.name, `${describe(request)} failed: ${reason}`, error);
  }
}

/** Looser than any backend's promise: what it is after is a backend that is wrong, not one that rounds. */
function toleranceOf({ precision, dtype }: KernelRequest): number {
  if (dtype === "float16") return 2 ** -8;
  if (dtype === "bfloat16") return 2 ** -6;
  return precision === "strict" ? 2 ** -16 : 2 ** -10;
}

async function compareWithReference(
  backend: Backend,
  request: KernelRequest,
  answer: readonly Tensor[],
): Promise<void> {
  // Only here, so that a page that never swaps need not load the interpreter.
  const { evaluateRequest } = await import("../evaluate-request.js");
  const expected = evaluateRequest(request);
  const tolerance = toleranceOf(request);
  for (const [result, tensor] of expected.entries()) {
    const found = answer[result] as Tensor;
    for (let i = 0; i < tensor.data.length; i++) {
      const want = numberAt(tensor, i);
      const got = numberAt(found, i);
      if (Object.is(want, got) || Math.abs(got - want) <= tolerance * Math.max(1, Math.abs(want))) continue;
      const where = `result ${result}, element ${i}`;
      throw new ProbeError(
        backend.name,
        `${describe(request)} gave ${show(got)} where the reference gives ${show(want)} (${where}).`,
      );
    }
  }
}

function numberAt({ dtype, data }: Tensor, i: number): number {
  return codecOf(dtype).decode(data[i] as number);
}

function describe({ activation, pass, precision, dtype }: KernelRequest): string {
  return `${activation.name} ${pass}, ${precision}, in ${dtype},`;
}
