/** ln 2 in two parts: the first has 32 trailing zero bits, so that its product with any exponent is exact. */
export const LN2_HIGH = 0.6931471803691238;
/** ln 2 − {@link LN2_HIGH}, to double precision. */
export const LN2_LOW = 1.9082149292705877e-10;
