import { cpu } from "@actfn/backend-cpu";
import type { Backend } from "@actfn/core";

/** The CPU backend, which never comes back from a call whose first number is 13. */
export async function hanging(): Promise<Backend> {
  const inner = await cpu({ threads: 1 });
  return {
    contract: inner.contract,
    name: inner.name,
    info: inner.info,
    supports: (request) => inner.supports(request),
    execute: async (request) => {
      while (request.inputs[0]?.data[0] === 13);
      return inner.execute(request);
    },
    dispose: () => inner.dispose(),
  };
}
