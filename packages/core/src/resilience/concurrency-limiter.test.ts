import { expect, test } from "vitest";
import { OverloadError } from "../errors/overload-error.js";
import { ConcurrencyLimiter } from "./concurrency-limiter.js";

const queueOf = (limiter: ConcurrencyLimiter): number =>
  (limiter as unknown as { queue: unknown[] }).queue.length;

test("the queue does not grow with those that leave it", async () => {
  const limiter = new ConcurrencyLimiter(1, 2);
  void limiter.enter();
  for (let i = 0; i < 5000; i++) {
    const controller = new AbortController();
    const turn = limiter.enter(controller.signal);
    controller.abort("enough");
    await expect(turn).rejects.toBe("enough");
  }
  expect(limiter.waiting).toBe(0);
  expect(queueOf(limiter)).toBeLessThan(100);
});

test("nor with those that are let in, in the order in which they came, past those that have left", async () => {
  const limiter = new ConcurrencyLimiter(1, 3);
  void limiter.enter();
  const admitted: number[] = [];
  for (let i = 0; i < 5000; i++) {
    const controller = new AbortController();
    const turns = [limiter.enter(), limiter.enter(controller.signal), limiter.enter()];
    expect(() => limiter.enter()).toThrow(OverloadError);
    for (const [index, turn] of turns.entries()) {
      void turn?.then(
        () => admitted.push(3 * i + index),
        () => {},
      );
    }
    controller.abort("enough");
    limiter.leave();
    limiter.leave();
    await null;
    expect(admitted.splice(0)).toEqual([3 * i, 3 * i + 2]);
  }
  expect([limiter.waiting, limiter.running]).toEqual([0, 1]);
  expect(queueOf(limiter)).toBeLessThan(100);
});
