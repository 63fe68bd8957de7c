// %% [markdown]
// # Your own backend
//
// A backend needs no list of operators. Each request has the definition of its activation. A backend that evaluates the
// derived expressions is complete, and can later get faster code for some activations.
//
// Here is the smallest correct backend: it passes every request to the reference evaluation. After it comes a wrong one, to
// show the output of the conformance check.

// %%
import { type Backend, BackendDisposedError, type KernelRequest } from "@actfn/core";
import { evaluateRequest } from "@actfn/core/program";

const info = { version: "1.0.0", runtime: "reference", device: "cpu", threads: 1, native: [] };

const mine = (): Backend => {
  let disposed = false;
  const execute = (request: KernelRequest) => {
    if (disposed) throw new BackendDisposedError("mine");
    return evaluateRequest(request);
  };
  return {
    contract: "v1",
    name: "mine",
    info,
    supports: () => ({ status: "lowered" }),
    execute: async (request) => execute(request),
    executeSync: execute,
    dispose: async () => {
      disposed = true;
    },
  };
};

await use(mine());
await mish([-1, 0, 1]);

// %% [markdown]
// ## Is it right?
//
// `checkBackend` checks everything that the contract requires: golden values, special values, gradients, shapes, aliasing,
// overlapping calls, the life cycle. It needs no test framework.

// %%
import { checkBackend, summary } from "@actfn/conformance";

const report = await checkBackend(mine, {
  effort: "quick",
  activations: [relu, gelu, softmax],
  precisions: ["fast"],
});
console.log(summary(report));

// %% [markdown]
// ## What a mistake looks like
//
// This backend always computes GELU by its tanh form, whatever the options say. The check finds it, names the inputs, and
// states the size of the error.

// %%
const hasty = (): Backend => {
  const execute = (request: KernelRequest) =>
    evaluateRequest(
      request.activation.name === "gelu"
        ? { ...request, options: { ...request.options, approximate: "tanh" } }
        : request,
    );
  return { ...mine(), name: "hasty", execute: async (request) => execute(request), executeSync: execute };
};
const findings = await checkBackend(hasty, { effort: "quick", activations: [gelu], precisions: ["fast"] });
console.log(summary(findings));

// %%
// The first failures
import { explainCheck } from "@actfn/conformance";

for (const check of findings.findings.filter(({ status }) => status === "failed").slice(0, 2))
  console.log(explainCheck(check), "\n");

// %% [markdown]
// ## Next steps
//
// Keep the reference and make one activation fast: return `native` for it in `supports`, compute it in `execute`, and check
// again. Declare intended deviations in the profile, with their size; undeclared deviations fail.
