import { type Backend, contractVersion } from "../backend.js";
import { ContractError } from "../errors/contract-error.js";
import { show } from "../errors/print.js";

/** Throws a {@link ContractError} unless a value has what the contract asks of a backend. */
export function checkContract(value: unknown): asserts value is Backend {
  const given = (typeof value === "object" && value !== null ? value : {}) as Partial<
    Record<keyof Backend, unknown>
  >;
  const name = typeof given.name === "string" ? given.name : show(value);
  if (given.contract !== contractVersion) {
    const made = value instanceof Promise ? "Await it first: the factory returns a promise." : "";
    throw new ContractError(
      name,
      given.contract,
      contractVersion,
      made || "Install versions of the backend package and @actfn/core that belong together.",
    );
  }
  for (const method of ["supports", "execute", "dispose"] as const) {
    if (typeof given[method] !== "function") {
      throw new ContractError(name, given.contract, contractVersion, `It lacks the method ${method}().`);
    }
  }
  if (typeof given.info !== "object" || given.info === null) {
    throw new ContractError(name, given.contract, contractVersion, "It lacks info.");
  }
}
