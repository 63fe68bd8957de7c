import { catalogue, elu, gelu, glu, relu, sigmoid, softmax } from "@actfn/core";
import { afterEach, describe, expect, it } from "vitest";
import {
  bars,
  dark,
  draw,
  family,
  figureSettings,
  gallery,
  heatmap,
  histogram,
  lines,
  NotPointwiseError,
  optionSlider,
  overlay,
  plotActivation,
  sample,
  sparkline,
} from "./index.js";

const every = {
  activation: () => plotActivation(gelu),
  "a row": () => plotActivation(softmax),
  "a gate": () => plotActivation(glu),
  overlay: () => overlay([relu, gelu]),
  family: () => family(elu, "alpha", [0.5, 1]),
  gallery: () => gallery([relu, gelu, sigmoid]),
  lines: () => lines({ loss: [3, 2, 1], "a < b": [1, Number.NaN, 2] }),
  bars: () => bars({ relu: 0.3, gelu: 0.1 }),
  "an all but constant line": () => lines({ sum: [1, 1 + 2 ** -52, 1] }),
  "a line as long as doubles reach": () => lines({ far: [-1e308, 1e308] }),
  "a line on a narrow logarithmic axis": () => lines({ narrow: [2, 3, 5] }, { log: true }),
  "bars as long as doubles reach": () => bars({ low: -1e308, high: 1e308 }),
  "a histogram of nothing": () => histogram([]),
  "a histogram without a number": () => histogram([Number.NaN, Number.NaN]),
  "a histogram as wide as doubles reach": () => histogram([-1e308, 0, 1e308]),
  histogram: () => histogram(Float32Array.of(1, 2, 2, 3, Number.NaN)),
  histograms: () => histogram({ a: [1, 2, 3], b: [2, 2, 2] }),
  heatmap: () =>
    heatmap([
      [1, -1],
      [0, Number.NaN],
    ]),
};

describe.each(Object.entries(every))("the picture of %s", (_, make) => {
  const figure = make();

  it("is whole: every element closed, no NaN in it", () => {
    const opened = figure.svg.match(/<[a-zA-Z][^>]*[^/]>/g)?.length;
    expect(figure.svg.match(/<\/[a-zA-Z]+>/g)).toHaveLength(opened!);
    expect(figure.svg).not.toMatch(/="[^"]*(NaN|Infinity|undefined)[^"]*"/);
  });

  it("paints its own background, bears a name, and says itself in letters", () => {
    expect(figure.svg).toMatch(/aria-label="[^"]+"/);
    expect(figure.svg).toContain('fill="#ffffff"');
    expect(figure.text.length).toBeGreaterThan(0);
  });

  it("is the same when drawn again, and shares no id with itself drawn dark", () => {
    expect(make().svg).toBe(figure.svg);
  });
});

describe("sample", () => {
  it("takes f and f′ from the definition", () => {
    const { x, f, first, second } = sample(sigmoid, { from: -1, to: 1, points: 3 });
    expect([...x]).toEqual([-1, 0, 1]);
    expect(f[1]).toBe(0.5);
    expect(first[1]).toBe(0.25);
    expect(second[1]).toBeCloseTo(0, 9);
  });

  it("has no second derivative where the first jumps", () => {
    expect(sample(relu, { from: -1, to: 1, points: 3 }).second[1]).toBeNaN();
  });
});

describe("a sparkline", () => {
  it("is flat where values differ by rounding alone, and whole where they reach as far as doubles do", () => {
    expect(sparkline([1, 1 + 2 ** -52, 1])).toBe("▁▁▁");
    expect(sparkline([-1e308, 0, 1e308])).toBe("▁▅█");
  });
});

describe("several over one another", () => {
  it.each([
    ["overlay", () => overlay([relu, softmax]), "plot(softmax)"],
    ["family", () => family(glu, "axis", [0, 1]), "plot(glu)"],
  ])("%s refuses what has no curve, and says how it is drawn", (_, make, next) => {
    expect(make).toThrow(NotPointwiseError);
    expect(make).toThrow(next);
  });
});

describe("a figure", () => {
  const bundleOf = (figure: object): unknown =>
    (figure as Record<symbol, () => unknown>)[Symbol.for("Jupyter.display")]!();
  afterEach(() => {
    figureSettings().format = "svg";
  });

  it("comes as SVG, as Vega-Lite and as text", () => {
    const bundle = bundleOf(plotActivation(gelu)) as Record<string, { layer?: unknown[] }>;
    expect(Object.keys(bundle).sort()).toEqual([
      "application/vnd.vegalite.v5+json",
      "image/svg+xml",
      "text/plain",
    ]);
    expect(bundle["application/vnd.vegalite.v5+json"]?.layer?.length).toBeGreaterThan(2);
  });

  it("comes as HTML where exporters damage SVG", () => {
    figureSettings().format = "html";
    expect(Object.keys(bundleOf(plotActivation(gelu)) as object)).toEqual(["text/html", "text/plain"]);
  });

  it("is drawn in the colours of its theme", () => {
    expect(plotActivation(gelu, { theme: dark }).svg).toContain(dark.background);
  });

  it("escapes what it is told", () => {
    expect(draw({ title: "a < b & c", x: {}, y: {}, marks: [] }).svg).toContain("a &#60; b &#38; c");
  });
});

describe("a slider", () => {
  it("holds a picture for every value and shows one", () => {
    const figure = optionSlider(elu, "alpha", 0, 2, { steps: 5 });
    expect(figure.frames).toHaveLength(5);
    expect(figure.html.match(/data-frame hidden/g)).toHaveLength(4);
    expect(figure.html).toContain("alpha = 1.5");
  });
});

describe("shading", () => {
  it("marks where ReLU's slope is zero, and nothing of the identity's", () => {
    expect(plotActivation(relu).svg).toContain("saturated");
    expect(plotActivation(elu, { saturation: 0 }).svg).not.toContain("saturated");
  });
});

describe.each(catalogue.map((activation) => [activation.definition.name, activation] as const))(
  "the plot of %s",
  (_, activation) => {
    it("draws", () => {
      expect(plotActivation(activation, { points: 41 }).svg).not.toMatch(
        /="[^"]*(NaN|Infinity|undefined)[^"]*"/,
      );
    });
  },
);
