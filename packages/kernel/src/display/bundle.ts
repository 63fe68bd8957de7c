import { inspect } from "node:util";
import type { MimeBundle } from "../protocol/message.js";

/**
 * The method by which a value says how it is shown: it returns a MIME bundle, or a promise of one.
 * Deno's kernel reads the same symbol, so what is rich here is rich there.
 */
export const JUPYTER_DISPLAY: unique symbol = Symbol.for("Jupyter.display") as never;

/** A value that knows how it is shown. */
export interface Displayable {
  [JUPYTER_DISPLAY](): MimeBundle | Promise<MimeBundle>;
}

/** Whether a value brings its own representation. */
export function isDisplayable(value: unknown): value is Displayable {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return false;
  return typeof (value as Partial<Displayable>)[JUPYTER_DISPLAY] === "function";
}

type Renderer = (value: unknown) => MimeBundle | Promise<MimeBundle> | undefined;

const RENDERERS_KEY = Symbol.for("actfn.kernel.renderers");
const globals = globalThis as { [RENDERERS_KEY]?: Renderer[] };
globals[RENDERERS_KEY] ??= [];
const renderers: Renderer[] = globals[RENDERERS_KEY];

/** Teaches `display` a kind of value that does not know of notebooks; the renderer returns `undefined` for all others. */
export function registerRenderer(renderer: Renderer): void {
  renderers.push(renderer);
}

/** How a value is shown: its own bundle, a registered renderer's, or its inspection. `text/plain` is always there. */
export async function bundleOf(value: unknown): Promise<MimeBundle> {
  return bundleAtOnce(value);
}

/** The same, without a promise where the value needs none: so it is shown before what is printed after it. */
export function bundleAtOnce(value: unknown): MimeBundle | Promise<MimeBundle> {
  const bundle = isDisplayable(value) ? value[JUPYTER_DISPLAY]() : rendered(value);
  return whenReady(bundle, (given) => withText(given, value));
}

function rendered(value: unknown): MimeBundle | Promise<MimeBundle> {
  for (const render of renderers) {
    const bundle = render(value);
    if (bundle !== undefined) return bundle;
  }
  return { "text/plain": inspectText(value) };
}

/** Whether a value is a promise, of whichever realm; Node's own test is not there in a browser. */
export function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (value as Partial<Promise<unknown>> | null | undefined)?.then === "function";
}

/** Goes on with a value at once, with a promised one when it is there. */
export function whenReady<T, U>(value: T | Promise<T>, next: (value: T) => U): U | Promise<U> {
  return isPromise(value) ? value.then(next) : next(value as T);
}

/** All of some values, at once where none of them is promised. */
export function allReady<T>(values: readonly (T | Promise<T>)[]): T[] | Promise<T[]> {
  return values.some(isPromise) ? Promise.all(values) : (values as T[]);
}

/** A value as text, as Node prints it; a long array is cut after its first hundred elements. */
export function inspectText(value: unknown): string {
  return typeof value === "string"
    ? value
    : inspect(value, { depth: 3, maxArrayLength: 100, breakLength: 100 });
}

function withText(bundle: MimeBundle, value: unknown): MimeBundle {
  if (typeof bundle !== "object" || bundle === null) return { "text/plain": inspectText(value) };
  return "text/plain" in bundle ? bundle : { "text/plain": inspectText(value), ...bundle };
}
