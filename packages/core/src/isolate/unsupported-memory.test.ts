import { expect, test } from "vitest";
import { relu } from "../activations/index.js";
import type { KernelRequest } from "../backend/backend.js";
import { toRequest } from "../request/request.js";
import { UnsupportedMemory } from "./unsupported-memory.js";

const requestOf = (size: number): KernelRequest =>
  toRequest({ definition: relu.definition, pass: "forward", x: new Float32Array(size), options: {} }, "fast");

test("remembers what was said last, whatever the shapes, in memory that is bounded", () => {
  const memory = new UnsupportedMemory();
  for (let size = 1; size <= 1000; size++) memory.add(requestOf(size), `not ${size}`);
  expect(memory.reason(requestOf(1000))).toBe("not 1000");
  let known = 0;
  for (let size = 1; size <= 1000; size++) if (memory.reason(requestOf(size)) !== undefined) known++;
  expect(known).toBe(256);
  memory.add(requestOf(1000), "still not");
  expect(memory.reason(requestOf(1000))).toBe("still not");
});
