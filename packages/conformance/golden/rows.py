"""The activations that look at more than one number: along an axis, and over the parts of one."""

import math
import random

from mpmath import mp, mpf

from blocks import resolve
from exact import DIGITS, bits, nearest, to_double
from gated import GATED, gated_blocks

INF, NAN = math.inf, math.nan


def exponentials(scores):
    """eᵃ, 0 where a is -Infinity, which is masked out."""
    largest = max(s for s in scores if s != -INF)
    return [mpf(0) if s == -INF else mp.exp(s - largest) for s in scores], largest


def softmax(scores):
    weights, _ = exponentials(scores)
    total = sum(weights)
    return [w / total for w in weights]


def softmax_gradient(y, dy):
    """y·(dy - Σ dy·y); where y is 0 the zero has the sign of the bracket."""
    mean = sum(a * b for a, b in zip(y, dy))
    return [signed_zero(d - mean) if p == 0 else p * (d - mean) for p, d in zip(y, dy)]


def signed_zero(v):
    return -0.0 if v < 0 else 0.0


def softmax_rows(row, dy, o):
    t = mpf(o.get("temperature", 1))
    if all(x == -INF for x in row):
        fill = 0.0 if o.get("masked") == "zero" else NAN
        return [fill] * len(row), [fill] * len(row)
    y = softmax([x if x == -INF else x / t for x in row])
    return y, [g / t if isinstance(g, mpf) else g for g in softmax_gradient(y, dy)]


def softmin_rows(row, dy, o):
    y, dx = softmax_rows([-x for x in row], dy, o)
    return y, [-g for g in dx]


def log_softmax_rows(row, dy, o):
    if all(x == -INF for x in row):
        return [NAN] * len(row), [NAN] * len(row)
    weights, largest = exponentials(row)
    total = sum(weights)
    y = [-INF if x == -INF else -(mp.log(total) - (x - largest)) for x in row]
    y = [-0.0 if v == 0 else v for v in y]
    return y, [d - w / total * sum(dy) for d, w in zip(dy, weights)]


def log_sum_exp_rows(row, dy, o):
    if all(x == -INF for x in row):
        return [-INF], [NAN] * len(row)
    weights, largest = exponentials(row)
    total = sum(weights)
    return [largest + mp.log(total)], [dy[0] * w / total if w else signed_zero(dy[0]) for w in weights]


def hardmax_rows(row, dy, o):
    place = row.index(max(row))
    dx = dy if o.get("gradient") == "straightThrough" else [0.0] * len(row)
    return [mpf(i == place) for i in range(len(row))], dx


def quiet_softmax_rows(row, dy, o):
    if all(x == -INF for x in row):
        return [0.0] * len(row), [signed_zero(d) for d in dy]
    y = softmax([*row, mpf(0)])[:-1]
    return y, softmax_gradient(y, dy)


def sparsemax_rows(row, dy, o):
    if all(x == -INF for x in row):
        return [NAN] * len(row), [NAN] * len(row)
    ordered = sorted((x for x in row if x != -INF), reverse=True)
    total, tau = mpf(0), None
    for k, x in enumerate(ordered, 1):
        total += x
        if x > (total - 1) / k:
            tau = (total - 1) / k
    y = [mpf(0) if x == -INF else max(x - tau, mpf(0)) for x in row]
    support = [d for p, d in zip(y, dy) if p > 0]
    mean = sum(support) / len(support)
    return y, [d - mean if p > 0 else signed_zero(d - mean) for p, d in zip(y, dy)]


def entmax15_rows(row, dy, o):
    if all(x == -INF for x in row):
        return [NAN] * len(row), [NAN] * len(row)
    half = [x if x == -INF else x / 2 for x in row]
    ordered = sorted((x for x in half if x != -INF), reverse=True)
    tau = None
    for k in range(1, len(ordered) + 1):
        mean = sum(ordered[:k]) / k
        spread = sum((x - mean) ** 2 for x in ordered[:k])
        if spread <= 1:
            candidate = mean - mp.sqrt((1 - spread) / k)
            if candidate <= ordered[k - 1]:
                tau = candidate
    y = [mpf(0) if x == -INF else max(x - tau, mpf(0)) ** 2 for x in half]
    s = [mp.sqrt(p) for p in y]
    mean = sum(a * b for a, b in zip(s, dy)) / sum(s)
    return y, [r * (d - mean) if r else signed_zero(d - mean) for r, d in zip(s, dy)]


def gumbel_rows(row, dy, o):
    tau = mpf(o.get("tau", 1))
    scores = [x if x == -INF else x + n for x, n in zip(row, o.get("noise", [mpf(0)] * len(row)))]
    nan = [NAN] * len(row)
    y, dx = (nan, nan) if INF in row else softmax_rows(scores, dy, {"temperature": tau})
    return hardmax_rows(scores, dy, {})[0] if o.get("hard") else y, dx


def masked_softmax_rows(row, dy, o):
    left = [x if m else -INF for x, m in zip(row, o["mask"])] if "mask" in o else row
    return softmax_rows(left, dy, o)


# name: (row function, options of further blocks, the infinity that makes a row NaN)
AXIS = {
    "softmax": (softmax_rows, [{"temperature": 0.5}, {"temperature": 3}, {"masked": "zero"}], INF),
    "maskedSoftmax": (masked_softmax_rows, [{"masked": "zero"}, {"temperature": 2}], INF),
    "softmin": (softmin_rows, [], -INF),
    "softmax2d": (softmax_rows, [], INF),
    "logSoftmax": (log_softmax_rows, [], INF),
    "logSumExp": (log_sum_exp_rows, [], None),
    "hardmax": (hardmax_rows, [{"gradient": "straightThrough"}], None),
    "sparsemax": (sparsemax_rows, [], INF),
    "entmax15": (entmax15_rows, [], INF),
    "quietSoftmax": (quiet_softmax_rows, [], INF),
    "gumbelSoftmax": (gumbel_rows, [{"tau": 0.5}, {"hard": True, "tau": 2}], None),
}
ROWS = [*AXIS, *GATED]

