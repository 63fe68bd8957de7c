import { native } from "./calls.js";
import type { Deviation } from "./deviation.js";

/** What `onnxruntime-web` adds to the deviations, which otherwise are the same in the browser as in Node. */
export const deviationsOfWeb: readonly Deviation[] = [
  {
    id: "softmax-subnormals-in-the-browser",
    where: { ...native, activation: ["softmax", "softmax2d"] },
    expect: "deviates",
    gives: "zero",
    reason: "Softmax gives 0 in the place of results below 2^-126.",
  },
];
