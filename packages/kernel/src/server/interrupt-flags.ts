/** The indices of the array of numbers that the threads share. */
export const FLAGS = {
  /** The number of interrupts that the main thread has handled. */
  seen: 0,
  /** 1 once the kernel ends. */
  isEnding: 1,
  /** 1 when the main thread handles interrupts. */
  isTelling: 2,
  /** 1 while the main thread does work that must not be interrupted. */
  isShielded: 3,
  /** 1 while the sentinel ends the work of the main thread. */
  isEndingLoop: 4,
} as const;
