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

/** What collects all garbage at once; Node.js need not be started with a flag for it. Undefined where the engine has no such thing. */
export function collectorOf(): (() => void) | undefined {
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
