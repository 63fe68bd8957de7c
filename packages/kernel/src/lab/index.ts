import { approximation } from "./approximation.js";
import { backends } from "./backends.js";
import { deadUnits } from "./dead-units.js";
import { digits } from "./digits.js";
import { gradientFlow } from "./gradient-flow.js";
import { linearCollapse } from "./linear-collapse.js";
import { Network, type NetworkOptions } from "./network.js";
import { precision } from "./precision.js";
import { race } from "./race.js";
import { random } from "./random.js";
import { saturation } from "./saturation.js";
import { sparsity } from "./sparsity.js";
import { softmaxExamples, temperature } from "./temperature.js";
import { trainNetwork } from "./train.js";

/** Small experiments on the registered backend, each with a plot. All throw a `ConfigError` for an unknown option. */
export interface Lab {
  /** Real MNIST digits. */
  readonly digits: typeof digits;
  /** Random numbers from a seed. */
  readonly random: typeof random;
  /** A small classifier, to train on digits. */
  readonly network: (options: NetworkOptions) => Network;
  /** Trains a classifier. */
  readonly train: typeof trainNetwork;
  /** The same network with several activations. */
  readonly race: typeof race;
  /** Units whose gradient is 0 for every example. */
  readonly deadUnits: typeof deadUnits;
  /** Vanishing and exploding gradients. */
  readonly gradientFlow: typeof gradientFlow;
  /** Saturated units. */
  readonly saturation: typeof saturation;
  /** Zeros among the outputs. */
  readonly sparsity: typeof sparsity;
  /** A stack of linear layers equals one linear layer. */
  readonly linearCollapse: typeof linearCollapse;
  /** A function approximated by wider and wider networks. */
  readonly approximation: typeof approximation;
  /** Softmax at several temperatures. */
  readonly temperature: typeof temperature;
  /** Two typical inputs of softmax. */
  readonly softmaxExamples: typeof softmaxExamples;
  /** Textbook formulas at inputs at which they lose their digits. */
  readonly precision: typeof precision;
  /** Conformance and speed of backends. */
  readonly backends: typeof backends;
}

/** The lab; see {@link Lab}. */
export const lab: Lab = {
  digits,
  random,
  network: (options) => new Network(options),
  train: trainNetwork,
  race,
  deadUnits,
  gradientFlow,
  saturation,
  sparsity,
  linearCollapse,
  approximation,
  temperature,
  softmaxExamples,
  precision,
  backends,
};
