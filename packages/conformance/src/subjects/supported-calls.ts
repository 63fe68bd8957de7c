import type { AnyActivation, Backend, Pass } from "@actfn/core";
import type { Call } from "../run/call.js";
import { filled } from "../run/call.js";
import { Skipped } from "../run/check-recorder.js";
import type { Context } from "../run/context.js";
import { callOf, completeOptions } from "./arrange.js";

/** What calls are made of, in a check that is not about single activations. */
export interface Wanted {
  /** The activations to call. If the backend supports none of them, those of the run take their place. */
  readonly activations: readonly AnyActivation[];
  readonly passes?: readonly Pass[];
  readonly shape: readonly number[];
}

/** Calls that a backend supports; throws {@link Skipped} where there is none. A backend need not support all activations. */
export function supportedCalls(
  context: Context,
  { activations, passes = ["forward", "backward"], shape }: Wanted,
  backend: Backend = context.backend,
): [Call, ...Call[]] {
  const x = filled(shape, "float32", 0.5);
  const callsOf = (some: readonly AnyActivation[]): Call[] =>
    context.supported(
      some.flatMap((activation) =>
        passes.map((pass) =>
          callOf(activation, pass, { options: completeOptions(activation.definition, {}, x), x }),
        ),
      ),
      backend,
    );
  const wanted = callsOf(activations);
  if (wanted.length > 0) return wanted as [Call, ...Call[]];
  // Grouped activations do not take every length.
  const others = context.activations().filter(({ definition }) => definition.domain.kind !== "grouped");
  const [first, ...more] = callsOf(others);
  if (first === undefined) throw new Skipped("the backend supports no call that this check makes");
  return [first, ...more];
}
