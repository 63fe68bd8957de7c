/** The words that a call hands to a shader in a uniform buffer: numbers by name, each at a place that the shader knows. */
export class CallWords {
  private readonly names: string[] = [];

  /** Reserves a word and returns its WGSL expression. The first one is always `zero`, the 0 that no compiler knows. */
  word(name: string): string {
    let at = this.names.indexOf(name);
    if (at < 0) at = this.names.push(name) - 1;
    return `call[${at >> 2}].${"xyzw"[at & 3]}`;
  }

  /** The declaration of the buffer at a binding. */
  declaration(binding: number): string {
    return `@group(0) @binding(${binding}) var<uniform> call: array<vec4u, ${Math.max(1, Math.ceil(this.names.length / 4))}>;`;
  }

  /** The words, by name. */
  values(values: Readonly<Record<string, number>>): Uint32Array {
    const words = new Uint32Array(4 * Math.max(1, Math.ceil(this.names.length / 4)));
    for (const [at, name] of this.names.entries()) {
      const value = values[name];
      if (value === undefined) throw new RangeError(`The shader's word ${name} has no value.`);
      words[at] = value;
    }
    return words;
  }
}
