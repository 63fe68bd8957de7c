import { Bytes, float32, float64 } from "./bytes.js";
import { op, simd, type } from "./opcodes.js";

/** A local variable or parameter of a function. */
export type Local = number;

/** Writes the body of a WebAssembly function. Each method appends an instruction, whose operands are on the stack. */
export class FunctionWriter {
  readonly parameters: readonly number[];
  private readonly locals: number[] = [];
  private readonly temporaries: Local[] = [];
  private readonly free: Local[] = [];
  private readonly code: Bytes = new Bytes();
  /** A local that is never written to. */
  private zero: Local | undefined;

  constructor(parameters: readonly number[]) {
    this.parameters = parameters;
  }

  /** Declares a local variable. */
  local(kind: number): Local {
    return this.parameters.length + this.locals.push(kind) - 1;
  }

  /** Borrows a local for a vector: one that was given back, or a new one. */
  borrow(): Local {
    const free = this.free.pop();
    if (free !== undefined) return free;
    const local = this.local(type.v128);
    this.temporaries.push(local);
    return local;
  }

  /** Gives back a borrowed local. */
  giveBack(local: Local): void {
    this.free.push(local);
  }

  /**
   * Gives back and clears all borrowed locals, at the end of a loop body. An engine assumes that the next turn may read a local
   * that keeps its value, and V8 then does not join neighboring vectors.
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

  /** Appends a SIMD instruction with its immediates. */
  simd(opcode: number, ...immediates: number[]): this {
    this.code.byte(0xfd).unsigned(opcode);
    if (immediates.length > 0) this.code.all(immediates);
    return this;
  }

  /** Pushes a vector of equal doubles. */
  f64x2(value: number): this {
    return this.constant(float64(value), 2);
  }

  /** Pushes a vector of equal float32 numbers. */
  f32x4(value: number): this {
    return this.constant(float32(value), 4);
  }

  /** Pushes a vector of sixteen bytes. */
  bytes(bytes: readonly number[]): this {
    return this.constant(bytes, 1);
  }

  private constant(lane: readonly number[], lanes: number): this {
    this.code.byte(0xfd).unsigned(simd.constant);
    for (let i = 0; i < lanes; i++) this.code.all(lane);
    return this;
  }

  /** Appends a vector load or store. The address is on the stack and need not be aligned. */
  load(opcode: number, offset = 0): this {
    this.code.byte(0xfd).unsigned(opcode).byte(0).unsigned(offset);
    return this;
  }

  /** Appends a load or store of a double. The address is on the stack. */
  memory(opcode: number, offset = 0): this {
    this.code.byte(opcode).byte(0).unsigned(offset);
    return this;
  }

  /** Repeats the body while it pushes a condition other than 0. */
  loop(body: () => void): this {
    this.emit(op.loop, type.empty);
    body();
    return this.emit(op.brIf, 0, op.end);
  }

  /** Runs the body if the condition on the stack is not 0. */
  when(body: () => void): this {
    this.emit(op.if, type.empty);
    body();
    return this.emit(op.end);
  }

  call(index: number): this {
    this.code.byte(op.call).unsigned(index);
    return this;
  }

  /** The bytes of the function in the code section: its size, then its body. */
  encoded(): Bytes {
    const body = new Bytes().unsigned(this.locals.length);
    for (const kind of this.locals) body.byte(1).byte(kind);
    return body.all(this.code.taken()).byte(op.end);
  }
}
