// #region start-up
import { cpu } from "@actfn/backend-cpu";
import { conformanceProbe } from "@actfn/conformance";
import { gelu, silu, softmax, use } from "@actfn/core";

// Only what this service uses, in about a second. If the backend does not pass, `use` rejects.
const probe = conformanceProbe({
  activations: [gelu, silu, softmax],
  precisions: ["strict"],
  groups: ["specials", "gradients", "shapes"],
});
const [backend] = await use(cpu(), { probe });
console.log(backend?.name);
// → cpu
// #endregion start-up
