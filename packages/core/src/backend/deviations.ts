import type { Definition } from "../definition/definition.js";
import type { DType } from "../tensor/dtype.js";
import type { Pass, Precision } from "./pass.js";

/**
 * Where a backend's numbers deviate from the contract, as data. A backend carries its {@link Declarations}; the default
 * probe of `use`, the conformance suite and the documentation all read them from there.
 */

/** The code that computes, as far as a backend can find out: what its numbers may depend on besides the request. */
export interface CodePath {
  /** What computes: `"onnxruntime-node"`. */
  readonly runtime: string;
  /** Its version: `"1.30.0"`. */
  readonly version: string;
  /** The part of it that computes: an execution provider such as `"cpu"`. */
  readonly provider: string;
  /** Which of its kernels run on this machine: an instruction set (`"avx2"`) or a graphics adapter. Absent where it cannot be told. */
  readonly variant?: string;
}

/** Code paths that are alike. */
export interface CodePathRange {
  readonly runtime: string;
  /** The oldest and the newest version, both included. */
  readonly versions: readonly [oldest: string, newest: string];
  readonly provider: string;
  /** Default: every variant, and one that cannot be told. */
  readonly variants?: readonly string[];
}

type DomainKind = Definition["domain"]["kind"];

/** Selects calls. Each field that is present must match; a list matches any of its values. */
export interface Selection {
  /** The group of the conformance suite that makes the call. */
  readonly group?: string | readonly string[];
  /** An activation's name. */
  readonly activation?: string | readonly string[];
  /** Activations by what they compute over: single elements, rows along an axis, or parts along an axis. */
  readonly domain?: DomainKind | readonly DomainKind[];
  readonly pass?: Pass;
  readonly dtype?: DType | readonly DType[];
  readonly precision?: Precision;
  /** A label within the group: the tag of a golden block, the name of a relation, or a shape. */
  readonly tag?: string | readonly string[];
}

/** What one call or one check tests. Fields that do not apply are absent: a check of `dispose` has no activation. */
export interface Subject {
  readonly group?: string;
  readonly activation?: string;
  readonly domain?: DomainKind;
  readonly pass?: Pass;
  readonly dtype?: DType;
  readonly precision?: Precision;
  readonly tag?: string;
}

/** A known deviation. Each has a `reason`. */
export type Deviation = UnsupportedCall | FailingCheck | DeviatingResult;

interface Declared {
  /** A short name under which reports list it: `"sigmoid-tail"`. */
  readonly id: string;
  /** The cause of the deviation. */
  readonly reason: string;
  /** Where it is reported or discussed. */
  readonly link?: string;
  /** The calls that it concerns. */
  readonly where: Selection;
  /** The code paths on which it was found. Default: every path that was measured. */
  readonly on?: readonly CodePathRange[];
}

/** The backend answers `supports` with "unsupported" for all of these calls. */
export interface UnsupportedCall extends Declared {
  readonly expect: "unsupported";
}

/** Whole checks of the conformance suite fail, or throw. For what is not about numbers, such as a life cycle that cannot be kept. */
export interface FailingCheck extends Declared {
  readonly expect: "fails";
}

/** The numbers from `lower` to `upper`, both included. */
type Interval = readonly [lower: number, upper: number];

/** Some results are other numbers than the right ones. */
export interface DeviatingResult extends Declared {
  readonly expect: "deviates";
  /** Only elements whose input lies in this interval or one of these, both ends included, or is NaN. Default: any input. */
  readonly x?: Interval | readonly Interval[] | "nan";
  /** What is given instead. Default: anything. */
  readonly gives?: "nan" | "zero" | "infinity" | "number" | LargestError;
}

/** How far a declared result may be off: so many ulp or, where that is more, so much. */
export interface LargestError {
  readonly ulp: number;
  /** For a sum whose digits cancel, right to an amount but not in proportion; of 0, it forgives a zero its sign. */
  readonly absolute?: number;
}

/** A bound of its own for some calls. */
export interface Tolerance {
  readonly where: Selection;
  /** The largest error allowed, in units in the last place of the exact value. */
  readonly ulp: number;
  /** And, where it is more, this part of the largest of the terms that cancel. Default: the contract's. */
  readonly ofTerm?: number;
  /** Why it cannot be the contract's bound, and how it was found. */
  readonly reason: string;
}

