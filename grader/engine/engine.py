"""The engine: one submission in, one result an exercise out; any number side by side."""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from grader.course.assignment import Assignment, Cell
from grader.engine import plan as plans
from grader.engine import rounds, wire
from grader.engine.causes import told_together
from grader.engine.cells import names
from grader.engine.description import describe, files_beside
from grader.engine.faults import EngineError, Fault
from grader.engine.gate import Gate
from grader.engine.judging.verdicts import Verdict
from grader.engine.limits import Limits
from grader.engine.processes import warm
from grader.engine.rounds import Origin, TooBusy
from grader.engine.submission import Submission
from grader.environment import files_digest
from grader.results import ExerciseResult
from grader.telling import Tell, quiet

_Version = tuple[tuple[Cell, ...], str]  # of an assignment: its cells, and the files beside them
_USES_TENSORFLOW = re.compile(r"\b(?:import|from)\s+(?:tensorflow|keras)\b")
_INSIDE = "judged inside the learner's process"
_BESIDE = "in one process with a check that is judged inside it"
_MEND = "mend that, or grade in the environment of the course"
_MOST_STAGED = 8  # assignments at a time; each takes two processes
_BROKEN = "This check does not pass with the reference answer either: tell your instructor."


class Engine:
    """Judges submissions; a context manager that owns the warm processes.

    Parameters
    ----------
    readable : iterable of str
        Folders that notebooks may read and import from, the course's `utils` for one.
    contain : bool
        Whether strangers' code is contained; without it only one's own should be judged.
    """

    def __init__(self, readable: Iterable[str] = (), contain: bool = True) -> None:
        self._readable, self._contain = tuple(readable), contain
        self._zygotes: dict[bool, warm.Zygote] = {}
        self._plans: dict[_Version, plans.Plan] = {}
        self._lock = threading.Lock()
        self._gate = Gate()
        self._locks: dict[Any, threading.Lock] = {}

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the warm processes."""
        while self._zygotes:
            self._zygotes.popitem()[1].close()

    def judge(
        self,
        assignment: Assignment,
        answers: Mapping[str, str],
        limits: Limits | None = None,
        tell: Tell = quiet,
    ) -> list[ExerciseResult]:
        """Judge one submission.

        Parameters
        ----------
        assignment : Assignment
            The pristine notebook.
        answers : mapping of str to str
            The learner's text by the grade id of the answer cell.
        limits : Limits, optional
            What the submission may use.
        tell : callable
            Takes a line whenever another exercise is being judged.

        Returns
        -------
        list of ExerciseResult
            In the order of the notebook.

        Raises
        ------
        EngineError
            When the grader could not do its work.
        """
        limits = limits or Limits()
        known = self._plans.get(_version(assignment))
        plan = known or plans.Plan()
        verdicts, faults = self._run(assignment, answers, limits, plan, tell)
        if known is None and plans.is_worthwhile(assignment, answers, verdicts, faults):
            plan = self._plan(assignment, limits)
            if (plan.is_special or plan.forgives(verdicts)) and not plan.unfit:
                verdicts, _ = self._run(assignment, answers, limits, plan, tell)
        if plan.unfit:
            raise EngineError(f"{plan.unfit}: {_MEND}", fatal=True)
        plan.settle(verdicts)
        return _results(assignment, answers, verdicts, plan)

    def _run(
        self,
        assignment: Assignment,
        answers: Mapping[str, str],
        limits: Limits,
        plan: plans.Plan,
        tell: Tell = quiet,
    ) -> tuple[plans.Verdicts, list[Fault]]:
        heavy = _uses_tensorflow(assignment.cells) or any(
            _USES_TENSORFLOW.search(text) for text in answers.values()
        )
        zygote = self._zygote(heavy, assignment, limits)
        # Opening cells might run an operation of TensorFlow, and nothing may be forked then.
        can_stage = self._contain and not heavy
        stages = self._stages(assignment, limits, zygote) if can_stage else None
        origin = stages or Origin(zygote, zygote)
        whole = assignment, answers, limits, plan, self._contain, tell
        submission = Submission(*whole)
        try:
            with self._gate.beside_others():
                rounds.run(submission, origin, is_last_try=False)
        except TooBusy:
            submission = Submission(*whole)
            with self._gate.alone():
                rounds.run(submission, origin)
        return submission.verdicts, submission.faults

    def _zygote(self, heavy: bool, assignment: Assignment, limits: Limits) -> warm.Zygote:
        """Return the warm process, with TensorFlow or without, starting it if need be.

        It imports what the assignment does for which it is started; stages import the rest.
        """
        with self._lock_of(heavy):
            zygote = self._zygotes.get(heavy)
            if zygote is not None and not zygote.alive:
                zygote.close()
            if zygote is None or not zygote.alive:
                preload = self._harmless_modules(assignment, limits)
                preload += [*warm.PLAIN, *(warm.TENSORFLOW if heavy else ())]
                zygote = warm.Zygote(preload, self._readable, self._contain)
                self._zygotes[heavy] = zygote
            return zygote

    def _harmless_modules(self, assignment: Assignment, limits: Limits) -> list[str]:
        """Return those of the assignment's modules that are safe in a process that forks."""
        harmless = warm.HARMLESS | {Path(folder).name for folder in self._readable}
        found = _modules(assignment, files_beside(assignment, limits))
        return [name for name in found if name.partition(".")[0] in harmless]

    def _stages(self, assignment: Assignment, limits: Limits, zygote: warm.Zygote) -> Origin | None:
        """Return processes that have run the opening cells, if there can be any."""
        key = _version(assignment)
        with self._lock_of(key):
            known = zygote.stages
            if key not in known and len(known) < _MOST_STAGED:
                known[key] = _open_stages(assignment, limits, zygote)
            return known.get(key)

    def _lock_of(self, what: object) -> threading.Lock:
        with self._lock:
            return self._locks.setdefault(what, threading.Lock())

    def _plan(self, assignment: Assignment, limits: Limits) -> plans.Plan:
        """Return how the checks of an assignment are judged, found out when it is first asked."""
        key = _version(assignment)
        with self._lock_of((key, "plan")):
            if key in self._plans:
                return self._plans[key]
            reference = {cell.grade_id: cell.source for cell in assignment.answerable}
            plan = plans.make(
                assignment, lambda plan: self._run(assignment, reference, limits, plan)
            )
            if not plan.unfit:
                self._plans[key] = plan
            else:  # what is missing may be there the next time
                for zygote in list(self._zygotes.values()):
                    zygote.stages.pop(key, None)
            return plan


