import { ActfnError } from "@actfn/core";

/** Thrown when an activation cannot be compiled to a module of its own. */
export class StandaloneError extends ActfnError {
  static readonly code = "ACTFN_STANDALONE";
  readonly activation: string;

  constructor(activation: string, reason: string) {
    super(StandaloneError.code, `${activation} cannot be compiled to a module: ${reason}.`);
    this.activation = activation;
  }
}
