"""Writes ../cases/*.json: python generate.py [name ...]. Needs mpmath (and gmpy2 for speed); see README.md."""

import json
import os
import random
import sys

import mpmath

from blocks import block, evaluate
from bugs import BUGS
from exact import DIGITS, nearest
from points import around, binades, patterns, reduction_breaks, specials, unique
from pointwise import POINTWISE
from rows import ROWS, row_blocks

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cases")


def pointwise_blocks(name, entry):
    """Dense for the default options in float32, a few hundred rows for the rest."""
    if any(default is None for default, _, _ in entry.tensors.values()):
        return tensor_blocks(entry, "float32", 200) + tensor_blocks(entry, "float64", 60)
    within = lambda xs: [x for x in xs if not abs(x) > entry.reach or abs(x) == float("inf")]
    blocks = []
    add = lambda tag, dtype, options, xs, **more: xs and blocks.append(block(entry, tag, dtype, options, within(xs), **more))
    scalar = {"sums": False}
    add("specials", "float32", {}, specials("float32"), **scalar)
    add("boundary", "float32", {}, around(entry.at, "float32", 4), **scalar)
    add("zero-of-derivative", "float32", {}, around(entry.zeros_of_derivative, "float32", 12), **scalar)
    add("reduction", "float32", {}, reduction_breaks("float32", 1 if entry.dense else 5, 1 if entry.dense else 0), **scalar)
    add("binades", "float32", {}, binades("float32", 12 if entry.dense else 4, -30, 7, name), **scalar)
    add("hard", "float32", {}, patterns("float32", 400 if entry.dense else 100, name), **scalar)
    for tag, source, options, xs in BUGS.get(name, []):
        add(tag, "float32", options, [nearest(x, "float32") for x in xs], source=source)
    for options in entry.configs:
        xs = unique(specials("float32") + around(entry.at + entry.zeros_of_derivative, "float32", 1))
        if any(isinstance(v, (int, float)) and v < 0 for v in options.values()):
            # With a negative slope the two sides of 0 ask for two signs of f(0).
            xs = [x for x in xs if x != 0]
        add("parameters", "float32", options, xs + binades("float32", 1, -30, 7, name) + patterns("float32", 40, name), **scalar)
    xs = unique(specials("float64") + around(entry.at + entry.zeros_of_derivative, "float64", 1))
    add("binades", "float64", {}, xs + binades("float64", 1, -30, 7, name) + patterns("float64", 60, name), **scalar)
    add("binades", "float16", {}, specials("float16") + patterns("float16", 100, name), **scalar)
    if entry.tensors:
        blocks += tensor_blocks(entry, "float32", 300) + tensor_blocks(entry, "float64", 60)
        blocks.append(shared_block(entry))
    return blocks


def tensor_blocks(entry, dtype, count):
    """A number of its own for each element."""
    draw = random.Random(dtype)
    xs = binades(dtype, 2, -20, 7, "tensors")[:count] + patterns(dtype, 20, "tensors") + [float("nan"), 0.0, -0.0]
    if dtype == "float64":
        xs = xs[: count + 20]
    xs = [x for x in xs if not abs(x) > entry.tensor_reach]
    tensors = {
        name: [nearest(draw.uniform(low, high), dtype) for _ in xs] for name, (_, low, high) in entry.tensors.items()
    }
    return [block(entry, "parameters", dtype, options, xs, tensors) for options in [{}, *entry.configs]]


def shared_block(entry):
    """One number for all elements: its gradient is a sum."""
    draw = random.Random("shared")
    xs = [nearest(draw.gauss(0, 2), "float32") for _ in range(64)]
    tensors = {name: [nearest((low + 2 * high) / 3, "float32")] for name, (_, low, high) in entry.tensors.items()}
    return block(entry, "parameters", "float32", {}, xs, tensors)


def write(name, blocks):
    head = {
        "format": 1,
        "activation": name,
        "generator": f"mpmath {mpmath.__version__}, {DIGITS} digits, rounded once to float64",
    }
    lines = ",\n".join(json.dumps(b, separators=(",", ":")) for b in blocks if b)
    text = json.dumps(head, separators=(",", ":"))[:-1] + ',"blocks":[\n' + lines + "\n]}\n"
    path = os.path.join(FOLDER, f"{name}.json")
    with open(path, "w") as file:
        file.write(text)
    print(f"{name}: {sum(len(b['x']) // {'float32': 8, 'float64': 16, 'float16': 4}[b['dtype']] for b in blocks if b)} inputs, {len(text) // 1024} kB", flush=True)


def unnamed_zeros(entry):
    """Where the slope changes its sign at the default options and no zero, place or 0 is named: between two points of a grid."""
    grid = [i / 64 for i in range(-640, 641)]
    params = {name: default for name, (default, _, _) in entry.tensors.items()}
    if any(default is None for default in params.values()):
        return []
    slopes = [evaluate(entry, {}, x + 1 / 129, params)[1][0] for x in grid]
    named = (0, *entry.zeros_of_derivative, *entry.at)
    found = []
    for (a, left), (b, right) in zip(zip(grid, slopes), zip(grid[1:], slopes[1:])):
        low, high = a + 1 / 129, b + 1 / 129
        if left * right < 0 and not any(low <= x <= high for x in named):
            found.append(bisected(lambda x: evaluate(entry, {}, x, params)[1][0], low, high))
    return found


def bisected(slope, low, high):
    negative = slope(low) < 0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if (slope(middle) < 0) == negative else (low, middle)
    return high


def main(names):
    unknown = [name for name in names if name not in POINTWISE and name not in ROWS]
    if unknown:
        sys.exit(f"{', '.join(unknown)}: no entry in POINTWISE (pointwise.py), AXIS (rows.py) or GATED (gated.py)")
    for name, entry in POINTWISE.items():
        if not names or name in names:
            write(name, pointwise_blocks(name, entry))
            # Periodic functions have zeros without end; the first ones are enough.
            for x in unnamed_zeros(entry) if entry.reach == float("inf") else []:
                print(f"{name}: the slope is 0 at {x!r}; add it to zeros_of_derivative", flush=True)
    for name in ROWS:
        if not names or name in names:
            write(name, row_blocks(name))


if __name__ == "__main__":
    main(sys.argv[1:])
