import { describe, expect, it } from "vitest";
import { History } from "./history.js";

function filled(): History {
  const history = new History();
  for (const [i, input] of ["relu(1)", "gelu(1)", "relu(2)", "relu(1)"].entries()) history.add(i + 1, input);
  return history;
}

describe("a history", () => {
  it("gives its tail", () => {
    expect(filled().query({ hist_access_type: "tail", n: 2 })).toEqual([
      [1, 3, "relu(2)"],
      [1, 4, "relu(1)"],
    ]);
  });

  it("gives a range without its end", () => {
    expect(filled().query({ hist_access_type: "range", start: 1, stop: 3 })).toEqual([
      [1, 1, "relu(1)"],
      [1, 2, "gelu(1)"],
    ]);
  });

  it("finds by a pattern with * and ?, of which all else is meant literally", () => {
    expect(filled().query({ hist_access_type: "search", pattern: "relu(?)" })).toHaveLength(3);
    expect(filled().query({ hist_access_type: "search", pattern: "relu" })).toEqual([]);
  });

  it("gives the last of equal inputs where they shall be unique", () => {
    const found = filled().query({ hist_access_type: "search", pattern: "*", unique: true });
    expect(found).toEqual([
      [1, 2, "gelu(1)"],
      [1, 3, "relu(2)"],
      [1, 4, "relu(1)"],
    ]);
  });

  it("pairs inputs with null outputs, which it does not keep", () => {
    expect(filled().query({ hist_access_type: "tail", n: 1, output: true })).toEqual([
      [1, 4, ["relu(1)", null]],
    ]);
  });

  it("gives nothing for n = 0, and nothing when it is empty", () => {
    expect(filled().query({ hist_access_type: "tail", n: 0 })).toEqual([]);
    expect(new History().query({ hist_access_type: "tail", n: 5 })).toEqual([]);
  });
});
