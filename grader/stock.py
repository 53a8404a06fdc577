"""A plain engine: the rebuilt notebook runs in a fresh Jupyter kernel, checks and all.

It offers no containment, so it is for one's own work. Scores follow nbgrader's rules: a check
cell that raises earns nothing, one that ends in a number earns that many points, any other
earns all of them. Unlike nbgrader, output on stderr costs nothing, and where checks name their
exercise, the reference answer follows a failed one, so that one mistake is paid for once.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.v4 import new_code_cell, new_notebook

from grader.assignment import Assignment, Cell, Exercise
from grader.results import ExerciseResult

CELL_SECONDS = 60

# Run after a check cell that raised: which of its lines it was, and what may be told of it.
_PROBE = """\
import json, sys
def _lines(error):
    step = error.__traceback__
    while step:
        if step.tb_frame.f_code.co_name == "<module>" and step.tb_frame.f_globals is globals():
            yield step.tb_lineno
        step = step.tb_next
_error = sys.last_value
print(json.dumps({"lines": list(_lines(_error)),
                  "hidden_message": getattr(_error, "hidden_message", None)}))
del _error, _lines
"""
_ANSWERED_WRONG = ("AssertionError", "CheckFailed")
_UNANSWERED = ("NotImplementedError", "NotAttempted")


@dataclass
class _Failure:
    """What a cell raised: the name of the error, and words for the learner."""

    name: str
    message: str


@dataclass
class _Verdict:
    points: float = 0.0
    failures: list[_Failure] = field(default_factory=list)


def judge(assignment: Assignment, answers: dict[str, str]) -> list[ExerciseResult]:
    """Run an assignment with a learner's answers and say what each exercise earned.

    Parameters
    ----------
    assignment : Assignment
    answers : dict of str to str
        From grade id to the learner's source; the stub stands in for a missing one.

    Returns
    -------
    list of ExerciseResult
        In the order of the notebook.
    """
    with _scratch(assignment.folder) as folder:
        run = _Run(assignment, answers, folder)
        try:
            run.all()
        finally:
            run.stop()
    return [
        _result(exercise, run.verdicts[exercise.id], assignment.attempted(exercise, answers))
        for exercise in assignment.exercises
    ]


class _Run:
    """One pass through the notebook, in one kernel as long as it lives."""

    def __init__(self, assignment: Assignment, answers: dict[str, str], folder: Path) -> None:
        self.cells = assignment.cells
        self.answers = dict(answers)
        self.folder = folder
        self.verdicts = {exercise.id: _Verdict() for exercise in assignment.exercises}
        self.by_check = {n: e for e in assignment.exercises for n in e.checks}
        self.to_replace: set[str] = set()
        self.deadly: set[int] = set()  # places of the cells that ended a kernel
        self.answer_failures: dict[str, _Failure] = {}
        self.client: NotebookClient | None = None
        self.kernel = ExitStack()

    def all(self) -> None:
        for place, cell in enumerate(self.cells):
            if cell.kind == "answer":
                self._carry_forward(before=place)
            if place in self.by_check:
                self._check(place, cell, self.by_check[place])
            elif cell.cell_type == "code":
                self._prepare(place, cell)

    def stop(self) -> None:
        self.kernel.close()
        self.client = None

    def _prepare(self, place: int, cell: Cell) -> None:
        failure = self._execute(place, self._text(cell))[1]
        if failure and cell.stub is not None:
            self.answer_failures[cell.grade_id] = failure

    def _check(self, place: int, cell: Cell, exercise: Exercise) -> None:
        verdict = self.verdicts[exercise.id]
        value, failure = self._execute(place, cell.source, cell)
        if failure is None:
            verdict.points += _partial_credit(value, cell.points)
            return
        own = [self.answer_failures[a] for a in exercise.answers if a in self.answer_failures]
        # A name that is missing because its cell raised is not the news; what it raised is.
        verdict.failures += own if failure.name == "NameError" and own else [failure]
        # Where checks do not name their answer, the author wrote for plain nbgrader: its
        # scores, in which a mistake is paid for by everything that builds on it, stand.
        if exercise.id in exercise.answers:
            self.to_replace.update(exercise.answers)

    def _carry_forward(self, before: int) -> None:
        """Put reference answers in place of those that failed, for the exercises to come.

        Not before the next answer cell: several exercises may check the same answer.
        """
        for place, cell in enumerate(self.cells[:before]):
            if cell.grade_id in self.to_replace:
                self.answers[cell.grade_id] = cell.source
                self.deadly.discard(place)
                self._execute(place, cell.source)
        self.to_replace.clear()

    def _text(self, cell: Cell) -> str:
        if cell.stub is None:
            return cell.source
        return self.answers.get(cell.grade_id, cell.stub)

    def _execute(
        self, place: int, source: str, check: Cell | None = None
    ) -> tuple[str, _Failure | None]:
        """Run a cell; return the text of its result and what it raised.

        A cell that kills the kernel or takes too long costs itself only: the next one finds a
        new kernel with everything before it.
        """
        try:
            if self.client is None:
                self._start(before=place)
            outputs = self._run_cell(source)
        except (CellTimeoutError, DeadKernelError) as error:
            self.stop()
            self.deadly.add(place)
            if isinstance(error, CellTimeoutError):
                return "", _Failure("Timeout", f"It did not finish within {CELL_SECONDS} seconds.")
            return "", _Failure("Died", "It ended the Python process.")
        for output in outputs:
            if output.output_type == "error":
                return "", self._failure(output, source, check)
        values = [
            o.data.get("text/plain", "") for o in outputs if o.output_type == "execute_result"
        ]
        return (values or [""])[-1], None

    def _start(self, before: int) -> None:
        self.client = NotebookClient(
            new_notebook(cells=[new_code_cell()]),
            kernel_name="python3",
            timeout=CELL_SECONDS,
            allow_errors=True,
            resources={"metadata": {"path": str(self.folder)}},
        )
        environment = {**os.environ, "COURSE_GRADING": "1"}
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.kernel.enter_context(self.client.setup_kernel(env=environment, **quiet))
        for place, cell in enumerate(self.cells[:before]):
            if cell.cell_type == "code" and cell.kind != "check" and place not in self.deadly:
                self._run_cell(self._text(cell))

    def _run_cell(self, source: str) -> list:
        return self.client.execute_cell(new_code_cell(source), 0).get("outputs", [])

    def _failure(self, output: dict, source: str, check: Cell | None) -> _Failure:
        name, text = output["ename"], output["evalue"]
        if check is None:
            return _Failure(name, _summary(name, text) + _line_of(output))
        told = self._probe()
        line = (told["lines"] or [0])[-1]
        if check.is_hidden(line):
            hidden = told["hidden_message"]
            if name in _ANSWERED_WRONG:
                return _Failure(name, hidden or "A hidden check of this exercise fails.")
            return _Failure(name, hidden or f"A hidden check makes your code raise {name}.")
        if name == "AssertionError" and line:
            statement = source.split("\n")[line - 1].strip()
            return _Failure(name, text or f"This check fails: {statement}")
        return _Failure(name, text if name in _ANSWERED_WRONG else _summary(name, text))

    def _probe(self) -> dict:
        try:
            outputs = self._run_cell(_PROBE)
            return json.loads("".join(o.text for o in outputs if o.output_type == "stream"))
        except (CellTimeoutError, DeadKernelError):
            self.stop()
        except (ValueError, AttributeError):
            pass
        return {"lines": [], "hidden_message": None}


def _result(exercise: Exercise, verdict: _Verdict, attempted: bool) -> ExerciseResult:
    points = round(verdict.points, 6)
    names = {failure.name for failure in verdict.failures}
    messages = dict.fromkeys(failure.message for failure in verdict.failures)
    if not verdict.failures and points == exercise.max_points:
        return ExerciseResult(exercise.id, points, exercise.max_points, "passed")
    if not attempted or (names and names <= set(_UNANSWERED)):
        status, messages = "not attempted", ["Not attempted yet."]
    elif names - set(_ANSWERED_WRONG) - set(_UNANSWERED):
        status = "error"
    else:
        status = "failed"
        messages = messages or [f"It earns {points:g} of {exercise.max_points:g} points."]
    return ExerciseResult(
        exercise.id, points, exercise.max_points, status, "\n\n".join(messages).strip()
    )


def _partial_credit(value: str, max_points: float) -> float:
    """Return nbgrader's points for a check cell whose last line has a value."""
    try:
        points = float(value)
    except ValueError:
        return max_points
    return points if 0 <= points <= max_points else max_points


def _summary(name: str, text: str) -> str:
    return f"{name}: {text}" if text else name


def _line_of(output: dict) -> str:
    """Return where in the learner's own cell an error comes from, where that is known."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(output.get("traceback", [])))
    lines = re.findall(r"Cell In\[\d+\], line (\d+)", plain)
    return f" (line {lines[0]} of your answer)" if lines else ""


@contextmanager
def _scratch(source_folder: str) -> Iterator[Path]:
    """Yield a folder of its own to run in, with the files that the notebook reads."""
    with tempfile.TemporaryDirectory(prefix="grading-") as name:
        folder = Path(name)
        for path in Path(source_folder).iterdir() if source_folder else ():
            if path.is_dir():
                shutil.copytree(path, folder / path.name)
            elif path.suffix != ".ipynb":
                shutil.copy(path, folder / path.name)
        yield folder
