import type { KernelRequest, Pass, Precision } from "../backend/backend.js";
import type { Definition, ResolvedOptions } from "../definition/definition.js";
import { resolveOptions, tensorOptionsOf } from "../definition/options.js";
import { AxisError } from "../errors/axis-error.js";
import { DTypeError } from "../errors/dtype-error.js";
import { InvalidOptionError } from "../errors/invalid-option-error.js";
import { list, show, showShape } from "../errors/print.js";
import { ShapeError } from "../errors/shape-error.js";
import { cast } from "../tensor/cast.js";
import type { DataOf, DType } from "../tensor/dtype.js";
import { type TensorLike, type TensorOptions, tensor } from "../tensor/from.js";
import { sameShape, sizeOf } from "../tensor/shape.js";
import { dtypeOf, holds, Tensor } from "../tensor/tensor.js";
import type { Call } from "./call.js";
import { alignmentOf, geometry, outputShape } from "./geometry.js";
import { checkBytes, checkInputBytes } from "./memory-limit.js";
import { countResults } from "./variant.js";

/**
 * Checks a call completely and turns it into a request; throws a typed error and writes nothing where it is not right.
 * With `maxBytes` a call whose tensors would take more is refused before any of them is allocated.
 */
export function toRequest(call: Call, defaultPrecision: Precision, maxBytes?: number): KernelRequest {
  const { definition, pass, options: given } = call;
  if (maxBytes !== undefined) checkInputBytes(call, maxBytes);
  const x = argument(definition, "x", call.x);
  const options = optionsOf(call, x.shape);
  geometry(definition, options, x.shape);
  const inputs: [x: Tensor, ...Tensor[]] = [x];
  addTensorOptions(inputs, definition, given);
  let shapes: (readonly number[])[];
  if (pass === "forward") {
    shapes = [shapeOfOutput(definition, options, x)];
  } else {
    shapes = [x.shape, ...learnedShapes(definition, inputs)];
    inputs.push(cotangent(definition, call.dy, x.dtype, shapeOfOutput(definition, options, x)));
  }
  const outputs = outputsOf(definition, given["out"], x.dtype, shapes, pass);
  rejectOverlaps(definition, inputs, outputs);
  if (maxBytes !== undefined) checkBytes(definition, inputs, shapes, outputs, x.dtype, maxBytes);
  const precision = precisionOf(definition, given["precision"], defaultPrecision);
  const request = {
    activation: definition,
    options,
    pass,
    precision,
    dtype: x.dtype,
    inputs,
    shapes,
    outputs,
  };
  const { signal } = given;
  return signal === undefined ? request : { ...request, signal: signalOf(definition, signal) };
}

function optionsOf({ definition, x, options }: Call, shape: readonly number[]): ResolvedOptions {
  try {
    return resolveOptions(definition, options, shape);
  } catch (error) {
    if (!AxisError.isInstance(error) || !ArrayBuffer.isView(x)) throw error;
    const more = "A typed array has one axis. Give it more with tensor(x, { shape: [rows, columns] })";
    throw new AxisError(definition.name, error.axis, shape, `${error.allowed}. ${more}`);
  }
}

/** Reads an argument as a tensor; an error names the activation and the argument. */
function argument({ name }: Definition, role: string, value: unknown, options?: TensorOptions): Tensor {
  if (value === undefined || value === null) {
    const nextStep =
      role === "dy"
        ? "Pass the gradient of the output as the second argument of backward"
        : "Pass a typed array, a tensor or nested arrays of numbers";
    throw new DTypeError(`${name}: ${role} is ${show(value)}. ${nextStep}.`);
  }
  try {
    return tensor(value as TensorLike, options);
  } catch (error) {
    if (DTypeError.isInstance(error)) throw new DTypeError(`${name}: ${role}: ${error.message}`);
    if (ShapeError.isInstance(error)) throw new ShapeError(`${name}: ${role}: ${error.message}`);
    throw error;
  }
}

/** Numbers of no dtype of their own take x's. */
function likeX(definition: Definition, role: string, value: unknown, dtype: DType): Tensor {
  if (Tensor.isTensor(value) || ArrayBuffer.isView(value)) return argument(definition, role, value);
  return cast(argument(definition, role, value, { dtype: "float64" }), dtype);
}

function signalOf(definition: Definition, signal: unknown): AbortSignal {
  if (typeof (signal as AbortSignal | null)?.throwIfAborted === "function") return signal as AbortSignal;
  throw new InvalidOptionError(definition.name, "signal", signal, "an AbortSignal");
}

function shapeOfOutput(
  definition: Definition,
  options: KernelRequest["options"],
  x: Tensor,
): readonly number[] {
  if (definition.domain.kind === "pointwise") return x.shape;
  return outputShape(definition, options, x.shape, countResults(definition, options));
}

/** Puts the tensors among the options behind x, in the definition's order, with x's dtype and a shape that fits x. */
function addTensorOptions(
  inputs: [x: Tensor, ...Tensor[]],
  definition: Definition,
  given: Call["options"],
): void {
  const [x] = inputs;
  for (const [name, spec] of tensorOptionsOf(definition)) {
    const value = given[name] ?? spec.default;
    if (value === undefined) {
      throw new InvalidOptionError(definition.name, name, undefined, "a number or a tensor");
    }
    const option = likeX(definition, name, value, x.dtype);
    requireDType(definition, name, option.dtype, x.dtype);
    alignmentOf(definition.name, name, option.shape, x.shape, spec.channel === true);
    inputs.push(option);
  }
}

