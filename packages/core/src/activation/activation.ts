import type { Precision } from "../backend/backend.js";
import type {
  AnyActivation,
  Definition,
  DefinitionOf,
  OptionSpec,
  OptionsOf,
} from "../definition/definition.js";
import { checkOptionNames } from "../definition/options.js";
import { type Expression, isExpression } from "../expression/expression.js";
import { defaultRuntime } from "../runtime/default-runtime.js";
import type { DType } from "../tensor/dtype.js";
import type { TensorLike } from "../tensor/from.js";
import type { Tensor } from "../tensor/tensor.js";
import { type ExpressionOptions, inline } from "./inline.js";

type Given = Readonly<Record<string, unknown>>;

/** What comes back for what went in: a typed array for a typed array, a tensor for a tensor, and for nested numbers. */
export type ResultOf<X> =
  X extends Tensor<infer D>
    ? Tensor<D>
    : X extends Float64Array
      ? Float64Array
      : X extends Float32Array
        ? Float32Array
        : Tensor<"float32">;

/** What a call may be given besides the activation's own options. */
export interface CallSettings<Out = Tensor | Float32Array | Float64Array> {
  /** Where to write the result: memory of the result's size and dtype, or the input's own array to compute in place. */
  readonly out?: Out;
  /** `"strict"` for correctly rounded results, `"fast"` for speed; the runtime's, where absent. */
  readonly precision?: Precision;
  /** Rejects the call with the signal's reason when it fires. */
  readonly signal?: AbortSignal;
  /** Rejects the call with a `TimeoutError` after so many milliseconds; the runtime's `limits.timeout`, where absent. A synchronous call cannot be stopped and ignores it. */
  readonly timeout?: number;
}

/** The options argument: it may be left out where no option is required. */
type Arguments<O extends object, Settings> =
  Record<never, never> extends O ? [options?: O & Settings] : [options: O & Settings];

/** What backward gives: the gradient for x, or a record of it and one for each learned option. */
export type Gradients<X, G extends string> = [G] extends [never]
  ? ResultOf<X>
  : { readonly x: ResultOf<X> } & { readonly [K in G]: Tensor<DTypeOf<X>> };

/** The dtype of what went in. */
export type DTypeOf<X> =
  X extends Tensor<infer D> ? D : X extends Float64Array ? "float64" : DType & "float32";

/** Where backward writes. */
type GradientSettings<G extends string> = [G] extends [never]
  ? CallSettings
  : CallSettings<{ readonly [K in G | "x"]?: Tensor | Float32Array | Float64Array }>;

/** Calls the gradient; see {@link Activation.backward}. */
export interface Backward<O extends object, G extends string> {
  <X extends TensorLike>(
    x: X,
    dy: TensorLike,
    ...options: Arguments<O, GradientSettings<G>>
  ): Promise<Gradients<X, G>>;
  /** The same without waiting, on backends that can; otherwise a `SyncError`. */
  sync<X extends TensorLike>(
    x: X,
    dy: TensorLike,
    ...options: Arguments<O, GradientSettings<G>>
  ): Gradients<X, G>;
}

/**
 * An activation: call it to evaluate it on the registered backend.
 *
 * ```ts
 * const y = await gelu([-1, 0, 1]);
 * const dx = await gelu.backward(x, dy, { approximate: "tanh" });
 * ```
 */
export interface Activation<O extends object = Record<never, never>, G extends string = never> {
  /** Applied to an expression it gives an expression: activations are made of activations, `mul(x, gelu(x))`. */
  (x: Expression, options?: ExpressionOptions<O>): Expression;
  /** The value at each element of x; see the activation's own page for shapes and options. */
  <X extends TensorLike>(x: X, ...options: Arguments<O, CallSettings>): Promise<ResultOf<X>>;
  /** The same without waiting, on backends that can; otherwise a `SyncError`. */
  sync<X extends TensorLike>(x: X, ...options: Arguments<O, CallSettings>): ResultOf<X>;
  /**
   * The gradient for x given dy, the gradient of the output: the vector-Jacobian product. Where options are learned, a
   * record with the gradient for `x` and one for each of them.
   */
  readonly backward: Backward<O, G>;
  /**
   * The same activation with some options given beforehand, usable wherever an activation is. Throws an `UnknownOptionError`
   * for an option that it does not have; values are checked when it is called.
   */
  with<P extends Partial<O>>(preset: P): Activation<Omit<O, keyof P> & Partial<O>, G>;
  /** What it is made of. */
  readonly definition: Definition;
  /** The options given beforehand by `with`. */
  readonly preset: Readonly<Record<string, unknown>>;
}

