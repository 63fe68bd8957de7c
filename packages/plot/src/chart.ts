/** A picture as data: what is drawn, without how. The SVG, the Vega-Lite spec and the text are all made from it. */
export interface Chart {
  readonly title?: string;
  readonly subtitle?: string;
  readonly width?: number;
  readonly height?: number;
  readonly x: Axis;
  readonly y: Axis;
  readonly marks: readonly Mark[];
}

/** One side of a picture. */
export interface Axis {
  readonly label?: string;
  readonly scale?: "linear" | "log";
  /** The values at the ends. Default: the smallest and the largest value of the data. */
  readonly domain?: readonly [number, number];
  /** Names in place of numbers: bar i of the chart stands at i, between i − ½ and i + ½. */
  readonly categories?: readonly string[];
}

/** Something drawn. A mark with a label appears in the legend; one without a color takes the next of the theme. */
export type Mark = LineMark | AreaMark | BandMark | BarMark | RuleMark | PointMark;

/** A line through points; it breaks where a value is not finite. */
export interface LineMark {
  readonly kind: "line";
  readonly label?: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly color?: string;
  readonly dash?: "dashed" | "dotted";
  readonly width?: number;
}

/** The surface between two lines. */
export interface AreaMark {
  readonly kind: "area";
  readonly label?: string;
  readonly x: ArrayLike<number>;
  readonly low: ArrayLike<number>;
  readonly high: ArrayLike<number>;
  readonly color?: string;
}

/** A stretch of the x axis, shaded from top to bottom. */
export interface BandMark {
  readonly kind: "band";
  readonly label?: string;
  readonly from: number;
  readonly to: number;
  readonly color?: string;
}

/** Upright bars from zero (or the axis' low end), each from one x to another. */
export interface BarMark {
  readonly kind: "bars";
  readonly label?: string;
  readonly from: ArrayLike<number>;
  readonly to: ArrayLike<number>;
  readonly height: ArrayLike<number>;
  /** Half the length of a whisker at the top of each bar. */
  readonly error?: ArrayLike<number>;
  /** What is written above each bar. */
  readonly text?: readonly string[];
  readonly color?: string;
  /** A color for each bar in place of one for all. */
  readonly colors?: readonly string[];
}

/** A straight line across the picture. */
export interface RuleMark {
  readonly kind: "rule";
  readonly label?: string;
  readonly axis: "x" | "y";
  readonly at: number;
  readonly color?: string;
}

/** Single points. */
export interface PointMark {
  readonly kind: "points";
  readonly label?: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly color?: string;
  readonly radius?: number;
}

/** The ends of a chart's axis: what it says, else the extent of its marks. */
export function dataOf(marks: readonly Mark[], axis: "x" | "y"): number[] {
  const values: number[] = [];
  const add = (all: ArrayLike<number>): void => {
    for (let i = 0; i < all.length; i++) values.push(all[i] as number);
  };
  for (const mark of marks) {
    if (mark.kind === "line" || mark.kind === "points") add(mark[axis]);
    else if (mark.kind === "area")
      for (const all of axis === "x" ? [mark.x] : [mark.low, mark.high]) add(all);
    else if (mark.kind === "bars")
      for (const all of axis === "x" ? [mark.from, mark.to] : [mark.height, [0]]) add(all);
    else if (mark.kind === "rule" && mark.axis === axis) values.push(mark.at);
  }
  return values;
}

/** A mark whose color has been settled. */
export type Colored<M extends Mark = Mark> = M & { readonly color: string };

/** A chart whose marks all have their colors. */
export interface ColoredChart extends Chart {
  readonly marks: readonly Colored[];
}
