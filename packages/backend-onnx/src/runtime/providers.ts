import { ProviderError } from "../errors/provider-error.js";
import { GraphBuilder } from "../graph/graph-builder.js";
import { modelBytes } from "../model/graph-model.js";
import type { Engine, SessionOptions } from "./engine.js";

/**
 * The first of some execution providers that loads a model. Each is tried alone, since ONNX Runtime drops a name that it
 * does not know without an error. Throws a {@link ProviderError} where there is none.
 */
export async function chooseProvider(
  engine: Engine,
  requested: readonly string[],
  options: SessionOptions,
): Promise<string> {
  const reasons: string[] = [];
  let cause: unknown;
  for (const provider of requested) {
    if (!engine.offers(provider)) {
      reasons.push(`${provider}: not built in`);
      continue;
    }
    try {
      const session = await engine.open(smallestModel(), { ...options, executionProviders: [provider] });
      await session.close();
      return provider;
    } catch (error) {
      cause = error;
      reasons.push(`${provider}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new ProviderError(requested, engine.description, reasons, cause);
}

function smallestModel(): Uint8Array {
  const builder = new GraphBuilder();
  builder.output("y", builder.node("Identity", [builder.input("x", "float", ["n"])]), ["n"]);
  return modelBytes(builder.build("probe"));
}
