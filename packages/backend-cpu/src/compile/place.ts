import type * as program from "@actfn/core/program";

/** Where an input is read from, or an output written to. */
export interface Place {
  /** Byte address of the first number. */
  readonly address: number;
  /** The format in which numbers are stored: the program's, or float32 for a program in float64. */
  readonly stored: program.Format;
}

/** An input: number after number, or one number for all elements. */
export interface Source extends Place {
  readonly uniform: boolean;
}

/** Bytes of one number. */
export const bytesOf: Readonly<Record<program.Format, number>> = { float32: 4, float64: 8 };
