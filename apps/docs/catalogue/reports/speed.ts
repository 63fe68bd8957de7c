import type { Benchmark, Cell, Pass } from "./benchmark.js";
import { raised } from "../wording.js";

/** What one gets by default, and the peers that it is held against: as in bench/contenders.mjs. */
export const ours = "actfn fast";
export const rivals: readonly string[] = ["onnxruntime-node", "tfjs-wasm", "tfjs-cpu", "jax-js"];
/** Below, a call from Python is what one measures. */
const torchFrom = 2 ** 16;
/** Bytes that an element moves: x and y, and dy too when it goes backward. */
const bytes = { forward: 8, backward: 12 } as const;

/** The Node that a report is about, with what it was started with. */
export function nodeOf({ machine: { node, flags = [] } }: Benchmark): string {
  return ["Node", node.replace("v", ""), ...(flags.length === 0 ? [] : ["with", ...flags])].join(" ");
}

/** The fastest of some peers in a cell. */
export interface Fastest {
  readonly name: string;
  readonly milliseconds: number;
}

/** The fastest of some peers in a cell; undefined where none of them has it. */
export function fastest({ milliseconds }: Cell, peers: readonly string[]): Fastest | undefined {
  const there = peers.filter((name) => milliseconds[name] !== undefined);
  const time = (name: string): number => milliseconds[name] as number;
  if (there.length === 0) return undefined;
  const name = there.reduce((best, other) => (time(other) < time(best) ? other : best));
  return { name, milliseconds: time(name) };
}

/** How many times as fast as the best of some peers actfn is; undefined where there is nothing to compare. */
export function ratio(cell: Cell, peers: readonly string[] = rivals, own: string = ours): number | undefined {
  const best = fastest(cell, peers);
  const time = cell.milliseconds[own];
  return best === undefined || time === undefined ? undefined : best.milliseconds / time;
}

/** A comparison over many cells. */
export interface SpeedComparison {
  readonly name: string;
  /** The geometric mean of the ratios. */
  readonly mean: number;
  readonly compared: number;
  readonly lost: number;
}

/** The comparisons that the promises are about. */
export function comparisons({ cells }: Benchmark): SpeedComparison[] {
  const torch = peersLike(cells, "PyTorch");
  const numpy = peersLike(cells, "numpy");
  const large = (cell: Cell): boolean => cell.size >= torchFrom;
  const compare = (
    name: string,
    pass: Pass,
    peers: readonly string[],
    { own = ours, where = (_: Cell): boolean => true } = {},
  ): SpeedComparison[] => {
    const chosen = cells.filter((cell) => cell.pass === pass && where(cell));
    const ratios = chosen.flatMap((cell) => ratio(cell, peers, own) ?? []);
    if (ratios.length === 0) return [];
    const mean = Math.exp(ratios.reduce((sum, value) => sum + Math.log(value), 0) / ratios.length);
    return [{ name, mean, compared: ratios.length, lost: ratios.filter((value) => value < 1).length }];
  };
  return [
    ...compare("Value, against the best of the peers in JavaScript", "forward", rivals),
    ...compare("… into a new array", "forward", rivals, { where: ({ output }) => output === "fresh" }),
    ...compare("… into a given array", "forward", rivals, { where: ({ output }) => output === "out" }),
    ...compare("Gradient, against jax-js", "backward", ["jax-js"]),
    ...compare("Value, against PyTorch, from 2¹⁶ numbers on", "forward", torch, { where: large }),
    ...compare("Gradient, against PyTorch’s kernels, from 2¹⁶ numbers on", "backward", torch, {
      where: (cell) => large(cell) && cell.output === "fresh",
    }),
    ...compare("Value, against numpy", "forward", numpy, { where: ({ output }) => output === "fresh" }),
    ...compare("Strict value, against onnxruntime-node", "forward", ["onnxruntime-node"], {
      own: "actfn strict",
    }),
    ...compare("Value, against a plain loop", "forward", ["plain loop"]),
  ];
}

/** Cells in which a rival was faster, the worst first. */
export function losses({
  cells,
}: Benchmark): { readonly cell: Cell; readonly ratio: number; readonly to: string }[] {
  return cells
    .flatMap((cell) => {
      const value = ratio(cell);
      const to = fastest(cell, rivals)?.name;
      return value === undefined || to === undefined || value >= 1 ? [] : [{ cell, ratio: value, to }];
    })
    .sort((a, b) => a.ratio - b.ratio);
}

/** How fast copying is, and which share of it each kernel reaches, at the largest size with the result's place given. */
export function bandwidth({ cells }: Benchmark):
  | {
      readonly size: number;
      readonly copied: number;
      readonly shares: readonly {
        readonly activation: string;
        readonly pass: Pass;
        readonly gigabytes: number;
      }[];
    }
  | undefined {
  const given = cells.filter(({ output }) => output === "out");
  const size = Math.max(...given.map((cell) => cell.size));
  const chosen = given.filter((cell) => cell.size === size);
  const copies = chosen.flatMap(({ pass, milliseconds }) =>
    pass === "forward" ? (milliseconds["copy"] ?? []) : [],
  );
  if (copies.length === 0) return undefined;
  copies.sort((a, b) => a - b);
  const speed = (time: number, moved: number): number => (moved * size) / time / 1e6;
  const shares = chosen.flatMap(({ activation, pass, milliseconds }) => {
    const time = milliseconds[ours];
    return time === undefined ? [] : { activation, pass, gigabytes: speed(time, bytes[pass]) };
  });
  return { size, copied: speed(copies[copies.length >> 1] as number, bytes.forward), shares };
}

/** Nanoseconds an element. */
export function nanoseconds({ size, milliseconds }: Cell, peer: string): number | undefined {
  const time = milliseconds[peer];
  return time === undefined ? undefined : (time * 1e6) / size;
}

/** All peers that some cell has, in the order in which they appear. */
export function peersOf(cells: readonly Cell[]): string[] {
  return [...new Set(cells.flatMap(({ milliseconds }) => Object.keys(milliseconds)))];
}

function peersLike(cells: readonly Cell[], prefix: string): string[] {
  return peersOf(cells).filter((name) => name.startsWith(prefix));
}

/** How far ahead or behind a ratio is, as a class of the heat map: `ahead-0` to `ahead-5`, `behind-1` to `behind-3`. */
export function heat(value: number): string {
  const strength = Math.log2(value);
  return strength >= 0
    ? `ahead-${Math.min(5, Math.floor(strength))}`
    : `behind-${Math.min(3, Math.ceil(-strength * 2))}`;
}

/** A power of two as people write it: 65,536 is 2¹⁶. */
export function power(size: number): string {
  return `2${raised(String(Math.log2(size)))}`;
}
