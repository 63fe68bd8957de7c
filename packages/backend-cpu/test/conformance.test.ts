import { checkBackend, explain, type Limitation, type Profile, type Tolerance } from "@actfn/conformance";
import { expect, test } from "vitest";
import { cpu } from "../src/index.js";

/** The whole suite takes a minute or two; ACTFN_EFFORT=full asks for it. It also tells declarations that are out of date. */
const isWhole = process.env["ACTFN_EFFORT"] === "full";
const part: Profile = isWhole
  ? {}
  : { groups: ["contract", "golden", "specials", "options", "relations", "gradients", "life-cycle"] };
const scope = isWhole ? "" : "'s numbers and life cycles";

/** Where the fast tier's bound is another than the contract's. */
const tolerances: readonly Tolerance[] = [
  {
    where: { activation: "geglu", pass: "forward", dtype: "float32", precision: "fast" },
    ulp: 10,
    reason:
      "The gate is GELU, which is promised within 10 ulp in its tail, and the product rounds once more.",
  },
  {
    where: { activation: "swiglu", pass: "forward", dtype: "float32", precision: "fast" },
    ulp: 5,
    reason: "The gate's own 4 ulp and the rounding of the product add up.",
  },
  {
    where: { activation: "quietSoftmax", pass: "backward", dtype: "float32", precision: "fast" },
    ulp: 5,
    reason: "The row's sum of products is rounded once more than softmax's; 4.1 ulp were measured.",
  },
];

/** Where the fast tier gives other numbers. */
const limitations: readonly Limitation[] = [
  {
    id: "rounded-knee",
    reason:
      "A knee that float32 cannot hold, such as 0.1, is rounded to it, so that the one float32 next to it falls on the other side.",
    where: { activation: ["threshold", "hardTanh"], pass: "backward", dtype: "float32", precision: "fast" },
    expect: "deviates",
  },
  {
    id: "subnormal-product",
    reason:
      "dy · eˣ is a product of two float32; where dy is subnormal, so is the product, and eˣ brings its own 4 ulp into it.",
    where: { activation: "exponential", pass: "backward", dtype: "float32", precision: "fast" },
    expect: "deviates",
    gives: { ulp: 32 },
  },
];

test(`strict passes the conformance suite${scope} without any limitation`, async () => {
  const report = await checkBackend(() => cpu(), { ...part, precisions: ["strict"] });
  expect(explain(report)).toEqual([]);
}, 900_000);

test(`fast passes the conformance suite${scope} with what it declares`, async () => {
  const report = await checkBackend(() => cpu(), { ...part, tolerances, limitations, precisions: ["fast"] });
  expect(explain(report)).toEqual([]);
  const outcomes = report.limitations.map(({ limitation, outcome }) => `${limitation.id} ${outcome}`);
  expect(outcomes).toEqual(limitations.map(({ id }) => `${id} deviates`));
}, 900_000);
