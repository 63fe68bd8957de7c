// %% [markdown]
// # Your own backend
//
// A backend needs no list of operators. Each request carries the definition of its activation; a backend that evaluates
// the derived expression is complete on its first day, and may then learn to do some of them faster.
//
// Here is the smallest one that is right: it hands every request to the reference evaluation. Then one that is wrong, to
// see what the conformance check has to say.

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
// `checkBackend` asks for everything that the contract promises: golden values, special values, gradients, shapes,
// aliasing, overlapping calls, the life cycle. It needs no test framework.

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
// A backend that computes GELU by its tanh form, whatever was asked: an honest optimization at first sight. The check
// finds it, names the inputs, and says by how much it is off.

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
// Keep the reference as it is and make one activation fast: answer `native` for it in `supports`, run it your way in
// `execute`, and check again. Whatever deviates for good reasons is declared as a deviation in the profile, with its
// measure; undeclared deviations fail.
