/** A loop over a typed array, as people write it without a library. */
export function plainLoop() {
  return {
    name: "plain loop",
    threads: 1,
    prepare({ activation, pass, x, dy, out }) {
      const f = pass === "forward" ? activation.js : activation.slope;
      if (f === undefined) return undefined;
      // Each activation gets a loop of its own, so that the engine can inline its body.
      const loop =
        pass === "forward"
          ? new Function("f", "x", "y", "for (let i = 0; i < x.length; i++) y[i] = f(x[i]); return y;")
          : new Function(
              "f",
              "x",
              "y",
              "dy",
              "for (let i = 0; i < x.length; i++) y[i] = dy[i] * f(x[i]); return y;",
            );
      return () => loop(f, x, out ?? new Float32Array(x.length), dy);
    },
  };
}

/** A copy: the time of a kernel that computes nothing. */
export function copy() {
  return {
    name: "copy",
    threads: 1,
    prepare({ x, out }) {
      if (out === undefined) return () => x.slice();
      return () => out.set(x);
    },
  };
}
