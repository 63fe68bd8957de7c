/**
 * What a compiled module needs besides its kernels, as JavaScript. It instantiates a kernel when it is first called, without
 * waiting: a kernel is small, and a module without top-level await loads everywhere, `require()` included.
 */
export function driver(dtype: "float32" | "float64", pages: number, kinds: ReadonlySet<Kind>): string {
  const array = dtype === "float32" ? "Float32Array" : "Float64Array";
  const parts = [
    head(array, pages),
    ...(["elements", "rows"] as const).map((kind) => (kinds.has(kind) ? bodies[kind](array) : "")),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** How a kernel runs: over elements, or over rows along an axis. */
export type Kind = "elements" | "rows";

const head = (
  array: string,
  pages: number,
): string => `const memory = new WebAssembly.Memory({ initial: ${pages}, maximum: ${pages} });
const numbers = new ${array}(memory.buffer);

/** A kernel's exports. Its options' numbers lie in the memory that all kernels share, and are written before each run. */
function load(code, Numbers, constants) {
  const bytes = Uint8Array.from(atob(code), (letter) => letter.charCodeAt(0));
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  const options = new Numbers(memory.buffer);
  return { ...exports, begin: () => constants.forEach(([at, value]) => { options[at] = value; }) };
}

function check(arrays, lengths) {
  arrays.forEach((array, i) => {
    if (!(array instanceof ${array})) throw new TypeError("Pass a ${array} for each tensor.");
    if (array.length !== lengths[i]) throw new RangeError(\`An array has \${array.length} elements; it must have \${lengths[i]}.\`);
  });
}`;

const bodies: Readonly<Record<Kind, (array: string) => string>> = {
  elements: (array) => `function elements(code, Numbers, constants, places, result, capacity) {
  let kernel;
  return (inputs, out = new ${array}(inputs[0].length)) => {
    const { length } = inputs[0];
    check([...inputs, out], [...inputs, out].map(() => length));
    kernel ??= load(code, Numbers, constants);
    kernel.begin();
    for (let from = 0; from < length; from += capacity) {
      const count = Math.min(capacity, length - from);
      inputs.forEach((input, i) => numbers.set(input.subarray(from, from + count), places[i]));
      kernel.run(count);
      out.set(numbers.subarray(result, result + count), from);
    }
    return out;
  };
}`,
  rows: (
    array,
  ) => `function rows(code, Numbers, constants, places, result, capacity, axis, inputsAreRows, resultIsRow) {
  let kernel;
  return (inputs, shape = [inputs[0].length], out) => {
    const at = axis < 0 ? axis + shape.length : axis;
    if (shape[at] === undefined) throw new RangeError(\`The axis is \${axis}, and the shape has \${shape.length} axes.\`);
    const product = (sizes) => sizes.reduce((size, n) => size * n, 1);
    const [outer, length, inner] = [product(shape.slice(0, at)), shape[at], product(shape.slice(at + 1))];
    if (length > capacity) throw new RangeError(\`A row has \${length} elements; it must have at most \${capacity}.\`);
    const sizeOf = (isRow) => outer * inner * (isRow ? 1 : length);
    out ??= new ${array}(sizeOf(resultIsRow));
    check([...inputs, out], [...inputsAreRows, resultIsRow].map(sizeOf));
    kernel ??= load(code, Numbers, constants);
    kernel.begin();
    for (let row = 0; row < outer * inner; row++) {
      const first = Math.floor(row / inner) * length * inner + (row % inner);
      inputs.forEach((input, i) => {
        const place = places[i];
        if (inputsAreRows[i]) numbers[place] = input[row];
        else if (inner === 1) numbers.set(input.subarray(first, first + length), place);
        else for (let l = 0; l < length; l++) numbers[place + l] = input[first + l * inner];
      });
      kernel.rows(1, length);
      if (resultIsRow) out[row] = numbers[result];
      else for (let l = 0; l < length; l++) out[first + l * inner] = numbers[result + l];
    }
    return out;
  };
}`,
};
