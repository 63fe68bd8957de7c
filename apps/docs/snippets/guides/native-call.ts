// #region native
import { nativeCall } from "@actfn/core/native";

/** What the addon offers. */
interface Addon {
  run(x: Float32Array): Float32Array;
}

const compute = (addon: Addon, x: Float32Array): Float32Array => nativeCall(() => addon.run(x));
// #endregion native

console.log(compute({ run: (x) => x.map((value) => 2 * value) }, Float32Array.of(1, 2)));
// → Float32Array(2) [ 2, 4 ]
