/** Shares on their way to a thread and back. */
export const SLOTS = 4;

const [SIGNAL, ASLEEP, ENDED, LEFT, STATE] = [0, 1, 2, 3, 4];
const START = STATE + SLOTS;
const COUNT = START + SLOTS;
const BEGUN = COUNT + SLOTS;
const WORDS = BEGUN + 1;

const [EMPTY, READY, TAKEN, DONE] = [0, 1, 2, 3];

/** Looks at shared memory before a thread lies down to sleep: some tens of microseconds. */
const LOOKS = 4000;
/** Milliseconds that a thread sleeps within a request, before it looks again. */
const NAP = 1;
/** Milliseconds that a thread stays at hand after a request. */
const LINGER = 100;

/** What both sides of a ring know of a share. */
export interface Share {
  /** The first element. */
  readonly start: number;
  readonly count: number;
}

/**
 * The words in shared memory through which a caller hands shares to one thread and learns that they are done. The caller
 * fills slots in turn; the thread takes them in the same order. Nobody waits for a message, and the caller for nothing.
 */
export class Ring {
  readonly memory: SharedArrayBuffer;
  private readonly words: Int32Array;

  constructor(memory: SharedArrayBuffer = new SharedArrayBuffer(4 * WORDS)) {
    this.memory = memory;
    this.words = new Int32Array(memory);
  }

  // The caller's side.

  /** Whether the thread has left all requests up to number `id`, so that the slots may be used for another. */
  hasLeft(id: number): boolean {
    return Atomics.load(this.words, LEFT) === id;
  }

  /** Whether the thread has ever taken a share: a thread that ends before it has cannot be started here. */
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

  /** Takes a share back that the thread has not begun with; false where it has. */
  takeBack(slot: number): boolean {
    return Atomics.compareExchange(this.words, STATE + slot, READY, EMPTY) === READY;
  }

  free(slot: number): void {
    Atomics.store(this.words, STATE + slot, EMPTY);
  }

  share(slot: number): Share {
    return { start: (this.words[START + slot] as number) >>> 0, count: this.words[COUNT + slot] as number };
  }

  /** Says that no share of request `id` will follow. */
  end(id: number): void {
    Atomics.store(this.words, ENDED, id);
    this.tell();
  }

  /** Wakes the thread: there is something new among the messages. */
  wake(): void {
    this.tell();
    if (Atomics.load(this.words, ASLEEP) === 1) Atomics.notify(this.words, SIGNAL);
  }

  /**
   * Says that there is something new to a thread that is awake. One that fell asleep in the middle of a request is behind
   * the caller, most likely for want of a processor, and waking it would take the caller's.
   */
  private tell(): void {
    Atomics.add(this.words, SIGNAL, 1);
  }

  // The thread's side.

  /** Takes the share in a slot as soon as there is one; false when the request has ended. */
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

  /** Stays at hand for a while: gives what `look` finds when the caller has signalled, undefined when it does not. */
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

  /** Sleeps until the caller signals; false where it has not within some milliseconds. */
  private sleep(seen: number, most: number): boolean {
    Atomics.store(this.words, ASLEEP, 1);
    const outcome = Atomics.wait(this.words, SIGNAL, seen, most);
    Atomics.store(this.words, ASLEEP, 0);
    return outcome !== "timed-out";
  }
}
