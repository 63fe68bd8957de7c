import type * as program from "@actfn/core/program";
import { float32, float64 } from "../wasm/bytes.js";
import type { FunctionWriter } from "../wasm/function.js";
import { simd } from "../wasm/opcodes.js";

type Format = program.Format;
type Operation = program.Operation;

/** The vector instructions for one number format. */
export interface Lanes {
  /** The number of lanes of a vector. */
  readonly width: number;
  /** Pushes a vector of equal numbers. */
  constant(writer: FunctionWriter, value: number): void;
  /** The instruction of an operation. Its operands are on the stack in their order, except those of {@link rearranged}. */
  readonly simple: Readonly<Partial<Record<Operation, number>>>;
  /** Pushes the sign bit in every lane. */
  readonly sign: readonly number[];
  readonly fractionBits: number;
  readonly shiftLeft: number;
  readonly shiftRight: number;
  /** a·b + c and c − a·b, with one rounding if the processor has such an instruction. */
  readonly relaxedMadd: number;
  readonly relaxedNmadd: number;
  /** The fast maximum, and the comparison that is true for NaN and itself only. */
  readonly maximum: { readonly max: number; readonly notEqual: number };
}

const float64Lanes: Lanes = {
  width: 2,
  constant: (writer, value) => writer.f64x2(value),
  simple: {
    add: simd.f64x2Add,
    sub: simd.f64x2Sub,
    mul: simd.f64x2Mul,
    div: simd.f64x2Div,
    sqrt: simd.f64x2Sqrt,
    neg: simd.f64x2Neg,
    abs: simd.f64x2Abs,
    min: simd.f64x2Pmin,
    max: simd.f64x2Pmax,
    less: simd.f64x2Lt,
    lessEqual: simd.f64x2Le,
    equal: simd.f64x2Eq,
    both: simd.and,
    either: simd.or,
    not: simd.not,
  },
  sign: [...float64(-0), ...float64(-0)],
  fractionBits: 52,
  shiftLeft: simd.i64x2Shl,
  shiftRight: simd.i64x2ShrU,
  relaxedMadd: simd.f64x2RelaxedMadd,
  relaxedNmadd: simd.f64x2RelaxedNmadd,
  maximum: { max: simd.f64x2Pmax, notEqual: simd.f64x2Ne },
};

const float32Lanes: Lanes = {
  width: 4,
  constant: (writer, value) => writer.f32x4(value),
  simple: {
    add: simd.f32x4Add,
    sub: simd.f32x4Sub,
    mul: simd.f32x4Mul,
    div: simd.f32x4Div,
    sqrt: simd.f32x4Sqrt,
    neg: simd.f32x4Neg,
    abs: simd.f32x4Abs,
    min: simd.f32x4Pmin,
    max: simd.f32x4Pmax,
    less: simd.f32x4Lt,
    lessEqual: simd.f32x4Le,
    equal: simd.f32x4Eq,
    both: simd.and,
    either: simd.or,
    not: simd.not,
  },
  sign: [...float32(-0), ...float32(-0), ...float32(-0), ...float32(-0)],
  fractionBits: 23,
  shiftLeft: simd.i32x4Shl,
  shiftRight: simd.i32x4ShrU,
  relaxedMadd: simd.f32x4RelaxedMadd,
  relaxedNmadd: simd.f32x4RelaxedNmadd,
  maximum: { max: simd.f32x4Pmax, notEqual: simd.f32x4Ne },
};

/** The vector instructions of a format. */
export const lanesOf: Readonly<Record<Format, Lanes>> = { float64: float64Lanes, float32: float32Lanes };
