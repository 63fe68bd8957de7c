const limit = 100;

/** A value as text, much as Node's `util.inspect` prints it: enough for what a program logs. */
export function inspect(value: unknown, _options?: object): string {
  return print(value, 0);
}

function print(value: unknown, depth: number): string {
  if (typeof value === "string") return depth === 0 ? value : JSON.stringify(value);
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value === "function") return `[Function: ${value.name || "anonymous"}]`;
  if (typeof value !== "object" || value === null) return String(value);
  if (value instanceof Error) return value.stack ?? String(value);
  if (depth > 3) return Array.isArray(value) ? "[Array]" : "[Object]";
  if (ArrayBuffer.isView(value) || Array.isArray(value)) return printList(value as ArrayLike<unknown>, depth);
  if (value instanceof Map) return `Map ${print(Object.fromEntries(value), depth)}`;
  if (value instanceof Set) return `Set ${print([...value], depth)}`;
  const name = value.constructor?.name;
  const members = Object.entries(value).map(([key, member]) => `${key}: ${print(member, depth + 1)}`);
  const body = members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
  return name === undefined || name === "Object" ? body : `${name} ${body}`;
}

function printList(list: ArrayLike<unknown>, depth: number): string {
  const shown = Array.from({ length: Math.min(list.length, limit) }, (_, i) => print(list[i], depth + 1));
  if (list.length > limit) shown.push(`… ${list.length - limit} more`);
  const name = Array.isArray(list) ? "" : `${list.constructor.name}(${list.length}) `;
  return shown.length === 0 ? `${name}[]` : `${name}[ ${shown.join(", ")} ]`;
}
