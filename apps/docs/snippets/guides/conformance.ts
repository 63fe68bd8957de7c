// #region start-up
import { cpu } from "@actfn/backend-cpu";
import { checkBackend, summary } from "@actfn/conformance";
import { gelu, silu, softmax } from "@actfn/core";

// A probe at start-up: only what this service uses, in about a second.
const report = await checkBackend(() => cpu(), {
  effort: "quick",
  activations: [gelu, silu, softmax],
  precisions: ["strict"],
  dtypes: ["float32"],
  groups: ["specials", "gradients", "shapes"],
});
if (!report.passed) throw new Error(summary(report));
console.log(report.totals.failed, "failed");
// → 0 failed
// #endregion start-up
