import { describe, expect, it } from "vitest";
import type { Session } from "../runtime/engine.js";
import { SessionCache } from "./session-cache.js";

/** A session that tells when it was closed. */
function session(): Session & { closed: number } {
  return {
    closed: 0,
    run: async () => [],
    async close() {
      this.closed++;
    },
  };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("SessionCache", () => {
  it("opens a session once, also for calls that overlap", async () => {
    const cache = new SessionCache(2);
    let opened = 0;
    const open = async (): Promise<Session> => {
      opened++;
      await settled();
      return session();
    };
    const [a, b] = await Promise.all([
      cache.use("k", open, async (used) => used),
      cache.use("k", open, async (used) => used),
    ]);
    expect(opened).toBe(1);
    expect(a).toBe(b);
  });

  it("closes the least recently used one when there are too many", async () => {
    const cache = new SessionCache(2);
    const made = { a: session(), b: session(), c: session() };
    const use = (key: "a" | "b" | "c"): Promise<void> =>
      cache.use(
        key,
        async () => made[key],
        async () => undefined,
      );
    await use("a");
    await use("b");
    await use("a");
    await use("c");
    await settled();
    expect([made.a.closed, made.b.closed, made.c.closed]).toEqual([0, 1, 0]);
    expect(cache.stats.size).toBe(2);
  });

  it("closes one in use only when its last user has returned it", async () => {
    const cache = new SessionCache(1);
    const busy = session();
    let finish = (): void => undefined;
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const use = cache.use(
      "a",
      async () => busy,
      () => finished,
    );
    await cache.use(
      "b",
      async () => session(),
      async () => undefined,
    );
    await settled();
    expect(busy.closed).toBe(0);
    finish();
    await use;
    await settled();
    expect(busy.closed).toBe(1);
  });

  it("does not remember a session that could not be opened", async () => {
    const cache = new SessionCache(1);
    const fail = async (): Promise<Session> => {
      throw new Error("no");
    };
    await expect(cache.use("a", fail, async () => 1)).rejects.toThrow("no");
    expect(cache.stats.size).toBe(0);
    expect(
      await cache.use(
        "a",
        async () => session(),
        async () => 2,
      ),
    ).toBe(2);
  });

  it("closes everything once when it is cleared", async () => {
    const cache = new SessionCache(4);
    const made = [session(), session()];
    for (const [i, one] of made.entries()) {
      await cache.use(
        String(i),
        async () => one,
        async () => undefined,
      );
    }
    await cache.clear();
    await cache.clear();
    expect(made.map(({ closed }) => closed)).toEqual([1, 1]);
  });

  it("answers the call that makes a session leave which cannot be closed", async () => {
    const cache = new SessionCache(1);
    const stuck = { ...session(), close: () => Promise.reject(new Error("will not close")) };
    const use = (key: string, one: Session): Promise<string> =>
      cache.use(
        key,
        async () => one,
        async () => key,
      );
    await use("a", stuck);
    // A rejection that nobody hears of fails the test run.
    expect(await use("b", session())).toBe("b");
    await settled();
    expect(cache.stats.size).toBe(1);
  });

  it("closes the others too where one cannot be closed, and says so when it is cleared", async () => {
    const cache = new SessionCache(2);
    const stuck = { ...session(), close: () => Promise.reject(new Error("will not close")) };
    const other = {
      ...session(),
      async close() {
        await settled();
        this.closed++;
      },
    };
    for (const [i, one] of [stuck, other].entries()) {
      await cache.use(
        String(i),
        async () => one,
        async () => undefined,
      );
    }
    await expect(cache.clear()).rejects.toThrow("will not close");
    expect(other.closed).toBe(1);
  });

  it("closes one that has no place at all once, after its use", async () => {
    const cache = new SessionCache(0);
    const made = session();
    const closed = await cache.use(
      "a",
      async () => made,
      async (one) => (one as typeof made).closed,
    );
    await settled();
    expect([closed, made.closed, cache.stats.size]).toEqual([0, 1, 0]);
  });
});
