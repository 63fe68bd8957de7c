import { type Geometry, type KernelRequest, optionAlignment } from "@actfn/core";
import type { KernelInput, KernelOutput } from "@actfn/core/program";

/** Where an element's number lies: at `offset` + Σ (⌊element / repeat⌋ mod length) · step over the runs. */
export interface Place {
  readonly offset: number;
  readonly runs: readonly Run[];
}

/** A run of neighboring numbers: elements `repeat` apart are neighbors along it, the numbers lie `step` apart. */
export interface Run {
  readonly repeat: number;
  readonly length: number;
  readonly step: number;
}

/** A length that no element's number reaches. */
export const ENDLESS: number = 2 ** 32 - 1;

/** Where elements lie that are stored one after another. */
export const plain: Place = { offset: 0, runs: [{ repeat: 1, length: ENDLESS, step: 1 }] };

/** The position of an element along the axis. */
export function indexPlace({ length, inner }: Geometry): Place {
  return { offset: 0, runs: [{ repeat: inner, length: Math.max(length, 1), step: 1 }] };
}

/** Where a number for each row lies, `step` apart, behind `offset`. */
export function rowPlace({ length, inner }: Geometry, offset: number, step: number): Place {
  const block = Math.max(length, 1) * inner;
  return {
    offset,
    runs: [
      { repeat: 1, length: inner, step },
      { repeat: block, length: ENDLESS, step: inner * step },
    ],
  };
}

/** Where the numbers of a kernel's input or output lie in the request's tensor. */
export function placeOf(
  { access, part, parts, option }: KernelInput | KernelOutput,
  request: KernelRequest,
  geometry: Geometry,
): Place {
  if (access === "broadcast") return { offset: 0, runs: optionRuns(request, option) };
  if (access === "row") return rowPlace(geometry, 0, 1);
  if (parts === 1) return plain;
  const block = geometry.length * geometry.inner;
  return {
    offset: part * block,
    runs: [
      { repeat: 1, length: block, step: 1 },
      { repeat: block, length: ENDLESS, step: parts * block },
    ],
  };
}

/** How a tensor option of the request lies along the elements. One number for all has no runs. */
export function optionRuns(request: KernelRequest, option: string | undefined): readonly Run[] {
  const { count, repeat, outer } = optionAlignment(request, option);
  const innermost = count === 1 ? [] : [{ repeat, length: count, step: 1 }];
  return [...innermost, ...outer];
}
