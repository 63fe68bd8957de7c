/** The choices of an engine where relaxed SIMD allows several results, as text; undefined without relaxed SIMD. */
export type RelaxedSimd = Readonly<Record<string, string>>;

type Memory = DataView;

interface Operation {
  readonly name: string;
  readonly opcode: number;
  readonly inputs: number;
  /** Writes the inputs, 16 bytes each. */
  readonly write: (memory: Memory) => void;
  /** Describes the result at 48. */
  readonly read: (memory: Memory) => string;
}

const RESULT = 48;
const floats = (memory: Memory, at: number, ...values: number[]): void =>
  values.forEach((value, i) => {
    memory.setFloat32(at + 4 * i, value, true);
  });
const doubles = (memory: Memory, at: number, ...values: number[]): void =>
  values.forEach((value, i) => {
    memory.setFloat64(at + 8 * i, value, true);
  });
const words = (memory: Memory, at: number, ...values: number[]): void =>
  values.forEach((value, i) => {
    memory.setUint32(at + 4 * i, value, true);
  });
const bytes = (memory: Memory, at: number, ...values: number[]): void =>
  values.forEach((value, i) => {
    memory.setUint8(at + i, value);
  });

const float = (memory: Memory, lane: number): number => memory.getFloat32(RESULT + 4 * lane, true);
const double = (memory: Memory, lane: number): number => memory.getFloat64(RESULT + 8 * lane, true);
const word = (memory: Memory, lane: number): number => memory.getUint32(RESULT + 4 * lane, true);
const signed = (value: number): string => (Object.is(value, -0) ? "-0" : String(value));

/** (1 + e)² − (1 + 2e), where e² is lost if the product is rounded before the sum. */
const madd = {
  inputs: 3,
  read: (memory: Memory) => (float(memory, 0) === 0 ? "rounds twice" : "fused"),
} as const;
const [e32, e64] = [2 ** -13, 2 ** -30];

const lessOrMore = {
  inputs: 2,
  write: (memory: Memory) => {
    floats(memory, 0, Number.NaN, 1, 0, -0);
    floats(memory, 16, 1, Number.NaN, -0, 0);
  },
  read: (memory: Memory) => {
    const [nanFirst, nanSecond, ...zeros] = [0, 1, 2, 3].map((lane) => signed(float(memory, lane)));
    return `(NaN, 1) → ${nanFirst}, (1, NaN) → ${nanSecond}, (0, -0) → ${zeros[0]}, (-0, 0) → ${zeros[1]}`;
  },
} as const;

/** The operations with several allowed results, and inputs for which these differ. */
const operations: readonly Operation[] = [
  {
    ...madd,
    name: "f32x4.relaxed_madd",
    opcode: 0x105,
    write: (memory) => {
      floats(memory, 0, 1 + e32);
      floats(memory, 16, 1 + e32);
      floats(memory, 32, -(1 + 2 * e32));
    },
  },
  {
    ...madd,
    name: "f64x2.relaxed_madd",
    opcode: 0x107,
    write: (memory) => {
      doubles(memory, 0, 1 + e64);
      doubles(memory, 16, 1 + e64);
      doubles(memory, 32, -(1 + 2 * e64));
    },
    read: (memory) => (double(memory, 0) === 0 ? "rounds twice" : "fused"),
  },
  { ...lessOrMore, name: "f32x4.relaxed_min", opcode: 0x10d },
  { ...lessOrMore, name: "f32x4.relaxed_max", opcode: 0x10e },
  {
    name: "i32x4.relaxed_trunc_f32x4_s",
    opcode: 0x101,
    inputs: 1,
    write: (memory) => floats(memory, 0, Number.NaN, 3e9, -3e9),
    read: (memory) =>
      `NaN → ${word(memory, 0) | 0}, 3e9 → ${word(memory, 1) | 0}, -3e9 → ${word(memory, 2) | 0}`,
  },
  {
    name: "i32x4.relaxed_trunc_f32x4_u",
    opcode: 0x102,
    inputs: 1,
    write: (memory) => floats(memory, 0, Number.NaN, 5e9, -1),
    read: (memory) => `NaN → ${word(memory, 0)}, 5e9 → ${word(memory, 1)}, -1 → ${word(memory, 2)}`,
  },
  {
    name: "i8x16.relaxed_swizzle",
    opcode: 0x100,
    inputs: 2,
    write: (memory) => {
      bytes(memory, 0, ...Array.from({ length: 16 }, (_, i) => 100 + i));
      bytes(memory, 16, 17);
    },
    read: (memory) => (memory.getUint8(RESULT) === 0 ? "lane 17 is 0" : "lane 17 is lane 1"),
  },
  {
    name: "i32x4.relaxed_laneselect",
    opcode: 0x10b,
    inputs: 3,
    write: (memory) => {
      words(memory, 0, 0xffffffff);
      words(memory, 16, 0);
      words(memory, 32, 0x80000000);
    },
    read: (memory) => (word(memory, 0) === 0x80000000 ? "bit by bit" : "by the top bit"),
  },
  {
    name: "i16x8.relaxed_q15mulr_s",
    opcode: 0x111,
    inputs: 2,
    write: (memory) => {
      words(memory, 0, 0x8000);
      words(memory, 16, 0x8000);
    },
    read: (memory) => `-32768 · -32768 → ${memory.getInt16(RESULT, true)}`,
  },
  {
    name: "i16x8.relaxed_dot_i8x16_i7x16_s",
    opcode: 0x112,
    inputs: 2,
    write: (memory) => {
      bytes(memory, 0, 1);
      bytes(memory, 16, 0x80);
    },
    read: (memory) => (memory.getInt16(RESULT, true) < 0 ? "128 is signed" : "128 is unsigned"),
  },
];

/** Finds, for each operation of relaxed SIMD, which of the allowed results the engine gives. */
export function relaxedSimd(): RelaxedSimd | undefined {
  const chosen: Record<string, string> = {};
  for (const { name, opcode, inputs, write, read } of operations) {
    const module = moduleFor(opcode, inputs);
    if (typeof WebAssembly !== "object" || !WebAssembly.validate(module)) continue;
    const { run, memory } = new WebAssembly.Instance(new WebAssembly.Module(module)).exports as {
      run: () => void;
      memory: WebAssembly.Memory;
    };
    const view = new DataView(memory.buffer);
    write(view);
    // Often enough for the optimizing compiler, whose choice may differ from that of the first one.
    for (let call = 0; call < 20_000; call++) run();
    chosen[name] = read(view);
  }
  return Object.keys(chosen).length === 0 ? undefined : chosen;
}

/** A module that loads vectors from 0, 16, …, applies one operation and stores the result at 48. */
function moduleFor(opcode: number, inputs: number): Uint8Array<ArrayBuffer> {
  const load = (at: number): number[] => [0x41, 0, 0xfd, 0, 0, at];
  const code = [
    ...[0x41, 0],
    ...Array.from({ length: inputs }, (_, i) => load(16 * i)).flat(),
    ...[0xfd, (opcode & 0x7f) | 0x80, opcode >> 7],
    ...[0xfd, 11, 0, RESULT],
    0x0b,
  ];
  const section = (id: number, ...content: number[]): number[] => [id, content.length, ...content];
  const name = (text: string): number[] => [text.length, ...[...text].map((c) => c.charCodeAt(0))];
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, 1, 0x60, 0, 0),
    ...section(3, 1, 0),
    ...section(5, 1, 0, 1),
    ...section(7, 2, ...name("run"), 0, 0, ...name("memory"), 2, 0),
    ...section(10, 1, code.length + 1, 0, ...code),
  ]);
}