def _version(assignment: Assignment) -> _Version:
    return assignment.cells, files_digest([assignment.folder])


def _modules(assignment: Assignment, files: Iterable[str], hidden: bool = False) -> list[str]:
    """Return the modules that cells import, once each, but those among the files beside them.

    What only solutions and hidden tests import is there if `hidden`.
    """
    found: list[str] = []
    for cell in assignment.cells:
        if cell.cell_type == "code":
            with contextlib.suppress(SyntaxError):
                found += names.modules(cell.source if hidden else cell.released)
    beside = {path.partition("/")[0].removesuffix(".py") for path in files}
    return [name for name in dict.fromkeys(found) if name.partition(".")[0] not in beside]


@lru_cache(maxsize=64)
def _uses_tensorflow(cells: tuple[Cell, ...]) -> bool:
    """Return whether the author's cells do."""
    return any(c.cell_type == "code" and _USES_TENSORFLOW.search(c.source) for c in cells)


def _open_stages(assignment: Assignment, limits: Limits, zygote: warm.Zygote) -> Origin | None:
    """Start the stages of an assignment; None where its opening cells do not let them."""
    notebook = describe(assignment, limits)
    # Cells may read and write the files beside them: each submission's are its own.
    start = 0 if notebook["files"] else assignment.opening
    of_judges = {
        "notebook": notebook,
        "modules": _modules(assignment, notebook["files"], hidden=True),
        "start": start,
    }
    # What workers are forked from never sees a test.
    of_workers = {
        "notebook": {n: c.source for n, c in enumerate(assignment.cells) if c.kind == "given"},
        "modules": _modules(assignment, notebook["files"]),
        "start": start,
    }
    workers = zygote.stage("worker", wire.dump(of_workers), limits)
    judges = workers and zygote.stage("judge", wire.dump(of_judges), limits)
    return Origin(workers, judges, prepared=True) if judges else None


def _results(
    assignment: Assignment,
    answers: Mapping[str, str],
    verdicts: dict[int, Verdict],
    plan: plans.Plan,
) -> list[ExerciseResult]:
    results = []
    for exercise in assignment.exercises:
        own = [verdicts[place] for place in exercise.checks]
        wrong = [verdict for verdict in own if verdict.status != "passed"]
        points = sum(verdict.points for verdict in own)
        status = wrong[0].status if wrong else "passed"
        messages = told_together([v.message for v in wrong if v.message])
        if wrong and not points and not assignment.attempted(exercise, dict(answers)):
            status = "not attempted"
        if status == "not attempted":
            messages = ["Not attempted yet."]
        if plan.broken.intersection(exercise.checks):
            messages.append(_BROKEN)
        result = ExerciseResult(exercise.id, points, exercise.max_points, status)
        result.message = "\n\n".join(messages)
        result.checks = {assignment.cells[n].grade_id: verdicts[n].points for n in exercise.checks}
        notes = [verdict.note for verdict in own]
        if plan.shown:
            notes.append(_INSIDE if plan.inside.intersection(exercise.checks) else _BESIDE)
        result.note = "; ".join(dict.fromkeys(filter(None, notes)))
        results.append(result)
    return results
