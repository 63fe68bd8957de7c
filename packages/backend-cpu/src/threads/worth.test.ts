import { expect, it } from "vitest";
import { Worth } from "./worth.js";

/** Tells of a call that ended now, and gives how long threads pause then. */
function pauseAfter(worth: Worth, took: number, alone: number): number {
  worth.learn(0, took, alone);
  let pause = 0;
  while (worth.isPaused(pause)) pause++;
  return pause;
}

it("pauses after a call that threads made slower, twice as long each time, up to five seconds", () => {
  const worth = new Worth();
  expect(Array.from({ length: 9 }, () => pauseAfter(worth, 3, 2))).toEqual([
    50, 100, 200, 400, 800, 1600, 3200, 5000, 5000,
  ]);
});

it("does not pause after a call that threads made faster, and half as long the next time", () => {
  const worth = new Worth();
  worth.learn(-1000, 1, 2);
  expect(worth.isPaused(0)).toBe(false);
  expect([pauseAfter(worth, 3, 2), pauseAfter(worth, 3, 2), pauseAfter(worth, 3, 2)]).toEqual([50, 100, 200]);
  worth.learn(0, 1, 2);
  expect(pauseAfter(worth, 3, 2)).toBe(200);
});