/**
 * An activation that was looked up, in `catalogue` or with `activationNamed`: its options are known when it runs, not to
 * the compiler, and everything that the docs show is known of it.
 */
export interface CatalogueActivation extends AnyActivation {
  (x: Expression, options?: Given): Expression;
  <X extends TensorLike>(x: X, options?: Given): Promise<ResultOf<X>>;
  /** See {@link Activation.sync}. */
  sync<X extends TensorLike>(x: X, options?: Given): ResultOf<X>;
  /** See {@link Activation.backward}. */
  readonly backward: {
    <X extends TensorLike>(x: X, dy: TensorLike, options?: Given): Promise<AnyGradients<X>>;
    sync<X extends TensorLike>(x: X, dy: TensorLike, options?: Given): AnyGradients<X>;
  };
  /** See {@link Activation.with}. */
  with(preset: Given): CatalogueActivation;
  readonly definition: CatalogueDefinition;
}

/** What backward gives where it is not known whether something is learned. */
export type AnyGradients<X> =
  | ResultOf<X>
  | { readonly x: ResultOf<X>; readonly [learned: string]: ResultOf<X> | Tensor<DTypeOf<X>> };

/** A definition of which nothing is left out. */
export type CatalogueDefinition = Definition & Required<Pick<Definition, "family" | "properties">>;

/**
 * Makes an activation of a definition that is known to be well formed: those of the catalogue, which a test checks, so that
 * importing one checks nothing. See `defineActivation`.
 */
export function makeActivation<O extends object = Record<never, never>, G extends string = never>(
  definition: DefinitionOf<O, G>,
): Activation<O, G>;
/** The same, with the options' type taken from their specifications. */
export function makeActivation<
  const S extends Readonly<Record<string, OptionSpec>>,
  const G extends string = never,
>(definition: DefinitionOf<OptionsOf<S>, G> & { readonly options: S }): Activation<OptionsOf<S>, G>;
export function makeActivation(definition: object): AnyActivation {
  return configured(Object.freeze(completed(definition)) as unknown as Definition, {});
}

/** What may be left out of a definition. Nothing is claimed of an activation beyond what its author says. */
function completed(definition: object): object {
  return {
    title: (definition as { readonly name?: unknown } | undefined)?.name,
    summary: "An activation of your own.",
    domain: { kind: "pointwise" },
    options: {},
    learned: [],
    ...definition,
  };
}

function configured(definition: Definition, preset: Given): AnyActivation {
  const self = { definition, preset };
  const call = (x: TensorLike | Expression, options?: Given): Promise<unknown> | Expression =>
    isExpression(x) ? inline(self, x, options) : defaultRuntime().forward(self, x, options);
  const backward = (x: TensorLike, dy: TensorLike, options?: Given): Promise<unknown> =>
    defaultRuntime().backward(self, x, dy, options);
  Object.defineProperty(call, "name", { value: definition.name });
  return Object.assign(call, {
    ...self,
    sync: (x: TensorLike, options?: Given): unknown => defaultRuntime().forwardSync(self, x, options),
    backward: Object.assign(backward, {
      sync: (x: TensorLike, dy: TensorLike, options?: Given): unknown =>
        defaultRuntime().backwardSync(self, x, dy, options),
    }),
    with: (more: Given): AnyActivation => {
      checkOptionNames(definition, more);
      return configured(definition, { ...preset, ...more });
    },
  });
}
