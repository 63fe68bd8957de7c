"""Every exported model against ONNX's own checker, and against the Python runtime.

The models and what onnxruntime-node gives for them are written by write_models.mjs, from the packages as they are built.
"""

import base64
import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

import numpy
import onnx
import onnxruntime

HERE = Path(__file__).parent
TYPES = {"float32": numpy.float32, "float64": numpy.float64}


def decode(tensor, dtype):
    return numpy.frombuffer(base64.b64decode(tensor["bytes"]), TYPES[dtype]).reshape(tensor["dims"])


def steps_apart(a, b):
    """The largest distance in representable numbers; NaN is NaN, and the zeros are 1 apart."""
    integers = numpy.int32 if a.dtype == numpy.float32 else numpy.int64
    both = ~(numpy.isnan(a) & numpy.isnan(b))
    x, y = (v[both].view(integers) for v in (numpy.ascontiguousarray(a), numpy.ascontiguousarray(b)))
    ordered = [numpy.where(v < 0, numpy.iinfo(integers).min - v, v).astype(numpy.float64) for v in (x, y)]
    differ = x != y
    distance = numpy.maximum(numpy.abs(ordered[0] - ordered[1]), 1) * differ
    return float(distance.max(initial=0))


class Models(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory(prefix="actfn models ")
        node = os.environ.get("ACTFN_NODE", "node")
        subprocess.run([node, str(HERE / "write_models.mjs"), cls.temporary.name], check=True, cwd=HERE)
        cls.models = sorted(Path(cls.temporary.name).glob("*.onnx"))

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def test_there_are_models(self):
        self.assertGreater(len(self.models), 500)

    def test_the_checker_accepts_every_model(self):
        for path in self.models:
            with self.subTest(path.stem):
                onnx.checker.check_model(onnx.load(path), full_check=True)

    def test_the_format_is_the_one_that_is_promised(self):
        for path in self.models:
            model = onnx.load(path)
            with self.subTest(path.stem):
                self.assertEqual(model.ir_version, 9)
                self.assertEqual([(o.domain, o.version) for o in model.opset_import], [("", 20)])
                self.assertEqual(model.producer_name, "actfn")

    def test_the_runtime_loads_models_in_bfloat16(self):
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 4
        paths = [path for path in self.models if "-bfloat16-" in path.stem]
        self.assertGreater(len(paths), 100)
        for path in paths:
            with self.subTest(path.stem):
                session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
                self.assertEqual({tensor.type for tensor in session.get_inputs()}, {"tensor(bfloat16)"})

    def test_python_gives_the_same_bits_as_node(self):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        options.log_severity_level = 4
        for path in self.models:
            example = path.with_suffix(".json")
            if not example.exists():
                continue
            stored = json.loads(example.read_text())
            dtype = stored["dtype"]
            session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
            feeds = {name: decode(tensor, dtype) for name, tensor in stored["inputs"].items()}
            names = [output.name for output in session.get_outputs()]
            for name, got in zip(names, session.run(names, feeds)):
                with self.subTest(f"{path.stem} {name}"):
                    self.assertEqual(steps_apart(got, decode(stored["outputs"][name], dtype)), 0)


if __name__ == "__main__":
    unittest.main()
