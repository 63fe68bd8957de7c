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
      `${name} follows backend contract "${contract}"; this version of @actfn/core needs "${contractVersion}". Install versions of the backend package and @actfn/core that belong together.`,
      contract,
    );
  }
  for (const method of ["supports", "execute", "dispose"] as const) {
    if (typeof given[method] !== "function")
      throw new ContractError(`${name} is not a backend: it lacks the method ${method}().`, contract);
  }
  if (typeof given.info !== "object" || given.info === null)
    throw new ContractError(`${name} is not a backend: it lacks info.`, contract);
}

function notABackend(value: unknown): string {
  if (value instanceof Promise)
    return "A promise is not a backend. Await it first: the factory returns a promise.";
  if (typeof value === "function") {
    const { name } = value;
    return name === ""
      ? "A function is not a backend; call it and pass what it gives."
      : `\`${name}\` is a function, not a backend; call it: use(${name}()).`;
  }
  return `${show(value)} is not a backend: it has no contract. Pass what a factory such as cpu() gives.`;
}
