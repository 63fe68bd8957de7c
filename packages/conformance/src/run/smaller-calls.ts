import { geometryOf, Tensor, type TensorData } from "@actfn/core";
import { type Call, requestOf } from "./call.js";

/** The most elements that a person would read in a call. */
const READABLE = 64;

/** Calls that may show a wrong result of a call again, the shortest first: the element alone, its row alone, the call itself. */
export function smallerCalls(call: Call, result: number, index: number): Call[] {
  const calls = call.x.size <= READABLE ? [call] : [];
  const part = result === 0 && hasScalarOptions(call) ? partOf(call, index) : undefined;
  return part === undefined || part.x.size >= call.x.size ? calls : [part, ...calls];
}

function hasScalarOptions({ options, activation }: Call): boolean {
  const given = { ...activation.preset, ...options };
  return Object.values(given).every((value) => !Tensor.isTensor(value) || value.shape.length === 0);
}

function partOf(call: Call, index: number): Call | undefined {
  const { domain } = call.activation.definition;
  if (domain.kind === "grouped") return undefined;
  if (domain.kind === "pointwise") {
    const one = (tensor: Tensor): Tensor => pick(tensor, [index]);
    return { ...call, x: one(call.x), ...(call.dy === undefined ? {} : { dy: one(call.dy) }) };
  }
  const { length, inner } = geometryOf(requestOf(call, "strict"));
  const isReduced = call.pass === "forward" && domain.reduces === true;
  const number = isReduced ? index : Math.floor(index / (length * inner)) * inner + (index % inner);
  const start = Math.floor(number / inner) * length * inner + (number % inner);
  const row = Array.from({ length }, (_, i) => start + i * inner);
  const x = pick(call.x, row);
  const dy = call.dy === undefined ? {} : { dy: pick(call.dy, domain.reduces === true ? [number] : row) };
  const axis = Object.entries(call.activation.definition.options).find(([, { type }]) => type === "axis");
  if (domain.reduces === true && call.pass === "backward") return undefined;
  return { ...call, x, ...dy, options: { ...call.options, ...(axis === undefined ? {} : { [axis[0]]: 0 }) } };
}

/** The elements at some indices, in one axis; a single one keeps its bits. */
function pick({ dtype, data }: Tensor, indices: readonly number[]): Tensor {
  const out = data.slice(0, indices.length) as TensorData;
  for (const [i, index] of indices.entries()) out.set(data.subarray(index, index + 1), i);
  return new Tensor(dtype, [indices.length], out);
}
