import { ContractError } from "../errors/contract-error.js";
import { show } from "../errors/print.js";
import { type Backend, contractVersion } from "./backend.js";

/** Throws a {@link ContractError} unless a value has what the contract asks of a backend. */
export function checkContract(value: unknown): asserts value is Backend {
  const given = (typeof value === "object" && value !== null ? value : {}) as Partial<
    Record<keyof Backend, unknown>
  >;
  const { contract } = given;
  if (typeof contract !== "string") throw new ContractError(notABackend(value), contract);
  const name = typeof given.name === "string" ? `"${given.name}"` : show(value);
  if (contract !== contractVersion) {
    throw new ContractError(
      `${name} implements backend contract "${contract}"; this version of @actfn/core requires "${contractVersion}". Install the latest versions of @actfn/core and of the package of the backend.`,
      contract,
    );
  }
  for (const method of ["supports", "execute", "dispose"] as const) {
    if (typeof given[method] !== "function")
      throw new ContractError(
        `${name} is not a backend: it has no method ${method}(). Implement the interface Backend of @actfn/core.`,
        contract,
      );
  }
  if (typeof given.info !== "object" || given.info === null)
    throw new ContractError(
      `${name} is not a backend: its info is ${show(given.info)}. Implement the interface Backend of @actfn/core.`,
      contract,
    );
}

function notABackend(value: unknown): string {
  if (value instanceof Promise)
    return "A promise is not a backend. Await it first: pass the result of await cpu().";
  if (typeof value === "function") {
    const { name } = value;
    return name === ""
      ? "A function is not a backend. Call it, and pass the backend that it returns."
      : `${name} is a function, not a backend. Call it: use(${name}()).`;
  }
  return `${show(value)} is not a backend: it has no property contract. Pass the result of a factory, such as await cpu().`;
}
