/** What an activation is called, and how it behaves: the docs, the comparison tables and the notebooks show it. See also {@link Facts}. */
export interface Metadata {
  /** The name in prose: `"GELU"`. */
  readonly title: string;
  /** One sentence: what it does and what sets it apart. */
  readonly summary: string;
  /** The shelf it stands on; none for one that its author has put on none. */
  readonly family?: Family;
  /** Other names that resolve to it. */
  readonly aliases?: readonly string[];
  /** Absent where nothing is claimed of it but its expression. */
  readonly properties?: Properties;
}

/**
 * What is known of an activation besides its mathematics: names elsewhere, uses, judgements, sources. Nothing is computed from it,
 * and a bundle has it only where something asks: see `factsOf` in `@actfn/core/facts`.
 */
export interface Facts {
  /** Its name in each framework, with the defaults where they differ from ours. A framework that lacks it is absent. */
  readonly frameworks?: Partial<Readonly<Record<Framework, FrameworkEntry>>>;
  /** Models and tasks it is used in. */
  readonly usedIn?: readonly string[];
  readonly pros?: readonly string[];
  readonly cons?: readonly string[];
  /** Where digits die in the naive formula and what we do. */
  readonly numerics?: readonly string[];
  /** Where it was first described. */
  readonly origin?: readonly Publication[];
  /** Names of related activations. */
  readonly seeAlso?: readonly string[];
}

/**
 * Shelves of the catalogue; each is a folder of `activations/`, in kebab case.
 *
 * - `linear`: straight or nearly so, without a kink to speak of.
 * - `step`: piecewise constant.
 * - `rectified`: ReLU and those that bend it or cut it off.
 * - `exponential`: an exponential on one side or on both.
 * - `selfGated`: x times something between 0 and 1 that depends on x: GELU, SiLU, Mish.
 * - `sigmoidal`: from one bound to another.
 * - `softplus`: smooth forms of max(x, 0), and their mirror images.
 * - `shrinkage`: small inputs to 0.
 * - `periodic`: sines.
 * - `gated`: parts of the input meet.
 * - `axis`: a whole row at a time.
 * - `learnt`: with parameters that training learns.
 * - `random`: with numbers that are drawn.
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
  | "learnt"
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
  readonly zeroCentred: boolean;
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