# Tensor options: name, and a random element.
TENSORS = {
    "gumbelSoftmax": ("noise", lambda draw: draw.gauss(0, 1)),
    "maskedSoftmax": ("mask", lambda draw: float(draw.random() < 0.7)),
}

# Rows on which some framework is or was wrong, and ties, masks, and large offsets.
SPECIAL_ROWS = [
    ("one-certain", None, [20, 0]),
    ("one-certain", None, [0, -100]),
    ("large-offset", "https://github.com/pytorch/pytorch/issues/11752", [1e8, 1e8]),
    ("large-offset", "https://github.com/pytorch/pytorch/issues/38839", [-1e7, -9999999, -1e7]),
    ("masks", "https://github.com/tensorflow/tfjs/issues/5394", [0, -1e9, -1e9]),
    ("subnormal-result", None, [0.1, 88.3]),
    ("masks", None, [1, -INF, 2]),
    ("masks", None, [-INF, 3]),
    ("all-masked", "https://github.com/pytorch/pytorch/issues/25110", [-INF, -INF, -INF]),
    ("nan", "https://github.com/intel/torch-xpu-ops/pull/5022", [NAN, -INF]),
    ("nan", "https://github.com/mindspore-ai/mindspore/issues/378", [NAN, INF, -INF]),
    ("nan", None, [1, NAN, 0]),
    ("infinity", None, [INF, 0]),
    ("infinity", None, [INF, INF, -INF]),
    ("ties", None, [1, 1, 1, 1]),
    ("ties", None, [2, 5, 5, -1]),
    ("ties", None, [0, -0.0]),
    ("one", None, [3]),
    ("largest", None, [3e38, -3e38, 0]),
    ("small", None, [1e-30, 2e-30, -1e-40]),
]


def compute(name, row, dy, options):
    """One row's exact outputs and gradients as doubles."""
    function, _, poison = AXIS[name]
    if any(x != x for x in row) or (poison is not None and poison in row):
        return [NAN] * (1 if name == "logSumExp" else len(row)), [NAN] * len(row)
    if INF in row and name == "logSumExp":
        return [INF], [NAN] * len(row)
    with mp.workdps(DIGITS + 60):
        exact = lambda v: v if math.isinf(v) else mpf(v)
        bound = {k: [mpf(n) for n in v] if isinstance(v, list) else v for k, v in options.items()}
        y, dx = function([exact(x) for x in row], [mpf(d) for d in dy], bound)
        return [to_double(v) for v in y], [to_double(v) for v in dx]


def rows_of(length, count, scale, dtype, seed):
    draw = random.Random(seed)
    return [[nearest(draw.gauss(0, scale), dtype) for _ in range(length)] for _ in range(count)]


def row_block(name, tag, dtype, options, rows, with_tensor=False, source=None):
    """Rows of one length along the last axis; along axis -3 of (N, C, 1, 1) for softmax2d."""
    length = len(rows[0])
    draw = random.Random(len(rows) * 100 + length)
    per_row = 1 if name == "logSumExp" else length
    dys = [[nearest(draw.uniform(-2, 2), dtype) for _ in range(per_row)] for _ in rows]
    tensors = {}
    if with_tensor and name in TENSORS:
        option, element = TENSORS[name]
        tensors[option] = [[nearest(element(draw), dtype) for _ in row] for row in rows]
    results = [
        compute(name, row, dy, {**resolve(options), **{k: v[i] for k, v in tensors.items()}})
        for i, (row, dy) in enumerate(zip(rows, dys))
    ]
    flat = lambda lists, to: "".join(bits(v, to) for values in lists for v in values)
    tail = [1, 1] if name == "softmax2d" else []
    result = {"tag": tag} | ({"source": source} if source else {})
    result |= {"dtype": dtype, "options": options, "shape": [len(rows), length, *tail]}
    if tensors:
        result["tensors"] = {k: {"shape": [len(rows), length], "bits": flat(v, dtype)} for k, v in tensors.items()}
    result["x"] = flat(rows, dtype)
    result["y"] = flat([y for y, _ in results], "float64")
    if name == "logSumExp":
        result["yShape"] = [len(rows)]
    return result | {"dy": flat(dys, dtype), "dx": flat([dx for _, dx in results], "float64")}


def row_blocks(name):
    if name in GATED:
        return gated_blocks(name)
    blocks = []
    for options in [{}, *AXIS[name][1]]:
        for tag, source, row in SPECIAL_ROWS:
            blocks.append(row_block(name, tag, "float32", options, [[nearest(x, "float32") for x in row]], source=source))
        for length in (1, 2, 3, 8, 17, 33) if not options else (5,):
            for scale in (1, 20):
                rows = rows_of(length, max(4, 40 // length), scale, "float32", f"{name}{length}{scale}")
                blocks.append(row_block(name, "rows", "float32", options, rows, with_tensor=True))
        blocks.append(row_block(name, "rows", "float64", options, rows_of(7, 6, 3, "float64", name)))
        blocks.append(row_block(name, "rows", "float16", options, rows_of(7, 6, 3, "float16", name)))
    return blocks


