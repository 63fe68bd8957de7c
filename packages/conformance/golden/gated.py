"""The activations over the parts of an axis: two halves that meet, the largest of several pieces, ReLU of both signs."""

import math
import random

from mpmath import mpf

from blocks import evaluate, resolve
from exact import Dual, bits, nearest, sigmoid
from points import binades, patterns
from pointwise import Entry, gelu


def pair(f, **more):
    """An entry over a = x and the gate b, whose gradient is no sum."""
    return Entry(f, tensors={"b": (0, -1, 1)}, learned=("b",), zero="x", summed=False, **more)


def relu_of(b):
    return b if b.v > 0 else Dual(mpf(0), [mpf(0)] * len(b.d))


GATED = {
    "glu": pair(lambda a, o, p: a * sigmoid(p["b"])),
    "reglu": pair(lambda a, o, p: a * relu_of(p["b"])),
    "geglu": pair(lambda a, o, p: a * gelu(p["b"], o.get("approximate", "none")), configs=[{"approximate": "tanh"}]),
    "swiglu": pair(lambda a, o, p: a * (p["b"] * sigmoid(p["b"]))),
    "maxout": None,
    "crelu": None,
}


def pairs(dtype, seed):
    """Values and gates: around zero, in the tails, huge; the gate is neither 0 nor infinite."""
    draw = random.Random(seed)
    gates = binades(dtype, 1, -10, 7, seed) + [nearest(v, dtype) for v in (-5.5, -20, -0.75179154, -1.2784646, 40, 3)]
    values = [nearest(draw.gauss(0, 2), dtype) for _ in gates]
    huge = [v for v in patterns(dtype, 20, seed) if abs(v) < 1e30]
    ends = [(0.0, 1.5), (-0.0, 1.5), (math.inf, 2.0), (-math.inf, 2.0), (math.nan, 1.0), (1.0, math.nan)]
    return list(zip(values, gates)) + [(v, nearest(0.7, dtype)) for v in huge] + ends


def two_halves(name, dtype, options, along_last):
    entry = GATED[name]
    given = pairs(dtype, f"{name}{dtype}")
    results = [evaluate(entry, resolve(options), a, {"b": b}) for a, b in given]
    first = options.get("gate") == "first"
    xs = [(b, a) if first else (a, b) for a, b in given]
    ds = [(d[1], d[0]) if first else (d[0], d[1]) for _, d in results]
    count = len(given)
    if along_last:
        arrange = lambda both: [v for two in both for v in two]
        shape, y_shape, axis = [count, 2], [count, 1], {}
    else:
        arrange = lambda both: [two[0] for two in both] + [two[1] for two in both]
        shape, y_shape, axis = [2, count], [1, count], {"axis": 0}
    return {
        "tag": "rows",
        "dtype": dtype,
        "options": {**options, **axis},
        "shape": shape,
        "x": "".join(bits(v, dtype) for v in arrange(xs)),
        "y": "".join(bits(y) for y, _ in results),
        "yShape": y_shape,
        "dx": "".join(bits(v) for v in arrange(ds)),
    }


def pieces(dtype, count, k):
    """Maxout over k pieces of one number each; the gradient goes to the last of the largest."""
    draw = random.Random(k)
    rows = [[nearest(draw.gauss(0, 3), dtype) for _ in range(k)] for _ in range(count)]
    rows += [[1.0] * k, [math.inf] + [0.0] * (k - 1), [-math.inf] * k, [0.0] * (k - 1) + [math.nan]]
    block = {"tag": "rows", "dtype": dtype, "options": {} if k == 2 else {"pieces": k}, "shape": [len(rows), k]}
    block["x"] = "".join(bits(v, dtype) for row in rows for v in row)
    nan = lambda row: any(v != v for v in row)
    block["y"] = "".join(bits(math.nan if nan(row) else max(row)) for row in rows)
    block["yShape"] = [len(rows), 1]
    last = lambda row: max(i for i, v in enumerate(row) if v == max(row))
    slopes = [[math.nan] * k if nan(row) else [float(i == last(row)) for i in range(k)] for row in rows]
    block["dx"] = "".join(bits(v) for row in slopes for v in row)
    return block


def both_signs(dtype):
    """CReLU: [max(x, 0), max(-x, 0)] side by side, with a cotangent for each."""
    draw = random.Random(dtype)
    xs = [nearest(draw.gauss(0, 3), dtype) for _ in range(40)] + [math.inf, -math.inf, 1e-7, -1e-7, math.nan]
    xs = [nearest(x, dtype) for x in xs]
    dys = [[nearest(draw.uniform(0.5, 2), dtype) for _ in range(2)] for _ in xs]
    slope = lambda x, d: math.nan if x != x else d[0] if x > 0 else -d[1]
    return {
        "tag": "rows",
        "dtype": dtype,
        "options": {},
        "shape": [len(xs), 1],
        "x": "".join(bits(x, dtype) for x in xs),
        "y": "".join(bits(v if x == x else math.nan) for x in xs for v in (max(x, 0.0), max(-x, 0.0))),
        "yShape": [len(xs), 2],
        "dy": "".join(bits(v, dtype) for d in dys for v in d),
        "dx": "".join(bits(slope(x, d)) for x, d in zip(xs, dys)),
    }


def gated_blocks(name):
    if name == "maxout":
        return [pieces(dtype, 30, k) for dtype in ("float32", "float64", "float16") for k in (2, 3, 5)]
    if name == "crelu":
        return [both_signs(dtype) for dtype in ("float32", "float64", "float16")]
    blocks = []
    for options in [{}, *GATED[name].configs]:
        for gate in ({}, {"gate": "first"}):
            blocks += [two_halves(name, "float32", {**options, **gate}, along) for along in (True, False)]
        blocks += [two_halves(name, dtype, options, True) for dtype in ("float64", "float16")]
    return blocks


