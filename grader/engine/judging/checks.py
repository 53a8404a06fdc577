"""How the judge decides on a check: it runs it, and doubts it when it passes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from types import CodeType
from typing import Any

from grader.engine.cells import shell
from grader.engine.judging import verdicts
from grader.engine.judging.namespace import Namespace
from grader.engine.judging.outside import LearnerError, Outside
from grader.engine.judging.verdicts import Verdict

_PART = 1 / 4  # of the time for a search that one changed answer may take
_BUSY = 3  # times as long by the clock, where the processors are not one's own


class Checks:
    """The check cells of one submission.

    Parameters
    ----------
    cells : list of dict
        The notebook's, see `description.describe`.
    names : Namespace
        The judge's.
    outside : Outside
        The line to the worker.
    job : dict
        What the engine says of the submission.
    noting : callable
        Given a cell's place, a context that notes what goes wrong there.
    """

    def __init__(
        self,
        cells: list[dict[str, Any]],
        names: Namespace,
        outside: Outside,
        job: dict[str, Any],
        noting: Callable[[int], AbstractContextManager[None]],
    ) -> None:
        self._cells, self._names, self._outside = cells, names, outside
        self._job, self._noting = job, noting
        self._spoken: list[tuple[dict[str, Any], str, Exception, bool, str]] = []
        self._took: dict[int, float] = {}  # seconds, by the place of a check

    def verdict(self, place: int) -> Verdict:
        """Judge the check cell at a place of the notebook."""
        cell = self._cells[place]
        filename = shell.cell_name("check", place)
        if place in self._job["shown"]:
            inside = self._inside(cell, filename)
            if place in self._job["inside"]:
                return inside
        before = self._grounds()
        self._outside.shares_random = not self._job["guarded"] or place in self._job["random"]
        verdict = self._run(place, cell, filename)
        if verdict.points:
            self._doubt(verdict, place, filename, before)
        self._outside.shares_random = True
        return verdict

    def _grounds(self) -> dict[str, int]:
        """Return how often there has been what a check is doubted for, by the doubt."""
        outside = self._outside
        words = outside.words if self._job["guarded"] else 0
        found = {"void": outside.voids, "empty": outside.empties, "word": words}
        return found | {"change": outside.changed}

    def _doubt(self, verdict: Verdict, place: int, filename: str, before: dict[str, int]) -> None:
        """Note what speaks against a check that has earned points; see `Verdict`."""
        doubts = [doubt for doubt, count in self._grounds().items() if count > before[doubt]]
        if "change" in doubts:
            verdict.earned_anyway = self._points_without_change(verdict, place, filename)
            if verdict.earned_anyway >= verdict.points:
                doubts.remove("change")
        verdict.doubts = tuple(doubts)

    def _points_without_change(self, verdict: Verdict, place: int, filename: str) -> float:
        """Return what a check earns where what the answer does to its arguments stays undone."""
        if place in self._job["by_change"]:
            return verdict.points  # the author's answer needs it, too
        self._outside.carries_back = False
        without = self._run(place, self._cells[place], filename)
        self._outside.carries_back = True
        return without.points

    def _run(self, place: int, cell: dict[str, Any], filename: str) -> Verdict:
        self._outside.begin()
        clock = self.clock()
        try:
            with self._noting(place):
                value = shell.run(cell["source"], filename, self._names)
        except Exception as error:
            quoted = self._outside.quotes
            verdict = verdicts.of_error(error, filename, cell["hidden"], quoted)
            if hasattr(error, "hidden_message"):  # one of the course's own checks
                self._spoken.append((cell, filename, error, quoted, verdict.message))
            return verdict
        finally:
            self._took[place] = clock()
            self._outside.end()
        return verdicts.of_value(value, cell["points"])

    def clock(self) -> Callable[[], float]:
        """Return a function that counts the seconds, from now on, that judge and worker compute.

        A machine that is busy with something else is no reason to find out less. The worker's
        word is taken for its own; by the clock on the wall it gains little.
        """
        began, computed = time.monotonic(), time.process_time() + self._outside.seconds

        def seconds() -> float:
            since = time.process_time() + self._outside.seconds - computed
            return max((time.monotonic() - began) / _BUSY, since)  # in this order: it may be nan

        return seconds

    def said_anew(self, exercise: str) -> Iterator[tuple[int, Verdict]]:
        """Yield again what failed earlier in an exercise, where more is known of it by now."""
        for number, (cell, filename, error, quoted, message) in enumerate(self._spoken):
            if cell["exercise"] == exercise:
                verdict = verdicts.of_error(error, filename, cell["hidden"], quoted)
                if verdict.message != message:
                    self._spoken[number] = (cell, filename, error, quoted, verdict.message)
                    yield self._cells.index(cell), verdict

    def search(self, exercise: str, text: str, seconds: float) -> None:
        """Have the course's own checks look for the line of an answer that is at fault.

        Nothing may be judged afterward: changed answers have been run in the worker.
        """
        spoken = [error for cell, _, error, *_ in self._spoken if cell["exercise"] == exercise]
        places = [
            place
            for place, cell in enumerate(self._cells)
            if cell["exercise"] == exercise and cell["kind"] == "check"
        ]
        of_one = _PART * seconds
        is_slow = sum(self._took.get(place, 0.0) for place in places) > of_one
        if not spoken or is_slow or self._job["shown"].intersection(places):
            return
        self._outside.ask("hurry", seconds=of_one)

        def passes(code: CodeType) -> bool:
            try:
                self._outside.ask("execute", compiled=shell.marshaled(code))
                for place in places:
                    shell.run(
                        self._cells[place]["source"], shell.cell_name("check", place), self._names
                    )
            except Exception:
                return False
            return True

        spoken[-1].search(text, passes, seconds, self.clock())

    def _inside(self, cell: dict[str, Any], filename: str) -> Verdict:
        """Have a check run in the worker, which is believed."""
        compiled = shell.compiled(cell["source"], filename)
        self._outside.quotes = self._outside.quotes and not cell["hidden"]
        try:
            value = self._outside.ask("execute", compiled=compiled)
        except LearnerError as error:
            quoted = self._outside.quotes
            return verdicts.of_inside(error.report, filename, cell["hidden"], quoted)
        return verdicts.of_value(value, cell["points"])
