"""Writes digits/naive-exact.json: inputs for the formulas in digits/naive.ts, and the exact results, by mpmath.

Run it after changing one, then the formatter: `python3 measure/naive.py`, `npm run format`.
"""

import json
from pathlib import Path

from mpmath import erfc, exp, expm1, inf, log, log1p, mp, mpf, nstr, sech, sqrt, tanh

mp.dps = 60


def sigmoid(x):
    return 1 / (1 + exp(-x))


def telu_slope(x):
    return tanh(exp(x)) + x * exp(x) * sech(exp(x)) ** 2 if x < 100 else mpf(1)


def log_sum_exp(row):
    return max(row) + log(sum(exp(x - max(row)) for x in row))


# SELU's constants are the doubles of its definition.
selu = mpf(1.7580993408473768)

functions = {
    "sigmoid slope": ([1, 20, 36, 40], lambda x: sigmoid(x) * sigmoid(-x)),
    "tanh slope": ([1, 8, 18, 25], lambda x: sech(x) ** 2),
    "softplus value": ([1, -30, -40, 800], lambda x: max(x, 0) + log1p(exp(-abs(x)))),
    "logSigmoid value": ([1, 30, 40, -800], lambda x: min(x, 0) - log1p(exp(-abs(x)))),
    "gelu value": ([1, -5, -8, -9], lambda x: x * erfc(-x / sqrt(mpf(2))) / 2),
    "silu value": ([-1, -700, -inf], lambda x: x * sigmoid(x)),
    "silu slope": ([-1, inf, -inf], lambda x: sigmoid(x) * (1 + x * sigmoid(-x))),
    "mish value": ([-1, -30, -40, -inf], lambda x: x * tanh(log1p(exp(x)))),
    "elu value": ([-1, -1e-6, -1e-12, -1e-17], expm1),
    "selu value": ([-1, -1e-6, -1e-12, -1e-17], lambda x: selu * expm1(x)),
    "celu value": ([-1, -1e-6, -1e-12, -1e-17], expm1),
    "tanhshrink value": ([1, 1e-3, 1e-5, 1e-8], lambda x: x - tanh(x)),
    "softsign value": ([1, 1e300, inf, -inf], lambda x: x / (1 + abs(x))),
    "squareplus value": ([-1, -1e4, -1e7, -1e9], lambda x: (x + sqrt(x * x + 4)) / 2),
    "telu slope": ([-1, 700, 800], telu_slope),
    "softmax value": ([[1, 0], [-700, 0], [800, 799]], lambda row: exp(row[0] - log_sum_exp(row))),
    "logSoftmax value": ([[1, 0], [20, 0], [40, 0], [-800, 0]], lambda row: row[0] - log_sum_exp(row)),
    "logSumExp value": ([[1, 0], [-40, 0], [-800, -801], [800, 799]], log_sum_exp),
}
# What the functions tend to at the ends of the line.
limits = {
    ("silu value", -inf): "-0",
    ("silu slope", inf): "1",
    ("silu slope", -inf): "-0",
    ("mish value", -inf): "-0",
    ("softsign value", inf): "1",
    ("softsign value", -inf): "-1",
}


def point(name, x):
    """An input as JSON can hold it, and the exact result for it."""
    if isinstance(x, list):
        return {"x": x, "exact": digits(functions[name][1]([mpf(v) for v in x]))}
    if abs(x) == inf:
        return {"x": "Infinity" if x > 0 else "-Infinity", "exact": limits[name, x]}
    return {"x": x, "exact": digits(functions[name][1](mpf(x)))}


def digits(value):
    text = nstr(value, 18, min_fixed=-4, max_fixed=21)
    return text.removesuffix(".0")


values = {name: [point(name, x) for x in inputs] for name, (inputs, _) in functions.items()}
file = Path(__file__).parent.parent / "digits" / "naive-exact.json"
file.write_text(json.dumps(values, indent=2) + "\n")
