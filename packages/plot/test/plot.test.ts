import {
  type AnyActivation,
  ConfigError,
  catalogue,
  elu,
  gelu,
  glu,
  leakyRelu,
  relu,
  sigmoid,
  softmax,
  tanh,
} from "@actfn/core";
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
  linePath,
  lines,
  linspace,
  NotPointwiseError,
  optionSlider,
  overlay,
  plotActivation,
  referenceRuntime,
  rowLegend,
  sample,
  sampleOn,
  saturatedIntervals,
  sparkline,
} from "../src/index.js";

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
  it("takes f, f′ and f″ from the definition", () => {
    const { x, value, slope, curvature } = sample(tanh, { from: 0, to: 0.7, points: 2 });
    const t = Math.tanh(0.7);
    expect([...x]).toEqual([0, 0.7]);
    expect(value[1]).toBeCloseTo(t, 15);
    expect(slope[1]).toBeCloseTo(1 - t * t, 14);
    expect(curvature[1]).toBeCloseTo(-2 * t * (1 - t * t), 14);
  });

  it("follows the options and the preset of an activation", () => {
    const at = (activation: AnyActivation, options = {}): number =>
      sample(activation, { from: -1, to: 1, points: 2, options }).slope[0]!;
    expect(at(leakyRelu, { negativeSlope: 0.5 })).toBe(0.5);
    expect(at(leakyRelu.with({ negativeSlope: 0.25 }))).toBe(0.25);
  });
});

describe("sampleOn", () => {
  it("follows one member of a row, and one part of a gated activation", () => {
    const x = Float64Array.of(1);
    const row = sampleOn(referenceRuntime(), softmax, {}, x, 1);
    const p = Math.E / (2 * Math.E + 1 + 1 / Math.E);
    expect(row.value[0]).toBeCloseTo(p, 14);
    expect(row.slope?.[0]).toBeCloseTo(p * (1 - p), 14);
    const gated = sampleOn(referenceRuntime(), glu, {}, x, 1);
    expect(gated.value[0]).toBeCloseTo(1 / (1 + Math.exp(-1)), 14);
  });

  it("has as many finite values as inputs for every activation of the catalogue", () => {
    const x = linspace(-2, 2, 9);
    for (const activation of catalogue) {
      const { value } = sampleOn(referenceRuntime(), activation, {}, x, 1);
      expect(value.every(Number.isFinite), activation.definition.name).toBe(true);
    }
  });

  it("tells where x stands in a row", () => {
    expect(rowLegend(gelu.definition)).toBeUndefined();
    expect(rowLegend(softmax.definition)).toContain("row (x, 1, 0, −1)");
    expect(rowLegend(glu.definition)).toContain("a = 1 and b = x");
  });
});

describe("the path of a line", () => {
  const identity = (value: number): number => value;
  const x = linspace(-1, 1, 41);
  const strokes = (f: (x: number) => number): number =>
    linePath(x, x.map(f), identity, identity).split("M").length - 1;

  it("is one stroke where the line is continuous, kinks included", () => {
    expect(strokes((v) => Math.max(v, 0))).toBe(1);
    expect(strokes((v) => Math.tanh(9 * v))).toBe(1);
  });

  it("is broken at a jump, also where the jump has a value of its own", () => {
    expect(strokes((v) => (v >= 0 ? 1 : 0))).toBe(2);
    expect(strokes(Math.sign)).toBe(3);
  });

  it("is broken where there is no number", () => {
    expect(strokes((v) => (Math.abs(v) < 0.2 ? Number.NaN : v))).toBe(2);
  });
});

describe("saturated intervals", () => {
  it("are where the slope is flat up to an end of the line", () => {
    expect(saturatedIntervals([-2, -1, 0, 1, 2], [0, 0, 0.5, 0, 0])).toEqual([
      [-2, -0.5],
      [0.5, 2],
    ]);
    expect(saturatedIntervals([0, 1], [1, 1])).toEqual([]);
    expect(saturatedIntervals([-2, -1, 0, 1, 2], [0.02, 0.02, 0.02, 0.02, 0.02])).toEqual([]);
  });

  it("do not include a minimum, and begin where the definition says", () => {
    expect(saturatedIntervals([-2, -1, 0, 1, 2], [-1, -1, 0, 1, 1])).toEqual([]);
    const { x, slope } = sample(gelu, { points: 1000 });
    const [left, ...rest] = saturatedIntervals(x, slope);
    expect(rest).toEqual([]);
    expect(left?.[0]).toBe(-5);
    expect(left?.[1]).toBeCloseTo(gelu.definition.properties?.saturation?.below ?? 0, 1);
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

  it("is drawn in the colors of its theme", () => {
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

describe("an option that a plot does not have", () => {
  it.each<[string, () => unknown, RegExp]>([
    [
      "plotActivation",
      () => plotActivation(relu, { titl: "x" } as object),
      /"titl"\. Did you mean "title"\?/,
    ],
    ["overlay", () => overlay([relu], { ordr: 1 } as object), /"ordr"\. Did you mean "order"\?/],
    ["family", () => family(elu, "alpha", [1], { point: 3 } as object), /"point"\. Did you mean "points"\?/],
    ["gallery", () => gallery([relu], { column: 3 } as object), /"column"\. Did you mean "columns"\?/],
    [
      "optionSlider",
      () => optionSlider(elu, "alpha", 0, 1, { step: 3 } as object),
      /"step"\. Did you mean "steps"\?/,
    ],
    ["lines", () => lines({ a: [1] }, { xlabel: "x" } as object), /"xlabel"\. Did you mean "xLabel"\?/],
    ["bars", () => bars({ a: 1 }, { formt: String } as object), /"formt"\. Did you mean "format"\?/],
    ["histogram", () => histogram([1], { bin: 3 } as object), /"bin"\. Did you mean "bins"\?/],
    ["heatmap", () => heatmap([[1]], { row: ["a"] } as object), /"row"\. Did you mean "rows"\?/],
  ])("is an error of %s with the nearest name", (name, make, message) => {
    expect(make).toThrow(ConfigError);
    expect(make).toThrow(message);
    expect(make).toThrow(name);
  });

  it("is an error for an invalid value too", () => {
    expect(() => plotActivation(relu, { points: 1 })).toThrow(
      /points is 1; it must be an integer of at least 2/,
    );
    expect(() => histogram([1], { bins: 0.5 })).toThrow(/bins is 0.5/);
    expect(() => lines({ a: [1] }, { theme: "dark" as never })).toThrow(/theme is "dark"/);
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
