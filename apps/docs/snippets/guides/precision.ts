// #region strict
import { cpu } from "@actfn/backend-cpu";
import { createRuntime, gelu, quickGelu, rrelu, sigmoid, silu, use } from "@actfn/core";
import { rreluSlopes } from "@actfn/core/random";

await use(cpu());

const x = Float32Array.of(-12);
const fast = await gelu(x); // a few units in the last place
const strict = await gelu(x, { precision: "strict" }); // within 0.51 ulp, the same bits everywhere
console.log(strict[0]);
// → -2.1317785478098008e-32
console.log(Math.abs((fast[0] as number) / (strict[0] as number) - 1) < 1e-6);
// → true
// #endregion strict

// #region arithmetic
const runtime = createRuntime({ backends: await cpu() });
console.log(runtime.which(gelu, x).explanation?.arithmetic);
// → float32
const { explanation } = runtime.which(quickGelu, x);
console.log(explanation?.arithmetic);
// → float64
console.log(explanation?.reason.slice(0, 71));
// → The float32 kernel is inaccurate: at x = -11.993297576904297 it gives -
// #endregion arithmetic

// #region limits
console.log((await silu([-Infinity, Infinity, Number.NaN])).toArray());
// → [ -0, Infinity, NaN ]
const tail = await sigmoid.backward(Float32Array.of(40), Float32Array.of(1), { precision: "strict" });
console.log(tail[0]);
// → 4.24835413113866e-18
// #endregion limits

// #region seed
const x4 = Float32Array.of(-1, -2, -3, 4);
const slopes = rreluSlopes([4], { seed: 42 }); // Philox: the same numbers everywhere
const once = await rrelu(x4, { slopes });
const again = await rrelu(x4, { slopes: rreluSlopes([4], { seed: 42 }) });
console.log(once.every((value, i) => value === again[i]));
// → true
// #endregion seed
