"""Blocks of a case file for pointwise activations: inputs, exact values and exact gradients as bit patterns."""

import math

from mpmath import mp, mpf

from exact import DIGITS, Dual, at_all_digits, bits, nearest, to_double
from pointwise import Entry

# What stands for infinity: far enough for every limit to show, of either sign.
BIG = mpf(2) ** 2000
_LOW, _HIGH = mpf(2) ** -500, mpf(2) ** 500
_TINY = mpf(2) ** -1100


def resolve(options):
    """Options as numbers: the format writes infinities as words."""
    return {name: float(v) if v in ("Infinity", "-Infinity") else v for name, v in options.items()}


def evaluate(entry: Entry, options, x, params):
    """The exact value and derivatives, by x and then by each learned parameter, as doubles."""
    count = 1 + len(entry.learned)
    if math.isnan(x) or any(math.isnan(v) for v in params.values()):
        return math.nan, [math.nan] * count
    if math.isinf(x):
        return _limit(entry, options, x, params)
    values = _exact(entry, options, mpf(x), params)
    value, slopes = values[0], values[1:]
    near = _exact(entry, options, _TINY * (1 if math.copysign(1, x) > 0 else -1), params) if x == 0 else None
    sign_of_x = math.copysign(1, x)
    y = to_double(value)
    if value == 0:
        if near is not None and near[0] != 0 and entry.zero != "never":
            y = math.copysign(0.0, near[0])
        elif entry.zero == "x" or (entry.zero == "keep" and x == 0):
            y = math.copysign(0.0, sign_of_x)
    dx = [
        math.copysign(0.0, near[i + 1]) if slope == 0 and near is not None and near[i + 1] != 0 else to_double(slope)
        for i, slope in enumerate(slopes)
    ]
    if entry.zero == "never" and y == 0:
        y = 0.0
    if entry.summed:
        dx = dx[:1] + [d + 0.0 for d in dx[1:]]
    return y, _replaced(entry, options, dx)


def _replaced(entry, options, slopes):
    slope = entry.slope(options) if entry.slope is not None else None
    return slopes if slope is None else [float(slope)]


def _limit(entry, options, x, params):
    values = _exact(entry, options, BIG if x > 0 else -BIG, params)
    ends = [_classify(v) for v in values]
    if values[0] == 0 and entry.zero == "x":
        ends[0] = math.copysign(0.0, x)
    y = ends[0] if entry.limits[0] else math.nan
    if entry.summed:
        ends[2:] = [v + 0.0 for v in ends[2:]]
    slopes = ends[1:] if entry.limits[1] else [math.nan] * (len(ends) - 1)
    return y, _replaced(entry, options, slopes)


def _classify(v):
    if abs(v) >= _HIGH:
        return math.inf if v > 0 else -math.inf
    if 0 < abs(v) <= _LOW:
        return 0.0 if v > 0 else -0.0
    return to_double(v)


def _exact(entry, options, x, params):
    def compute():
        one = [mpf(1)] + [mpf(0)] * len(entry.learned)
        bound = {}
        for name, value in params.items():
            place = entry.learned.index(name) + 1 if name in entry.learned else None
            bound[name] = Dual(mpf(value), [mpf(1 if i == place else 0) for i in range(len(one))])
        result = entry.f(Dual(+x, one), options, bound)
        return [result.v, *result.d]

    # Differences such as x - tanh(x) lose up to three times the digits of a small or a large x.
    return at_all_digits(compute, DIGITS + 4 * abs(mp.mag(x)) // 3 if x else DIGITS)


def block(entry: Entry, tag, dtype, options, xs, tensors=None, source=None, sums=True):
    """One block. `tensors` holds, by name, numbers in the dtype: one for all, or one for each x. Without
    `sums` the gradients of numbers that serve all x are left out."""
    given = tensors or {}
    rows = []
    for i, x in enumerate(xs):
        params = {name: _of(given.get(name, [spec[0]]), i) for name, spec in entry.tensors.items()}
        params = {name: nearest(v, dtype) for name, v in params.items()}
        rows.append(evaluate(entry, resolve(options), x, params))
    result = {"tag": tag}
    if source is not None:
        result["source"] = source
    result |= {"dtype": dtype, "options": options}
    if given:
        result["tensors"] = {
            name: {"shape": [] if len(v) == 1 else [len(v)], "bits": "".join(bits(nearest(n, dtype), dtype) for n in v)}
            for name, v in given.items()
        }
    result["x"] = "".join(bits(x, dtype) for x in xs)
    result["y"] = "".join(bits(y) for y, _ in rows)
    result["dx"] = "".join(bits(d[0]) for _, d in rows)
    if entry.learned and sums:
        result["gradients"] = {name: gradient(i + 1, given.get(name), rows) for i, name in enumerate(entry.learned)}
    return result


def _of(values, i):
    return values[i] if len(values) > 1 else values[0]


def gradient(place, given, rows):
    """One gradient for each x, or their exact sum where one number serves all."""
    if given is not None and len(given) > 1:
        return "".join(bits(d[place]) for _, d in rows)
    # The terms are rounded to double before they are summed exactly: 2^-53 of each, far below the bound on a sum.
    if any(not math.isfinite(d[place]) for _, d in rows):
        raise ValueError("a sum over infinite gradients says nothing")
    with mp.workdps(400):
        return bits(to_double(sum((mpf(d[place]) for _, d in rows), mpf(0))))
