// #region define
import { cpu } from "@actfn/backend-cpu";
import { onnx } from "@actfn/backend-onnx";
import { type Activation, defineActivation, derivative, formula, mul, sigmoid, use } from "@actfn/core";

interface GateOptions {
  readonly sharpness?: number;
}

const gate: Activation<GateOptions> = defineActivation<GateOptions>({
  name: "gate",
  title: "Gate",
  summary: "x behind a sigmoid of a sharpness of your choice.",
  family: "selfGated",
  domain: { kind: "pointwise" },
  options: {
    sharpness: { type: "number", default: 2, tex: "s", description: "How abruptly the gate opens." },
  },
  expression: ({ x, sharpness }) => mul(x, sigmoid(mul(sharpness, x))),
  properties: {
    range: { lower: -0.1392322713, upper: Infinity, closed: [true, false] },
    monotonic: false,
    smoothness: Infinity,
    zeroCentered: true,
    saturates: "left",
    cost: "exponential",
  },
});
// #endregion define

// #region use
for (const backend of [cpu(), onnx()]) {
  const [in_use] = await use(backend);
  const y = await gate([-1, 0, 1], { sharpness: 3 });
  const dx = await gate.backward([-1, 0, 1], [1, 1, 1], { sharpness: 3 });
  console.log(in_use?.name, y.at(2)?.toFixed(6), dx.at(2)?.toFixed(6));
}
// → cpu 0.952574 1.088104
// → onnx 0.952574 1.088104
// #endregion use

// #region formula
console.log(formula(gate));
// → x\,\sigma\left(s\,x\right)
const slope = derivative(gate);
console.log((await slope([0])).toArray());
// → [ 0.5 ]
// #endregion formula
