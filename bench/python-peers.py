"""
Times PyTorch's CPU kernels (and numpy's copy) for the cells that are read as JSON from standard input; prints milliseconds
by cell. Prints an empty object where PyTorch is not installed.
"""

import json
import sys
import time

try:
    import torch
    import torch.nn.functional as F
except ImportError:
    print("{}")
    sys.exit(0)


def median(run, rounds):
    times = []
    for _ in range(rounds + 2):
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) * 1000)
    return sorted(times[2:])[rounds // 2]


def main():
    request = json.load(sys.stdin)
    torch.set_num_threads(request["threads"])
    answers = {}
    for cell in request["cells"]:
        x = torch.randn(cell["shape"])
        f = eval("lambda x: " + cell["torch"], {"F": F, "torch": torch})
        if cell["pass"] == "forward":
            run = lambda: f(x)
        else:
            x.requires_grad_(True)
            y, dy = f(x), torch.ones(cell["shape"])
            run = lambda: torch.autograd.grad(y, x, dy, retain_graph=True)
        answers[cell["key"]] = median(run, request["rounds"])
    print(json.dumps({"version": torch.__version__, "milliseconds": answers}))


main()
