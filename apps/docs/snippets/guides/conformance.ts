// #region start-up
import { cpu } from "@actfn/backend-cpu";
import { conformanceProbe } from "@actfn/conformance";
import { gelu, silu, softmax, use } from "@actfn/core";

// Only what this service uses, in about a second. A backend that does not pass is not taken.
const probe = conformanceProbe({
  activations: [gelu, silu, softmax],
  precisions: ["strict"],
  groups: ["specials", "gradients", "shapes"],
});
const [taken] = await use(cpu(), { probe });
console.log(taken?.name);
// → cpu
// #endregion start-up
