import type { Backend } from "../backend/backend.js";
import { throwApart } from "../host/host.js";
import type { Mismatch } from "../runtime/events.js";
import type { Call, Policy } from "../runtime/policy.js";
import type { Tensor } from "../tensor/tensor.js";
import { Comparison, type Copy, Sampler } from "./comparison.js";
import { shadowOptions } from "./policy-options.js";

/** A second backend that runs a part of the calls again, and how its results are compared. */
export interface ShadowOptions {
  /** The runtime disposes of it together with its own backends. */
  readonly backend: Backend;
  /** The part of the calls, from 0 to 1. Default: 1. */
  readonly rate?: number;
  /** How far results may be apart, in units in the last place of the dtype. Default: 4. */
  readonly compare?: { readonly ulp: number };
  /** Called for each result further apart, in addition to the event `mismatch`. */
  readonly onMismatch?: (mismatch: Mismatch) => void;
}

/**
 * Runs a part of the calls again on a second backend, after the callers have their results, and compares. It never fails
 * or delays a call. `runtime.stats().shadow` counts. Throws a `ConfigError` if an option is not valid, and a
 * `ContractError` if the backend does not follow the contract.
 */
export function shadow(options: ShadowOptions): Policy {
  shadowOptions(options, "", "shadow");
  const { backend, rate = 1, compare = { ulp: 4 }, onMismatch } = options;
  return ({ tell, hold }) => {
    const sampler = new Sampler(rate);
    const comparison = new Comparison(hold(backend), compare.ulp, (mismatch) => {
      tell("mismatch", () => mismatch);
      try {
        onMismatch?.(mismatch);
      } catch (error) {
        throwApart(error);
      }
    });
    const copyOf = ({ request }: Call): Copy | undefined =>
      sampler.takes() ? comparison.copy(request) : undefined;
    return {
      aroundList: {
        run: (call, next) => {
          const copy = copyOf(call);
          return copy === undefined ? next(call) : compared(comparison, copy, call, next);
        },
        runSync: (call, next) => {
          const copy = copyOf(call);
          if (copy === undefined) return next(call);
          try {
            const results = next(call);
            comparison.compare(copy, results, nameOf(call));
            return results;
          } catch (error) {
            comparison.drop();
            throw error;
          }
        },
      },
      stats: () => ({ shadow: comparison.stats }),
    };
  };
}

async function compared(
  comparison: Comparison,
  copy: Copy,
  call: Call,
  next: (call: Call) => Promise<Tensor[]>,
): Promise<Tensor[]> {
  try {
    const results = await next(call);
    comparison.compare(copy, results, nameOf(call));
    return results;
  } catch (error) {
    comparison.drop();
    throw error;
  }
}

/** A call that has its results has a backend. */
function nameOf({ backend }: Call): string {
  return (backend as Backend).name;
}
