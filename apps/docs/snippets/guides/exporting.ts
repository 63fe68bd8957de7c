// #region file
import { exportModel, modelRepository } from "@actfn/backend-onnx";
import { gelu, prelu, softmax } from "@actfn/core";

const bytes = exportModel(gelu, { options: { approximate: "tanh" } });
console.log(bytes.length > 100);
// → true
// In Node: await writeFile("gelu.onnx", bytes);
// #endregion file

// #region both
const withGradient = exportModel(prelu, { rank: 4, pass: "both", precision: "strict" });
console.log(withGradient.length > bytes.length);
// → true
// #endregion both

// #region repository
const files = modelRepository([
  { activation: gelu, shape: ["batch", 768] },
  { activation: softmax, shape: ["batch", 1000], name: "classes" },
]);
console.log([...files.keys()].join("\n"));
// → gelu/config.pbtxt
// → gelu/1/model.onnx
// → classes/config.pbtxt
// → classes/1/model.onnx
// In Node: await exportModelRepository("/models", [ … ]);
// #endregion repository
