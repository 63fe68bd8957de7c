"""Writes ../../core/test/derivatives.json: second and third derivatives of activations, as doubles, by differences
of the value at 400 digits with steps of 1e-60, which share nothing with the library's rules of differentiation.

python derivatives.py [name ...]: computes the named ones and adds them to the file; without a name, all that the file has."""

import json
import os
import sys

from mpmath import mp, mpf

from exact import Dual, nearest, to_double
from pointwise import POINTWISE

SIZES = (1e-6, 0.003, 0.11, 0.6, 1.3, 2.7, 6.5, 9.1, 14.2, 20.3, 25.4, 60.7)
# From here on PyTorch's softplus is x itself, and laplace's and erf's tails leave float32 earlier.
BEYOND = {"softplus": 20}
OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "core", "test", "derivatives.json")


def derivative(f, x, order):
    """By central differences of the value, whose error is about 1e-110 of its third, or fifth, derivative."""
    h = mpf(10) ** -60
    at = lambda k: f(Dual(mpf(x) + k * h, [mpf(1)]), {}, {}).v
    if order == 2:
        return (at(1) - 2 * at(0) + at(-1)) / h**2
    return (at(2) - 2 * at(1) + 2 * at(-1) - at(-2)) / (2 * h**3)


def rows_of(name):
    xs = [nearest(s * size, "float32") for size in SIZES for s in (1, -1)]
    xs = [x for x in xs if x < BEYOND.get(name, 100)]
    return [[x, *(number(derivative(POINTWISE[name].f, x, order)) for order in (2, 3))] for x in xs]


def main(names):
    mp.dps = 400
    with open(OUT) as file:
        table = json.load(file)
    for name in names or list(table):
        table[name] = rows_of(name)
        print(f"{name}: {len(table[name])} inputs", flush=True)
    with open(OUT, "w") as file:
        lines = [f'  "{name}": {json.dumps(rows)}' for name, rows in sorted(table.items())]
        file.write("{\n" + ",\n".join(lines) + "\n}\n")


def number(value):
    """A double; what is below float32's smallest number by far is 0, since differences leave that much undecided."""
    return to_double(value) if abs(value) > mpf(10) ** -60 else 0.0


main(sys.argv[1:])
