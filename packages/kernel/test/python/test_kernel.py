"""The kernel as Jupyter sees it: the protocol suite of jupyter_kernel_test."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

import jupyter_kernel_test
from jupyter_client import KernelManager

KERNEL = Path(__file__).resolve().parents[2] / "bin" / "actfn-kernel.js"
NAME = "actfn-under-test"


def install_kernel() -> None:
    """Installs the kernel as a user would, in a folder of this process's own."""
    prefix = tempfile.mkdtemp(prefix="actfn-jupyter-")
    unittest.addModuleCleanup(shutil.rmtree, prefix)
    command = [os.environ.get("ACTFN_NODE", "node"), str(KERNEL), "install", "--prefix", prefix, "--name", NAME]
    subprocess.run(command, check=True, capture_output=True)
    os.environ["JUPYTER_PATH"] = str(Path(prefix) / "share" / "jupyter")


def setUpModule() -> None:
    install_kernel()


class ActfnKernelTests(jupyter_kernel_test.KernelTests):
    """Everything that the suite can ask of a kernel."""

    kernel_name = NAME
    language_name = "typescript"
    file_extension = ".ts"

    code_hello_world = 'console.log("hello, world")'
    code_stderr = 'console.error("oops")'

    completion_samples = [
        {"text": "[1, 2].ma", "matches": {"map", "flatMap"}},
        {"text": "displ", "matches": {"display"}},
        {"text": "Math.flo", "matches": {"floor"}},
    ]
    complete_code_samples = [
        "1 + 1",
        "const a: number = 1;",
        "function f(): number { return 1; }",
        "gelu?",
        "await (async () => 5)()",
    ]
    incomplete_code_samples = ["function f() {", "[1, 2,", "const a = {", "await (async () => {"]
    invalid_code_samples = ["const = 1;", "1 +* 2", "let let let"]

    code_generate_error = 'throw new TypeError("no")'
    code_inspect_sample = "Math.max"
    code_execute_result = [
        {"code": "await (async () => 5)()", "result": "5"},
        {"code": "1 + 2", "result": "3"},
        {"code": "Promise.resolve(41 + 1)", "result": "42"},
        {"code": "html`<b>bold</b>`", "mime": "text/html"},
    ]
    code_display_data = [
        {"code": "await display(html`<b>bold</b>`)", "mime": "text/html"},
        {"code": "await display(tex`x^2`)", "mime": "text/latex"},
        {"code": "await display(md`**bold**`)", "mime": "text/markdown"},
        {"code": 'import * as tslab from "tslab"; tslab.display.html("<b>x</b>")', "mime": "text/html"},
    ]
    code_clear_output = "clearOutput()"
    code_page_something = "gelu?"

    supported_history_operations = ("tail", "range", "search")
    code_history_pattern = "1 + *"


class StartTests(unittest.TestCase):
    """A kernel that starts."""

    def test_interrupts_before_it_is_ready_do_not_end_it(self) -> None:
        manager = KernelManager(kernel_name=NAME)
        manager.start_kernel()
        self.addCleanup(manager.shutdown_kernel, now=True)
        while not is_listened_on(manager.shell_port):
            time.sleep(0.01)
        for _ in range(5):
            manager.interrupt_kernel()
            time.sleep(0.05)
        client = manager.blocking_client()
        client.start_channels()
        self.addCleanup(client.stop_channels)
        client.wait_for_ready(timeout=120)
        reply = client.execute_interactive("[gelu, cpu, plot].length", timeout=120, output_hook=lambda message: None)
        self.assertEqual(reply["content"]["status"], "ok")


def is_listened_on(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


if __name__ == "__main__":
    unittest.main()
