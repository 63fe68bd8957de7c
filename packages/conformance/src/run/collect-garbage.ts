interface Host {
  readonly process?: { readonly getBuiltinModule?: (name: string) => unknown };
  readonly gc?: () => void;
}

interface V8 {
  setFlagsFromString(flags: string): void;
}

interface Contexts {
  runInNewContext(code: string): unknown;
}

/** Collections, with a turn of the event loop between them: what one lets go, V8 frees beside it, and finalisers after it. */
const TURNS = 3;

/** Collects all garbage, where the engine lets itself be asked; Node.js need not be started with a flag for it. */
export async function collectGarbage(): Promise<void> {
  const collect = collectorOf();
  for (let turn = 0; turn < TURNS; turn++) {
    collect?.();
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

function collectorOf(): (() => void) | undefined {
  const { process, gc } = globalThis as Host;
  if (gc !== undefined) return gc;
  try {
    (process?.getBuiltinModule?.("node:v8") as V8 | undefined)?.setFlagsFromString("--expose-gc");
    const contexts = process?.getBuiltinModule?.("node:vm") as Contexts | undefined;
    return contexts?.runInNewContext("globalThis.gc") as (() => void) | undefined;
  } catch {
    // Engines that only answer to Node's names may throw at flags of V8's.
    return undefined;
  }
}
