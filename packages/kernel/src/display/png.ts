import { createRequire } from "node:module";
import { type FigureFormat, figureSettings } from "@actfn/plot";

type Resvg = new (svg: string, options: object) => { render(): { asPng(): Uint8Array } };

/**
 * Chooses in which form pictures are stored in notebooks from here on. `"png"` needs the optional packages
 * @resvg/resvg-js and dejavu-fonts-ttf; throws where they are missing.
 */
export async function figureFormat(format: FigureFormat): Promise<void> {
  const settings = figureSettings();
  if (format === "png" || format === "both") {
    await loadResvg();
    settings.rasterizer = svgToPng;
  }
  settings.format = format;
}

/** Draws an SVG at twice its size and resolves to the PNG in base64. */
export async function svgToPng(svg: string): Promise<string> {
  const Renderer = await loadResvg();
  const font = {
    loadSystemFonts: false,
    fontFiles: fontFiles(),
    defaultFontFamily: "DejaVu Sans",
    sansSerifFamily: "DejaVu Sans",
  };
  const rendered = new Renderer(svg, { font, fitTo: { mode: "zoom", value: 2 } }).render();
  return Buffer.from(rendered.asPng()).toString("base64");
}

async function loadResvg(): Promise<Resvg> {
  const { Resvg } = (await import("@resvg/resvg-js")) as { Resvg: Resvg };
  return Resvg;
}

/** The fonts that come with the optional package: a machine without fonts draws the same picture. */
function fontFiles(): string[] {
  const manifest = createRequire(import.meta.url).resolve("dejavu-fonts-ttf/package.json");
  const files = ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"].map((name) =>
    manifest.replace(/package\.json$/, `ttf/${name}`),
  );
  return files;
}
