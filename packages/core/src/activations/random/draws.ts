/**
 * Random numbers that are the same on every backend and machine: the noise and the slopes that the activations of the
 * family `random` take as inputs.
 */
export type { DrawOptions } from "../../tensor/draw.js";
export { philox } from "../../tensor/philox.js";
export { gumbelNoise } from "./gumbel-noise.js";
export { type RreluSlopesOptions, rreluSlopes } from "./rrelu-slopes.js";
