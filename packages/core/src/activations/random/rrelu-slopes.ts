import { InvalidOptionError } from "../../errors/invalid-option-error.js";
import { checkDrawOptions, type DrawOptions, draw } from "../../tensor/draw.js";
import type { DType } from "../../tensor/dtype.js";
import type { Tensor } from "../../tensor/tensor.js";

/** Options of {@link rreluSlopes}. */
export interface RreluSlopesOptions<D extends DType = DType> extends DrawOptions<D> {
  /** The smallest slope; by default 1/8. */
  readonly lower?: number;
  /** The largest slope; not below lower, by default 1/3. */
  readonly upper?: number;
}

/**
 * Draws the slopes of `rrelu` for a training step, uniform from lower to upper, one for each element of a shape. Give the same
 * tensor to forward and to backward. A seed gives the same slopes on every backend.
 *
 * Throws an `InvalidOptionError` for bounds that are not finite or in the wrong order, or a bad seed.
 */
export function rreluSlopes<D extends DType = "float32">(
  shape: readonly number[],
  options: RreluSlopesOptions<D>,
): Tensor<D> {
  checkDrawOptions("rreluSlopes", options, ["lower", "upper"]);
  const { lower = 1 / 8, upper = 1 / 3, ...which } = options;
  if (!Number.isFinite(lower)) throw new InvalidOptionError("rreluSlopes", "lower", lower, "a finite number");
  if (!Number.isFinite(upper) || upper < lower) {
    throw new InvalidOptionError(
      "rreluSlopes",
      "upper",
      upper,
      `a finite number of at least lower, which is ${lower}`,
    );
  }
  return draw("rreluSlopes", shape, which, (u) => lower + (upper - lower) * u);
}
