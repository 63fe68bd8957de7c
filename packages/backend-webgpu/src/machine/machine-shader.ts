import type { Shader } from "../device/pipelines.js";
import { softfloat } from "../softfloat/operate.js";
import { INPUT, OPERAND, OPERAND_SHIFT, OPERATION_BITS, OUTPUT, REGISTERS } from "./assembler.js";
import { CALL, PORT, PORT_WORDS, SLOT } from "./layout.js";

/** Invocations in a workgroup. */
export const GROUP = 64;

/** How a shader with one invocation for each number begins, and what its number is. */
export const MAIN: string = `@compute @workgroup_size(${GROUP})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) local: u32) {`;
export const NUMBER: string = `(group.y * groups.x + group.x) * ${GROUP}u + local`;

const code = `${softfloat}
@group(0) @binding(0) var<storage, read> program: array<vec2u>;
@group(0) @binding(1) var<storage, read> call: array<u32>;
@group(0) @binding(2) var<storage, read> x: array<u32>;
@group(0) @binding(3) var<storage, read> dy: array<u32>;
@group(0) @binding(4) var<storage, read> options: array<u32>;
@group(0) @binding(5) var<storage, read_write> results: array<u32>;
@group(0) @binding(6) var<storage, read_write> scratch: array<vec2u>;

var<private> registers: array<vec2u, ${REGISTERS}>;
var<private> number: u32;
var<private> element: u32;
var<private> spilled: u32;

fn operand(place: u32) -> vec2u {
  let at = place & ${2 ** OPERAND_SHIFT - 1}u;
  switch (place >> ${OPERAND_SHIFT}u) {
    case ${OPERAND.register}u: { return registers[at]; }
    case ${OPERAND.constant}u: { return program[2u * call[${CALL.steps}] + at]; }
    default: { return scratch[spilled + at]; }
  }
}

fn place(port: u32) -> u32 {
  var at = call[port + ${PORT.offset}u];
  if (call[port + ${PORT.slot}u] == ${SLOT.terms}u) { return at + number; }
  let first = call[port + ${PORT.runs}u];
  for (var run = first; run < first + 3u * call[port + ${PORT.count}u]; run += 3u) {
    at += ((element / call[run]) % call[run + 1u]) * call[run + 2u];
  }
  return at;
}
fn word(slot: u32, at: u32) -> u32 {
  switch (slot) {
    case ${SLOT.x}u: { return x[at]; }
    case ${SLOT.dy}u: { return dy[at]; }
    default: { return options[at]; }
  }
}
fn read_port(port: u32) -> Unrounded {
  let slot = call[port + ${PORT.slot}u];
  if (slot == ${SLOT.value}u) { return done(vec2u(call[port + ${PORT.low}u], call[port + ${PORT.high}u])); }
  let at = place(port);
  if (slot == ${SLOT.index}u) { return unrounded(0u, 1084, vec2u(at, 0u)); }
  if (slot == ${SLOT.scratch}u || slot == ${SLOT.terms}u) { return done(scratch[at]); }
  if (call[${CALL.wide}] != 0u) { return done(vec2u(word(slot, 2u * at), word(slot, 2u * at + 1u))); }
  return fromSingle(word(slot, at));
}
fn write_port(port: u32, value: vec2u) {
  let at = place(port);
  if (call[port + ${PORT.slot}u] != ${SLOT.results}u) {
    scratch[at] = value;
  } else if (call[${CALL.wide}] != 0u) {
    results[2u * at] = value.x;
    results[2u * at + 1u] = value.y;
  } else {
    results[at] = toSingle(value);
  }
}

${MAIN}
  number = ${NUMBER};
  if (number >= call[${CALL.count}]) { return; }
  let length = call[${CALL.length}];
  let inner = call[${CALL.inner}];
  // Elements come row by row, whichever axis a row lies along.
  let position = (call[${CALL.start}] + number) * call[${CALL.stride}];
  let row = position / length;
  element = (row / inner) * length * inner + (position % length) * inner + row % inner;
  spilled = call[${CALL.spill}] + number * call[${CALL.spilled}];
  for (var step = 0u; step < call[${CALL.steps}]; step++) {
    let head = program[2u * step];
    let tail = program[2u * step + 1u];
    let operation = head.x & ${2 ** OPERATION_BITS - 1}u;
    if (operation == ${OUTPUT}u) {
      write_port(${CALL.ports}u + ${PORT_WORDS}u * (call[${CALL.inputs}] + tail.x), operand(head.y));
      continue;
    }
    var made: Unrounded;
    if (operation == ${INPUT}u) {
      made = read_port(${CALL.ports}u + ${PORT_WORDS}u * head.y);
    } else {
      made = operate(operation, operand(head.y), operand(tail.x), operand(tail.y));
    }
    let result = rounded(made);
    let place = head.x >> ${OPERATION_BITS}u;
    if (place < ${REGISTERS}u) { registers[place] = result; } else { scratch[spilled + place - ${REGISTERS}u] = result; }
  }
}
`;

/**
 * The machine: one shader that runs every program. A program is data, since doubles made of integer operations are too much code
 * to be written out for each of its instructions: compilers would take minutes. So no expression of a user becomes WGSL.
 *
 * An invocation computes an element. `call` tells which, and where its inputs and outputs lie; see `CALL` and `PORT`.
 */
export const machineShader: Shader = {
  code,
  accesses: ["read", "read", "read", "read", "read", "write", "write"],
};
