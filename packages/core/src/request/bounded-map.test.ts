import { expect, it } from "vitest";
import { BoundedMap } from "./bounded-map.js";

it("replaces the oldest entry when it is full", () => {
  const map = new BoundedMap<string, number>(2).set("a", 1).set("b", 2).set("c", 3);
  expect([...map]).toEqual([
    ["b", 2],
    ["c", 3],
  ]);
});

it("replaces the value of a key that it has, and drops nothing", () => {
  const map = new BoundedMap<string, number>(2).set("a", 1).set("b", 2).set("a", 3);
  expect([...map]).toEqual([
    ["a", 3],
    ["b", 2],
  ]);
});
