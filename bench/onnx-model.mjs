/** A one-operator ONNX model, as bytes. */
export function model({ op, opset = 20, strings = {}, integers = {} }, rank) {
  const attributes = [
    ...Object.entries(strings).map(([name, value]) => [
      ...text(1, name),
      ...text(4, value),
      ...integer(20, 3),
    ]),
    ...Object.entries(integers).map(([name, value]) => [
      ...text(1, name),
      ...integer(3, value),
      ...integer(20, 2),
    ]),
  ].flatMap((attribute) => field(5, attribute));
  const node = [...text(1, "x"), ...text(2, "y"), ...text(4, op), ...attributes];
  const graph = [
    ...field(1, node),
    ...text(2, "g"),
    ...field(11, value("x", rank)),
    ...field(12, value("y", rank)),
  ];
  return new Uint8Array([...integer(1, 10), ...field(7, graph), ...field(8, integer(2, opset))]);
}

function value(name, rank) {
  const dimensions = Array.from({ length: rank }, (_, i) => field(1, text(2, `d${i}`))).flat();
  return [...text(1, name), ...field(2, field(1, [...integer(1, 1), ...field(2, dimensions)]))];
}

function varint(number) {
  let rest = BigInt.asUintN(64, BigInt(number));
  const bytes = [];
  do {
    const low = Number(rest & 127n);
    rest >>= 7n;
    bytes.push(rest === 0n ? low : low | 128);
  } while (rest !== 0n);
  return bytes;
}

const integer = (number, content) => [...varint(number << 3), ...varint(content)];
const field = (number, content) => [...varint((number << 3) | 2), ...varint(content.length), ...content];
const text = (number, content) => field(number, [...new TextEncoder().encode(content)]);
