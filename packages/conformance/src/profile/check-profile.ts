import {
  type AnyActivation,
  type CodePathRange,
  type Declarations,
  type DeviatingResult,
  dtypes,
  type Selection,
  type Tolerance,
} from "@actfn/core";
import { anyOf, type Check, callable, fields, listOf, number, oneOf, where } from "@actfn/core/checks";
import { groupIds } from "../groups/group-id.js";
import { checkNames } from "./named.js";
import type { Profile } from "./profile.js";

const infinite = Number.POSITIVE_INFINITY;
const text = where("a string", (value) => typeof value === "string");
const group = oneOf(...groupIds);
const dtype = oneOf(...dtypes);
const precision = oneOf("strict", "fast");

const selection = fields({
  group: oneOrMore("the name of a group, or a list of them", group),
  activation: oneOrMore("the name of an activation, or a list of them", text),
  domain: oneOrMore("a domain, or a list of them", oneOf("pointwise", "axis", "grouped")),
  pass: oneOf("forward", "backward"),
  dtype: oneOrMore("a dtype, or a list of them", dtype),
  precision,
  tag: oneOrMore("a tag, or a list of them", text),
} satisfies Record<keyof Selection, Check>);

const tolerance = fields(
  {
    where: selection,
    ulp: number(0, infinite),
    ofTerm: number(0, infinite),
    reason: text,
  } satisfies Record<keyof Tolerance, Check>,
  ["where", "ulp", "reason"],
);

const codePaths = listOf(
  fields(
    {
      runtime: text,
      versions: where("[oldest, newest]", (value) => Array.isArray(value) && value.length === 2),
      provider: text,
      variants: listOf(text, "a list of instruction sets or adapters"),
    } satisfies Record<keyof CodePathRange, Check>,
    ["runtime", "versions", "provider"],
  ),
  "a list of code paths",
);

const interval = where("[lower, upper]", (value) => {
  return Array.isArray(value) && value.length === 2 && value.every((end) => typeof end === "number");
});

const deviation = fields(
  {
    id: text,
    reason: text,
    link: text,
    where: selection,
    on: codePaths,
    expect: oneOf("unsupported", "fails", "deviates"),
    x: anyOf(
      'an interval [lower, upper], a list of them, or "nan"',
      oneOf("nan"),
      interval,
      listOf(interval, "a list of intervals"),
    ),
    gives: anyOf(
      'one of "nan", "zero", "infinity", "number", or { ulp, absolute }',
      oneOf("nan", "zero", "infinity", "number"),
      fields({ ulp: number(0, infinite), absolute: number(0, infinite) }, ["ulp"]),
    ),
  } satisfies Record<keyof DeviatingResult, Check>,
  ["id", "reason", "where", "expect"],
);

const activation = where("an activation, such as gelu of @actfn/core, or its name", (value) => {
  if (typeof value === "string") return true;
  const { definition } = (value ?? {}) as Partial<AnyActivation>;
  return typeof definition?.expression === "function";
});

const tolerances = listOf(tolerance, "a list of tolerances");
const deviations = listOf(deviation, "a list of deviations");

const checkFields = fields({
  tolerances,
  deviations,
  effort: oneOf("quick", "full", "exhaustive"),
  activations: listOf(activation, "a list of activations"),
  groups: listOf(group, "a list of groups"),
  precisions: listOf(precision, "a list of precisions"),
  dtypes: listOf(dtype, "a list of dtypes"),
  seed: number(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, true),
  cases: where("a source of cases", (value) => typeof value === "function" || typeof value === "object"),
  onProgress: callable,
} satisfies Record<keyof Profile, Check>);

/**
 * Throws a `ConfigError` for the first field of a profile that does not exist or holds what it may not, and an
 * `ActivationNameError` for the name of an activation that there is not.
 */
export function checkProfile(profile: unknown, source: string): void {
  checkFields(profile, "", source);
  checkNames(profile as Profile);
}

const checkDeclared = fields({
  measuredOn: codePaths,
  deviations,
  tolerances,
} satisfies Record<keyof Declarations, Check>);

/** The same for what a backend declares, in a run of a profile. */
export function checkDeclarations(declarations: Declarations, source: string, profile: Profile): void {
  checkDeclared(declarations, "", source);
  const { deviations = [], tolerances = [] } = declarations;
  checkNames({ ...profile, deviations, tolerances });
}

function oneOrMore(allowed: string, each: Check): Check {
  return (value, path, source) => {
    if (Array.isArray(value)) listOf(each, allowed)(value, path, source);
    else each(value, path, source);
  };
}
