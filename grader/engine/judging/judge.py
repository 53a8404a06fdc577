"""The judge: holds the hidden tests, runs the checks on its own data, and decides.

The learner's names are stand-ins here. Whatever the worker does, it can only send values.
"""

from __future__ import annotations

import contextlib
import os
import sys
import types
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from grader.engine import faults, wire
from grader.engine.cells import names, relevance, shell
from grader.engine.judging import verdicts
from grader.engine.judging.checks import Checks
from grader.engine.judging.namespace import Namespace
from grader.engine.judging.outside import LearnerError, Outside, WorkerLost
from grader.engine.wire import randomness
from grader.engine.wire.channel import Channel

_MOST_SEARCHED = 3  # wrong answers of a submission, if each takes all of its time


class Judge:
    """One pass over a notebook.

    Parameters
    ----------
    notebook : dict
        See `description.describe`.
    """

    def __init__(self, notebook: dict[str, Any]) -> None:
        shell.quiet_plots()
        self.notebook = notebook
        self.cells = notebook["cells"]
        self.start = 0
        self.names = Namespace(self.cells)
        self.crashes: dict[str, verdicts.Verdict] = {}
        self.faults: list[dict[str, Any]] = []
        self.notes: dict[str, str] = {}
        self.to_carry: list[int] = []
        self.untold: list[tuple[int, dict[str, Any]]] = []
        self.random = randomness.GlobalState()
        self.carried = {answer for users in notebook["carry"].values() for answer, _ in users}
        self._look_ahead(notebook["opening"])
        main_module = _Main("__main__")
        main_module.__dict__["_names"] = self.names
        sys.modules["__main__"] = main_module
        self.engine: Channel
        self.outside: Outside
        self.job: dict[str, Any]
        self.checks: Checks
        self.failed: set[str]

    def prepare(self, start: int) -> None:
        """Run the author's cells before `start`, and read all the others: no learner is needed."""
        self.start = start
        for place, cell in enumerate(self.cells):
            source, filename = cell["source"], shell.cell_name(cell["kind"], place)
            with contextlib.suppress(Exception):
                if cell["kind"] == "given" and place < start:
                    with self._noting(place):
                        self._run_given(place, None)
                elif cell["kind"] == "given":
                    relevance.read(source, filename)
                elif cell["kind"] == "check":
                    shell.code(source, filename)
                elif cell["kind"] == "answer":
                    names.bound(source)
                    names.changed(source)
        self._look_ahead(self.notebook["opening"])

    def _look_ahead(self, start: int) -> None:
        """Find out which names are wanted after each of the author's cells, before `start` runs."""
        self.wanted = relevance.outline(self.cells, self.names, start)

    def _wanted_after(self, place: int) -> tuple[list[str] | None, list[str] | None]:
        """Return the names that the judge and the worker will want after a cell; None for all."""
        if self.job["whole"] or place not in self.wanted:
            return None, None
        filename = shell.cell_name("given", place)
        body = shell.parse(self.cells[place]["source"], filename).body
        if relevance.relevant(body, self.wanted[place][1], self.names)[0]:
            self._look_ahead(place)  # more is known by now
        return self.wanted[place]

    def run(self, engine: Channel, worker: Channel) -> None:
        """Go through the cells that are left and tell the engine each verdict."""
        sys.stdout = sys.stderr = open(os.devnull, "w", errors="replace")  # noqa: SIM115
        self.engine = engine
        self.outside = self.names.outside = Outside(worker, self.names, self.random)
        self.outside.on_stale = self.names.forget
        randomness.mirror_seeds(
            lambda path, value: self.outside.ask("seed", path=path, value=value)
        )
        self.job = wire.load(*engine.receive())
        self.checks = Checks(self.cells, self.names, self.outside, self.job, self._noting)
        self.failed = set(self.job["failed"])
        self.outside.guards_generators = self.job["guarded"]
        files = self.notebook["files"]
        shell.write_files(files)
        self.outside.answers = self._answers()
        self.outside.post("prepare", files=files, answers=self.outside.answers)
        last = max((n for n, cell in enumerate(self.cells) if cell["kind"] == "check"), default=-1)
        steps = {"given": self._given, "answer": self._answer, "check": self._check}
        for place, cell in enumerate(self.cells[: last + 1]):
            if place >= self.start and cell["kind"] in steps:
                self._tell({"at": place})
                # Raised again with the next question, should a check swallow it.
                with contextlib.suppress(WorkerLost):
                    self._carry_forward(place)
                    steps[cell["kind"]](place, cell)
                if self.outside.lost:
                    self._tell({"lost": place, "why": self.outside.lost, "faults": self.faults})
                    return
        self._tell({"faults": self.faults})  # nothing of it hangs on how the search ends
        self._search()
        self._tell({"done": True})

    def _search(self) -> None:
        """Look in wrong answers for the lines that are at fault, when all is judged."""
        clock, seconds = self.checks.clock(), self.job["search_seconds"]
        for name, exercise in self.notebook["exercises"].items():
            is_known = name not in self.failed or self.crashes.keys() & exercise["answers"]
            if is_known or len(exercise["answers"]) != 1 or clock() > _MOST_SEARCHED * seconds:
                continue
            with contextlib.suppress(WorkerLost, LearnerError):
                text = self.job["answers"][exercise["answers"][0]]
                self.checks.search(name, text, seconds)
            again = self.checks.said_anew(name)
            self.untold += [(place, asdict(better)) for place, better in again]
            self._tell({})  # the next search may not come to its end

    def _answers(self) -> dict[str, str]:
        """Return the learner's code by the file name under which it will run."""
        return {
            shell.cell_name("answer", place): self.job["answers"][cell["grade_id"]]
            for place, cell in enumerate(self.cells)
            if cell["kind"] == "answer"
        }

    def _tell(self, message: dict[str, Any]) -> None:
        """Tell the engine something, and the verdicts since the last time along with it."""
        self.engine.send(wire.dump({**message, "verdicts": self.untold}))
        self.untold = []

    def _given(self, place: int, cell: dict[str, Any]) -> None:
        """Run the author's cell on both sides."""
        if place in self.job["skipped"]:
            return
        ours, theirs = self._wanted_after(place)
        filename = shell.cell_name("given", place)
        self.outside.post("run", source=cell["source"], filename=filename, wanted=theirs)
        # As in a notebook: where a cell fails, it ends, and the next one runs.
        with contextlib.suppress(Exception), self._noting(place):
            self._run_given(place, ours)
        with contextlib.suppress(Exception):
            self.outside.settle()

    @contextlib.contextmanager
    def _noting(self, place: int) -> Iterator[None]:
        """Note what goes wrong with a cell, in case that it is the machine's fault."""
        try:
            yield
        except Exception as error:
            self.names.lacks_modules |= isinstance(error, ImportError)
            filename = shell.cell_name(self.cells[place]["kind"], place)
            self.faults.append(asdict(faults.of(place, filename, error)))
            raise

    def _run_given(self, place: int, wanted: list[str] | None) -> None:
        """Run the author's cell on this side: what matters to `wanted`, or all of it."""
        filename = shell.cell_name("given", place)
        body = shell.parse(self.cells[place]["source"], filename).body
        if wanted is not None:
            body, _ = relevance.relevant(body, wanted, self.names)
        for statement in body:
            found = names.results_of(statement, self.names.learner)
            if found is None:
                self.names.take(names.binds(statement))
                exec(shell.code_of(statement, filename), self.names)
            else:
                # What the learner's code made there need not be made a second time.
                self.names.give(found)

    def _answer(self, place: int, cell: dict[str, Any]) -> None:
        """Run the learner's cell in the worker, and learn whose its names are."""
        self.names.give(self._names_of(cell["source"]))
        if place in self.job["skipped"]:
            if place in self.carried:
                self._reference(place)
            return
        source = self.job["answers"][cell["grade_id"]]
        if not cell["has_model"]:
            self._give_data(cell["grade_id"], source)
        try:
            with self._noting(place):
                self.outside.ask("run", source=source, filename=shell.cell_name("answer", place))
        except LearnerError as error:
            report = error.report
            self.crashes[cell["grade_id"]] = verdicts.of_report(report, False, self.outside.quotes)

    def _names_of(self, source: str) -> set[str]:
        """Return the names that the author's own answer binds or changes."""
        changed: set[str] = set()
        with contextlib.suppress(SyntaxError, ImportError):
            for statement in names.imports(source):
                self.names.take(names.binds(statement))
                exec(shell.code_of(statement, "<imports>"), self.names)
            for name, method in names.changed(source).items():
                value = dict.get(self.names, name)
                is_module = isinstance(value, types.ModuleType)
                if value is not None and not is_module and names.may_change(value, method):
                    changed.add(name)
        return names.bound(source) | changed

    def _give_data(self, answer: str, source: str) -> None:
        """Make data of the author's that an answer binds anew or changes the learner's.

        For where the author left no answer that could say whether this is what was asked for.
        Modules, functions and classes stay the author's.
        """
        with contextlib.suppress(SyntaxError):
            touched = names.bound(source) | set(names.changed(source))
            data = {name for name in touched if _is_data(dict.get(self.names, name, _is_data))}
            self.names.give(data)
            if data:
                said = ", ".join(sorted(data))
                self.notes[answer] = f"goes by what the answer made of {said}, a given value"

    def _check(self, place: int, cell: dict[str, Any]) -> None:
        """Judge one check cell."""
        exercise = self.notebook["exercises"][cell["exercise"]]
        if place not in self.job["decided"]:
            verdict = self.checks.verdict(place)
            if self.outside.lost:
                return
            if verdict.status != "passed":
                self.failed.add(cell["exercise"])
                crash = next(
                    (self.crashes[a] for a in exercise["answers"] if a in self.crashes), None
                )
                if crash is not None:
                    verdict.status, verdict.message = crash.status, crash.message
            notes = [self.notes[a] for a in exercise["answers"] if a in self.notes]
            verdict.note = "; ".join(filter(None, [verdict.note, *notes]))
            self.untold.append((place, asdict(verdict)))
            again = self.checks.said_anew(cell["exercise"])
            self.untold += [(earlier, asdict(better)) for earlier, better in again]
        for answer, users in self.notebook["carry"].get(place, []):
            if self.failed.intersection(users):
                self.to_carry.append(answer)

    def _carry_forward(self, place: int) -> None:
        """Put the reference answers in place of those that failed, before the cell at `place`."""
        while self.to_carry:
            self._reference(self.to_carry.pop(0))
            self._tell({"at": place})  # its time begins here

    def _reference(self, place: int) -> None:
        # Compiled: what the learner's code does afterward is to find no text of the author's.
        self.outside.quotes = False
        filename = shell.cell_name("reference", place)
        with contextlib.suppress(LearnerError, SyntaxError):
            compiled = shell.compiled(self.cells[place]["source"], filename)
            self.outside.ask("execute", compiled=compiled)


def _is_data(value: Any) -> bool:
    return not (callable(value) or isinstance(value, types.ModuleType))


class _Main(types.ModuleType):
    """`__main__` as pickle and dataclasses look it up: the judge's names."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["_names"][name]
        except KeyError:
            raise AttributeError(name) from None


def main(engine: Channel, worker: Channel) -> None:
    """Judge one submission; for a process of its own."""
    judge = Judge(wire.load(*engine.receive()))
    judge.run(engine, worker)
