import { ProviderError } from "../errors/provider-error.js";
import { type Fingerprint, fingerprint } from "./code-path.js";
import type { Engine, SessionOptions } from "./engine.js";

/** An execution provider: its name, or an object of its name and its options, such as `{ name: "cuda", deviceId: 1 }`. */
export type ExecutionProvider = string | ({ readonly name: string } & Readonly<Record<string, unknown>>);

/** The execution provider in use, and the kernels that it runs. */
export interface Chosen extends Fingerprint {
  readonly provider: ExecutionProvider;
}

/** An execution provider's name. */
export function nameOf(provider: ExecutionProvider): string {
  return typeof provider === "string" ? provider : provider.name;
}

/**
 * Returns the first execution provider that runs a model. Each is tried alone, because ONNX Runtime ignores unknown names
 * without an error. Throws a {@link ProviderError} if there is none.
 */
export async function chooseProvider(
  engine: Engine,
  requested: readonly ExecutionProvider[],
  options: SessionOptions,
): Promise<Chosen> {
  const reasons: string[] = [];
  let cause: unknown;
  for (const provider of requested) {
    const name = nameOf(provider);
    if (engine.providers?.includes(name) === false) {
      reasons.push(`${name}: not built in`);
      continue;
    }
    try {
      const found = await fingerprint(engine, name, { ...options, executionProviders: [provider] });
      return { provider, ...found };
    } catch (error) {
      cause = error;
      reasons.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new ProviderError(requested.map(nameOf), engine, reasons, cause);
}
