import type { Kernel } from "@actfn/core/program";

/**
 * Compiled code by kernel and by the number of a variant. An entry lives as long as its kernel. It is undefined if the code has no
 * room, or the engine refuses to compile as much; that is cached too.
 */
export class KernelCache<T> {
  hits = 0;
  misses = 0;
  private forgotten = 0;
  private readonly kernels = new WeakMap<Kernel, Map<number, T | undefined>>();
  private readonly ends = new FinalizationRegistry<Map<number, T | undefined>>((variants) => {
    this.forgotten += variants.size;
  });

  /** The number of entries, without those whose kernels are known to be collected. */
  get size(): number {
    return this.misses - this.forgotten;
  }

  get(kernel: Kernel, variant: number, make: () => T | undefined): T | undefined {
    let variants = this.kernels.get(kernel);
    if (variants === undefined) {
      variants = new Map();
      this.kernels.set(kernel, variants);
      this.ends.register(kernel, variants);
    }
    let found = variants.get(variant);
    if (found === undefined && !variants.has(variant)) {
      this.misses++;
      found = unlessRefused(make);
      variants.set(variant, found);
    } else this.hits++;
    return found;
  }
}

/** Chrome before 2024 compiles at most 4 kB synchronously on the main thread of a page, and throws a RangeError for more. */
function unlessRefused<T>(make: () => T | undefined): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError && /disallowed on the main thread/i.test(error.message)) return undefined;
    throw error;
  }
}
