import type { Expression, InputExpression } from "../expression/expression.js";
import type { TensorLike } from "../tensor/from.js";
import type { Facts, Metadata } from "./metadata.js";

/**
 * How an activation is defined, once: data from which everything else is derived. The value and the gradient, the
 * compiled kernel, the ONNX graph, the typeset formula, the plot and the page of the docs all come from it.
 */
export interface Definition extends Metadata {
  /** The name that it is exported, exported to ONNX and reported under, in camelCase: `"leakyRelu"`. */
  readonly name: string;
  /** How elements of the input make elements of the output. */
  readonly domain: Domain;
  /** Each option's type, default and meaning, in the order in which the docs list them. */
  readonly options: Readonly<Record<string, OptionSpec>>;
  /** The tensor options that are learned: backward returns a gradient with respect to each, after that with respect to x. */
  readonly learned: readonly string[];
  /** The activation as it is printed and taught. Its derivative is derived from it. */
  readonly expression: (bindings: AnyBindings) => Expression | readonly Expression[];
  /**
   * Forms for evaluation, equal to the printed one in real arithmetic and better conditioned or cheaper in floating
   * point; a test compares each with the printed one. `backward` gives d/dx for pointwise activations (to be multiplied by dy), in the
   * order of x or its parts, then of the learned options; for axis activations the vector-Jacobian product itself.
   */
  readonly stable?: {
    readonly forward?: (bindings: AnyBindings) => Expression | readonly Expression[];
    readonly backward?: (bindings: AnyBindings & { readonly dy: InputExpression }) => readonly Expression[];
  };
  /** What else is known of it. The facts of built-in activations are not here: `factsOf` of `@actfn/core/facts` returns both. */
  readonly facts?: Facts;
  /** Throws a typed error where options do not go together, such as a lower bound above the upper one. */
  readonly check?: (options: ResolvedOptions) => void;
}

/**
 * What an author writes: a {@link Definition} whose expression is typed by the options. `O` is the type of the
 * options; `G` names those that are learned. A name and an expression are enough: it is then pointwise, has no options,
 * and its title is its name.
 */
export type DefinitionOf<O extends object, G extends string = never> = Written<O, G> & WrittenOptions<O>;

/** See {@link DefinitionOf}; the options may be left out where there are none. */
export type WrittenOptions<O extends object> = [keyof O] extends [never]
  ? { readonly options?: Readonly<Record<never, never>> }
  : { readonly options: { readonly [K in keyof O]-?: OptionSpecOf<NonNullable<O[K]>> } };

/** See {@link DefinitionOf}. */
export interface Written<O extends object, G extends string>
  extends Omit<Definition, "title" | "summary" | "domain" | "options" | "learned" | "expression" | "stable">,
    Partial<Pick<Definition, "title" | "summary" | "domain">> {
  readonly learned?: readonly G[];
  readonly expression: (bindings: Bindings<O>) => Expression | readonly Expression[];
  readonly stable?: {
    readonly forward?: (bindings: Bindings<O>) => Expression | readonly Expression[];
    readonly backward?: (bindings: Bindings<O> & { readonly dy: InputExpression }) => readonly Expression[];
  };
}

/**
 * - `pointwise`: each element for itself; tensor options broadcast to it.
 * - `axis`: each row along the option `axis`; the expression may hold reductions. Where `reduces` is set the output
 *   lacks that axis.
 * - `grouped`: the option `axis` is cut into equal parts which meet element by element: GLU has two parts in and one
 *   out, maxout k in and one out, CReLU one in and two out. `parts` is the number in, or the option that tells it.
 */
export type Domain =
  | { readonly kind: "pointwise" }
  | { readonly kind: "axis"; readonly reduces?: boolean }
  | { readonly kind: "grouped"; readonly parts: number | string };

/** What an expression is written over: `x`, its `parts` where it is grouped, and the options. */
export type Bindings<O> = Elements & { readonly [K in keyof O]-?: Binding<NonNullable<O[K]>> };

