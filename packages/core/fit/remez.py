"""Minimax polynomials by the Remez exchange."""

import struct

import mpmath as mp

mp.mp.dps = 60
# Where coefficients are given the error vanishes at 0, and with it the weight; the equation there needs a finite one.
VANISHING = mp.mpf(10) ** -9


def to_double(value):
    return float(value)


def to_single(value):
    return struct.unpack("f", struct.pack("f", float(value)))[0]


def minimax(target, weight, low, high, degree):
    """The polynomial p of `degree` that makes max |weight·(p − target)| smallest on [low, high], and that maximum."""
    count = degree + 2
    middle, half = (low + high) / 2, (high - low) / 2
    points = [middle - half * mp.cos(mp.pi * (2 * i + 1) / (2 * count)) for i in range(count)]
    grid_size = 24 * count
    # An even count keeps 0 out, where the weight may vanish.
    grid = [middle - half * mp.cos(mp.pi * (2 * i + 1) / (2 * grid_size)) for i in range(grid_size)]
    targets, weights = [target(x) for x in grid], [weight(x) for x in grid]
    coefficients = None
    for _ in range(30):
        matrix, right = mp.matrix(count, count), mp.matrix(count, 1)
        for i, x in enumerate(points):
            for k in range(degree + 1):
                matrix[i, k] = x**k
            matrix[i, degree + 1] = (-1) ** i / max(weight(x), VANISHING)
            right[i] = target(x)
        solution = mp.lu_solve(matrix, right)
        coefficients = [solution[k] for k in range(degree + 1)]
        errors = [w * (mp.polyval(coefficients[::-1], x) - t) for x, t, w in zip(grid, targets, weights)]
        exchanged = alternating_extrema(grid, errors, count)
        worst = max(abs(e) for e in errors)
        if len(exchanged) < count:
            break
        points = exchanged
        if worst <= abs(solution[degree + 1]) * mp.mpf("1.02"):
            break
    return coefficients, worst


def alternating_extrema(grid, errors, count):
    """The largest error of each run of one sign; the best `count` neighbors where there are more."""
    runs = []
    for x, e in zip(grid, errors):
        if runs and mp.sign(e) == mp.sign(runs[-1][1]):
            if abs(e) > abs(runs[-1][1]):
                runs[-1] = (x, e)
        else:
            runs.append((x, e))
    while len(runs) > count:
        runs.pop(0 if abs(runs[0][1]) < abs(runs[-1][1]) else -1)
    return [x for x, _ in runs]


def fit(f, low, high, degree, rounding=to_double, exact=()):
    """
    Coefficients c0 … c_degree of the polynomial nearest to f on [low, high] in relative error, rounded to the
    machine's format, and the logarithm of the error that is left. The first coefficients may be given: `exact`.
    """
    k = len(exact)
    given = [mp.mpf(c) for c in exact]
    rest = lambda x: (f(x) - mp.polyval(given[::-1], x)) / x**k if k else f(x)
    weight = lambda x: abs(x) ** k / abs(f(x))
    coefficients, _ = minimax(rest, weight, mp.mpf(low), mp.mpf(high), degree - k)
    done = given + [mp.mpf(rounding(c)) for c in coefficients]
    points = [low + (high - low) * (i + mp.mpf("0.5")) / 2000 for i in range(2000)]
    worst = max(abs(mp.polyval(done[::-1], x) / f(x) - 1) for x in points)
    return [float(c) for c in done], float(mp.log(worst, 2))
