"""
Fits every polynomial of the elementary functions and prints the TypeScript file that holds them:

    python fit.py > ../src/program/elementary/coefficients.ts
    python fit.py fast > ../src/program/float32/coefficients.ts

Needs Python 3.9 or later and mpmath. The functions are explained where they are used.
"""

import sys

import mpmath as mp

from rational import fit_quotient
from remez import fit, to_double, to_single

HALF_LN2 = mp.log(2) / 2 * mp.mpf("1.0001")
MILLS_CENTRE = 4


def over(f, x, at_zero):
    return f(x) / x if x != 0 else mp.mpf(at_zero)


def expm1_over_r(r):
    return over(mp.expm1, r, 1)


def atanh_over_root(z):
    root = mp.sqrt(z)
    return over(mp.atanh, root, 1)


def atan_over_root(z):
    root = mp.sqrt(z)
    return over(mp.atan, root, 1)


def erf_over_root(z):
    root = mp.sqrt(z)
    return over(mp.erf, root, 2 / mp.sqrt(mp.pi))


def sin_over_root(z):
    root = mp.sqrt(z)
    return over(mp.sin, root, 1)


def cos_of_root(z):
    return mp.cos(mp.sqrt(z))


def mills(t):
    """(a + c)·M(a) where t = (a − c)/(a + c) and M(a) = Φ(−a)/φ(a) is the Mills ratio."""
    a = MILLS_CENTRE * (1 + t) / (1 - t)
    return (a + MILLS_CENTRE) * mp.sqrt(mp.pi / 2) * mp.erfc(a / mp.sqrt(2)) * mp.exp(a * a / 2)


def centered(a):
    return (mp.mpf(a) - MILLS_CENTRE) / (mp.mpf(a) + MILLS_CENTRE)


def normal_tail(a):
    """Φ(−a)/exp(−a²/2)."""
    return mp.erfc(a / mp.sqrt(2)) * mp.exp(a * a / 2) / 2


QUARTER_PI_SQUARED = (mp.pi / 4 * mp.mpf("1.0001")) ** 2

# name, meaning, function, interval, degrees and exact coefficients (short, long)
TABLE = [
    ("expm1OverR", "expm1(r)/r on ±ln2/2", expm1_over_r, (-HALF_LN2, HALF_LN2), (7, 12), ((1,), (1, 0.5))),
    ("atanhOfUnit", "atanh(√z)/√z on [0, 1/9]", atanh_over_root, (0, mp.mpf(1) / 9 * mp.mpf("1.0001")), (6, 13), ((1,), (1,))),
    ("atanhOfMantissa", "atanh(√z)/√z on [0, (3 − 2√2)²]", atanh_over_root, (0, mp.mpf("0.02950")), (4, 9), ((1,), (1,))),
    ("atanOverA", "atan(√z)/√z on [0, tan²(π/8)]", atan_over_root, (0, mp.mpf("0.1717")), (6, 14), ((1,), (1,))),
    ("erfOverA", "erf(√z)/√z on [0, 1/4]", erf_over_root, (0, mp.mpf("0.2501")), (5, 11), ((), ())),
    ("sinOverR", "sin(√z)/√z on [0, (π/4)²]", sin_over_root, (0, QUARTER_PI_SQUARED), (4, 8), ((1,), (1,))),
    ("cosOfR", "cos(√z) on [0, (π/4)²]", cos_of_root, (0, QUARTER_PI_SQUARED), (5, 8), ((1, -0.5), (1, -0.5))),
    ("mills", "(a + 4)·M(a) in (a − 4)/(a + 4)", mills, (mp.mpf(-1), None), (13, 28), ((), ())),
]
MILLS_REACH = (14.7, 40)

# In float32 alone: polynomials, as above, and quotients.
FAST_TABLE = [
    ("expm1OverR", "expm1(r)/r on ±ln2/2", expm1_over_r, (-HALF_LN2, HALF_LN2), 5, (1,)),
    ("atanhOfUnit", "atanh(√z)/√z on [0, 1/9]", atanh_over_root, (0, mp.mpf(1) / 9 * mp.mpf("1.0001")), 4, (1,)),
    ("expOfR", "e^r on ±ln2/2", mp.exp, (-HALF_LN2, HALF_LN2), 5, (1,)),
]
FAST_QUOTIENTS = [("normalTail", "Φ(−a)/exp(−a²/2) on [0, 14.5]", normal_tail, (0, 14.5), (4, 5))]

INTERFACE = "/** Polynomial coefficients, constant term first. The comment tells the relative error. */\nexport interface Coefficients {"
SHORT = "Good to about 2^-32: for results that are rounded to float32 once."
LONG = "Good to the last bits of a double: for float64, and where terms cancel."
FAST = "Good to the last bits of a float32, and rounded to float32."


def print_interface():
    print(INTERFACE)
    for name, meaning, *_ in TABLE:
        print(f"  /** {meaning}. */\n  readonly {name}: readonly number[];")
    print("}\n")


def print_fast_interface():
    print("/** A quotient of two polynomials. */\nexport interface Quotient {")
    print("  readonly numerator: readonly number[];\n  readonly denominator: readonly number[];\n}\n")
    print("/** Polynomial coefficients, constant term first, and quotients of such. The comment tells the relative error. */")
    print("export interface FastCoefficients {")
    for name, meaning, *_ in FAST_TABLE:
        print(f"  /** {meaning}. */\n  readonly {name}: readonly number[];")
    for name, meaning, *_ in FAST_QUOTIENTS:
        print(f"  /** {meaning}. */\n  readonly {name}: Quotient;")
    print("}\n")


def print_numbers(numbers):
    for c in numbers:
        print(f"    {repr(c).removesuffix('.0')},")


def print_fast_table():
    print(f"/** {FAST} */\nexport const fast: FastCoefficients = {{")
    for name, _, f, (low, high), degree, exact in FAST_TABLE:
        coefficients, error = fit(f, low, high, degree, to_single, exact)
        print(f"  // 2^{error:.1f}\n  {name}: [")
        print_numbers(coefficients)
        print("  ],")
    for name, _, f, (low, high), degrees in FAST_QUOTIENTS:
        numerator, denominator, error = fit_quotient(f, low, high, degrees, to_single)
        print(f"  // 2^{error:.1f}\n  {name}: {{\n  numerator: [")
        print_numbers(numerator)
        print("  ],\n  denominator: [")
        print_numbers(denominator)
        print("  ],\n  },")
        print("fast", name, f"{error:.1f}", file=sys.stderr, flush=True)
    print("};")


def print_table(which, label, doc):
    print(f"/** {doc} */\nexport const {label}: Coefficients = {{")
    for name, _, f, (low, high), degrees, exact in TABLE:
        top = centered(MILLS_REACH[which]) if high is None else high
        coefficients, error = fit(f, low, top, degrees[which], to_double, exact[which])
        print(f"  // 2^{error:.1f}\n  {name}: [")
        print_numbers(coefficients)
        print("  ],")
        print(name, f"{error:.1f}", file=sys.stderr, flush=True)
    print("};")


def main():
    print("// Written by packages/core/fit/fit.py; do not edit by hand.\n")
    if sys.argv[1:] == ["fast"]:
        print_fast_interface()
        print_fast_table()
    else:
        print_interface()
        print_table(0, "short", SHORT)
        print()
        print_table(1, "long", LONG)


main()