/** The deviations and tolerances of a backend. */
export interface Declarations {
  /** The code paths on which the deviations and tolerances were measured. Default: they hold on every path. */
  readonly measuredOn?: readonly CodePathRange[];
  /** Results, calls and checks that differ from the contract. Default: none. */
  readonly deviations?: readonly Deviation[];
  /** Bounds that replace those of the contract. If several match, the last one counts. Default: none. */
  readonly tolerances?: readonly Tolerance[];
}

/**
 * - `declared`: the deviation occurs on the code path.
 * - `absent`: the code path was measured, and the deviation does not occur.
 * - `unknown`: the code path was not measured.
 */
export type DeviationStatus = "declared" | "absent" | "unknown";

/** Whether a deviation occurs on a code path. `measuredOn` is that of {@link Declarations}. */
export function statusOf(
  { on }: Pick<Deviation, "on">,
  measuredOn: Declarations["measuredOn"],
  path: CodePath | undefined,
): DeviationStatus {
  if (measuredOn !== undefined && !includes(measuredOn, path)) return "unknown";
  return on === undefined || includes(on, path) ? "declared" : "absent";
}

/** Whether what is declared was measured on a code path. */
export function isMeasured({ measuredOn }: Declarations, path: CodePath | undefined): boolean {
  return measuredOn === undefined || includes(measuredOn, path);
}

function includes(ranges: readonly CodePathRange[], path: CodePath | undefined): boolean {
  if (path === undefined) return false;
  return ranges.some(
    ({ runtime, provider, versions: [oldest, newest], variants }) =>
      runtime === path.runtime &&
      provider === path.provider &&
      compareVersions(path.version, oldest) >= 0 &&
      compareVersions(path.version, newest) <= 0 &&
      (variants === undefined || (path.variant !== undefined && variants.includes(path.variant))),
  );
}

/** Negative where version a is older than b; a pre-release (`1.31.0-dev`) is older than its release. */
function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split(/[.-]/).slice(0, 3).map(Number)) as [
    number[],
    number[],
  ];
  for (const [i, part] of left.entries()) {
    const difference = part - (right[i] ?? 0);
    if (difference !== 0) return Number.isNaN(difference) ? -1 : difference;
  }
  return Number(b.includes("-")) - Number(a.includes("-"));
}

const parts = ["group", "activation", "domain", "pass", "dtype", "precision", "tag"] as const;

const known: ReadonlySet<string> = new Set(parts);

/** Whether a call is among the selected ones. A selection by a part that there is not, a misspelled one, selects nothing. */
export function isSelected(selection: Selection, subject: Subject): boolean {
  for (const part in selection) if (!known.has(part)) return false;
  return parts.every((part) => {
    const wanted = selection[part];
    if (wanted === undefined) return true;
    const found: string | undefined = subject[part];
    return (
      found !== undefined && (typeof wanted === "string" ? [wanted] : wanted).some((one) => one === found)
    );
  });
}

/** A result that is not as the contract promises, the input it belongs to, and its error where the right one is known. */
export interface WrongResult {
  readonly x: number | undefined;
  readonly got: number;
  readonly ulp?: number;
  readonly absolute?: number;
}

/** Whether a wrong result is one that a deviation declares. */
export function covers({ x, gives }: DeviatingResult, result: WrongResult): boolean {
  return isWithin(x, result.x) && isDeclared(gives, result);
}

function isWithin(wanted: DeviatingResult["x"], x: number | undefined): boolean {
  if (wanted === undefined) return true;
  if (x === undefined) return false;
  if (wanted === "nan") return Number.isNaN(x);
  return (isInterval(wanted) ? [wanted] : wanted).some(([lower, upper]) => x >= lower && x <= upper);
}

function isInterval(x: Interval | readonly Interval[]): x is Interval {
  return typeof x[0] === "number";
}

function isDeclared(gives: DeviatingResult["gives"], result: WrongResult): boolean {
  const { got, ulp = Infinity, absolute = Infinity } = result;
  switch (gives) {
    case undefined:
      return true;
    case "nan":
      return Number.isNaN(got);
    case "zero":
      return got === 0;
    case "infinity":
      return Math.abs(got) === Infinity;
    case "number":
      return !Number.isNaN(got);
    default:
      return ulp <= gives.ulp || absolute <= (gives.absolute ?? -1);
  }
}