function learnedShapes(definition: Definition, inputs: readonly Tensor[]): (readonly number[])[] {
  const tensors = tensorOptionsOf(definition);
  return definition.learned.map((learned) => {
    const at = tensors.findIndex(([name]) => name === learned);
    return (inputs[at + 1] as Tensor).shape;
  });
}

function cotangent(definition: Definition, dy: unknown, dtype: DType, shape: readonly number[]): Tensor {
  const given = likeX(definition, "dy", dy, dtype);
  requireDType(definition, "dy", given.dtype, dtype);
  if (sameShape(given.shape, shape)) return given;
  const flat = ArrayBuffer.isView(dy) && given.size === sizeOf(shape);
  if (flat) return given.reshape(shape);
  throw new ShapeError(
    `${definition.name}: dy has shape ${showShape(given.shape)}; it must have the shape of the output, ${showShape(shape)}.`,
  );
}

function requireDType(definition: Definition, name: string, given: DType, expected: DType): void {
  if (given === expected) return;
  throw new DTypeError(
    `${definition.name}: ${name} is ${given}, but x is ${expected}. Convert one of them with cast(tensor, dtype).`,
  );
}

/** The tensors to be filled: from `out` itself, or from a record by name where there are several results. */
function outputsOf(
  definition: Definition,
  out: unknown,
  dtype: DType,
  shapes: readonly (readonly number[])[],
  pass: Pass,
): (Tensor | undefined)[] {
  if (out === undefined) return shapes.length === 1 ? [undefined] : shapes.map(() => undefined);
  const [only] = shapes as [readonly number[]];
  if (shapes.length === 1 && Tensor.isTensor(out) && out.dtype === dtype && sameShape(out.shape, only)) {
    return [out];
  }
  const names = ["x", ...definition.learned];
  const several = pass === "backward" && definition.learned.length > 0;
  if (several) requirePlaces(definition, out, names);
  return shapes.map((shape, i) => {
    const target = several ? (out as Record<string, unknown>)[names[i] as string] : out;
    if (target === undefined) return undefined;
    const data = Tensor.isTensor(target) ? target.data : target;
    if (Tensor.isTensor(target) ? target.dtype !== dtype : !holds(data, dtype)) {
      const found = Tensor.isTensor(target) ? target.dtype : (dtypeOf(data) ?? show(target));
      throw new DTypeError(`${definition.name}: out is ${found}; it must be ${dtype}, like x.`);
    }
    const fits = Tensor.isTensor(target)
      ? sameShape(target.shape, shape)
      : (data as Float32Array).length === sizeOf(shape);
    if (fits) return Tensor.isTensor(target) ? target : Tensor.of(dtype, shape, data as DataOf[DType]);
    const given = Tensor.isTensor(target)
      ? `shape ${showShape(target.shape)}`
      : `${(data as Float32Array).length} elements`;
    throw new ShapeError(
      `${definition.name}: out has ${given}; it must have the shape of the result, ${showShape(shape)}.`,
    );
  });
}

/** Where there are several results, `out` is a record with a place for some of them. */
function requirePlaces({ name }: Definition, out: unknown, names: readonly string[]): void {
  const isRecord = typeof out === "object" && out !== null && !ArrayBuffer.isView(out);
  const unknown = isRecord ? Object.keys(out).find((key) => !names.includes(key)) : undefined;
  if (isRecord && !Array.isArray(out) && !Tensor.isTensor(out) && unknown === undefined) return;
  const allowed = `an object with some of the keys ${list(names)}`;
  const problem =
    unknown === undefined || Array.isArray(out) || Tensor.isTensor(out)
      ? undefined
      : `option "out" has the key "${unknown}"; it must be ${allowed}.`;
  throw new InvalidOptionError(name, "out", out, allowed, problem);
}

/** An output may be an input's very memory, but not a shifted part of it, nor another output's: a kernel could read what it wrote. */
function rejectOverlaps(
  definition: Definition,
  inputs: readonly Tensor[],
  outputs: readonly (Tensor | undefined)[],
): void {
  // Indices rather than iterators and lists: this runs on every call.
  for (let i = 0; i < outputs.length; i++) {
    const output = outputs[i];
    if (output === undefined) continue;
    for (let j = 0; j < inputs.length; j++) {
      const { data } = inputs[j] as Tensor;
      if (data !== output.data && overlap(data, output.data) && !isSame(data, output.data)) {
        throw overlapping(definition);
      }
    }
    for (let j = 0; j < i; j++) {
      const other = outputs[j];
      if (other !== undefined && overlap(other.data, output.data)) throw overlapping(definition);
    }
  }
}

type Data = DataOf[DType];

/** Whether two views of one buffer show the same part of it. */
function isSame(a: Data, b: Data): boolean {
  return a.byteOffset === b.byteOffset && a.byteLength === b.byteLength;
}

function overlap(a: Data, b: Data): boolean {
  if (a.buffer !== b.buffer) return false;
  return a.byteOffset < b.byteOffset + b.byteLength && b.byteOffset < a.byteOffset + a.byteLength;
}

function overlapping({ name }: Definition): ShapeError {
  return new ShapeError(
    `${name}: out overlaps another tensor of the call. Pass the same array as an input, to compute in place, or one that overlaps none.`,
  );
}

function precisionOf(definition: Definition, given: unknown, otherwise: Precision): Precision {
  if (given === undefined) return otherwise;
  if (given === "strict" || given === "fast") return given;
  throw new InvalidOptionError(definition.name, "precision", given, 'one of "strict", "fast"');
}
