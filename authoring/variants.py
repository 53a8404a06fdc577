"""Runs a notebook's checks against every answer that is known: right ones and wrong ones."""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from authoring.faults import AuthoringError, Fault
from authoring.notebook import check_text, checks_setup
from authoring.rules import without_markers
from authoring.source import Cell
from authoring.stubs import with_stub

SECONDS = 180  # for one cell, or one answer with its checks
LONGEST = 2700  # on the wall of a busy machine; what a cell may compute is bounded, too
# One process of several at a time computes on one core, and says nothing.
QUIET = {
    "COURSE_GRADING": "1",
    "MPLBACKEND": "agg",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "TF_NUM_INTRAOP_THREADS": "1",
}


@dataclass(frozen=True)
class Variant:
    """One answer to an exercise.

    Attributes
    ----------
    key : str
        Unique in its notebook.
    kind : {"solution", "alternative", "blank", "mistake", "mutant"}
    cell : Cell
        The cell of the source text that it is made from.
    text : str
        The answer.
    says : str
        For a wrong one, what is wrong.
    change : str
        For a mutant, what was changed, as ``"old → new"``.
    """

    key: str
    kind: str
    cell: Cell
    text: str
    says: str = ""
    change: str = ""


def recorded(source):
    """Return all answers that the author has written down.

    Parameters
    ----------
    source : authoring.source.Source

    Returns
    -------
    list of Variant
    """
    kinds = {"exercise": "solution", "mistake": "mistake", "alternative": "alternative"}
    found = []
    for number, cell in enumerate(source.cells):
        if cell.role in kinds:
            text = without_markers(cell.text)
            found.append(Variant(str(number), kinds[cell.role], cell, text, cell.says))
            if cell.role == "exercise" and not source.is_lecture:
                blank = with_stub(cell.text, raising=True)
                found.append(Variant(f"{number} blank", "blank", cell, blank))
    return found


def run(source, variants, environment=None, whole=True):
    """Run a notebook's code once from top to bottom, and at each exercise its variants.

    Parameters
    ----------
    source : authoring.source.Source
    variants : list of Variant
    environment : dict, optional
        Variables for the process that runs them.
    whole : bool
        Whether to run also what comes after the last exercise.

    Returns
    -------
    dict
        What happened by the key of the variant, as `authoring.run_variants` says.

    Raises
    ------
    AuthoringError
        If the notebook itself does not run, with the cell that stops it.
    """
    steps = _steps(source, variants)
    if not whole:
        last = max((n for n, step in enumerate(steps) if step["variants"]), default=-1)
        steps = steps[: last + 1]
    job = {"setup": checks_setup(source), "steps": steps, "seconds": SECONDS}
    with tempfile.TemporaryDirectory() as folder:
        outcomes, at = Path(folder, "outcomes.json"), Path(folder, "at")
        command = [sys.executable, "-m", "authoring.run_variants", str(outcomes), str(at)]
        variables = {**os.environ, **QUIET, **(environment or {})}
        try:
            done = subprocess.run(
                command,
                input=json.dumps(job),
                text=True,
                capture_output=True,
                env=variables,
                timeout=LONGEST,
            )
            problem = _last_line(done) if done.returncode else ""
        except subprocess.TimeoutExpired:
            problem = f"it takes longer than {LONGEST} seconds in all"
        if problem:
            line = _line(source, at.read_text() if at.exists() else "")
            what = f"the notebook with its solutions stops: {problem}"
            raise AuthoringError([Fault(source.path, line, what)])
        return json.loads(outcomes.read_text())


def _steps(source, variants):
    """Return the code cells of a notebook in order, the exercises with their variants."""
    steps = []
    for number, cell in enumerate(source.cells):
        if cell.type != "code" or cell.role not in ("", "exercise"):
            continue
        step = {"text": without_markers(cell.text), "label": _label(source, number), "variants": []}
        if cell.role == "exercise":
            step["checks"] = [
                {"text": check_text(source, check), "label": f"{source.stem}_{check.line}"}
                for check in source.of(cell.name, "checks")
            ]
            step["variants"] = [
                {
                    "key": one.key,
                    "kind": one.kind,
                    "text": one.text,
                    "label": f"{source.stem}_{one.key}",
                    "cell": _label(source, source.cells.index(one.cell)),
                }
                for one in variants
                if one.cell.name == cell.name
            ]
        steps.append(step)
    return steps


def _label(source, number):
    return f"{source.stem}[{number}]"


def _line(source, label):
    """Return the line of the cell that ran last, by its label."""
    numbers = (n for n in range(len(source.cells)) if _label(source, n) == label)
    number = next(numbers, None)
    return source.cells[number].line if number is not None else 1


def _last_line(done):
    if done.returncode < 0:
        return f"its process was ended by signal {-done.returncode}"
    lines = done.stderr.strip().splitlines()
    return lines[-1] if lines else f"exit code {done.returncode}, without a word"
