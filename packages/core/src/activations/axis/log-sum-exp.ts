import { type Activation, makeActivation } from "../../activation/activation.js";
import {
  abs,
  add,
  argmaxAlong,
  equal,
  exp,
  log,
  log1p,
  maxAlong,
  mul,
  sub,
  sumAlong,
  where,
} from "../../expression/primitives.js";
import { lastAxis } from "../axis-option.js";
import { softmaxOf } from "./softmax-weights.js";

/** Options of {@link logSumExp}. */
export interface LogSumExpOptions {
  /** The axis that is summed away; by default −1, the last. */
  readonly axis?: number;
}

/**
 * A smooth maximum along an axis: y = log Σⱼ e^(xⱼ), between max x and max x + log n.
 *
 * Shapes: the output lacks the axis. A row of −Infinity alone gives −Infinity, one that holds +Infinity gives
 * +Infinity. Gradient: dxᵢ = dy·softmax(x)ᵢ. Throws an `AxisError` for an axis that x does not have.
 */
export const logSumExp: Activation<LogSumExpOptions> = makeActivation<LogSumExpOptions>({
  name: "logSumExp",
  title: "LogSumExp",
  summary: "A smooth maximum; its gradient is softmax.",
  family: "axis",
  aliases: ["realSoftmax"],
  domain: { kind: "axis", reduces: true },
  options: { axis: lastAxis },
  expression: ({ x }) => log(sumAlong(exp(x))),
  stable: {
    forward: ({ x, index }) => {
      const largest = maxAlong(x);
      const others = sumAlong(where(equal(index, argmaxAlong(x)), 0, exp(sub(x, largest))));
      return where(equal(abs(largest), Infinity), largest, add(largest, log1p(others)));
    },
    backward: ({ x, dy }) => [mul(dy, softmaxOf(x))],
  },
  properties: {
    range: { lower: -Infinity, upper: Infinity, closed: [false, false] },
    monotonic: true,
    smoothness: Infinity,
    zeroCentered: false,
    lipschitz: 1,
    saturates: "none",
    cost: "several",
  },
});
