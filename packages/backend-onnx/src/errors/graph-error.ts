import { ActfnError } from "@actfn/core";

/** Thrown if ONNX Runtime fails to load or to run a graph. `cause` is its error. */
export class GraphError extends ActfnError {
  static readonly code = "ACTFN_ONNX_GRAPH";
  readonly activation: string;

  constructor(activation: string, step: "load" | "run", runtime: string, cause: unknown) {
    const words = cause instanceof Error ? cause.message : String(cause);
    super(
      GraphError.code,
      `${runtime} failed to ${step} the graph of ${activation}: ${words} Nothing was written to the outputs. Use precision "strict", whose graph has only elementary operators, or another backend.`,
      cause,
    );
    this.activation = activation;
  }
}
