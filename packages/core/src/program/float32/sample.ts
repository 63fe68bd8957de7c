/** Points of a sample. */
const POINTS = 4096;

/**
 * Inputs to try: one of them runs over the line of numbers, in order, while the others stay at a few values. The whole
 * range of float32 is touched; most points lie where functions bend. Nothing runs over `fixed` inputs.
 */
export function sampleLine(names: readonly string[], fixed: readonly string[]): Float32Array[][] {
  const elements = names.flatMap((name, at) => (name.startsWith("dy") || fixed.includes(name) ? [] : [at]));
  const beside = elements.length === 1 ? [1] : [1, -0.37, 4.6];
  return elements.flatMap((moving) =>
    beside.flatMap((value) =>
      lines().map((line) =>
        names.map((name, i) => {
          if (i === moving) return line;
          return new Float32Array(line.length).fill(name.startsWith("dy") ? 1 : value);
        }),
      ),
    ),
  );
}

let remembered: readonly Float32Array[] | undefined;

/** From −12 to 12, from −120 to 120, and from the smallest to the largest numbers of either sign. */
function lines(): readonly Float32Array[] {
  remembered ??= [
    line((t) => 12 * t),
    line((t) => 120 * t),
    line((t) => Math.sign(t) * 2 ** (277 * Math.abs(t) - 149)),
  ];
  return remembered;
}

/** Points at odd steps over −1 … 1, in increasing order. */
function line(f: (t: number) => number): Float32Array {
  const wobble = (i: number): number => 0.7 * Math.sin(i * 12.9898);
  return Float32Array.from({ length: POINTS }, (_, i) => f((2 * i + wobble(i)) / POINTS - 1)).sort();
}
