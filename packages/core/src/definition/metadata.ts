/** The names and the properties of an activation. The docs, comparison tables and notebooks show them. See also {@link Facts}. */
export interface Metadata {
  /** The name in prose: `"GELU"`. */
  readonly title: string;
  /** One sentence: what it does, and how it differs from others. */
  readonly summary: string;
  /** The family in the catalogue. Default: none. */
  readonly family?: Family;
  /** Other names that `activationNamed` accepts. */
  readonly aliases?: readonly string[];
  /** Its mathematical properties. Default: none are claimed. */
  readonly properties?: Properties;
}

/**
 * What is known of an activation besides its mathematics: names elsewhere, uses, advantages and drawbacks, sources. Nothing is
 * computed from it. A bundle contains it only if it imports `@actfn/core/facts`; see `factsOf` there.
 */
export interface Facts {
  /** Its name in each framework that has it, and the defaults that differ from ours. */
  readonly frameworks?: Partial<Readonly<Record<Framework, FrameworkEntry>>>;
  /** Models and tasks that use it. */
  readonly usedIn?: readonly string[];
  readonly pros?: readonly string[];
  readonly cons?: readonly string[];
  /** Where the naive formula loses digits, and what actfn does instead. */
  readonly numerics?: readonly string[];
  /** Where it was first described. */
  readonly origin?: readonly Publication[];
  /** Names of related activations. */
  readonly seeAlso?: readonly string[];
}

/**
 * Families of the catalogue. Each has a folder in `activations/`, in kebab case.
 *
 * - `linear`: a straight line, or close to one.
 * - `step`: piecewise constant.
 * - `rectified`: ReLU and its variants.
 * - `exponential`: an exponential on one side or on both.
 * - `selfGated`: x times something between 0 and 1 that depends on x: GELU, SiLU, Mish.
 * - `sigmoidal`: rises or falls from one bound to another.
 * - `softplus`: smooth forms of max(x, 0), and their mirror images.
 * - `shrinkage`: small inputs become 0.
 * - `periodic`: sines.
 * - `gated`: one part of the input multiplies or limits another.
 * - `axis`: each result depends on a whole row.
 * - `learned`: with parameters that are trained.
 * - `random`: with random numbers.
 */
export type Family =
  | "linear"
  | "step"
  | "rectified"
  | "exponential"
  | "selfGated"
  | "sigmoidal"
  | "softplus"
  | "shrinkage"
  | "periodic"
  | "gated"
  | "axis"
  | "learned"
  | "random";

/** Frameworks whose users come looking for a name. */
export type Framework = "pytorch" | "jax" | "keras" | "onnx" | "tfjs";

/** A framework's name for an activation: `{ name: "nn.LeakyReLU", defaults: { negativeSlope: 0.01 } }`. */
export interface FrameworkEntry {
  readonly name: string;
  readonly defaults?: Readonly<Record<string, number | string | boolean>>;
  readonly note?: string;
}

/** A publication. */
export interface Publication {
  readonly title: string;
  readonly authors: string;
  readonly year: number;
  readonly link?: string;
}

/** Facts that hold at the default options; those a test can check against the expression are checked. */
export interface Properties {
  /** The set of values, as an interval; `closed` tells which ends are reached. */
  readonly range: {
    readonly lower: number;
    readonly upper: number;
    readonly closed: readonly [boolean, boolean];
  };
  readonly monotonic: boolean;
  /** Order of continuity: −1 jumps, 0 continuous with kinks, 1 once differentiable, …, Infinity smooth. */
  readonly smoothness: number;
  /** Whether f(0) = 0 and f takes both signs. */
  readonly zeroCentered: boolean;
  /** The smallest L with |f(a) − f(b)| ≤ L·|a − b|; Infinity where there is none. */
  readonly lipschitz?: number;
  /** The lowest point, where there is one inside the line. */
  readonly minimum?: { readonly x: number; readonly y: number };
  /** The highest point, where there is one inside the line. */
  readonly maximum?: { readonly x: number; readonly y: number };
  /** Where the gradient vanishes: |f′(x)| < 1/100 everywhere below `below`, and everywhere above `above`. */
  readonly saturation?: { readonly below?: number; readonly above?: number };
  /** On which sides the slope tends to 0 (or is 0). */
  readonly saturates: "none" | "left" | "right" | "both";
  /** 1 / √E[f(z)²] for standard normal z: the weight gain that keeps the second moment. */
  readonly gain?: number;
  /** What one element costs: compares and multiplies; one exponential; several, or worse. */
  readonly cost: "trivial" | "exponential" | "several";
}
