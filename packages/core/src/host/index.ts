/**
 * What the packages ask of the engine that they run in: `@actfn/core/host`.
 *
 * @module
 */

export { builtin } from "./host.js";
