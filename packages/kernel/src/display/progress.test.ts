import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { MimeBundle } from "../protocol/message.js";
import { type FrontEnd, registerFrontEnd, type ShowOptions } from "./front-end.js";
import { progress, progressBar } from "./progress.js";

let shown: { text: string; options: ShowOptions | undefined }[];
const controller = new AbortController();

beforeEach(() => {
  shown = [];
  vi.useFakeTimers({ toFake: ["performance"] });
  registerFrontEnd({
    show: (bundle: MimeBundle, options?: ShowOptions) =>
      shown.push({ text: String(bundle["text/plain"]), options }),
    signal: controller.signal,
  } as unknown as FrontEnd);
});
afterEach(() => {
  vi.useRealTimers();
});

describe("progress", () => {
  it("passes every item on and leaves its last frame", () => {
    expect([...progress([1, 2, 3], { label: "work" })]).toEqual([1, 2, 3]);
    expect(shown.at(-1)?.text).toMatch(/^work {2}█+ 3\/3/);
  });

  it("draws in place, at most ten times a second", () => {
    const bar = progressBar({ total: 1000 });
    for (let done = 1; done <= 1000; done++) {
      vi.advanceTimersByTime(1);
      bar.update(done);
    }
    bar.finish();
    expect(shown.length).toBeLessThanOrEqual(12);
    expect(new Set(shown.map(({ options }) => options?.id)).size).toBe(1);
    expect(shown.map(({ options }) => options?.update)).toEqual([false, ...shown.slice(1).map(() => true)]);
  });

  it("ends with the reason of its signal and says where", () => {
    const stop = new AbortController();
    const run = (): void => {
      for (const item of progress([1, 2, 3, 4], { signal: stop.signal }))
        if (item === 2) stop.abort(new Error("enough"));
    };
    expect(run).toThrow("enough");
    expect(shown.at(-1)?.text).toContain("ended at 2");
  });
});
