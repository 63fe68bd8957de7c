/** Compiles activations to ES modules without dependencies; the command is `npx actfn compile`. */
export { functionFromText } from "./function-text.js";
export { type CompiledFunction, compileModule, type ModuleOptions, type ModuleText } from "./module.js";
export { StandaloneError } from "./standalone-error.js";
