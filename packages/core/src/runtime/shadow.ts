import type { Backend } from "../backend/backend.js";
import { throwApart } from "../host/host.js";
import { BackendList, type BackendReferences } from "./backend-list.js";
import { Comparison, Sampler } from "./comparison.js";
import type { Listeners, Mismatch } from "./events.js";

/** A second backend that runs a part of the calls again, without their callers noticing, so that the two can be compared. */
export interface ShadowOptions {
  readonly backend: Backend;
  /** The part of the calls, from 0 to 1; every one where absent. */
  readonly rate?: number;
  /** How far answers may be apart, in units in the last place of the dtype; 4 where absent. */
  readonly compare?: { readonly ulp: number };
  /** Called for each answer further apart, besides the event `mismatch`. */
  readonly onMismatch?: (mismatch: Mismatch) => void;
}

/** A shadow at work. */
export interface Shadow {
  readonly list: BackendList;
  readonly sampler: Sampler;
  readonly comparison: Comparison;
}

export function startShadow(
  options: ShadowOptions,
  listeners: Listeners,
  references: BackendReferences,
): Shadow {
  const { backend, rate = 1, compare = { ulp: 4 }, onMismatch } = options;
  const report = (mismatch: Mismatch): void => {
    listeners.tell("mismatch", () => mismatch);
    try {
      onMismatch?.(mismatch);
    } catch (error) {
      throwApart(error);
    }
  };
  const list = new BackendList([backend], references);
  return { list, sampler: new Sampler(rate), comparison: new Comparison(list, compare.ulp, report) };
}
