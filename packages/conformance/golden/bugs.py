"""Inputs on which some framework is or was wrong, with the place where that was found."""

import math

PYTORCH = "https://github.com/pytorch/pytorch/issues/"
JAX = "https://github.com/jax-ml/jax/issues/"
TF = "https://github.com/tensorflow/tensorflow/issues/"
ORT = "https://github.com/microsoft/onnxruntime/issues/"
TT = "https://github.com/tenstorrent/tt-metal/issues/"

INF, NAN = math.inf, math.nan

# activation: [(tag, source, options, inputs)]
BUGS = {
    "gelu": [
        ("erf-loses-the-tail", PYTORCH + "187806", {}, [-5.5, -6, -8, -10, -4, -12, -13, -14]),
        ("infinity", "https://github.com/openvinotoolkit/openvino/issues/35934", {}, [INF, -INF]),
        ("largest-overflows", "https://github.com/PaddlePaddle/Paddle/issues/79461", {}, [3.4028234663852886e38]),
        ("tanh-overflows", PYTORCH + "186278", {"approximate": "tanh"}, [10.5, 21.66, 43.5, 1000]),
        ("tanh-loses-the-tail", TT + "56517", {"approximate": "tanh"}, [-5, -5.5, -6, -8, -10]),
        ("infinity-times-zero", "https://github.com/facebookresearch/fairseq/issues/2235", {"approximate": "tanh"}, [1e20, -1e20, 40.3, -40.3, INF, -INF]),
    ],
    "silu": [
        ("infinity-times-zero", PYTORCH + "160876", {}, [-INF, INF]),
        ("flushed-tail", "https://github.com/tenstorrent/tt-metal/pull/56355", {}, [-89, -91.8, -87.5, -88, -100]),
        ("huge-negative", TF + "118529", {}, [-7e29, -2.5e30]),
    ],
    "logSigmoid": [
        ("infinity", PYTORCH + "20972", {}, [-INF, INF]),
        ("huge-negative", "https://github.com/mindspore-ai/mindspore/issues/390", {}, [-1e38]),
        ("linear-too-soon", TT + "56381", {}, [-4, -10, -5, -8]),
        ("slope-at-zero", JAX + "2140", {}, [0]),
    ],
    "tanh": [
        ("slope-vanishes", PYTORCH + "195685", {}, [-9.010913848876953, 9.5, 20, -40]),
        ("overflows", "https://github.com/microsoft/onnxruntime/pull/19201", {}, [1000, 43.5, 50, -1000]),
    ],
    "sigmoid": [
        ("slope-vanishes", "https://github.com/tenstorrent/tt-metal/pull/56358", {}, [16.75, 17, 20, 40]),
        ("leaves-its-range", "https://github.com/neoml-lib/neoml/pull/952", {}, [-16.740633, -17, 17, 17.32868, -89, -100, 89]),
    ],
    "elu": [
        ("slope-vanishes", JAX + "39795", {}, [-18, -20, -40, -100]),
        ("small-negative", TF + "116943", {}, [-1e-8, -1e-7]),
    ],
    "selu": [
        ("slope-vanishes", JAX + "39796", {}, [-20, -40, -100]),
        ("small-negative", TF + "116943", {}, [-1e-8, -1e-7]),
        ("nan", TF + "118528", {}, [NAN]),
    ],
    "celu": [("small-negative", PYTORCH + "148065", {}, [-1e-8, -1e-7, -2])],
    "softplus": [
        ("slope-at-zero", JAX + "2107", {}, [0]),
        ("overflows", "https://github.com/tracel-ai/burn/issues/5373", {}, [100, 89, 1000]),
        ("large-beta", PYTORCH + "171249", {"beta": 1e30, "threshold": 1e30}, [0.5]),
        ("magic-rounding", TT + "55798", {}, [-8.78182e6, -1e7, -2.5e7]),
        ("nan", "https://github.com/mindspore-ai/mindspore/issues/382", {}, [NAN]),
    ],
    "relu": [
        ("slope-at-zero", JAX + "37821", {}, [0, -0.0, 1e-40, 1.4e-45]),
        ("nan", PYTORCH + "7999", {}, [NAN]),
        ("flushed-subnormals", TF + "127905", {}, [1e-40, -1e-40]),
    ],
    "exponential": [("nan", TF + "120299", {}, [NAN])],
    "mish": [
        ("poor-tail", "https://github.com/AlexeyAB/darknet/issues/5452", {}, [-2, -10, -15, -20, -30, -50, -88, -100]),
        ("overflows", "https://github.com/AlexeyAB/darknet/issues/3994", {}, [5000, 100, 1e10]),
    ],
    "hardSigmoid": [
        ("nan", "https://github.com/apache/tvm/issues/17999", {}, [NAN]),
        ("slope-at-the-knees", PYTORCH + "49922", {}, [3, -3]),
    ],
    "softshrink": [("nan", PYTORCH + "138385", {}, [NAN])],
    "hardSwish": [("slope-at-the-knees", PYTORCH + "147801", {}, [-3, 3])],
    "softsign": [("through-a-reciprocal", ORT + "27923", {}, [3.4028234663852886e38, 3.4e38, INF, -INF])],
    "erf": [
        ("above-one", "https://github.com/openxla/stablehlo/issues/1238", {}, [3.9004288]),
        ("near-the-smallest-normal", "https://github.com/shibatch/sleef/issues/517", {}, [float.fromhex("0x1.16945ap-126")]),
    ],
}
