import { describe, expect, test } from "vitest";
import { type AnyActivation, catalogue } from "../../src/index.js";
import { MeasuredProperties } from "./measured-properties.js";

// FReLU has no default for what x is compared with, so that nothing can be computed from x alone.
const pointwise = catalogue.filter(
  ({ definition }) => definition.domain.kind === "pointwise" && definition.name !== "frelu",
);
const isPeriodic = ({ definition }: AnyActivation): boolean => definition.family === "periodic";

/** Whether two numbers are the same, or apart by no more than a share of the larger one, or of 1. */
const isClose = (a: number, b: number, share: number): boolean =>
  a === b || Math.abs(a - b) <= share * Math.max(1, Math.abs(a), Math.abs(b));

/** A value as it is written in a definition. */
function written(value: unknown): string {
  if (typeof value === "number")
    return Number.isFinite(value) ? String(Number(value.toPrecision(15))) : String(value);
  if (Array.isArray(value)) return `[${value.map(written).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "undefined";
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{ ${fields.map(([name, field]) => `${name}: ${written(field)}`).join(", ")} }`;
}

describe.each(pointwise.map((activation) => [activation.definition.name, activation] as const))(
  "the properties of %s are those of its expression",
  (name, activation) => {
    const { properties } = activation.definition;
    const measured = new MeasuredProperties(activation);

    /** Fails unless a property is right, and prints the line to write in its place. */
    function expectProperty(
      property: keyof typeof properties,
      isRight: boolean,
      found: unknown,
      why = "",
    ): void {
      if (isRight) return;
      const line =
        found === undefined ? `leave out \`${property}\`` : `write \`${property}: ${written(found)},\``;
      const declared =
        properties[property] === undefined ? "is missing" : `is ${written(properties[property])}`;
      expect.fail(
        `${property} ${declared}${why === "" ? "" : `, but ${why}`}. In \`properties\` of ${name}, ${line}`,
      );
    }

    test("range", () => {
      const { lower, upper, closed } = properties.range;
      const found = measured.range();
      const isRight =
        isClose(lower, found.lower, 1e-12) &&
        isClose(upper, found.upper, 1e-12) &&
        closed[0] === found.closed[0] &&
        closed[1] === found.closed[1];
      expectProperty("range", isRight, found);
    });

    test("monotonic", () => {
      const x = measured.fallsAt();
      const why = x === undefined ? "the values never fall" : `the values fall after x = ${written(x)}`;
      expectProperty("monotonic", properties.monotonic === (x === undefined), x === undefined, why);
    });

    test("smoothness", () => {
      const found = measured.smoothness();
      const names = { "-1": "the value jumps", 0: "the slope jumps", 1: "the second derivative jumps" };
      const why =
        names[found as keyof typeof names] ?? "the value, the slope and the second derivative have no jump";
      const isRight = found === Math.min(properties.smoothness, 2);
      expectProperty("smoothness", isRight, found === 2 ? Infinity : found, why);
    });

    test("zero-centered", () => {
      const found = measured.zeroCentered();
      const why = found ? "f(0) is 0 and f has both signs" : "f(0) is not 0, or f has one sign";
      expectProperty("zeroCentered", properties.zeroCentered === found, found, why);
    });

    test("lipschitz", () => {
      const { lipschitz, smoothness } = properties;
      if (smoothness < 0)
        return expectProperty("lipschitz", lipschitz === undefined, undefined, "the value jumps");
      const { x, lipschitz: found } = measured.steepest();
      const why =
        found === Infinity ? "the slope grows without end" : `the slope is steepest at x = ${written(x)}`;
      expectProperty("lipschitz", isClose(lipschitz ?? Number.NaN, found, 1e-9), found, why);
    });

    test.each([
      ["minimum", "lowest"],
      ["maximum", "highest"],
    ] as const)("%s", (property, side) => {
      const [point, found] = [properties[property], measured[side]()];
      if (point === undefined) {
        // A periodic function has many.
        const isRight = found === undefined || isPeriodic(activation);
        return expectProperty(property, isRight, found, `f has a ${side} point`);
      }
      if (found === undefined) return expectProperty(property, false, undefined, `f has no ${side} point`);
      const { y, slope } = measured.at(point.x);
      const isRight =
        isClose(y, point.y, 1e-12) && Math.abs(slope) < 1e-7 && isClose(point.y, found.y, 1e-12);
      expectProperty(property, isRight, found, `the ${side} point is another one`);
    });

    test("saturation", () => {
      const sides = isPeriodic(activation) ? "none" : measured.saturates();
      expectProperty("saturates", properties.saturates === sides, sides, "the slope far out says otherwise");
      const { below, above } = properties.saturation ?? {};
      const found = sides === "none" ? {} : measured.saturation();
      if (activation.definition.family === "step") {
        // The slope is 0 on both sides of the jump.
        return expectProperty(
          "saturation",
          [below, above].every((x) => x !== undefined),
          { below: 0, above: 0 },
        );
      }
      const isRight = isEnd(below, found.below, -1) && isEnd(above, found.above, 1);
      const why = "the slope falls below 1/100 elsewhere";
      const ends = { below: outward(found.below, -1), above: outward(found.above, 1) };
      expectProperty("saturation", isRight, sides === "none" ? undefined : ends, why);
    });

    test("gain", () => {
      const { gain, smoothness } = properties;
      const found = measured.gain();
      // The sum over a grid is exact for smooth functions, and less so at kinks and jumps.
      const digits = smoothness === Infinity ? 12 : smoothness < 0 ? 3 : 6;
      const isRight = isClose((gain ?? Number.NaN) / found, 1, smoothness < 0 ? 5e-3 : 5e-5);
      expectProperty("gain", isRight, Number(found.toPrecision(digits)));
    });
  },
);

/** Whether an end of the saturated inputs is where it was found, or less than a thousandth further out. */
function isEnd(given: number | undefined, found: number | undefined, side: 1 | -1): boolean {
  if (given === undefined || found === undefined) return given === found;
  const outside = side * (given - found);
  return outside > -1e-9 && outside <= 0.001 + 1e-9;
}

/** Three digits after the point, further out: where the slope is surely below the limit. */
function outward(found: number | undefined, side: 1 | -1): number | undefined {
  if (found === undefined) return undefined;
  return (side * Math.ceil(side * found * 1000 - 1e-6)) / 1000;
}
