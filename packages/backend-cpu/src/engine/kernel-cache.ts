import type { Kernel } from "@actfn/core/program";

/**
 * What was compiled for a kernel, under a number for each variant; forgotten with the kernel. Undefined where there
 * is no room for it, or the engine refused to compile as much: that is remembered too.
 */
export class KernelCache<T> {
  hits = 0;
  misses = 0;
  private forgotten = 0;
  private readonly kernels = new WeakMap<Kernel, Map<number, T | undefined>>();
  private readonly ends = new FinalizationRegistry<Map<number, T | undefined>>((variants) => {
    this.forgotten += variants.size;
  });

  /** How many it holds, as far as it is known what is no longer in use. */
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

/** Browsers of old compile up to 4 kB synchronously on a page's main thread and throw a RangeError for more. */
function unlessRefused<T>(make: () => T | undefined): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError && /disallowed on the main thread/i.test(error.message)) return undefined;
    throw error;
  }
}
