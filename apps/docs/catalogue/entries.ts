import type { CatalogueActivation, Family } from "@actfn/core";
import { factsOf } from "@actfn/core/facts";
import { linearScale, linePath, linspace, referenceRuntime, sampleOn, shownRange } from "@actfn/plot";
import { controlsOf, startOf } from "../curves/controls.js";
import { activations } from "./activations.js";
import * as wording from "./wording.js";

/** What the tables and the plates of the site show of an activation: text, so that it can travel as JSON. */
export interface CatalogueEntry {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly family: Family;
  readonly aliases: readonly string[];
  readonly usedIn: readonly string[];
  readonly learns: boolean;
  readonly kind: "pointwise" | "axis" | "grouped";
  readonly range: string;
  readonly monotonic: boolean;
  readonly smoothness: string;
  /** The order of continuity, 99 for smooth, to sort by and to choose by. */
  readonly order: number;
  readonly isBounded: boolean;
  readonly zeroCentered: boolean;
  readonly saturates: string;
  readonly lipschitz?: number;
  readonly gain?: number;
  readonly cost: string;
  readonly year?: number;
  readonly onnx?: string;
  /** Its curve in a box of 100 by 64, and the height of zero in it. */
  readonly curve: string;
  readonly zero: number;
}

const runtime = referenceRuntime();

function thumbnail(activation: CatalogueActivation): { readonly curve: string; readonly zero: number } {
  const { smoothness, saturation } = activation.definition.properties;
  // ReLU6 would be ReLU without its second kink.
  const isCutLate = smoothness === 0 && (saturation?.above ?? 0) > 4;
  const [reach, height] = isCutLate ? [8, 8] : [4, 3];
  const across = linspace(-reach, reach, 65);
  const { value } = sampleOn(runtime, activation, startOf(controlsOf(activation.definition)), across, 0);
  const toX = linearScale([-reach, reach], [2, 98]).toPixel;
  const toY = linearScale(shownRange([value], [-height, height]), [60, 4]).toPixel;
  return { curve: linePath(across, value, toX, toY), zero: Math.round(toY(0) * 10) / 10 };
}

function entryOf(activation: CatalogueActivation): CatalogueEntry {
  const { definition } = activation;
  const { properties } = definition;
  const { origin, frameworks, usedIn = [] } = factsOf(activation);
  const year = origin?.[0]?.year;
  const onnx = frameworks?.onnx?.name;
  return {
    name: definition.name,
    title: definition.title,
    summary: definition.summary,
    family: definition.family,
    aliases: definition.aliases ?? [],
    usedIn,
    learns: definition.learned.length > 0,
    kind: definition.domain.kind,
    range: wording.interval(properties.range),
    monotonic: properties.monotonic,
    smoothness: wording.smoothnessClass(properties.smoothness),
    order: Math.min(properties.smoothness, 99),
    isBounded: Number.isFinite(properties.range.lower) && Number.isFinite(properties.range.upper),
    zeroCentered: properties.zeroCentered,
    saturates: properties.saturates,
    cost: properties.cost,
    ...rounded("lipschitz", properties.lipschitz),
    ...rounded("gain", properties.gain),
    ...(year === undefined ? {} : { year }),
    ...(onnx === undefined ? {} : { onnx }),
    ...thumbnail(activation),
  };
}

/** A number of four digits; an infinity, which JSON does not have, is left out. */
function rounded<K extends string>(key: K, value: number | undefined): { readonly [P in K]?: number } {
  if (value === undefined || !Number.isFinite(value)) return {};
  return { [key]: Number(value.toPrecision(4)) } as { readonly [P in K]?: number };
}

/** All activations, alphabetically. */
export const entries: readonly CatalogueEntry[] = activations.map(entryOf);
