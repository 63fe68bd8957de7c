import { Bytes, float32, float64 } from "./bytes.js";
import { op, simd, type } from "./opcodes.js";

/** A local variable or parameter of a function. */
export type Local = number;

/** Writes the body of one WebAssembly function. Each method appends an instruction; operands are on the stack before. */
export class FunctionWriter {
  readonly parameters: readonly number[];
  private readonly locals: number[] = [];
  private readonly temporaries: Local[] = [];
  private readonly free: Local[] = [];
  private readonly code: Bytes = new Bytes();
  /** Never written to. */
  private zero: Local | undefined;

  constructor(parameters: readonly number[]) {
    this.parameters = parameters;
  }

  /** Declares a local variable. */
  local(kind: number): Local {
    return this.parameters.length + this.locals.push(kind) - 1;
  }

  /** A vector's local that is wanted for a while: one that was given back, or another. */
  borrow(): Local {
    const free = this.free.pop();
    if (free !== undefined) return free;
    const local = this.local(type.v128);
    this.temporaries.push(local);
    return local;
  }

  /** Says that the value of a borrowed local is no longer needed. */
  giveBack(local: Local): void {
    this.free.push(local);
  }

  /**
   * Takes all borrowed locals back and clears them, at the end of a loop's body. To an engine a local that keeps its value is
   * one that the next turn may read: V8 then joins no neighboring vectors.
   */
  endTurn(): void {
    this.zero ??= this.local(type.v128);
    for (const local of this.temporaries) this.get(this.zero).set(local);
    this.free.splice(0, this.free.length, ...this.temporaries);
  }

  emit(...bytes: number[]): this {
    this.code.all(bytes);
    return this;
  }

  get(local: Local): this {
    this.code.byte(op.localGet).unsigned(local);
    return this;
  }

  set(local: Local): this {
    this.code.byte(op.localSet).unsigned(local);
    return this;
  }

  tee(local: Local): this {
    this.code.byte(op.localTee).unsigned(local);
    return this;
  }

  i32(value: number): this {
    this.code.byte(op.i32Const).signed(value);
    return this;
  }

  f64(value: number): this {
    this.code.byte(op.f64Const).all(float64(value));
    return this;
  }

  /** A SIMD instruction, with its immediates. */
  simd(opcode: number, ...immediates: number[]): this {
    this.code.byte(0xfd).unsigned(opcode);
    if (immediates.length > 0) this.code.all(immediates);
    return this;
  }

  /** A vector of equal doubles. */
  f64x2(value: number): this {
    return this.constant(float64(value), 2);
  }

  /** A vector of equal float32 numbers. */
  f32x4(value: number): this {
    return this.constant(float32(value), 4);
  }

  /** A vector of sixteen bytes. */
  bytes(bytes: readonly number[]): this {
    return this.constant(bytes, 1);
  }

  private constant(lane: readonly number[], lanes: number): this {
    this.code.byte(0xfd).unsigned(simd.constant);
    for (let i = 0; i < lanes; i++) this.code.all(lane);
    return this;
  }

  /** The address is on the stack; nothing is promised of its alignment. */
  load(opcode: number, offset = 0): this {
    this.code.byte(0xfd).unsigned(opcode).byte(0).unsigned(offset);
    return this;
  }

  /** A scalar load or store, of the double at the address on the stack. */
  memory(opcode: number, offset = 0): this {
    this.code.byte(opcode).byte(0).unsigned(offset);
    return this;
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
    this.code.byte(op.call).unsigned(index);
    return this;
  }

  /** The function as the code section holds it, behind its size. */
  encoded(): Bytes {
    const body = new Bytes().unsigned(this.locals.length);
    for (const kind of this.locals) body.byte(1).byte(kind);
    return body.all(this.code.taken()).byte(op.end);
  }
}
