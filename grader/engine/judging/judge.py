"""The judge: holds the hidden tests, runs the checks on its own data, and decides.

The learner's names are stand-ins here. Whatever the worker does, it can only send values.
"""

from __future__ import annotations

import contextlib
import os
import sys
import types
from collections.abc import Collection, Iterable
from dataclasses import asdict
from typing import Any

from grader.engine import wire
from grader.engine.cells import names, relevance, shell
from grader.engine.judging import verdicts
from grader.engine.judging.outside import LearnerError, Outside, WorkerLost
from grader.engine.wire import randomness
from grader.engine.wire.channel import Channel


class Namespace(dict):
    """The judge's global names, where those of the learner's cells are fetched when used.

    Attributes
    ----------
    learner : set of str
        The names that belong to the learner. Which these are, the author's text decides.
    """

    def __init__(self) -> None:
        super().__init__(shell.names())
        self.learner: set[str] = set()
        self.outside: Outside
        self._fetched: dict[str, Any] = {}

    def __missing__(self, name: str) -> Any:
        if name not in self.learner:
            raise KeyError(name)
        if name not in self._fetched:
            found = self.outside.ask("name", name=name)
            if not isinstance(found, list) or len(found) != 1:
                raise KeyError(name)
            self._fetched[name] = found[0]
        return self._fetched[name]

    def __contains__(self, name: object) -> bool:
        if name not in self.learner:
            return super().__contains__(name)
        try:
            self[name]
        except KeyError:
            return False
        return True

    def __setitem__(self, name: str, value: Any) -> None:
        if name in self.learner:
            self._fetched.pop(name, None)
            self.outside.ask("bind", name=name, args=[value])
        else:
            super().__setitem__(name, value)

    def __delitem__(self, name: str) -> None:
        if name in self.learner:
            self._fetched.pop(name, None)
            self.outside.ask("bind", name=name, args=[])
        else:
            super().__delitem__(name)

    def forget(self, found: Iterable[object]) -> None:
        """Fetch these names again when they are used next."""
        for name in found:
            if isinstance(name, str):
                self._fetched.pop(name, None)

    def give(self, found: Collection[str]) -> None:
        """Make names the learner's from here on."""
        for name in found:
            dict.pop(self, name, None)
        self.forget(found)
        self.learner.update(found)

    def take(self, found: Collection[str]) -> None:
        """Make names the author's again."""
        self.learner.difference_update(found)


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
        self.names = Namespace()
        self.crashes: dict[str, verdicts.Verdict] = {}
        self.to_carry: list[int] = []
        self.untold: list[tuple[int, dict[str, Any]]] = []
        self.spoken: list[tuple[dict[str, Any], str, Exception, str]] = []
        self.random = randomness.GlobalState()
        main_module = _Main("__main__")
        main_module.__dict__["_names"] = self.names
        sys.modules["__main__"] = main_module
        self.engine: Channel
        self.outside: Outside
        self.job: dict[str, Any]
        self.failed: set[str]

    def prepare(self, start: int) -> None:
        """Run the author's cells before `start`, and read all the others: no learner is needed."""
        self.start = start
        for place, cell in enumerate(self.cells):
            source, filename = cell["source"], shell.cell_name(cell["kind"], place)
            with contextlib.suppress(Exception):
                if cell["kind"] == "given" and place < start:
                    self._run_given(place, None)
                elif cell["kind"] == "given":
                    relevance.read(source, filename)
                elif cell["kind"] == "check":
                    shell.code(source, filename)
                elif cell["kind"] == "answer":
                    names.bound(source)
                    names.changed(source)

    def run(self, engine: Channel, worker: Channel) -> None:
        """Go through the cells that are left and tell the engine each verdict."""
        sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115
        self.engine = engine
        self.outside = self.names.outside = Outside(worker, self.names, self.random)
        self.outside.on_stale = self.names.forget
        randomness.mirror_seeds(
            lambda path, value: self.outside.ask("seed", path=path, value=value)
        )
        self.job = wire.load(*engine.receive())
        self.failed = set(self.job["failed"])
        files = self.notebook["files"]
        shell.write_files(files)
        self.outside.post("prepare", files=files, answers=self._answers())
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
                    self._tell({"lost": place, "why": self.outside.lost})
                    return
        self._tell({"done": True})

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
        wanted = {} if self.job["whole"] else self.notebook["wanted"]
        ours, theirs = wanted.get(place, (None, None))
        filename = shell.cell_name("given", place)
        self.outside.post("run", source=cell["source"], filename=filename, wanted=theirs)
        # As in a notebook: where a cell fails, it ends, and the next one runs.
        with contextlib.suppress(Exception):
            self._run_given(place, ours)
        with contextlib.suppress(Exception):
            self.outside.settle()

    def _run_given(self, place: int, wanted: list[str] | None) -> None:
        """Run the author's cell on this side: what matters to `wanted`, or all of it."""
        filename = shell.cell_name("given", place)
        body = shell.parse(self.cells[place]["source"], filename).body
        if wanted is not None:
            body = relevance.relevant(body, set(wanted), self.names)
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
            self._reference(place)
            return
        source = self.job["answers"][cell["grade_id"]]
        try:
            self.outside.ask("run", source=source, filename=shell.cell_name("answer", place))
        except LearnerError as error:
            self.crashes[cell["grade_id"]] = verdicts.of_report(error.report, secret=False)

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

    def _check(self, place: int, cell: dict[str, Any]) -> None:
        """Judge one check cell."""
        exercise = self.notebook["exercises"][cell["exercise"]]
        if place not in self.job["decided"]:
            verdict = self._verdict(place, cell)
            if self.outside.lost:
                return
            if verdict.status != "passed":
                self.failed.add(cell["exercise"])
                crash = next(
                    (self.crashes[a] for a in exercise["answers"] if a in self.crashes), None
                )
                if crash is not None:
                    verdict.status, verdict.message = crash.status, crash.message
            self.untold.append((place, asdict(verdict)))
            self._say_anew(cell["exercise"])
        for answer, users in self.notebook["carry"].get(place, []):
            if self.failed.intersection(users):
                self.to_carry.append(answer)

    def _verdict(self, place: int, cell: dict[str, Any]) -> verdicts.Verdict:
        filename = shell.cell_name("check", place)
        if self.job["inside"]:
            # Checks that go by the notebook's state may build on one another: all run there.
            inside = self._verdict_inside(cell, filename)
            if place in self.job["inside"]:
                return inside
        changed = self.outside.changed
        verdict = self._run_check(cell, filename)
        if verdict.points and self.outside.changed > changed:
            self.outside.carries_back = False
            verdict.by_change = not self._run_check(cell, filename).points
            self.outside.carries_back = True
        return verdict

    def _run_check(self, cell: dict[str, Any], filename: str) -> verdicts.Verdict:
        try:
            value = shell.run(cell["source"], filename, self.names)
        except Exception as error:
            verdict = verdicts.of_error(error, filename, cell["hidden"])
            if hasattr(error, "hidden_message"):  # one of the course's own checks
                self.spoken.append((cell, filename, error, verdict.message))
            return verdict
        return verdicts.of_value(value, cell["points"])

    def _say_anew(self, exercise: str) -> None:
        """Tell again what failed earlier in an exercise, where more is known of it by now."""
        for number, (cell, filename, error, message) in enumerate(self.spoken):
            if cell["exercise"] == exercise:
                verdict = verdicts.of_error(error, filename, cell["hidden"])
                if verdict.message != message:
                    self.spoken[number] = (cell, filename, error, verdict.message)
                    self.untold.append((self.cells.index(cell), asdict(verdict)))

    def _verdict_inside(self, cell: dict[str, Any], filename: str) -> verdicts.Verdict:
        """Have a check run in the worker, which is believed."""
        shell.parse(cell["source"], filename)  # for messages to quote from
        try:
            value = self.outside.ask("run", source=cell["source"], filename=filename)
        except LearnerError as error:
            return verdicts.of_inside(error.report, filename, cell["hidden"])
        return verdicts.of_value(value, cell["points"])

    def _carry_forward(self, place: int) -> None:
        """Put the reference answers in place of those that failed, before the cell at `place`."""
        while self.to_carry:
            self._reference(self.to_carry.pop(0))
            self._tell({"at": place})  # its time begins here

    def _reference(self, place: int) -> None:
        with contextlib.suppress(LearnerError):
            filename = shell.cell_name("reference", place)
            self.outside.ask("run", source=self.cells[place]["source"], filename=filename)


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
