import { ActfnError } from "@actfn/core";
import { asSentence, messageOf } from "@actfn/core/checks";

/** Thrown if ONNX Runtime fails to load or to run a graph. `cause` is its error. */
export class GraphError extends ActfnError {
  static readonly code = "ACTFN_ONNX_GRAPH";
  readonly activation: string;

  constructor(activation: string, step: "load" | "run", runtime: string, cause: unknown) {
    super(
      GraphError.code,
      `${runtime} failed to ${step} the graph of ${activation}: ${asSentence(messageOf(cause))} Nothing was written to the outputs. Use precision "strict", whose graph has only elementary operators, or another backend.`,
      cause,
    );
    this.activation = activation;
  }
}
