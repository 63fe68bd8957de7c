import { cpu } from "@actfn/backend-cpu";
// #region policy
import { createRuntime, gelu, type Policy } from "@actfn/core";

/** Calls `report` with each call that takes longer than `ms` milliseconds, the wait for a place included. */
function slowCalls(ms: number, report: (activation: string) => void): Policy {
  return () => ({
    aroundCall: {
      run: async (call, next) => {
        const start = performance.now();
        try {
          return await next(call);
        } finally {
          if (performance.now() - start > ms) report(call.request.activation.name);
        }
      },
    },
  });
}

const slow: string[] = [];
const runtime = createRuntime({
  backends: [await cpu()],
  policies: [slowCalls(0, (activation) => slow.push(activation))],
});
await runtime.forward(gelu, [1]);
console.log(slow);
// → [ 'gelu' ]
// #endregion policy

await runtime.dispose();
