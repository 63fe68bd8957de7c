"""Notebooks as Jupyter's own executor runs them: every reply must be ok, and failures are what allow_errors says."""

import os
import unittest
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from test_kernel import NAME, install_kernel

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"


def setUpModule() -> None:
    install_kernel()


class Run:
    """One execution of a notebook, with the status of every reply."""

    def __init__(self, notebook: nbformat.NotebookNode, **options: object) -> None:
        self.notebook = notebook
        self.statuses: list[str] = []
        self.client = NotebookClient(
            notebook,
            timeout=240,
            kernel_name=NAME,
            resources={"metadata": {"path": str(NOTEBOOKS)}},
            on_cell_executed=lambda cell, cell_index, execute_reply: self.statuses.append(
                execute_reply["content"]["status"]
            ),
            **options,
        )

    def execute(self) -> "Run":
        self.client.execute()
        return self


def notebook(*sources: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])


def text_of(cell: nbformat.NotebookNode) -> str:
    return "".join(output.get("text", "") for output in cell.outputs)


class NotebookTests(unittest.TestCase):
    def test_every_notebook(self) -> None:
        for path in sorted(NOTEBOOKS.glob("*.ipynb")):
            with self.subTest(notebook=path.name):
                run = Run(nbformat.read(path, as_version=4)).execute()
                self.assertGreater(len(run.statuses), 0)
                self.assertEqual(set(run.statuses), {"ok"})
                nbformat.validate(run.notebook)


class FailureTests(unittest.TestCase):
    SOURCES = ("1", "2", 'throw new RangeError("third")', 'console.log("after")')

    def test_a_failing_cell_stops_the_notebook_and_is_reported(self) -> None:
        run = Run(notebook(*self.SOURCES))
        with self.assertRaises(CellExecutionError) as raised:
            run.execute()
        self.assertEqual((raised.exception.ename, raised.exception.evalue), ("RangeError", "third"))
        self.assertEqual(text_of(run.notebook.cells[3]), "")

    def test_with_allow_errors_the_cells_after_it_run(self) -> None:
        run = Run(notebook(*self.SOURCES), allow_errors=True).execute()
        self.assertEqual(run.statuses, ["ok", "ok", "error", "ok"])
        self.assertEqual(text_of(run.notebook.cells[3]), "after\n")

    def test_after_a_cell_that_may_fail_the_next_one_runs(self) -> None:
        made = notebook(*self.SOURCES)
        made.cells[2].metadata["tags"] = ["raises-exception"]
        run = Run(made).execute()
        self.assertEqual(run.statuses, ["ok", "ok", "error", "ok"])

    def test_a_cell_that_takes_too_long_is_interrupted(self) -> None:
        run = Run(notebook("await 0; for (;;) {}", "6 * 7"), allow_errors=True, interrupt_on_timeout=True)
        run.client.timeout = 2
        run.execute()
        self.assertEqual(run.statuses, ["error", "ok"])


if __name__ == "__main__":
    os.chdir(Path(__file__).parent)
    unittest.main()
