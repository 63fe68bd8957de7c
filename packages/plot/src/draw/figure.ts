const display: unique symbol = Symbol.for("Jupyter.display") as never;

/** A finished picture. `Symbol.for("Jupyter.display")` shows it in notebooks, `svg` is for everything else. */
export interface Figure {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  /** The picture in letters, for terminals and for readers that cannot show an image. */
  readonly text: string;
  /** The same chart for Vega-Lite 5, where it has one. */
  readonly vegaLite?: Record<string, unknown>;
  /** The MIME bundle of the picture. */
  [display](): FigureBundle | Promise<FigureBundle>;
  toString(): string;
}

/** The forms in which notebooks take a picture. */
export type FigureBundle = Record<string, string | Record<string, unknown>>;

/**
 * In which forms pictures go into notebooks: `"svg"` (with the Vega-Lite spec beside it), `"png"` alone, `"both"`, or
 * `"html"` for exporters that damage SVG. Notebooks kept in git are best with `"png"`.
 */
export type FigureFormat = "svg" | "png" | "both" | "html";

/** Turns an SVG into PNG bytes in base64; Node has one (see `figureFormat`), a browser does not need it. */
export type Rasterizer = (svg: string) => Promise<string>;

interface FigureSettings {
  format: FigureFormat;
  rasterizer?: Rasterizer;
}

const KEY = Symbol.for("actfn.kernel.figures");
const globals = globalThis as { [KEY]?: FigureSettings };

/** The settings of this process, shared by every copy of this module. */
export function figureSettings(): FigureSettings {
  globals[KEY] ??= { format: "svg" };
  return globals[KEY];
}

/** Makes a figure of its drawn forms. */
export function makeFigure(parts: Pick<Figure, "svg" | "width" | "height" | "text" | "vegaLite">): Figure {
  return { ...parts, toString: () => parts.svg, [display]: () => bundle(parts) };
}

function bundle(parts: Pick<Figure, "svg" | "text" | "vegaLite">): FigureBundle | Promise<FigureBundle> {
  const { format, rasterizer } = figureSettings();
  const text = { "text/plain": parts.text };
  const svg: FigureBundle = { "image/svg+xml": parts.svg, ...text };
  if (format === "html") return { "text/html": parts.svg, ...text };
  if (format === "svg" || rasterizer === undefined) {
    return parts.vegaLite === undefined
      ? svg
      : { ...svg, "application/vnd.vegalite.v5+json": parts.vegaLite };
  }
  return rasterizer(parts.svg).then(
    (png): FigureBundle => (format === "both" ? { ...svg, "image/png": png } : { "image/png": png, ...text }),
  );
}
