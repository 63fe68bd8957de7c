// #region configuration
import { runtimeFromConfig } from "@actfn/core/config";

const runtime = await runtimeFromConfig({ folder: import.meta.dirname });
console.log(runtime.backends.map(({ name }) => name).join(", "));
// → onnx, cpu
// #endregion configuration

await runtime.dispose();
