"""
Writes the values that the elementary functions are tested against, rounded from 60 digits:

    python reference.py > ../src/program/elementary/testdata/reference.json

Arguments: powers of two times a few mantissas, neighborhoods of the branch points, the ends of the range.
Each value is two doubles, high and low, so that an error of a hundredth of an ulp can be told.
"""

import json

import mpmath as mp

mp.mp.dps = 60

# Arguments reach 2^±150, and 745 where an exponential would leave the range of doubles.
FUNCTIONS = {
    "exp": (mp.exp, -750, 710),
    "expm1": (mp.expm1, -750, 710),
    "log": (mp.log, 0, None),
    "log1p": (mp.log1p, -1, None),
    "sin": (mp.sin, -1e6, 1e6),
    "cos": (mp.cos, -1e6, 1e6),
    "atan": (mp.atan, None, None),
    "tanh": (mp.tanh, None, None),
    "sech": (mp.sech, -740, 740),
    "sigmoid": (lambda a: 1 / (1 + mp.exp(-a)), -740, None),
    "softplus": (lambda a: mp.log1p(mp.exp(a)) if a < 200 else a, -740, None),
    "erf": (mp.erf, None, None),
    "normalCdf": (lambda a: mp.erfc(-a / mp.sqrt(2)) / 2, -38.4, None),
    "normalPdf": (lambda a: mp.exp(-a * a / 2) / mp.sqrt(2 * mp.pi), -38.4, 38.4),
    "sigmoidSlope": (lambda a: 1 / (2 + mp.exp(a) + mp.exp(-a)), -700, 700),
    "sechSquared": (lambda a: mp.sech(a) ** 2, -350, 350),
}


def arguments():
    values = {0.0}
    for exponent in [*range(-10, 11), -150, -100, -60, -40, -30, -20, 20, 40, 100, 127]:
        for mantissa in (1.0, 1.1, 1.4142135623730951, 1.9999999):
            values.add(mantissa * 2.0**exponent)
    for i in range(1, 48):
        values.add(i * 0.1937)
        values.add(i * float(mp.log(2)) / 2)
        values.add(i * float(mp.pi) / 4)
    for i in range(1, 20):
        values.add(i * 38.9)
    return sorted({v for v in values} | {-v for v in values})


def parts(value):
    high = float(value)
    return [high, float(value - mp.mpf(high))]


table = {}
for name, (f, low, high) in FUNCTIONS.items():
    chosen = [a for a in arguments() if (low is None or a > low) and (high is None or a < high)]
    table[name] = {"arguments": chosen, "values": [parts(f(mp.mpf(a))) for a in chosen]}
print(json.dumps(table))
