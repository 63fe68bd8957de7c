/** What the threads share: the indices of a small array of numbers. */
export const FLAGS = {
  /** Counts the interrupts that the main thread has seen. */
  seen: 0,
  /** 1 once the kernel ends. */
  isEnding: 1,
  /** 1 once interrupts are told. */
  isTelling: 2,
  /** 1 while the main thread does what must not be cut off. */
  isShielded: 3,
  /** 1 while the sentinel ends what the main thread runs. */
  isEndingLoop: 4,
} as const;
