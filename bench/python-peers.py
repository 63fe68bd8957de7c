"""
Times PyTorch and numpy for one sample after another. Says first which of them it has; then answers each line of JSON on
standard input with one: the milliseconds of a call, or the error. Ends with its input.
"""

import json
import math
import os
import sys
import time

try:
    import torch
    import torch.nn.functional as F
except ImportError:
    torch = F = None
try:
    import numpy as np
except ImportError:
    np = None

# Tensors and closures of the cell that is being measured; the next cell drops them.
cell, prepared = None, {}


def numbers(module, shape):
    """The numbers that the other contenders are given, see cells.mjs; in torch or numpy, which have the same functions."""
    i = module.arange(math.prod(shape), dtype=module.float64)
    x = module.fmod(module.sin(i * 12.9898) * 43758.5453, module.ones_like(i)) * 6
    return x.reshape(shape)


def prepare(kind, pass_, shape, code):
    names = {"F": F, "torch": torch, "np": np}
    if kind == "numpy":
        x = numbers(np, shape).astype(np.float32)
        f = eval("lambda x: " + code, names)
        return lambda: f(x)
    x = numbers(torch, shape).float()
    names["y"] = torch.empty(shape)
    f = eval("lambda x: " + code, names)
    if pass_ == "forward":
        return lambda: f(x)
    x.requires_grad_(True)
    y, dy = f(x), torch.ones(shape)
    return lambda: torch.autograd.grad(y, x, dy, retain_graph=True)


def sample(kind, threads, shape, code, repeats, **rest):
    global cell, prepared
    if (rest["pass"], shape) != cell:
        cell, prepared = (rest["pass"], shape), {}
    if code not in prepared:
        prepared[code] = prepare(kind, rest["pass"], shape, code)
    run = prepared[code]
    if kind == "torch" and torch.get_num_threads() != threads:
        torch.set_num_threads(threads)
        run()
    start = time.perf_counter()
    for _ in range(repeats):
        run()
    return (time.perf_counter() - start) * 1000 / repeats


def say(answer):
    print(json.dumps(answer), flush=True)


say(
    {
        "torch": torch and torch.__version__.split("+")[0],
        "numpy": np and np.__version__,
        "threads": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
    }
)
for line in sys.stdin:
    try:
        say({"milliseconds": sample(**json.loads(line))})
    except Exception as error:
        say({"error": f"{type(error).__name__}: {error}"})
