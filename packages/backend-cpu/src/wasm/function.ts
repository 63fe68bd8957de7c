import { float32, float64, signed, unsigned } from "./bytes.js";
import { op, simd, type } from "./opcodes.js";

/** A local variable or parameter of a function. */
export type Local = number;

/** Writes the body of one WebAssembly function. Each method appends an instruction; operands are on the stack before. */
export class FunctionWriter {
  readonly parameters: readonly number[];
  private readonly locals: number[] = [];
  private readonly code: number[] = [];

  constructor(parameters: readonly number[]) {
    this.parameters = parameters;
  }

  /** Declares a local variable. */
  local(kind: number): Local {
    return this.parameters.length + this.locals.push(kind) - 1;
  }

  emit(...bytes: number[]): this {
    for (const byte of bytes) this.code.push(byte);
    return this;
  }

  get(local: Local): this {
    return this.emit(op.localGet, ...unsigned(local));
  }

  set(local: Local): this {
    return this.emit(op.localSet, ...unsigned(local));
  }

  tee(local: Local): this {
    return this.emit(op.localTee, ...unsigned(local));
  }

  i32(value: number): this {
    return this.emit(op.i32Const, ...signed(value));
  }

  f64(value: number): this {
    return this.emit(op.f64Const, ...float64(value));
  }

  /** A SIMD instruction, with its immediates. */
  simd(opcode: number, ...immediates: number[]): this {
    return this.emit(0xfd, ...unsigned(opcode), ...immediates);
  }

  /** A vector of equal doubles. */
  f64x2(value: number): this {
    const lane = float64(value);
    return this.simd(simd.constant, ...lane, ...lane);
  }

  /** A vector of equal float32 numbers. */
  f32x4(value: number): this {
    const lane = float32(value);
    return this.simd(simd.constant, ...lane, ...lane, ...lane, ...lane);
  }

  /** A vector of sixteen bytes. */
  bytes(bytes: readonly number[]): this {
    return this.simd(simd.constant, ...bytes);
  }

  /** The address is on the stack; nothing is promised of its alignment. */
  load(opcode: number, offset = 0): this {
    return this.simd(opcode, 0, ...unsigned(offset));
  }

  /** A scalar load or store, of the double at the address on the stack. */
  memory(opcode: number, offset = 0): this {
    return this.emit(opcode, 0, ...unsigned(offset));
  }

  /** Repeats the body for as long as it leaves a condition that is not 0 on the stack. */
  loop(body: () => void): this {
    this.emit(op.loop, type.empty);
    body();
    return this.emit(op.brIf, 0, op.end);
  }

  /** Runs the body where the condition on the stack is not 0. */
  when(body: () => void): this {
    this.emit(op.if, type.empty);
    body();
    return this.emit(op.end);
  }

  call(index: number): this {
    return this.emit(op.call, ...unsigned(index));
  }

  /** The function as the code section holds it. */
  encoded(): number[] {
    const locals = this.locals.flatMap((kind) => [1, kind]);
    const body = [...unsigned(this.locals.length), ...locals, ...this.code, op.end];
    return [...unsigned(body.length), ...body];
  }
}
