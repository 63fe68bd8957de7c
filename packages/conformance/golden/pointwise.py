"""The pointwise activations, each as one function of dual numbers, written independently of the library's expressions.

f(x, o, p) is the value for an input x, options o (doubles) and learned parameters p (dual numbers, by name).
"""

from dataclasses import dataclass, field
from typing import Callable

from mpmath import mp, mpf

from exact import (
    absolute, atan, cos, erf, exp, expm1, lift, log1p, maximum, minimum, normal_cdf, sigmoid, sin, softplus, sqrt, tanh,
)


@dataclass
class Entry:
    f: Callable
    # Options of further blocks; the default ones come first by themselves.
    configs: list = field(default_factory=list)
    # Tensor options: the default and the range random ones are drawn from. `learned` ones have gradients.
    tensors: dict = field(default_factory=dict)
    learned: tuple = ()
    # The sign of a result that is exactly 0. At x = ±0 it is that of the values near there, if they are not 0. Otherwise:
    # "plus": positive. "x": that of x, also where the function is 0 on a stretch, as a product with x is. "keep": that of x
    # at ±0 only. "never": "plus" even where values near 0 are negative, because a sum ends the expression.
    zero: str = "plus"
    # Where something happens: kinks, saturation, overflow. Inputs are taken around each.
    at: tuple = ()
    # Where the slope passes through 0, apart from x = 0; generate.py prints those that are missing.
    zeros_of_derivative: tuple = ()
    # Whether ±Infinity has a limit, for the value and for the slope.
    limits: tuple = (True, True)
    # A straight-through slope in place of the derivative, by options.
    slope: Callable | None = None
    # Dense where the function is worth it.
    dense: bool = False
    # Inputs beyond this are left out (periodic functions).
    reach: float = float("inf")
    # Whether gradients of parameters are sums, in which a negative zero is lost; those of the parts of x are not.
    summed: bool = True
    # The same for inputs with random parameters: beyond it a gradient is too small for a double to keep its sign.
    tensor_reach: float = float("inf")


def where(condition, a, b):
    return a if condition else b


def gelu(x, approximate):
    if approximate == "none":
        return x * normal_cdf(x)
    k = 2 * mp.sqrt(2 / mp.pi)
    return x * sigmoid(k * (x + mpf("0.044715") * (x * x * x)))


def selu(x):
    scale = mpf("1.0507009873554804934193349852946")
    alpha = mpf("1.6732632423543772848170429916717")
    return where(x.v > 0, scale * x, scale * alpha * expm1(x))


def softplus_of(x, beta, threshold):
    scaled = mpf(beta) * x
    return where(scaled.v > mpf(threshold), x, softplus(scaled) / mpf(beta))


def softshrink(x, bound):
    if x.v > bound:
        return x - bound
    return where(x.v < -bound, x + bound, x * 0)


def squareplus(x, b):
    return (x + sqrt(x * x + mpf(b))) / 2


def sparse_plus(x):
    if x.v <= -1:
        return x * 0
    return where(x.v >= 1, x, (x + 1) * (x + 1) / 4)


def isru(x, alpha):
    return x / sqrt(1 + mpf(alpha) * (x * x))


def xielu(x, o, p):
    beta = mpf(o.get("beta", 0.5))
    if x.v > 0:
        return p["alphaP"] * (x * x) + beta * x
    return p["alphaN"] * (expm1(x) - x) + beta * x


def sign(x):
    return lift(mp.sign(x.v), x)


def straight_through(o):
    return 1 if o.get("gradient") == "straightThrough" else None


def clip(x, low, high):
    return minimum(maximum(x, mpf(low)), mpf(high))


EXP_ENDS = (-87.33654, -88.72, -103.97208, -103.28, 88.72284, 20, -20, 17.32868, -17, -16.740633, 40, -40, 87.33654)
SELF_GATED = (-91.8568, -108.6603, -89, -87.5, -100, -20, 20, 40, -745.13, 7)

