/** Set in the word once the thread is to be ended: no further native call begins. */
const STOP = 1;
/** Added to the word for each native call in progress. */
const CALL = 2;

// One for all copies of this package: a backend may bring its own.
const KEY: unique symbol = Symbol.for("actfn.nativeCalls");

const scope = globalThis as { [KEY]?: NativeCalls };

/** The native calls of this thread, where somebody may end it. */
export function installed(): NativeCalls | undefined {
  return scope[KEY];
}

/**
 * The native calls of one thread, in memory that it shares with the thread that ends it.
 *
 * ```ts
 * // The thread that starts a worker, and ends it:
 * const calls = new NativeCalls();
 * const worker = new Worker(script, { workerData: calls.shared });
 * if (calls.stop()) await worker.terminate();   // else the worker ends itself after the call in progress
 *
 * // The worker:
 * new NativeCalls(workerData, () => process.exit()).install();
 * ```
 */
export class NativeCalls {
  /** The memory to hand to the other thread. */
  readonly shared: SharedArrayBuffer;
  private readonly word: Int32Array;
  private readonly onStopped: (() => void) | undefined;

  /**
   * `shared`: the memory of the other thread's `NativeCalls`; new memory by default. `onStopped` is called in the thread
   * itself, outside native code, once `stop` has been called and no native call is in progress: it ends the thread.
   * Without it, the thread waits at its next native call until another one ends it or calls `resume`.
   */
  constructor(shared: SharedArrayBuffer = new SharedArrayBuffer(4), onStopped?: () => void) {
    this.shared = shared;
    this.word = new Int32Array(shared);
    this.onStopped = onStopped;
  }

  /** Makes `nativeCall` in this thread tell of its calls here. */
  install(): void {
    scope[KEY] = this;
  }

  /**
   * Lets no further native call begin. Returns whether the thread may be ended now; if not, a call is in progress, and
   * `waitUntilLeft` tells when it has returned.
   */
  stop(): boolean {
    return Atomics.or(this.word, 0, STOP) < CALL;
  }

  /** Lets native calls begin again. */
  resume(): void {
    Atomics.and(this.word, 0, ~STOP);
    Atomics.notify(this.word, 0);
  }

  /** After `stop`: blocks until no native call is in progress, `milliseconds` at most, and returns whether none is. */
  waitUntilLeft(milliseconds: number): boolean {
    const end = performance.now() + milliseconds;
    for (;;) {
      const word = Atomics.load(this.word, 0);
      if (word < CALL) return true;
      const rest = end - performance.now();
      if (rest <= 0) return false;
      Atomics.wait(this.word, 0, word, rest);
    }
  }

  /** Called by `nativeCall`. */
  enter(): void {
    for (;;) {
      const word = Atomics.load(this.word, 0);
      if (word === STOP) {
        this.onStopped?.();
        Atomics.wait(this.word, 0, STOP);
      } else if (Atomics.compareExchange(this.word, 0, word, word + CALL) === word) return;
    }
  }

  /** Called by `nativeCall`. */
  leave(): void {
    const word = Atomics.sub(this.word, 0, CALL) - CALL;
    if ((word & STOP) === 0) return;
    Atomics.notify(this.word, 0);
    if (word === STOP) this.onStopped?.();
  }
}
