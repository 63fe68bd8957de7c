/** Set in the word once the thread is to be ended: no further native call begins. */
const STOP = 1;
/** Added to the word for each native call in progress. */
const CALL = 2;

// One for all copies of this package: a backend may bring its own.
const KEY: unique symbol = Symbol.for("actfn.nativeCalls");

const scope = globalThis as { [KEY]?: NativeCalls };

/** The `NativeCalls` of this thread; undefined if none are installed. */
export function installed(): NativeCalls | undefined {
  return scope[KEY];
}

/**
 * Counts the native calls in progress in one thread, in memory that it shares with the thread that ends it.
 *
 * ```ts
 * // The thread that starts a worker, and ends it:
 * const calls = new NativeCalls();
 * const worker = new Worker(script, { workerData: calls.shared });
 * if (calls.stop()) await worker.terminate();   // otherwise the worker ends itself after the native call
 *
 * // The worker:
 * new NativeCalls(workerData, () => process.exit()).install();
 * ```
 */
export class NativeCalls {
  /** The memory for the other thread. */
  readonly shared: SharedArrayBuffer;
  private readonly word: Int32Array;
  private readonly onStopped: (() => void) | undefined;

  /**
   * `shared` is the memory of the other thread's `NativeCalls`. Default: new memory.
   *
   * `onStopped` is called in the thread itself, outside native code, after `stop` was called; it ends the thread. Default: the
   * thread waits at its next native call until another thread ends it or calls `resume`.
   */
  constructor(shared: SharedArrayBuffer = new SharedArrayBuffer(4), onStopped?: () => void) {
    this.shared = shared;
    this.word = new Int32Array(shared);
    this.onStopped = onStopped;
  }

  /** Makes `nativeCall` count the calls of this thread here. */
  install(): void {
    scope[KEY] = this;
  }

  /**
   * Prevents further native calls. Returns true if the thread may be ended now, and false if a native call is in progress:
   * then the thread calls `onStopped` when that returns, and `waitUntilLeft` waits for it.
   */
  stop(): boolean {
    return Atomics.or(this.word, 0, STOP) < CALL;
  }

  /** Allows native calls again. */
  resume(): void {
    Atomics.and(this.word, 0, ~STOP);
    Atomics.notify(this.word, 0);
  }

  /** After `stop`: blocks until no native call is in progress, for up to `milliseconds`. Returns whether none is. */
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
