/** What the first number of x asks of the faulty backend. */
export const commands = {
  exit: 1001,
  hang: 1002,
  never: 1003,
  reject: 1004,
  unsupported: 1005,
  slow: 1006,
  crashLater: 1007,
  native: 1008,
} as const;
