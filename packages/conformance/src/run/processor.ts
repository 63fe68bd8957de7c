interface Host {
  readonly process?: { readonly getBuiltinModule?: (name: string) => unknown };
}

interface FileSystem {
  readFileSync(path: string, encoding: "utf8"): string;
}

interface OperatingSystem {
  cpus(): readonly { readonly model: string }[];
}

/** A processor, as far as the system tells of it. */
export interface Processor {
  /** Its name; empty where it is not told. */
  readonly model: string;
  /** Instruction sets that change how numbers are computed, as the system names them; none where it does not tell. */
  readonly features: readonly string[];
}

/** Vectors, fused multiplication, and arithmetic in two bytes or with tensors, on x86 and on arm. */
const NUMERIC =
  /^(sse4_[12]|avx\w*|fma\w*|f16c|amx_\w+|asimd\w*|neon\w*|fphp|bf16|sve\w*|sme\w*|i8mm|v|zve\w+|zfh|zvfh)$/;

/** The processor: Linux tells it with its features, other systems its name. */
export function processor(): Processor {
  return fromCpuInfo(cpuInfo()) ?? { model: modelOf(), features: [] };
}

/** Reads what Linux tells in `/proc/cpuinfo`; undefined for a text without a processor. */
export function fromCpuInfo(text: string): Processor | undefined {
  const field = (name: RegExp): string | undefined => name.exec(text)?.[1]?.trim();
  const features = (field(/^(?:flags|Features)\s*:(.*)$/m) ?? "")
    .split(/\s+/)
    .filter((one) => NUMERIC.test(one));
  const model = field(/^(?:model name|Model|Hardware)\s*:(.*)$/m) ?? modelOf();
  return model === "" && features.length === 0 ? undefined : { model, features: features.sort() };
}

function cpuInfo(): string {
  try {
    return builtIn<FileSystem>("node:fs")?.readFileSync("/proc/cpuinfo", "utf8") ?? "";
  } catch {
    // Another system than Linux, or a program that may not read it.
    return "";
  }
}

function modelOf(): string {
  try {
    return builtIn<OperatingSystem>("node:os")?.cpus()[0]?.model.trim() ?? "";
  } catch {
    // Deno asks for a permission.
    return "";
  }
}

function builtIn<M>(name: string): M | undefined {
  return (globalThis as Host).process?.getBuiltinModule?.(name) as M | undefined;
}
