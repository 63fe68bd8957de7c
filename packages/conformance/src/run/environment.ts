import { type Processor, processor } from "./processor.js";

interface Surroundings {
  readonly process?: {
    readonly versions?: Readonly<Record<string, string | undefined>>;
    readonly platform?: string;
    readonly arch?: string;
  };
  readonly navigator?: { readonly userAgent?: string };
}

/** Engines and runtimes under the names by which `process.versions` tells of them; the first that is there counts. */
const runtimes = [
  ["bun", "Bun"],
  ["deno", "Deno"],
  ["electron", "Electron"],
  ["node", "Node.js"],
] as const;

/**
 * What the code runs on, in a line: `Node.js 20.20.2 (V8 11.3.244.8), linux x64, AMD EPYC (sse4_1 sse4_2 avx avx2 fma)`, or a
 * browser's own description.
 */
export function environment(): string {
  const { process, navigator } = globalThis as Surroundings;
  const { versions, platform, arch } = process ?? {};
  const runtime = runtimes.find(([key]) => versions?.[key] !== undefined);
  if (versions === undefined || runtime === undefined) return navigator?.userAgent ?? "unknown";
  const [key, name] = runtime;
  const engine = versions["v8"] === undefined ? "" : ` (V8 ${versions["v8"]})`;
  const system = [platform, arch].filter((part) => part !== undefined).join(" ");
  return [`${name} ${versions[key]}${engine}`, system, describe(processor())]
    .filter((part) => part !== "")
    .join(", ");
}

function describe({ model, features }: Processor): string {
  if (features.length === 0) return model;
  return `${model} (${features.join(" ")})`.trim();
}
