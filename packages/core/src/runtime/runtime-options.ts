import { checkContract } from "../backend/contract.js";
import type { AnyActivation } from "../definition/definition.js";
import {
  anyOf,
  type Check,
  callable,
  fields,
  flag,
  listOf,
  milliseconds,
  number,
  oneOf,
  where,
} from "../errors/checks.js";
import type { Limits } from "./runtime.js";

const infinite = Number.POSITIVE_INFINITY;

/** The fields of {@link Limits}. */
export const limitFields: Readonly<Record<keyof Limits, Check>> = {
  timeout: milliseconds,
  bytes: number(0, infinite),
};

export const precision: Check = oneOf("strict", "fast");

const fallback = fields({
  on: anyOf(
    '"unsupported", "fault", a list of error classes, or a function',
    oneOf("unsupported", "fault"),
    callable,
    listOf(callable, "a list of error classes"),
  ),
});

const runtimeOptions = fields(
  {
    backends: (value, path, source) =>
      Array.isArray(value)
        ? listOf(checkContract, "a list of backends")(value, path, source)
        : checkContract(value),
    precision,
    fallback,
    limits: fields(limitFields),
    policies: listOf(callable, "a list of policies"),
    asyncStorage: where(
      "an AsyncLocalStorage",
      (value) => typeof (value as { run?: unknown } | null)?.run === "function",
    ),
  },
  ["backends"],
);

const useOptions = fields({
  probe: anyOf("true, false or a function", flag, callable),
  warmup: anyOf("true, false or a list of activations", flag, listOf(activation(), "a list of activations")),
  timeout: milliseconds,
  drain: anyOf("true, false or milliseconds", flag, milliseconds),
  dispose: flag,
});

function activation(): Check {
  return where("an activation", (value) => {
    const { definition, preset } = (value ?? {}) as Partial<AnyActivation>;
    return typeof definition?.name === "string" && isObject(definition.options) && isObject(preset);
  });
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

export function checkRuntimeOptions(options: unknown): void {
  runtimeOptions(options, "", "createRuntime");
}

export function checkUseOptions(options: unknown): void {
  useOptions(options, "", "use");
}
