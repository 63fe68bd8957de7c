import type { DType } from "@actfn/core";

/** What a file of `cases/` holds; see the README there. */
export interface CaseFile {
  readonly format: 1;
  readonly activation: string;
  readonly generator: string;
  readonly blocks: readonly CaseBlock[];
}

/** One call and what is right. Bit patterns are hexadecimal; expected values are float64 whatever the dtype. */
export interface CaseBlock {
  readonly tag: string;
  readonly source?: string;
  readonly dtype: DType;
  readonly options: Readonly<Record<string, number | string | boolean>>;
  readonly shape?: readonly number[];
  readonly tensors?: Readonly<Record<string, { readonly shape: readonly number[]; readonly bits: string }>>;
  readonly x: string;
  readonly y: string;
  readonly yShape?: readonly number[];
  readonly dy?: string;
  readonly dx?: string;
  readonly gradients?: Readonly<Record<string, string>>;
}
