"""Quotients of polynomials with a small relative error, by weighted least squares in Lawson's manner."""

import mpmath as mp

POINTS = 80
STEPS = 40


def fit_quotient(f, low, high, degrees, rounding):
    """
    Numerator and denominator of the degrees that are asked for, the denominator's last coefficient 1, rounded to the
    machine's format, and the logarithm of the relative error that is left. f has no zero on [low, high].
    """
    n, m = degrees
    low, high = mp.mpf(low), mp.mpf(high)
    middle, half = (low + high) / 2, (high - low) / 2
    points = [middle - half * mp.cos(mp.pi * (2 * i + 1) / (2 * POINTS)) for i in range(POINTS)]
    values = [f(x) for x in points]
    below, weights = [mp.mpf(1)] * POINTS, [mp.mpf(1)] * POINTS
    best = None
    for step in range(STEPS):
        above, under = weighted(points, values, below, weights, n, m)
        below = [mp.polyval(under[::-1], x) for x in points]
        errors = [abs(mp.polyval(above[::-1], x) / d / v - 1) for x, d, v in zip(points, below, values)]
        if best is None or max(errors) < best[0]:
            best = (max(errors), above, under)
        if step > 2:
            weights = [w * e for w, e in zip(weights, errors)]
            total = sum(weights)
            weights = [max(w / total * POINTS, mp.mpf(10) ** -12) for w in weights]
    _, above, under = best
    top = under[m]
    under = [rounding(c / top) for c in under]
    # The numerator makes up for what rounding the denominator has cost.
    below = [mp.polyval([mp.mpf(c) for c in under[::-1]], x) for x in points]
    made = [value * d for value, d in zip(values, below)]
    above = [rounding(c) for c in weighted(points, made, [mp.mpf(1)] * POINTS, weights, n, 0)[0]]
    grid = [low + (high - low) * (i + mp.mpf("0.5")) / 1000 for i in range(1000)]
    exact = lambda part, x: mp.polyval([mp.mpf(c) for c in part[::-1]], x)
    worst = max(abs(exact(above, x) / exact(under, x) / f(x) - 1) for x in grid)
    return above, under, float(mp.log(worst, 2))


def weighted(points, values, below, weights, n, m):
    """The quotient nearest to the values, errors measured by the last denominator: a linear problem."""
    matrix, right = mp.matrix(len(points), n + m + 1), mp.matrix(len(points), 1)
    for i, (x, value) in enumerate(zip(points, values)):
        w = mp.sqrt(weights[i]) / abs(below[i] * value)
        for k in range(n + 1):
            matrix[i, k] = w * x**k
        for k in range(1, m + 1):
            matrix[i, n + k] = -w * value * x**k
        right[i] = w * value
    turned = matrix.T
    solution = mp.lu_solve(turned * matrix, turned * right)
    return [solution[k] for k in range(n + 1)], [mp.mpf(1)] + [solution[n + k] for k in range(1, m + 1)]
