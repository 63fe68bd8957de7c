import type * as program from "@actfn/core/program";

/** The place of an input or output in memory. */
export interface Place {
  /** The byte address of the first number. */
  readonly address: number;
  /** The format of the stored numbers: that of the program, or float32 for a program in float64. */
  readonly stored: program.Format;
}

/** The place of an input, with a number for each element or one for all. */
export interface Source extends Place {
  readonly uniform: boolean;
}

/** The size of one number in bytes. */
export const bytesOf: Readonly<Record<program.Format, number>> = { float32: 4, float64: 8 };
