"""Answers, a JSON line for a JSON line, what PyTorch gives for an activation or its gradient."""

import base64
import json
import sys

import numpy
import torch
import torch.nn.functional as F

torch.set_num_threads(1)

OPS = {
    "relu": lambda x, o: F.relu(x),
    "relu6": lambda x, o: F.relu6(x),
    "leakyRelu": lambda x, o: F.leaky_relu(x, o["negativeSlope"]),
    "sigmoid": lambda x, o: torch.sigmoid(x),
    "logSigmoid": lambda x, o: F.logsigmoid(x),
    "tanh": lambda x, o: torch.tanh(x),
    "elu": lambda x, o: F.elu(x, o["alpha"]),
    "celu": lambda x, o: F.celu(x, o["alpha"]),
    "selu": lambda x, o: F.selu(x),
    "softplus": lambda x, o: F.softplus(x, o["beta"], o["threshold"]),
    "softsign": lambda x, o: F.softsign(x),
    "silu": lambda x, o: F.silu(x),
    "mish": lambda x, o: F.mish(x),
    "gelu": lambda x, o: F.gelu(x, approximate=o["approximate"]),
    "hardSigmoid": lambda x, o: F.hardsigmoid(x),
    "hardSwish": lambda x, o: F.hardswish(x),
    "hardTanh": lambda x, o: F.hardtanh(x, o["minVal"], o["maxVal"]),
    "hardshrink": lambda x, o: F.hardshrink(x, o["lambda"]),
    "softshrink": lambda x, o: F.softshrink(x, o["lambda"]),
    "tanhshrink": lambda x, o: F.tanhshrink(x),
    "threshold": lambda x, o: F.threshold(x, o["threshold"], o["value"]),
    "erf": lambda x, o: torch.erf(x),
    "exponential": lambda x, o: torch.exp(x),
    "softmax": lambda x, o: F.softmax(x, o["axis"]),
    "softmin": lambda x, o: F.softmin(x, o["axis"]),
    "logSoftmax": lambda x, o: F.log_softmax(x, o["axis"]),
    "logSumExp": lambda x, o: torch.logsumexp(x, o["axis"]),
    "glu": lambda x, o: F.glu(x, o["axis"]),
}


def decode(data, shape):
    array = numpy.frombuffer(base64.b64decode(data), dtype=numpy.float32)
    return torch.tensor(array.copy()).reshape(shape)


def answer(question):
    op = OPS[question["name"]]
    x = decode(question["x"], question["shape"])
    if question["pass"] == "forward":
        result = op(x, question["options"])
    else:
        x.requires_grad_(True)
        value = op(x, question["options"])
        value.backward(decode(question["dy"], value.shape))
        result = x.grad
    data = numpy.ascontiguousarray(result.detach().numpy(), dtype=numpy.float32)
    return {"data": base64.b64encode(data.tobytes()).decode()}


print(json.dumps({"version": torch.__version__, "names": list(OPS)}), flush=True)
for line in sys.stdin:
    try:
        print(json.dumps(answer(json.loads(line))), flush=True)
    except Exception as error:  # the asker is told, and goes on
        print(json.dumps({"error": f"{type(error).__name__}: {error}"}), flush=True)
