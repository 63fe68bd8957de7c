// #region backend
import { type Backend, BackendDisposedError, type KernelRequest, Tensor } from "@actfn/core";
import { evaluateRequest } from "@actfn/core/program";

/** Executes ReLU by a loop of its own, and everything else by the reference. */
export function mine(): Backend {
  let disposed = false;
  const execute = (request: KernelRequest): Tensor[] => {
    if (disposed) throw new BackendDisposedError("mine");
    return isMine(request) ? [relu(request)] : evaluateRequest(request);
  };
  return {
    contract: "v1",
    name: "mine",
    info: { version: "1.0.0", runtime: "JavaScript", device: "cpu", threads: 1, native: ["relu"] },
    supports: (request) => ({ status: isMine(request) ? "native" : "lowered" }),
    execute: async (request) => execute(request),
    executeSync: execute,
    dispose: async () => {
      disposed = true; // each call is synchronous, so none is in flight here
    },
  };
}

const isMine = ({ activation, pass, dtype }: KernelRequest): boolean =>
  activation.name === "relu" && pass === "forward" && dtype === "float32";

function relu({ inputs, outputs, dtype }: KernelRequest): Tensor {
  const x = inputs[0] as Tensor;
  const y = outputs[0] ?? new Tensor(dtype, x.shape, new Float32Array(x.size));
  for (let i = 0; i < x.size; i++) {
    const value = x.data[i] as number;
    y.data[i] = value < 0 ? 0 : value; // keeps −0 and NaN, as the contract asks
  }
  return y;
}

// #endregion backend

// #region check
import { checkBackend, summary } from "@actfn/conformance";

const report = await checkBackend(mine, { effort: "quick" });
console.log(report.passed);
// → true
if (!report.passed) console.log(summary(report));

// #endregion check

// #region part
import type { Declarations } from "@actfn/core";

const declarations: Declarations = {
  deviations: [
    {
      id: "no-rows",
      reason: "It has no operators along an axis.",
      where: { domain: "axis" },
      expect: "unsupported",
    },
  ],
};

const partial: Backend = {
  ...mine(),
  declarations,
  supports: ({ activation: { name, domain } }) =>
    domain.kind === "axis"
      ? { status: "unsupported", reason: `${name} is computed along an axis.` }
      : { status: "lowered" },
};
// #endregion part

const partReport = await checkBackend(partial, { effort: "quick" });
console.log(partReport.passed);

// → true

// #region use
import { defaultRuntime, silu, softmax, use } from "@actfn/core";
import { reference } from "@actfn/core/program";

await use([partial, reference()]);
console.log(defaultRuntime().which(silu, [1]).backend, defaultRuntime().which(softmax, [1]).backend);
// → mine reference
// #endregion use
