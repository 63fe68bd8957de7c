import { expect, test } from "vitest";
import { OverloadError } from "../errors/overload-error.js";
import { Gate } from "./gate.js";

const queueOf = (gate: Gate): number => (gate as unknown as { queue: unknown[] }).queue.length;

test("the queue does not grow with those that leave it", async () => {
  const gate = new Gate(1, 2);
  void gate.enter();
  for (let i = 0; i < 5000; i++) {
    const controller = new AbortController();
    const turn = gate.enter(controller.signal);
    controller.abort("enough");
    await expect(turn).rejects.toBe("enough");
  }
  expect(gate.waiting).toBe(0);
  expect(queueOf(gate)).toBeLessThan(100);
});

test("nor with those that are let in, in the order in which they came, past those that have left", async () => {
  const gate = new Gate(1, 3);
  void gate.enter();
  const admitted: number[] = [];
  for (let i = 0; i < 5000; i++) {
    const controller = new AbortController();
    const turns = [gate.enter(), gate.enter(controller.signal), gate.enter()];
    expect(() => gate.enter()).toThrow(OverloadError);
    for (const [index, turn] of turns.entries()) {
      void turn?.then(
        () => admitted.push(3 * i + index),
        () => {},
      );
    }
    controller.abort("enough");
    gate.leave();
    gate.leave();
    await null;
    expect(admitted.splice(0)).toEqual([3 * i, 3 * i + 2]);
  }
  expect([gate.waiting, gate.running]).toEqual([0, 1]);
  expect(queueOf(gate)).toBeLessThan(100);
});
