/** Prints choices for a message: `"none", "tanh"`. */
export function list(choices: readonly unknown[]): string {
  return choices.map((choice) => JSON.stringify(choice)).join(", ");
}

/** Prints any value for a message, shortened, without ever throwing (BigInt, symbols and cycles included). */
export function show(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === "function") return `a function${value.name ? ` (${value.name})` : ""}`;
  if (Array.isArray(value)) return showArray(value);
  if (typeof value === "object" && value !== null) {
    const name: unknown = Object.getPrototypeOf(value)?.constructor?.name;
    if (typeof name !== "string" || name === "Object" || name === "") return "an object";
    return `${/^[AEIOU]/.test(name) ? "an" : "a"} ${name}`;
  }
  return String(value);
}

/** Arrays inside of it are not printed: an array may hold itself. */
function showArray(values: readonly unknown[]): string {
  const shown = values.slice(0, 4).map((value) => (Array.isArray(value) ? "[…]" : show(value)));
  return `[${[...shown, ...(values.length > 4 ? ["…"] : [])].join(", ")}]`;
}

/** Ends a text of others, such as the message of an error, with a full stop, so that a sentence can follow it. */
export function asSentence(text: string): string {
  return /[.!?\n]$/.test(text) ? text : `${text}.`;
}

/** The message of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Prints a shape as `[2, 3]`. */
export function showShape(shape: readonly number[]): string {
  return `[${shape.join(", ")}]`;
}
