/** Where the words of one dispatch of the machine lie in its buffer `call`: numbers of the dispatch, then a port for each input and output. */
export const CALL = {
  /** The first element, how many there are, and how far apart; they are numbered row by row. */
  start: 0,
  count: 1,
  stride: 2,
  /** Elements of a row, and how far apart they lie. */
  length: 3,
  inner: 4,
  /** Steps of the program. */
  steps: 5,
  /** Whether tensors hold doubles. */
  wide: 6,
  /** Where values without a register begin in `scratch`, and how many an invocation has. */
  spill: 7,
  spilled: 8,
  /** Inputs, whose ports come before those of the outputs. */
  inputs: 9,
  ports: 10,
} as const;

/** The words of a port: where an input comes from or an output goes. */
export const PORT = {
  slot: 0,
  /** The place is `offset` and what the runs add; see `Place`. */
  offset: 1,
  runs: 2,
  count: 3,
  /** The number itself, for a `value`. */
  low: 1,
  high: 2,
} as const;
export const PORT_WORDS = 4;

/**
 * What a port reads or writes: a tensor; an option's number; a position along the axis; doubles in `scratch`, of elements where `Place` says or,
 * as `terms`, one after another in the order of the dispatch.
 */
export const SLOT = {
  x: 0,
  dy: 1,
  options: 2,
  value: 3,
  index: 4,
  scratch: 5,
  terms: 6,
  results: 7,
} as const;

/** A slot's name. */
export type Slot = keyof typeof SLOT;
