import { constant, type Expression, input, parameter } from "../expression/expression.js";
import type { AnyBindings, Definition, Elements, ResolvedOptions } from "./definition.js";

/**
 * Binds a definition's expression to option values: numbers become constants, but those of `uniforms` parameters; tensors
 * become inputs.
 */
export function bind(
  definition: Definition,
  options: ResolvedOptions,
  uniforms: readonly string[] = [],
): AnyBindings {
  const bound: Record<string, Expression | string | boolean> = {};
  for (const [name, spec] of Object.entries(definition.options)) {
    const value = options[name];
    if (spec.type === "tensor") bound[name] = input(name, spec.tex);
    else if (uniforms.includes(name)) bound[name] = parameter(name);
    else bound[name] = typeof value === "number" ? constant(value) : (value as string | boolean);
  }
  return { ...bound, ...elements(definition, options) };
}

/** Binds a definition's expression to symbols, for printing: numbers become parameters. Words and flags keep their values. */
export function bindSymbols(definition: Definition, options: ResolvedOptions): AnyBindings {
  const bound: Record<string, Expression | string | boolean> = {};
  for (const [name, spec] of Object.entries(definition.options)) {
    if (spec.type === "tensor") bound[name] = input(name, spec.tex);
    else if (spec.type === "number") bound[name] = parameter(name, spec.tex);
    else bound[name] = options[name] as string | boolean;
  }
  return { ...bound, ...elements(definition, options) };
}

function elements(definition: Definition, options: ResolvedOptions): Elements {
  const { domain } = definition;
  const count =
    domain.kind !== "grouped"
      ? 0
      : typeof domain.parts === "number"
        ? domain.parts
        : (options[domain.parts] as number);
  const names = count === 1 ? ["x"] : Array.from({ length: count }, (_, i) => `x${i}`);
  const tex = domain.kind === "axis" ? "x_i" : "x";
  return {
    x: input("x", tex),
    parts: names.map((name, i) => input(name, count === 1 ? "x" : count === 2 ? "ab"[i] : `x_{${i + 1}}`)),
    index: input("index", "i"),
  };
}
