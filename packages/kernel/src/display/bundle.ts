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
  if (isDisplayable(value)) return withText(await value[JUPYTER_DISPLAY](), value);
  for (const render of renderers) {
    const bundle = await render(value);
    if (bundle !== undefined) return withText(bundle, value);
  }
  return { "text/plain": inspectText(value) };
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
