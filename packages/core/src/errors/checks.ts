/**
 * Checks of options, for core and for packages with a backend: `@actfn/core/checks`. An invalid option throws a `ConfigError`,
 * which names the given value, the allowed values and the most similar name.
 *
 * ```ts
 * const check = fields({ threads: number(1, Infinity, true) });
 * check({ thread: 2 }, "", "cpu");   // ConfigError: cpu: there is no option "thread". Did you mean "threads"? …
 * ```
 *
 * @module
 */

import { ConfigError } from "./config-error.js";
import { list } from "./print.js";

export { didYouMean } from "./nearest.js";
export { asSentence, messageOf } from "./print.js";
export { UsageError } from "./usage-error.js";

/** Checks one value. `path` is its field, `source` its function or file. Throws a `ConfigError` that names both. */
export type Check = (value: unknown, path: string, source: string) => void;

/** A value that passes a test. */
export function where(allowed: string, test: (value: unknown) => boolean): Check {
  return (value, path, source) => {
    if (!test(value)) throw new ConfigError(source, path, value, allowed);
  };
}

/** A number from `min` to `max`, or an integer if `integer` is true. */
export function number(min: number, max: number, integer = false): Check {
  const kind = integer ? "an integer" : "a number";
  const range = max >= Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
  return where(`${kind} ${range}`, (value) => {
    const isNumber = typeof value === "number" && value >= min && value <= max;
    return isNumber && (!integer || value === Number.POSITIVE_INFINITY || Number.isInteger(value));
  });
}

/** A positive time in milliseconds. */
export const milliseconds: Check = where(
  "a number of milliseconds above 0",
  (value) => typeof value === "number" && value > 0,
);

export const flag: Check = where("true or false", (value) => typeof value === "boolean");

export const callable: Check = where("a function", (value) => typeof value === "function");

/** One of a few words. */
export function oneOf(...words: readonly string[]): Check {
  return where(`one of ${list(words)}`, (value) => words.includes(value as string));
}

/** A list whose elements pass a check. */
export function listOf(check: Check, allowed: string): Check {
  return (value, path, source) => {
    if (!Array.isArray(value)) throw new ConfigError(source, path, value, allowed);
    for (const [i, element] of value.entries()) check(element, `${path}[${i}]`, source);
  };
}

/** A value that passes one of several checks. `allowed` describes them all. An error about a part of the value is thrown unchanged. */
export function anyOf(allowed: string, ...checks: readonly Check[]): Check {
  return (value, path, source) => {
    let inside: unknown;
    for (const check of checks) {
      try {
        return check(value, path, source);
      } catch (error) {
        if (!ConfigError.isInstance(error) || error.field !== path) inside = error;
      }
    }
    throw inside ?? new ConfigError(source, path, value, allowed);
  };
}

/** Any value. */
export const anything: Check = () => {};

/** An object without other fields than these. A field that is undefined counts as absent. */
export function fields(known: Readonly<Record<string, Check>>, required: readonly string[] = []): Check {
  const names = Object.keys(known);
  return (value, path, source) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new ConfigError(source, path || "the value", value, `an object with the options ${list(names)}`);
    }
    const at = (name: string): string => (path === "" ? name : `${path}.${name}`);
    // Own fields alone: fields of a prototype do not count.
    for (const name of Object.keys(value)) {
      const given = (value as Record<string, unknown>)[name];
      const check = Object.hasOwn(known, name) ? known[name] : undefined;
      if (check === undefined) throw new ConfigError(source, at(name), given, names);
      if (given !== undefined) check(given, at(name), source);
    }
    for (const name of required) {
      const given = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
      if (given !== undefined) continue;
      known[name]?.(undefined, at(name), source);
      throw new ConfigError(source, at(name), undefined, "a value");
    }
  };
}
