import { quietSoftmax, softmax, softmin } from "@actfn/core";
import { expect, it } from "vitest";
import { cpu } from "../src/index.js";
import { runtimeOn } from "./reference.js";

const fast = runtimeOn(await cpu({ threads: 1 }), "fast");
const strict = runtimeOn(await cpu({ threads: 1 }), "strict");

const unitOf = (value: number): number => 2 ** (Math.max(Math.floor(Math.log2(value)), -126) - 23);
/** Numbers that are spread over about `spread`, the same ones each time. */
const row = (length: number, spread: number): Float32Array =>
  Float32Array.from({ length }, (_, i) => Math.sin((i + 1) * 12.9898) * spread);

it.each([
  ["softmax", softmax, 1],
  ["softmin", softmin, -1],
  ["quietSoftmax", quietSoftmax, 1],
] as const)(
  "fast %s is off by no more than 4 units and one for each that an entry is below the largest",
  (_name, activation, sign) => {
    for (const spread of [0.5, 2, 8, 20, 43]) {
      for (const length of [10, 1000, 50_000]) {
        const x = row(length, spread);
        const exact = strict.forwardSync(activation, Float64Array.from(x)) as Float64Array;
        const got = fast.forwardSync(activation, x) as Float32Array;
        const most = x.reduce(
          (largest, value) => Math.max(largest, sign * value),
          activation === quietSoftmax ? 0 : -Infinity,
        );
        const excess = exact.map((value, i) => {
          const below = most - sign * (x[i] as number);
          return Math.abs((got[i] as number) - value) / unitOf(value) - (4 + below);
        });
        expect(excess.reduce((largest, value) => Math.max(largest, value))).toBeLessThanOrEqual(0);
      }
    }
  },
);
