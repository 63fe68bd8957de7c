/** Slots of a queue: the shares that can be in progress at once. */
export const SLOTS = 4;

const [SIGNAL, ASLEEP, ENDED, LEFT, STATE] = [0, 1, 2, 3, 4];
const START = STATE + SLOTS;
const COUNT = START + SLOTS;
const BEGUN = COUNT + SLOTS;
const WORDS = BEGUN + 1;

const [EMPTY, READY, TAKEN, DONE] = [0, 1, 2, 3];

/** Polls of shared memory before a thread sleeps: some tens of microseconds. */
const LOOKS = 4000;
/** Milliseconds that a thread sleeps within a request before it polls again. */
const NAP = 1;
/** Milliseconds that a thread waits for the next request. */
const LINGER = 100;

/** The elements of a share. */
export interface Share {
  /** The first element. */
  readonly start: number;
  readonly count: number;
}

/**
 * A queue in shared memory, through which the caller passes shares to one thread and learns that they are done. The caller fills
 * slots in turn, and the thread takes them in the same order. Neither side waits for a message, and the caller never waits.
 */
export class WorkQueue {
  readonly memory: SharedArrayBuffer;
  private readonly words: Int32Array;

  constructor(memory: SharedArrayBuffer = new SharedArrayBuffer(4 * WORDS)) {
    this.memory = memory;
    this.words = new Int32Array(memory);
  }

  // Used by the caller.

  /** Whether the thread has left request `id`, so the slots can be used for another one. */
  hasLeft(id: number): boolean {
    return Atomics.load(this.words, LEFT) === id;
  }

  /** Whether the thread has ever taken a share. If a thread ends before, none can be started here. */
  hasBegun(): boolean {
    return Atomics.load(this.words, BEGUN) === 1;
  }

  isEmpty(slot: number): boolean {
    return Atomics.load(this.words, STATE + slot) === EMPTY;
  }

  isDone(slot: number): boolean {
    return Atomics.load(this.words, STATE + slot) === DONE;
  }

  give(slot: number, { start, count }: Share): void {
    this.words[START + slot] = start;
    this.words[COUNT + slot] = count;
    Atomics.store(this.words, STATE + slot, READY);
    this.tell();
  }

  /** Takes back a share that the thread has not begun; returns false if it has begun. */
  takeBack(slot: number): boolean {
    return Atomics.compareExchange(this.words, STATE + slot, READY, EMPTY) === READY;
  }

  free(slot: number): void {
    Atomics.store(this.words, STATE + slot, EMPTY);
  }

  share(slot: number): Share {
    return { start: (this.words[START + slot] as number) >>> 0, count: this.words[COUNT + slot] as number };
  }

  /** Tells the thread that request `id` has no more shares. */
  end(id: number): void {
    Atomics.store(this.words, ENDED, id);
    this.tell();
  }

  /** Wakes the thread, which then reads its messages. */
  wake(): void {
    this.tell();
    if (Atomics.load(this.words, ASLEEP) === 1) Atomics.notify(this.words, SIGNAL);
  }

  /**
   * Signals a thread that is awake. A thread that fell asleep within a request is late, most likely because it has no processor,
   * and to wake it would take the processor of the caller.
   */
  private tell(): void {
    Atomics.add(this.words, SIGNAL, 1);
  }

  // Used by the thread.

  /** Waits for the share of a slot and takes it; returns false when the request has ended. */
  take(slot: number, id: number): boolean {
    for (let looks = 0; ; looks++) {
      const seen = Atomics.load(this.words, SIGNAL);
      if (Atomics.compareExchange(this.words, STATE + slot, READY, TAKEN) === READY) {
        Atomics.store(this.words, BEGUN, 1);
        return true;
      }
      if (Atomics.load(this.words, ENDED) === id) return false;
      if (looks > LOOKS) this.sleep(seen, NAP);
    }
  }

  done(slot: number): void {
    Atomics.store(this.words, STATE + slot, DONE);
  }

  leave(id: number): void {
    for (let slot = 0; slot < SLOTS; slot++) Atomics.store(this.words, STATE + slot, EMPTY);
    Atomics.store(this.words, LEFT, id);
  }

  /** Waits some milliseconds for a signal of the caller. Returns what `look` finds then, or undefined if no signal came. */
  linger<T>(look: () => T | undefined): T | undefined {
    let seen = Atomics.load(this.words, SIGNAL);
    let found = look();
    for (let looks = 0; found === undefined; looks++) {
      const now = Atomics.load(this.words, SIGNAL);
      if (now !== seen) {
        seen = now;
        found = look();
      } else if (looks > LOOKS && !this.sleep(seen, LINGER)) return undefined;
    }
    return found;
  }

  /** Sleeps until the caller signals; returns false if it has not within `most` milliseconds. */
  private sleep(seen: number, most: number): boolean {
    Atomics.store(this.words, ASLEEP, 1);
    const outcome = Atomics.wait(this.words, SIGNAL, seen, most);
    Atomics.store(this.words, ASLEEP, 0);
    return outcome !== "timed-out";
  }
}
