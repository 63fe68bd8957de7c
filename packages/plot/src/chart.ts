/** A plot as data. The SVG, the Vega-Lite specification and the text are made from it. */
export interface Chart {
  readonly title?: string;
  readonly subtitle?: string;
  readonly width?: number;
  readonly height?: number;
  readonly x: Axis;
  readonly y: Axis;
  readonly marks: readonly Mark[];
}

/** An axis of a chart. */
export interface Axis {
  readonly label?: string;
  readonly scale?: "linear" | "log";
  /** The values at the ends. Default: the smallest and the largest value of the data. */
  readonly domain?: readonly [number, number];
  /** Names instead of numbers. Name i is at i; its bar extends from i − ½ to i + ½ at most. */
  readonly categories?: readonly string[];
}

/** A part of a chart. A mark with a label appears in the legend. Default color: the next one of the theme. */
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

/** The area between two lines. */
export interface AreaMark {
  readonly kind: "area";
  readonly label?: string;
  readonly x: ArrayLike<number>;
  readonly low: ArrayLike<number>;
  readonly high: ArrayLike<number>;
  readonly color?: string;
}

/** An interval of x, shaded over the whole height. */
export interface BandMark {
  readonly kind: "band";
  readonly label?: string;
  readonly from: number;
  readonly to: number;
  readonly color?: string;
}

/** Vertical bars from 0, or from the lower end of a logarithmic axis. */
export interface BarMark {
  readonly kind: "bars";
  readonly label?: string;
  readonly from: ArrayLike<number>;
  readonly to: ArrayLike<number>;
  readonly height: ArrayLike<number>;
  /** Half the length of the error bar at the top of each bar. */
  readonly error?: ArrayLike<number>;
  /** The text above each bar. */
  readonly text?: readonly string[];
  readonly color?: string;
  /** A color for each bar, instead of `color`. */
  readonly colors?: readonly string[];
}

/** A line across the whole plot. */
export interface RuleMark {
  readonly kind: "rule";
  readonly label?: string;
  readonly axis: "x" | "y";
  readonly at: number;
  readonly color?: string;
}

/** Points without a line. */
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
