import { gelu, relu, silu } from "@actfn/core";
import { display, plot } from "@actfn/kernel";

const x = [-2, -0.5, 0, 1];
console.log("gelu  ", (await gelu(x)).toArray());
console.log("gelu' ", (await gelu.backward(x, [1, 1, 1, 1])).toArray());

await display(plot([relu, gelu, silu]));