POINTWISE = {
    "identity": Entry(lambda x, o, p: x, zero="keep"),
    "bentIdentity": Entry(lambda x, o, p: (sqrt(x * x + 1) - 1) / 2 + x, zero="keep"),
    "step": Entry(
        lambda x, o, p: lift(1 if x.v > 0 else o.get("value", 1) if x.v == 0 else 0, x),
        [{"value": 0}, {"value": 0.5}, {"gradient": "straightThrough"}],
        slope=straight_through,
    ),
    "sign": Entry(lambda x, o, p: sign(x), [{"gradient": "straightThrough"}], zero="keep", slope=straight_through),
    "relu": Entry(lambda x, o, p: maximum(x, 0), zero="keep"),
    "relu6": Entry(lambda x, o, p: clip(x, 0, 6), zero="keep", at=(6,)),
    "squaredRelu": Entry(lambda x, o, p: where(x.v > 0, x * x, x * 0), at=(1.8446743e19,)),
    "leakyRelu": Entry(
        lambda x, o, p: where(x.v > 0, x, mpf(o.get("negativeSlope", 0.01)) * x),
        [{"negativeSlope": 0.2}, {"negativeSlope": 0}, {"negativeSlope": -0.5}, {"negativeSlope": 1e-6}],
    ),
    "threshold": Entry(
        lambda x, o, p: where(x.v > o.get("threshold", 0), x, lift(o.get("value", 0), x)),
        [{"threshold": 1, "value": 20}, {"threshold": -0.5, "value": -3}, {"threshold": 0.1, "value": 0.1}],
        at=(1, -0.5, 0.1),
    ),
    "thresholdedRelu": Entry(
        lambda x, o, p: where(x.v > o.get("alpha", 1), x, x * 0), [{"alpha": 0}, {"alpha": -2.5}, {"alpha": 0.7}],
        at=(1, -2.5, 0.7),
    ),
    "isrlu": Entry(
        lambda x, o, p: where(x.v < 0, isru(x, o.get("alpha", 1)), x), [{"alpha": 0.3}, {"alpha": 3}], zero="keep",
    ),
    "elu": Entry(
        lambda x, o, p: where(x.v > 0, x, mpf(o.get("alpha", 1)) * expm1(x)),
        [{"alpha": 0.5}, {"alpha": 2.3}, {"alpha": 0}, {"alpha": -1}], at=EXP_ENDS, dense=True,
    ),
    "selu": Entry(lambda x, o, p: selu(x), zero="keep", at=EXP_ENDS, dense=True),
    "celu": Entry(
        lambda x, o, p: where(x.v > 0, x, mpf(o.get("alpha", 1)) * expm1(x / mpf(o.get("alpha", 1)))),
        [{"alpha": 0.5}, {"alpha": 2.3}, {"alpha": -1}, {"alpha": 1e10}, {"alpha": 1e-4}], zero="keep", at=EXP_ENDS,
    ),
    "exponential": Entry(lambda x, o, p: exp(x), at=EXP_ENDS, dense=True),
    "gaussian": Entry(lambda x, o, p: exp(-(x * x)), at=(-9.3456, 9.3456, 10.1967, -10.1967, 10.2), dense=True),
    "gelu": Entry(
        lambda x, o, p: gelu(x, o.get("approximate", "none")), [{"approximate": "tanh"}], zero="keep",
        at=(-13.14625, -14.35607, 5.41998, -5.5, -6, -10.10064, -10.77087, -12, -37.5, -38.6, 8.3, 50, -50, 38.6),
        zeros_of_derivative=(-0.7517915246935645, -0.75246142207102, 1.4142135623730951, -1.4142135623730951), dense=True,
    ),
    "quickGelu": Entry(
        lambda x, o, p: x * sigmoid(mpf("1.702") * x), zero="keep", at=(-51.3, -53.9, -61.1, -63.8, 10.2),
        zeros_of_derivative=(-0.7511542554411402,),
    ),
    "silu": Entry(
        lambda x, o, p: x * sigmoid(x), zero="keep", at=SELF_GATED, zeros_of_derivative=(-1.2784645427610738,), dense=True,
    ),
    "hardSwish": Entry(
        lambda x, o, p: x * (clip(x + 3, 0, 6) / 6), zero="x", at=(-3, 3, -1.5), zeros_of_derivative=(-1.5,),
    ),
    "mish": Entry(
        lambda x, o, p: x * tanh(softplus(x)), zero="keep", at=SELF_GATED,
        zeros_of_derivative=(-1.1924312145155,), dense=True,
    ),
    "serf": Entry(
        lambda x, o, p: x * erf(softplus(x)), zero="keep", at=SELF_GATED, zeros_of_derivative=(-1.1930599689281443,),
    ),
    "smish": Entry(
        lambda x, o, p: x * tanh(log1p(sigmoid(x))), zero="keep", at=SELF_GATED, zeros_of_derivative=(-1.3945193019244514,),
    ),
    "telu": Entry(
        lambda x, o, p: x * tanh(exp(x)), zero="keep", at=SELF_GATED, zeros_of_derivative=(-1.0788600584646424,),
    ),
    "logish": Entry(
        lambda x, o, p: x * log1p(sigmoid(x)), zero="keep", at=SELF_GATED, zeros_of_derivative=(-1.3724541370254732,),
    ),
    "elish": Entry(
        lambda x, o, p: where(x.v >= 0, x, expm1(x)) * sigmoid(x), zero="keep", at=SELF_GATED,
        zeros_of_derivative=(-0.881373587019543,),
    ),
    "lisht": Entry(lambda x, o, p: x * tanh(x), at=(9.01, -9.01, 45, -45)),
    "sigmoid": Entry(lambda x, o, p: sigmoid(x), at=EXP_ENDS, dense=True),
    "tanh": Entry(lambda x, o, p: tanh(x), zero="keep", at=(9.010913, -9.010913848876953, 2.99e-4, 8.5, 44, -44, 52), dense=True),
    "hardSigmoid": Entry(lambda x, o, p: clip(x + 3, 0, 6) / 6, at=(-3, 3)),
    "hardTanh": Entry(
        lambda x, o, p: clip(x, o.get("minVal", -1), o.get("maxVal", 1)),
        [{"minVal": 0, "maxVal": 6}, {"minVal": -0.3, "maxVal": 0.7}, {"minVal": 2, "maxVal": 2}], zero="keep",
        at=(-1, 1, 6, -0.3, 0.7, 2),
    ),
    "softsign": Entry(lambda x, o, p: x / (1 + absolute(x)), zero="keep", dense=True),
    "isru": Entry(lambda x, o, p: isru(x, o.get("alpha", 1)), [{"alpha": 0.3}, {"alpha": 3}], zero="keep"),
    "arctan": Entry(lambda x, o, p: atan(x), zero="keep", at=(0.4375, 0.6875, 1.1875, 2.4375)),
    "erf": Entry(lambda x, o, p: erf(x), zero="keep", at=(3.9004288, 0.84375, 1.25, 2.857, 9.2, -9.2, 10, 6), dense=True),
    "bipolarSigmoid": Entry(lambda x, o, p: tanh(x / 2), zero="keep", at=(18.02, -18.02, 88, -88, 104)),
    "sparseSigmoid": Entry(lambda x, o, p: clip(x + 1, 0, 2) / 2, at=(-1, 1)),
    "laplace": Entry(
        lambda x, o, p: normal_cdf((x - mpf(o.get("mu", 0.7071067811865476))) / mpf(o.get("sigma", 0.28209479177387814))),
        [{"mu": 0, "sigma": 1}, {"mu": -0.5, "sigma": 2.5}], at=(-2.9, -3.3, -3.4, 2.2, 0.7071),
    ),
    "softplus": Entry(
        lambda x, o, p: softplus_of(x, o.get("beta", 1), o.get("threshold", 20)),
        [{"beta": 2}, {"beta": 0.3}, {"threshold": "Infinity"}, {"beta": 1e30, "threshold": 1e30}, {"beta": 1e-3, "threshold": 5}],
        at=EXP_ENDS + (14.6446, 100, -90), dense=True,
    ),
    "logSigmoid": Entry(lambda x, o, p: -softplus(-x), at=EXP_ENDS, dense=True),
    "squareplus": Entry(lambda x, o, p: squareplus(x, o.get("b", 4)), [{"b": 0.25}, {"b": 1}, {"b": 1e-6}]),
    "sparsePlus": Entry(lambda x, o, p: sparse_plus(x), at=(-1, 1)),
    "tanhshrink": Entry(lambda x, o, p: x - tanh(x), zero="keep", at=(1, -1, 1e-4, 1e-3, 0.1, 0.6), dense=True),
    "softshrink": Entry(
        lambda x, o, p: softshrink(x, mpf(o.get("lambda", 0.5))), [{"lambda": 0}, {"lambda": 1.3}], zero="x",
        at=(0.5, -0.5, 1.3, -1.3),
    ),
    "hardshrink": Entry(
        lambda x, o, p: where(abs(x.v) > o.get("lambda", 0.5), x, x * 0), [{"lambda": 0}, {"lambda": 1.3}], zero="x",
        at=(0.5, -0.5, 1.3, -1.3),
    ),
    "snake": Entry(
        lambda x, o, p: x + sin(mpf(o.get("alpha", 1)) * x) * sin(mpf(o.get("alpha", 1)) * x) / mpf(o.get("alpha", 1)),
        [{"alpha": 0.5}, {"alpha": 5}], zero="keep", limits=(True, False), reach=1e6,
        zeros_of_derivative=(-0.7853981633974483, 2.356194490192345),
    ),
    "sine": Entry(
        lambda x, o, p: sin(mpf(o.get("omega", 1)) * x), [{"omega": 30}, {"omega": 0.5}], zero="keep",
        limits=(False, False), reach=1e6, zeros_of_derivative=(1.5707963267948966, 4.71238898038469),
        at=(3.141592653589793, 6.283185307179586, 355, 103.67255756846316),
    ),
    "gcu": Entry(
        lambda x, o, p: x * cos(x), zero="keep", limits=(False, False), reach=1e6,
        zeros_of_derivative=(0.8603335890193797, 3.4256184594817283), at=(1.5707963267948966, 4.71238898038469),
    ),
    "prelu": Entry(
        lambda x, o, p: where(x.v > 0, x, p["weight"] * x), tensors={"weight": (0.25, -1, 1)}, learned=("weight",),
    ),
    "rrelu": Entry(
        lambda x, o, p: where(x.v >= 0, x, p["slopes"] * x), tensors={"slopes": (11 / 48, 0.125, 0.3333)},
    ),
    "swish": Entry(
        lambda x, o, p: x * sigmoid(p["beta"] * x), tensors={"beta": (1, -2, 4)}, learned=("beta",), zero="keep",
        at=SELF_GATED, zeros_of_derivative=(-1.2784645427610738,),
    ),
    "dyt": Entry(
        lambda x, o, p: p["weight"] * tanh(p["alpha"] * x) + p["bias"],
        tensors={"alpha": (0.5, 0.1, 2), "weight": (1, -2, 2), "bias": (0, 0.1, 1)}, learned=("alpha", "weight", "bias"), zero="never", tensor_reach=300,
    ),
    "xielu": Entry(
        xielu, [{"beta": 0.25}], tensors={"alphaP": (0.8, 0.1, 2), "alphaN": (0.8, 0.5, 2)},
        learned=("alphaP", "alphaN"), zero="keep", zeros_of_derivative=(-0.98082925301165262,), at=(-0.5,),
    ),
    "frelu": Entry(
        lambda x, o, p: maximum(x, p["condition"]), tensors={"condition": (None, -3, 3)}, learned=("condition",),
    ),
}
