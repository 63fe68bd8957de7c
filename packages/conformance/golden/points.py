"""The inputs: where activations go wrong, and evenly everywhere else."""

import math
import random

from exact import from_bits, nearest, step

LN2 = math.log(2)
LARGE = (2.0**22, 2.0**23, 8.78182e6, 1e7, 2.5e7, 5e29, 7e29, 2.5e30, 1e20, 1e38)

LIMITS = {
    "float32": (2.0**-149, 2.0**-126, (2 - 2.0**-23) * 2.0**127),
    "float64": (2.0**-1074, 2.0**-1022, (2 - 2.0**-52) * 2.0**1023),
    "float16": (2.0**-24, 2.0**-14, 65504.0),
}


def specials(dtype):
    """NaN, infinities, zeros, the ends of the subnormal and the normal range, one, and large numbers; of both signs."""
    tiny, normal, largest = LIMITS[dtype]
    around_one = [step(1.0, n, dtype) for n in (-1, 0, 1)]
    magnitudes = [0.0, tiny, 2 * tiny, step(normal, -1, dtype), normal, *around_one, step(largest, -1, dtype), largest]
    if dtype != "float16":
        magnitudes += [nearest(v, dtype) for v in LARGE]
    magnitudes.append(math.inf)
    return [math.nan] + [math.copysign(v, s) for v in magnitudes for s in (1, -1)]


def around(values, dtype, width):
    """Each value's nearest float and the `width` floats on either side."""
    result = []
    for value in values:
        center = nearest(value, dtype)
        if math.isfinite(center):
            result += [step(center, n, dtype) for n in range(-width, width + 1)]
    return unique(result)


def reduction_breaks(dtype, every, width):
    """(k + 1/2)·ln 2, where an exponential's argument reduction changes its multiple."""
    return around([(k + 0.5) * LN2 for k in range(-150, 129, every)], dtype, width)


def binades(dtype, per_binade, lowest, highest, seed):
    """Log-uniform magnitudes of both signs, `per_binade` in each binade."""
    draw = random.Random(seed)
    return [
        nearest(math.copysign(2.0 ** (e + draw.random()), s), dtype)
        for e in range(lowest, highest)
        for _ in range(per_binade)
        for s in (1, -1)
    ]


def patterns(dtype, count, seed):
    """Random bit patterns: every exponent alike, subnormals and huge numbers included. NaN and infinities are left out."""
    draw = random.Random(seed)
    width = {"float32": 32, "float64": 64, "float16": 16}[dtype]
    values = (from_bits(draw.getrandbits(width), dtype) for _ in range(count))
    return [v for v in values if math.isfinite(v)]


def unique(values):
    """Without repetitions, -0 and 0 told apart."""
    seen = {}
    for v in values:
        seen.setdefault((v, math.copysign(1, v)), v)
    return list(seen.values())
