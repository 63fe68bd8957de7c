import { describe, expect, it } from "vitest";
import { followSliders, type SliderRoot } from "./follow-sliders.js";

/** The few parts of a page that a slider needs, with three frames of which the second shows. */
function page(): {
  root: SliderRoot;
  frames: { hidden: boolean }[];
  output: { value: string };
  slide(to: string): void;
} {
  const frames = [{ hidden: true }, { hidden: false }, { hidden: true }];
  const output = { value: "1" };
  const box = { querySelectorAll: () => frames, querySelector: () => output };
  const listeners: ((event: { target: unknown }) => void)[] = [];
  return {
    root: { addEventListener: (_, listener) => listeners.push(listener) },
    frames,
    output,
    slide: (value) => {
      const target = { value, dataset: { values: "0.5|1|2" }, closest: () => box };
      for (const listener of listeners) listener({ target });
    },
  };
}

describe("a page that follows its sliders", () => {
  it("shows the frame and the value that a slider points at", () => {
    const { root, frames, output, slide } = page();
    followSliders(root);
    slide("2");
    expect(frames.map(({ hidden }) => hidden)).toEqual([true, true, false]);
    expect(output.value).toBe("2");
  });

  it("leaves other inputs alone", () => {
    const { root, frames } = page();
    followSliders({
      addEventListener: (type, listener) => {
        root.addEventListener(type, listener);
        listener({ target: { closest: () => null, dataset: {} } });
        listener({ target: null });
      },
    });
    expect(frames.map(({ hidden }) => hidden)).toEqual([true, false, true]);
  });
});
