import type { Facts } from "../../../definition/metadata.js";

/** What is known of snake besides its mathematics. */
export const snakeFacts: Facts = {
  usedIn: ["BigVGAN and other vocoders", "Time series with periods"],
  pros: ["Learns and extrapolates periodic functions.", "Monotonic, gradient between 0 and 2."],
  cons: ["A sine an element.", "The gradient is 0 once a period."],
  numerics: [
    "1 + sin(2αx) cancels where the slope touches 0; it is (sin(αx) + cos(αx))².",
    "There is no limit of sin at ±Infinity: the value there is ±Infinity, the slope NaN.",
  ],
  origin: [
    {
      title: "Neural Networks Fail to Learn Periodic Functions and How to Fix It",
      authors: "L. Ziyin, T. Hartwig, M. Ueda",
      year: 2020,
      link: "https://arxiv.org/abs/2006.08195",
    },
  ],
  seeAlso: ["sine", "gcu"],
};
