import type { AnyActivation } from "@actfn/core";
import { PAGES } from "../engine/arena.js";
import { driver, type Kind } from "./driver.js";
import { type StandaloneKernel, standaloneKernel } from "./kernel.js";
import { StandaloneError } from "./standalone-error.js";

/** A function of a compiled module. */
export interface CompiledFunction {
  /** What it is exported as. */
  readonly name: string;
  /** With its options, as `activation.with(…)` gives it. */
  readonly activation: AnyActivation;
}

/** How a module is compiled. */
export interface ModuleOptions {
  /** The element type of the arrays. Default: `"float32"`. */
  readonly dtype?: "float32" | "float64";
  /** Default: `"fast"`. */
  readonly precision?: "strict" | "fast";
  /** Whether each function's gradient is in the module too, as `geluGradient` beside `gelu`. Default: false. */
  readonly gradients?: boolean;
}

/** A compiled module as text. */
export interface ModuleText {
  /** The ES module. It has no dependency. */
  readonly code: string;
  /** Its declarations for TypeScript. */
  readonly types: string;
}

/**
 * Compiles functions to an ES module that needs nothing but WebAssembly: `gelu(x)` takes and returns a typed array. The kernels
 * are those that the CPU backend runs, without relaxed SIMD; `strict` results have the same bits as the backend's on every
 * machine, `fast` ones the bits of the backend on an engine without relaxed SIMD.
 *
 * A function along an axis takes the input's shape after x; it defaults to one axis. The last argument, `out`, is where to
 * write; it may be x. Throws a `StandaloneError` for an activation that takes tensors besides x, or for a name that is there
 * twice.
 */
export function compileModule(
  functions: readonly CompiledFunction[],
  options: ModuleOptions = {},
): ModuleText {
  const { dtype = "float32", precision = "fast", gradients = false } = options;
  const array = dtype === "float32" ? "Float32Array" : "Float64Array";
  const written = functions.flatMap(({ name, activation }) => {
    const passes = gradients ? (["forward", "backward"] as const) : (["forward"] as const);
    return passes.map((pass) =>
      writtenFunction(
        name,
        activation,
        pass,
        standaloneKernel(activation, pass, { dtype, precision }),
        array,
      ),
    );
  });
  requireUnique(written);
  const kinds = new Set(written.map(({ kind }) => kind));
  const title = `// Compiled by actfn ${JSON.stringify({ dtype, precision })}: ${functions.map(({ name }) => name).join(", ")}. Write it anew instead of editing it.`;
  return {
    code: [title, driver(dtype, PAGES, kinds), ...written.map(({ code }) => code), ""]
      .join("\n\n")
      .replace(/\n\n$/, "\n"),
    types: [title, ...written.map(({ types }) => types), ""].join("\n"),
  };
}

interface Written {
  readonly name: string;
  readonly kind: Kind;
  readonly code: string;
  readonly types: string;
}

function writtenFunction(
  name: string,
  { definition }: AnyActivation,
  pass: "forward" | "backward",
  kernel: StandaloneKernel,
  array: string,
): Written {
  const { bytes, inputs, output, constants, format, capacity, rows } = kernel;
  const exported = pass === "forward" ? name : `${name}Gradient`;
  const tensors = pass === "forward" ? ["x"] : ["x", "dy"];
  const kind = rows === undefined ? "elements" : "rows";
  const shared = [
    JSON.stringify(base64(bytes)),
    format === "float64" ? "Float64Array" : "Float32Array",
    `[${constants.map(([at, value]) => `[${at}, ${literal(value)}]`).join(", ")}]`,
    JSON.stringify(inputs),
    output,
    capacity,
  ];
  const own =
    rows === undefined
      ? []
      : [rows.axis, JSON.stringify([false, rows.dyIsRow].slice(0, tensors.length)), rows.resultIsRow];
  const kernelName = `${exported}Kernel`;
  const parameters = [...tensors, ...(rows === undefined ? [] : ["shape"]), "out"];
  const call = `${kernelName}([${tensors.join(", ")}], ${parameters.slice(tensors.length).join(", ")})`;
  const typed = [
    ...tensors.map((tensor) => `${tensor}: ${array}`),
    ...(rows === undefined ? [] : ["shape?: readonly number[]"]),
    `out?: ${array}`,
  ];
  const meaning =
    pass === "forward"
      ? `${definition.title}: ${definition.summary}`
      : `The gradient of \`${name}\` for x, given dy, that of its result.`;
  return {
    name: exported,
    kind,
    code: `const ${kernelName} = /* @__PURE__ */ ${kind}(${[...shared, ...own].join(", ")});\nexport function ${exported}(${parameters.join(", ")}) {\n  return ${call};\n}`,
    types: `/** ${meaning} */\nexport declare function ${exported}(${typed.join(", ")}): ${array};`,
  };
}

function requireUnique(written: readonly Written[]): void {
  const names = written.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    throw new StandaloneError(
      twice,
      "the name is there twice; give one another, as in rowSoftmax=softmax:axis=0",
    );
}

function literal(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
