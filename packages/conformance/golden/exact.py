"""Exact numbers: dual numbers over mpmath, and their rounding, once, to a bit pattern."""

import math
import struct

from mpmath import mp, mpf
from mpmath.libmp import finf, fnan, fninf

DIGITS = 80


class Dual:
    """A value with its derivatives by the variables, in order."""

    __slots__ = ("v", "d")

    def __init__(self, v, d):
        self.v = v
        self.d = d

    def map(self, v, slope):
        return Dual(v, [slope * d for d in self.d])

    def __add__(self, other):
        other = lift(other, self)
        return Dual(self.v + other.v, [a + b for a, b in zip(self.d, other.d)])

    __radd__ = __add__

    def __neg__(self):
        return Dual(-self.v, [-d for d in self.d])

    def __sub__(self, other):
        return self + -lift(other, self)

    def __rsub__(self, other):
        return lift(other, self) - self

    def __mul__(self, other):
        other = lift(other, self)
        return Dual(self.v * other.v, [a * other.v + self.v * b for a, b in zip(self.d, other.d)])

    __rmul__ = __mul__

    def __truediv__(self, other):
        other = lift(other, self)
        q = self.v / other.v
        return Dual(q, [(a - q * b) / other.v for a, b in zip(self.d, other.d)])

    def __rtruediv__(self, other):
        return lift(other, self) / self


def lift(value, like):
    return value if isinstance(value, Dual) else Dual(mpf(value), [mpf(0)] * len(like.d))


# Beyond this an exponential's result has left every format by far; smaller arguments keep mpmath fast. What is made of
# an exponential is held further out, so that it still outweighs it.
_FAR = 10**7
_FAR_EXP = 10**5


def _exp(v):
    return mp.exp(max(min(v, mpf(_FAR)), mpf(-_FAR)))


def exp(a):
    e = _exp(max(min(a.v, mpf(_FAR_EXP)), mpf(-_FAR_EXP)))
    return a.map(e, e)


def expm1(a):
    v = max(min(a.v, mpf(_FAR_EXP)), mpf(-_FAR_EXP))
    return a.map(mp.expm1(v), _exp(v))


def log1p(a):
    return a.map(mp.log1p(a.v), 1 / (1 + a.v))


def tanh(a):
    e = _exp(-2 * abs(a.v))
    slope = 4 * e / (1 + e) ** 2
    return a.map(mp.sign(a.v) * (-mp.expm1(max(-2 * abs(a.v), mpf(-_FAR)))) / (1 + e), slope)


def sigmoid(a):
    e = _exp(-abs(a.v))
    return a.map((1 if a.v >= 0 else e) / (1 + e), e / (1 + e) ** 2)


def softplus(a):
    e = _exp(-abs(a.v))
    return a.map(max(a.v, mpf(0)) + mp.log1p(e), (1 if a.v >= 0 else e) / (1 + e))


def erf(a):
    slope = 2 / mp.sqrt(mp.pi) * _exp(-a.v**2)
    value = mp.sign(a.v) * 1 if abs(a.v) > 2000 else mp.erf(a.v)
    return a.map(value, slope)


def normal_cdf(a):
    slope = _exp(-a.v**2 / 2) / mp.sqrt(2 * mp.pi)
    if abs(a.v) > 3000:
        value = mpf(1) if a.v > 0 else slope / -a.v
    else:
        value = mp.erfc(-a.v / mp.sqrt(2)) / 2
    return a.map(value, slope)


def sqrt(a):
    r = mp.sqrt(a.v)
    return a.map(r, 1 / (2 * r))


def sin(a):
    return a.map(mp.sin(a.v), mp.cos(a.v))


def cos(a):
    return a.map(mp.cos(a.v), -mp.sin(a.v))


def atan(a):
    return a.map(mp.atan(a.v), 1 / (1 + a.v**2))


def absolute(a):
    return a.map(abs(a.v), mp.sign(a.v))


def maximum(a, b):
    """At a tie the derivative is the second argument's."""
    a, b = (lift(a, b), b) if isinstance(b, Dual) else (a, lift(b, a))
    return Dual(max(a.v, b.v), (a if a.v > b.v else b).d)


def minimum(a, b):
    """At a tie the derivative is the second argument's."""
    a, b = (lift(a, b), b) if isinstance(b, Dual) else (a, lift(b, a))
    return Dual(min(a.v, b.v), (a if a.v < b.v else b).d)


def at_all_digits(compute, digits=DIGITS):
    """compute() at 80 digits, or at as many as it takes for two precisions to agree to 40."""
    previous = None
    while True:
        with mp.workdps(digits):
            result = compute()
        if previous is not None and all(_agree(a, b) for a, b in zip(previous, result)):
            return result
        if digits > 20000:
            raise ArithmeticError("no agreement")
        previous, digits = result, digits * 2


def _agree(a, b):
    return a == b or (b != 0 and abs(a - b) <= abs(b) * mpf(10) ** -40)


def to_double(v):
    """An mpf rounded once to the nearest double, ties to even, subnormals included."""
    if isinstance(v, float):
        return v
    if v._mpf_ in (fnan, finf, fninf):
        return float(v)
    sign, man, e, bits = v._mpf_
    if man == 0:
        return 0.0
    top = e + bits - 1
    if top > 1024:
        return -math.inf if sign else math.inf
    if top < -1080:
        return -0.0 if sign else 0.0
    quantum = max(top - 52, -1074)
    shift = e - quantum
    if shift >= 0:
        n = man << shift
    else:
        n, rest = divmod(man, 1 << -shift)
        half = 1 << (-shift - 1)
        if rest > half or (rest == half and n & 1):
            n += 1
    try:
        value = math.ldexp(float(n), quantum)
    except OverflowError:
        value = math.inf
    return -value if sign else value


FORMATS = {"float32": (">f", ">I", 8), "float64": (">d", ">Q", 16), "float16": (">e", ">H", 4)}


def bits(value, dtype="float64"):
    """The hexadecimal bit pattern of a number that the format holds."""
    if value != value:
        return {"float32": "7fc00000", "float64": "7ff8000000000000", "float16": "7e00"}[dtype]
    return struct.pack(FORMATS[dtype][0], value).hex()


def from_bits(n, dtype="float32"):
    return struct.unpack(FORMATS[dtype][0], struct.pack(FORMATS[dtype][1], n))[0]


def nearest(value, dtype):
    """A double rounded once to a format."""
    if dtype == "float64" or value != value or math.isinf(value):
        return float(value)
    try:
        return struct.unpack(FORMATS[dtype][0], struct.pack(FORMATS[dtype][0], value))[0]
    except OverflowError:
        return math.copysign(math.inf, value)


def step(value, n, dtype):
    """The float n places above (below, where n is negative) a finite value, in the order of the line."""
    pack, integer, _ = FORMATS[dtype]
    pattern = struct.unpack(integer, struct.pack(pack, value))[0]
    half = 1 << (struct.calcsize(pack) * 8 - 1)
    order = pattern if pattern < half else half - pattern
    order += n
    return from_bits(order if order >= 0 else half - order, dtype)
