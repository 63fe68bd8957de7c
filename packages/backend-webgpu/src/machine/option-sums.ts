import { type Geometry, type KernelRequest, sizeOf } from "@actfn/core";
import type { KernelOutput } from "@actfn/core/program";
import { optionRuns, type Run } from "./places.js";

/** Which elements share a number of a tensor option. Elements have their positions row by row. */
export interface Shares {
  /** How many numbers the option has, and how many elements share each. */
  readonly numbers: number;
  readonly shared: number;
  /** From a number to the first position that takes it, and from there to the others, ascending. */
  readonly firsts: readonly Run[];
  readonly others: readonly Run[];
}

/** Which elements of a request share the numbers of the tensor option that is the output's. */
export function sharesOf(
  request: KernelRequest,
  { tensor, option }: KernelOutput,
  geometry: Geometry,
): Shares {
  const size = geometry.outer * geometry.length * geometry.inner;
  const numbers = sizeOf((request.inputs[tensor] as { shape: readonly number[] }).shape);
  const taken = optionRuns(request, option).flatMap((run) => cut(run, geometry));
  const firsts = taken.map(({ repeat, length, step }) => {
    return { repeat: step, length, step: positionOf(repeat, geometry) };
  });
  const free = gaps(taken, size).flatMap((run) => cut(run, geometry));
  const ascending = free
    .map(({ repeat, length }) => ({ length, step: positionOf(repeat, geometry) }))
    .sort((a, b) => a.step - b.step);
  let shared = 1;
  const others = ascending.map(({ length, step }) => {
    const run = { repeat: shared, length, step };
    shared *= length;
    return run;
  });
  return { numbers, shared: size === 0 ? 0 : shared, firsts, others };
}

/** The runs of elements between those along which an option extends. */
function gaps(taken: readonly Run[], size: number): Run[] {
  const free: Run[] = [];
  let covered = 1;
  for (const { repeat, length } of [...taken].sort((a, b) => a.repeat - b.repeat)) {
    if (repeat > covered) free.push({ repeat: covered, length: repeat / covered, step: 0 });
    covered = repeat * length;
  }
  if (size > covered) free.push({ repeat: covered, length: size / covered, step: 0 });
  return free;
}

/** A run cut where the axis begins and ends, so that each part lies on one side of it. */
function cut(run: Run, { length, inner }: Geometry): Run[] {
  return [inner, inner * length].reduce<Run[]>(
    (parts, edge) => parts.flatMap((part) => cutAt(part, edge)),
    [run],
  );
}

function cutAt(run: Run, edge: number): Run[] {
  const { repeat, length, step } = run;
  if (edge <= repeat || edge >= repeat * length) return [run];
  const below = edge / repeat;
  return [
    { repeat, length: below, step },
    { repeat: edge, length: length / below, step: step * below },
  ];
}

/** How many positions elements that lie so far apart are apart. */
function positionOf(distance: number, { length, inner }: Geometry): number {
  if (distance < inner) return distance * length;
  return distance < inner * length ? distance / inner : distance;
}
