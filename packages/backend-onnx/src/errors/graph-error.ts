import { ActfnError } from "@actfn/core";

/** Thrown when ONNX Runtime refuses to load or to run a graph; `cause` holds its own words. */
export class GraphError extends ActfnError {
  static readonly code = "ACTFN_ONNX_GRAPH";
  readonly activation: string;

  constructor(activation: string, step: "load" | "run", runtime: string, cause: unknown) {
    const words = cause instanceof Error ? cause.message : String(cause);
    super(
      GraphError.code,
      `${runtime} could not ${step} the graph of ${activation}: ${words} Nothing was written. Try precision "strict", whose graph uses only elementary operators, or another backend.`,
      cause,
    );
    this.activation = activation;
  }
}
