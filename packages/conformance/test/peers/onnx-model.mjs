// A model of one operator as ONNX's protocol buffer, written field by field.

const encoder = new TextEncoder();

/** @param {number} value @returns {number[]} */
function varint(value) {
  const bytes = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  return [...bytes, Number(rest)];
}

/** @param {number} field @param {number} value */
const int = (field, value) => [...varint(field << 3), ...varint(value)];

/** @param {number} field @param {Iterable<number>} bytes */
function message(field, bytes) {
  const content = [...bytes];
  return [...varint((field << 3) | 2), ...varint(content.length), ...content];
}

/** @param {number} field @param {string} value */
const text = (field, value) => message(field, encoder.encode(value));

/** @param {number} field @param {number} value */
function float(field, value) {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return [...varint((field << 3) | 5), ...bytes];
}

/** Attributes: axis is an integer, other numbers are floats. @param {string} name @param {number | string} value */
function attribute(name, value) {
  if (typeof value === "string") return [...text(1, name), ...text(4, value), ...int(20, 3)];
  if (name === "axis") return [...text(1, name), ...int(3, value), ...int(20, 2)];
  return [...text(1, name), ...float(2, value), ...int(20, 1)];
}

/** A float32 input or output with free dimensions. @param {string} name @param {number} rank */
function value(name, rank) {
  const dimensions = Array.from({ length: rank }, (_, i) => message(1, text(2, `d${i}`))).flat();
  return [...text(1, name), ...message(2, message(1, [...int(1, 1), ...message(2, dimensions)]))];
}

/**
 * A model `y = op(x)` for float32 of a rank.
 * @param {import("./onnxruntime.mjs").Node} node
 * @param {number} rank
 */
export function nodeModel({ op, attributes = {}, opset = 22 }, rank) {
  const attributeFields = Object.entries(attributes).flatMap(([name, one]) =>
    message(5, attribute(name, one)),
  );
  const node = [...text(1, "x"), ...text(2, "y"), ...text(4, op), ...attributeFields];
  const graph = [
    ...message(1, node),
    ...text(2, op),
    ...message(11, value("x", rank)),
    ...message(12, value("y", rank)),
  ];
  return Uint8Array.from([...int(1, 10), ...message(7, graph), ...message(8, int(2, opset))]);
}
