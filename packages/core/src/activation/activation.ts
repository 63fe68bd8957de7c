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

/** The type of a result: a typed array if x is one, otherwise a tensor. */
export type ResultOf<X> =
  X extends Tensor<infer D>
    ? Tensor<D>
    : X extends Float64Array
      ? Float64Array
      : X extends Float32Array
        ? Float32Array
        : Tensor<"float32">;

/** Options of every call, besides those of the activation. */
export interface CallSettings<Out = Tensor | Float32Array | Float64Array> {
  /** Where to write the result: memory of the result's size and dtype, or the input's own array to compute in place. */
  readonly out?: Out;
  /** `"strict"` for the same bits on every machine, float32 values within 0.51 ulp; `"fast"` for speed, within 4 ulp for most activations. Default: the precision of the runtime. */
  readonly precision?: Precision;
  /** Aborts the call. The call rejects with the reason of the signal. */
  readonly signal?: AbortSignal;
  /** The time limit of the call in milliseconds. After it, the call rejects with a `TimeoutError`. A synchronous call ignores it. Default: the `limits.timeout` of the runtime. */
  readonly timeout?: number;
}

/** The options argument. It is optional if no option is required. */
type Arguments<O extends object, Settings> =
  Record<never, never> extends O ? [options?: O & Settings] : [options: O & Settings];

/** What backward returns: the gradient with respect to x, or a record with it and that for each learned option. */
export type Gradients<X, G extends string> = [G] extends [never]
  ? ResultOf<X>
  : { readonly x: ResultOf<X> } & { readonly [K in G]: Tensor<DTypeOf<X>> };

/** The dtype of x. */
export type DTypeOf<X> =
  X extends Tensor<infer D> ? D : X extends Float64Array ? "float64" : DType & "float32";

/** The options of a backward call. `out` has an array for each gradient. */
type GradientSettings<G extends string> = [G] extends [never]
  ? CallSettings
  : CallSettings<{ readonly [K in G | "x"]?: Tensor | Float32Array | Float64Array }>;

/** Computes the gradient; see {@link Activation.backward}. */
export interface Backward<O extends object, G extends string> {
  <X extends TensorLike>(
    x: X,
    dy: TensorLike,
    ...options: Arguments<O, GradientSettings<G>>
  ): Promise<Gradients<X, G>>;
  /** The same as a synchronous call. Throws a `SyncError` if the backend cannot make one. */
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
  /** Applies the activation to an expression, to define other activations: `mul(x, gelu(x))`. */
  (x: Expression, options?: ExpressionOptions<O>): Expression;
  /** Computes the value for each element of x. The page of the activation describes its shapes and options. */
  <X extends TensorLike>(x: X, ...options: Arguments<O, CallSettings>): Promise<ResultOf<X>>;
  /** The same as a synchronous call. Throws a `SyncError` if the backend cannot make one. */
  sync<X extends TensorLike>(x: X, ...options: Arguments<O, CallSettings>): ResultOf<X>;
  /**
   * Computes the gradient with respect to x, given dy, the gradient with respect to the output: the vector-Jacobian product.
   * No forward call is needed before. If the activation has learned options, returns a record with the gradient with respect
   * to `x` and to each of them.
   */
  readonly backward: Backward<O, G>;
  /**
   * Returns the activation with some options fixed. Throws an `UnknownOptionError` for an option that it does not have. The
   * values are checked at each call.
   */
  with<P extends Partial<O>>(preset: P): Activation<Omit<O, keyof P> & Partial<O>, G>;
  /** Its definition. */
  readonly definition: Definition;
  /** The options fixed by `with`. */
  readonly preset: Readonly<Record<string, unknown>>;
}

/**
 * An activation from `catalogue` or `activationNamed`. Its options are checked when it is called, not by the TypeScript
 * compiler. Its metadata is complete.
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

/** What backward returns if the type does not say whether there are learned options. */
export type AnyGradients<X> =
  | ResultOf<X>
  | { readonly x: ResultOf<X>; readonly [learned: string]: ResultOf<X> | Tensor<DTypeOf<X>> };

/** A definition with a family and properties. */
export type CatalogueDefinition = Definition & Required<Pick<Definition, "family" | "properties">>;

/**
 * Makes an activation of a definition without checking it. The catalogue uses it, because tests check its definitions. See
 * `defineActivation`.
 */
export function makeActivation<O extends object = Record<never, never>, G extends string = never>(
  definition: DefinitionOf<O, G>,
): Activation<O, G>;
/** The same, with the type of the options inferred from their specifications. */
export function makeActivation<
  const S extends Readonly<Record<string, OptionSpec>>,
  const G extends string = never,
>(definition: DefinitionOf<OptionsOf<S>, G> & { readonly options: S }): Activation<OptionsOf<S>, G>;
export function makeActivation(definition: object): AnyActivation {
  return configured(Object.freeze(completed(definition)) as unknown as Definition, {});
}

/** Fills in the defaults of a definition. */
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
