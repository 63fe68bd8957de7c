"""Asks PyTorch or JAX where implementations choose differently: python conventions.py torch|jax. Prints JSON."""

import json
import math
import sys

NAN, INF = math.nan, math.inf


def shown(values):
    def one(v):
        if v == 0 and math.copysign(1, v) < 0:
            return "−0"
        if math.isnan(v):
            return "NaN"
        if math.isinf(v):
            return "Infinity" if v > 0 else "−Infinity"
        return f"{v:.6g}".replace("-", "−")

    return ", ".join(one(float(v)) for v in values)


def asked(f, slope):
    """The answers by id; `f(name, x, **options)` gives a value, `slope(name, x, dy, **options)` a gradient."""
    questions = {
        "relu-nan": lambda: f("relu", [NAN]),
        "relu-nan-slope": lambda: slope("relu", [NAN], [1.0]),
        "relu-negative-zero": lambda: f("relu", [-0.0]),
        "relu-tie": lambda: slope("relu", [0.0], [1.0]),
        "relu6-tie": lambda: slope("relu6", [6.0], [1.0]),
        "hardtanh-tie": lambda: slope("hardtanh", [1.0], [1.0]),
        "leaky-tie": lambda: slope("leaky_relu", [0.0], [1.0]),
        "elu-tie": lambda: slope("elu", [0.0], [1.0], alpha=2.0),
        "relu-dy-nan": lambda: slope("relu", [-1.0], [NAN]),
        "sign-nan": lambda: f("sign", [NAN]),
        "hardshrink-inside": lambda: f("hardshrink", [-0.2]),
        "hardshrink-nan": lambda: f("hardshrink", [NAN]),
        "hardshrink-negative": lambda: f("hardshrink", [0.5], lambd=-1.0),
        "softshrink-negative": lambda: f("softshrink", [0.5], lambd=-1.0),
        "silu-infinity": lambda: f("silu", [-INF]),
        "masked-row": lambda: f("softmax", [-INF, -INF]),
        "masked-row-gradient": lambda: slope("softmax", [-INF, -INF], [1.0, 2.0]),
    }
    answers = {}
    for name, ask in questions.items():
        try:
            answers[name] = shown(ask())
        except KeyError:
            continue
        except (RuntimeError, ValueError) as error:
            answers[name] = type(error).__name__
    return answers


def torch_answers():
    import torch
    import torch.nn.functional as F

    functions = {name: getattr(F, name) for name in "relu relu6 hardtanh leaky_relu elu hardshrink softshrink silu".split()}
    functions["sign"] = torch.sign
    functions["softmax"] = lambda x: F.softmax(x, dim=0)

    def slope(name, x, dy, **options):
        x = torch.tensor(x, requires_grad=True)
        functions[name](x, **options).backward(torch.tensor(dy))
        return x.grad.tolist()

    answers = asked(lambda name, x, **options: functions[name](torch.tensor(x), **options).tolist(), slope)
    return {"version": f"PyTorch {torch.__version__}", "answers": answers}


def jax_answers():
    import jax
    import jax.numpy as jnp

    functions = {
        "relu": jax.nn.relu, "relu6": jax.nn.relu6, "hardtanh": jax.nn.hard_tanh, "leaky_relu": jax.nn.leaky_relu,
        "elu": jax.nn.elu, "silu": jax.nn.silu, "softmax": jax.nn.softmax, "sign": jnp.sign,
    }

    def slope(name, x, dy, **options):
        f = functions[name]
        _, pull = jax.vjp(lambda v: f(v, **options), jnp.array(x, jnp.float32))
        return pull(jnp.array(dy, jnp.float32))[0].tolist()

    answers = asked(lambda name, x, **options: functions[name](jnp.array(x, jnp.float32), **options).tolist(), slope)
    return {"version": f"JAX {jax.__version__}", "answers": answers}


print(json.dumps(torch_answers() if sys.argv[1] == "torch" else jax_answers()))
