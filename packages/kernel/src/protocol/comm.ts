import type { Json, JsonObject } from "./message.js";

/** What `comm_open`, `comm_msg` and `comm_close` carry; a `comm_open` also names its target. */
export interface CommContent {
  readonly id: string;
  readonly target: string;
  readonly data: JsonObject;
}

/** Reads the content of a comm message; `undefined` where it names no comm. */
export function readComm(content: JsonObject): CommContent | undefined {
  const { comm_id: id, target_name: target, data } = content;
  if (typeof id !== "string" || id === "") return undefined;
  return { id, target: typeof target === "string" ? target : "", data: isObject(data) ? data : {} };
}

/** Whether a JSON value is an object. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