/** Bindings as the machinery sees them: the options by name. */
export interface AnyBindings extends Elements {
  readonly [option: string]: Expression | readonly InputExpression[] | string | boolean;
}

/** What every definition may use. */
export interface Elements {
  /** One element of the input. */
  readonly x: InputExpression;
  /** The elements of the parts that meet, for a grouped activation. */
  readonly parts: readonly InputExpression[];
  /** The position along the axis, 0, 1, …, for an axis activation. */
  readonly index: InputExpression;
}

/** Numbers and tensors are bound as expressions; flags and choices as they are, to choose between expressions. */
export type Binding<T> = [T] extends [boolean] ? boolean : [T] extends [string] ? T : Expression;

/** The kind of specification that fits an option's type. */
export type OptionSpecOf<T> = [T] extends [boolean]
  ? FlagOption
  : [T] extends [string]
    ? ChoiceOption<T>
    : [T] extends [number]
      ? NumberOption | AxisOption
      : TensorOption;

/** The type of options by their specifications, where an author does not state it. */
export type OptionsOf<S> = { readonly [K in keyof S]?: OptionValueOf<S[K]> };

/** The values that an option of a specification takes. */
export type OptionValueOf<T> = T extends NumberOption | AxisOption
  ? number
  : T extends FlagOption
    ? boolean
    : T extends { readonly type: "choice"; readonly choices: readonly (infer C)[] }
      ? C
      : TensorLike;

/** A number, one for a whole call, such as LeakyReLU's slope. */
export interface NumberOption {
  readonly type: "number";
  readonly default: number;
  /** How it is printed in formulas: `"\\alpha"`. */
  readonly tex: string;
  readonly description: string;
  /** The values it accepts, in words for the message and as a test; any finite number where absent. */
  readonly accepts?: { readonly description: string; readonly test: (value: number) => boolean };
  /** Ends of a slider and of the family that plots show. */
  readonly shown?: readonly [number, number];
}

/** The axis that a row lies along; counts from the end where negative. */
export interface AxisOption {
  readonly type: "axis";
  readonly default: number;
  readonly description: string;
}

/** One of a few words, such as GELU's `"none"` and `"tanh"`. */
export interface ChoiceOption<T extends string = string> {
  readonly type: "choice";
  readonly default: T;
  readonly choices: readonly T[];
  readonly description: string;
}

/** Yes or no. */
export interface FlagOption {
  readonly type: "flag";
  readonly default: boolean;
  readonly description: string;
}

/**
 * A tensor, or a number that stands for a scalar one. Its shape broadcasts to x's by the rules of ONNX and NumPy: aligned at
 * the right, with ones in front, it is 1 or x's length along each axis, so that a mask of `[1, 3, 1, 5]` fits an x of
 * `[2, 3, 4, 5]`. Where `channel` is set, `[C]` against an x of rank 2 or more is one number per channel, axis 1, as in PyTorch;
 * `[1, C]` runs along the last axis.
 */
export interface TensorOption {
  readonly type: "tensor";
  /** The value where none is given; absent: the option is required. */
  readonly default?: number;
  readonly tex: string;
  readonly description: string;
  /** A one-axis tensor runs along axis 1 of x (PyTorch's PReLU). */
  readonly channel?: boolean;
}

/** An option of any type. */
export type OptionSpec = NumberOption | AxisOption | ChoiceOption | FlagOption | TensorOption;

/** Option values after checking and defaults: numbers, words and flags; tensors are the request's inputs. */
export type ResolvedOptions = Readonly<Record<string, number | string | boolean>>;

/** A value an option may be given. */
export type OptionValue = number | string | boolean | TensorLike;

/** Any activation, whatever its options: its definition and the options given by `with`. */
export interface AnyActivation {
  readonly definition: Definition;
  readonly preset: Readonly<Record<string, unknown>>;
}
