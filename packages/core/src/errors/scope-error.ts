import { ActfnError } from "./actfn-error.js";

/** Thrown by `runtime.with` when the engine cannot follow calls through promises and the function does not accept the scoped runtime. */
export class ScopeError extends ActfnError {
  static readonly code = "ACTFN_SCOPE";

  constructor() {
    super(
      ScopeError.code,
      "This engine has no AsyncLocalStorage, so with(backend, fn) cannot tell which calls belong to fn. Call through the runtime that it passes to fn: with(backend, (scoped) => scoped.forward(gelu, x)).",
    );
  }
}
