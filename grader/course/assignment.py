"""An assignment: the pristine source notebook, its cells sorted by role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Literal

from grader.course.notebook import NotebookCell, Rejected, read_cells

CellKind = Literal["given", "answer", "check", "manual", "text"]

# What nbgrader puts in place of a solution, unless its configuration says otherwise.
CODE_STUB = "# YOUR CODE HERE\nraise NotImplementedError()"
TEXT_STUB = "YOUR ANSWER HERE"


@dataclass(frozen=True)
class Cell:
    """One cell of the source notebook.

    Attributes
    ----------
    kind : {"given", "answer", "check", "manual", "text"}
        "given" is the author's code; "answer" the learner's, judged by checks; "check" holds
        tests and points; "manual" is the learner's and graded by a person; "text" is for
        reading.
    cell_type : str
        "code" or "markdown"; a manual cell can be either.
    grade_id : str or None
        nbgrader's name of the cell.
    source : str
        The author's text: solutions and hidden tests included.
    points : float
        Points to be had here.
    exercise : str or None
        The exercise that an answer, a check or a text with its hints belongs to.
    stub : str or None
        What the learner was given in place of an answer.
    hidden : tuple of (int, int)
        Line ranges of hidden tests, counted from 1, both ends and their markers included.
    """

    kind: CellKind
    cell_type: str
    source: str
    grade_id: str | None = None
    points: float = 0.0
    exercise: str | None = None
    stub: str | None = None
    hidden: tuple[tuple[int, int], ...] = ()

    def is_hidden(self, line: int) -> bool:
        """Return whether a line, counted from 1, is part of a hidden test."""
        return any(first <= line <= last for first, last in self.hidden)

    @property
    def released(self) -> str:
        """The text that learners see: the stub, and no hidden tests."""
        if self.stub is not None:
            return self.stub
        if not self.hidden:
            return self.source
        lines = enumerate(self.source.split("\n"), start=1)
        return "\n".join(text for number, text in lines if not self.is_hidden(number))


@dataclass(frozen=True)
class Exercise:
    """What is judged together: the learner's cells and the check cells that score them.

    Attributes
    ----------
    id : str
        Its name.
    answers : tuple of str
        Grade ids of the answer cells; empty when checks stand alone.
    checks : tuple of int
        Where its check cells stand in `Assignment.cells`.
    max_points : float
        Points of all its checks.
    """

    id: str
    answers: tuple[str, ...]
    checks: tuple[int, ...]
    max_points: float


@dataclass(frozen=True)
class Assignment:
    """A source notebook as plain data, so that it can travel to any process.

    Attributes
    ----------
    id : str
        The stem of its file.
    cells : tuple of Cell
        In the order of the notebook.
    folder : str
        Where the notebook lies, with the files that it reads; empty when it reads none.
    """

    id: str
    cells: tuple[Cell, ...]
    folder: str = ""

    @classmethod
    def read(cls, path: Path, release: Path | None = None) -> Assignment:
        """Read a source notebook.

        Parameters
        ----------
        path : Path
            The nbgrader source version, with solutions and hidden tests.
        release : Path, optional
            What learners were given, which knows the stubs best. Without it they are
            worked out as nbgrader does by default.

        Raises
        ------
        Rejected
            When a file is not a notebook, or two of its cells share a name.
        """
        raw_cells = read_cells(path)
        cells = [_cell(raw) for raw in raw_cells]
        names = [cell.grade_id for cell in cells if cell.kind in ("answer", "check", "manual")]
        if len(set(names)) < len(names):
            twice = next(name for name in names if names.count(name) > 1)
            raise Rejected(f"two cells of {path.name} are called {twice}: rename one")
        if release is not None and release.is_file():
            stubs = {raw.grade_id: raw.source for raw in read_cells(release)}
            cells = [
                cell
                if cell.stub is None
                else replace(cell, stub=stubs.get(cell.grade_id, cell.stub))
                for cell in cells
            ]
        answer_ids = {cell.grade_id for cell in cells if cell.kind == "answer"}
        placed = zip(cells, raw_cells, strict=True)
        cells = [_with_exercise(cell, raw.id, answer_ids) for cell, raw in placed]
        return cls(path.stem, tuple(cells), str(path.resolve().parent))

    @property
    def max_score(self) -> float:
        """Points of the automatic checks."""
        return sum(cell.points for cell in self.cells if cell.kind == "check")

    @property
    def by_hand(self) -> float:
        """Points that a person gives."""
        return sum(cell.points for cell in self.cells if cell.kind == "manual")

    @property
    def answerable(self) -> Iterator[Cell]:
        """The cells that a learner fills in."""
        return (cell for cell in self.cells if cell.stub is not None)

    @cached_property
    def exercises(self) -> tuple[Exercise, ...]:
        """The exercises in the order of their first check.

        The answer of a check whose id names none (an ordinary nbgrader test) is what
        stands before it: the answer cells since the last check that followed another.
        """
        found: dict[str, Exercise] = {}
        before: tuple[str, ...] = ()
        fresh = True
        answer_ids = {cell.grade_id for cell in self.cells if cell.kind == "answer"}
        for place, cell in enumerate(self.cells):
            if cell.kind == "answer":
                before = (cell.grade_id,) if fresh else (*before, cell.grade_id)
                fresh = False
            elif cell.kind == "check":
                fresh = True
                own = (cell.exercise,) if cell.exercise in answer_ids else before
                known = found.get(cell.exercise) or Exercise(cell.exercise, own, (), 0.0)
                found[cell.exercise] = replace(
                    known,
                    checks=(*known.checks, place),
                    max_points=known.max_points + cell.points,
                )
        return tuple(found.values())

    def attempted(self, exercise: Exercise, answers: dict[str, str]) -> bool:
        """Return whether any answer cell of the exercise differs from what was given.

        An exercise without answer cells counts as attempted: its checks decide.
        """
        if not exercise.answers:
            return True
        stubs = {cell.grade_id: cell.stub for cell in self.answerable}
        return any(
            bare(answers.get(name)) not in ("", bare(stubs[name])) for name in exercise.answers
        )


def _cell(raw: NotebookCell) -> Cell:
    kind = _kind(raw)
    stub = _stub(raw) if kind in ("answer", "manual") else None
    points = raw.nbgrader.get("points") if kind in ("check", "manual") else 0
    return Cell(
        kind=kind,
        cell_type=raw.cell_type,
        source=raw.source,
        grade_id=raw.grade_id,
        points=float(points or 0),
        stub=stub,
        hidden=_hidden_ranges(raw.source) if kind == "check" else (),
    )


def _kind(raw: NotebookCell) -> CellKind:
    grade, solution = bool(raw.nbgrader.get("grade")), bool(raw.nbgrader.get("solution"))
    if raw.grade_id and solution:
        return "manual" if grade or raw.cell_type != "code" else "answer"
    if raw.cell_type != "code":
        return "text"
    return "check" if raw.grade_id and grade else "given"


def _with_exercise(cell: Cell, id_: str, answer_ids: set[str | None]) -> Cell:
    if cell.kind == "answer":
        return replace(cell, exercise=cell.grade_id)
    if cell.kind == "check":
        match = re.fullmatch(r"(.+)_check_\d+", cell.grade_id or "")
        ours = match is not None and match[1] in answer_ids
        return replace(cell, exercise=match[1] if ours else cell.grade_id)
    if cell.kind == "text" and id_.removesuffix("_hints") in answer_ids - {id_}:
        return replace(cell, exercise=id_.removesuffix("_hints"))
    return cell


def _hidden_ranges(source: str) -> tuple[tuple[int, int], ...]:
    """Return the line ranges between nbgrader's markers; one left open runs to the end."""
    ranges, begin = [], None
    lines = source.split("\n")
    for number, line in enumerate(lines, start=1):
        if "BEGIN HIDDEN TESTS" in line and begin is None:
            begin = number
        elif "END HIDDEN TESTS" in line and begin is not None:
            ranges.append((begin, number))
            begin = None
    if begin is not None:
        ranges.append((begin, len(lines)))
    return tuple(ranges)


def _stub(raw: NotebookCell) -> str:
    """Return the cell with its solution replaced, by nbgrader's rule."""
    stub = CODE_STUB if raw.cell_type == "code" else TEXT_STUB
    lines, inside = [], False
    for line in raw.source.split("\n"):
        if "BEGIN SOLUTION" in line and not inside:
            indent = line[: len(line) - len(line.lstrip())]
            lines += [indent + part for part in stub.split("\n")]
            inside = True
        elif "END SOLUTION" in line:
            inside = False
        elif not inside:
            lines.append(line)
    return "\n".join(lines) if "BEGIN SOLUTION" in raw.source else stub


def bare(source: str | None) -> str:
    """Return the text without blank lines and spaces at line ends, to compare by."""
    return "\n".join(line.rstrip() for line in (source or "").split("\n") if line.strip())
