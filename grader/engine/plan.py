"""How the checks of an assignment are judged: found out with the author's own answers.

A learner's answers have no say in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.course.assignment import Assignment
from grader.engine.cells import names, relevance
from grader.engine.faults import Fault
from grader.engine.judging.verdicts import Verdict

Verdicts = dict[int, Verdict]

_MANY = 3  # exercises of which one at least must pass with its own answer

_DOUBTS = {
    "change": "This check passes only because the answer changes the data that it is given.",
    "void": "This check passes only because an array in the answer is empty or masked.",
}


@dataclass
class Plan:
    """How the checks are judged; what is said of them by their places in the notebook.

    Attributes
    ----------
    random : set of int
        Checks in which the answer has to draw on from what the check has drawn.
    whole : bool
        Whether all of the author's cells have to run, and not only what matters to the verdict.
    inside : set of int
        Checks that only the worker can make, since they go by the notebook's own state.
    shown : set of int
        Those and the checks that they build on: the worker has to run them.
    broken : set of int
        Checks that the reference answers do not pass at all.
    doubts : dict of int to set of str
        What speaks against the reference answers, too, and so against nobody's.
    unfit : str
        Why this machine cannot judge the assignment, in one line; empty when it can.
    """

    random: set[int] = field(default_factory=set)
    whole: bool = False
    inside: set[int] = field(default_factory=set)
    shown: set[int] = field(default_factory=set)
    broken: set[int] = field(default_factory=set)
    doubts: dict[int, set[str]] = field(default_factory=dict)
    unfit: str = ""

    @property
    def is_special(self) -> bool:
        """Whether anything is judged in another way than without a plan."""
        return bool(self.random) or self.whole

    def for_judge(self) -> dict[str, Any]:
        """Return what the judge has to know of it, as plain data."""
        by_change = {place for place, doubts in self.doubts.items() if "change" in doubts}
        found = {"random": self.random, "whole": self.whole, "inside": self.inside}
        return {**found, "shown": self.shown, "by_change": by_change}

    def settle(self, verdicts: Verdicts) -> None:
        """Take the points of checks that pass for a reason that the author's answer has not."""
        for place, verdict in verdicts.items():
            why = next((d for d in verdict.doubts if not self._excuses(place, d)), None)
            if why is not None:
                verdicts[place] = Verdict(0.0, "failed", _DOUBTS[why])

    def _excuses(self, place: int, doubt: str) -> bool:
        known = self.doubts.get(place, set())
        return doubt in known or doubt == "empty" or (doubt == "void" and "empty" in known)


def failed(verdicts: Verdicts) -> set[int]:
    """Return the places of checks that do not pass."""
    return {place for place, verdict in verdicts.items() if verdict.status != "passed"}


def is_worthwhile(
    assignment: Assignment, answers: Mapping[str, str], verdicts: Verdicts, faults: list[Fault]
) -> bool:
    """Return whether a failure may be other than the learner's: theirs to pay for is no other."""
    found = failed(verdicts) | {n for n, v in verdicts.items() if _DOUBTS.keys() & v.doubts}
    if found and any(fault.place < opening(assignment) for fault in faults):
        return True
    return any(
        found.intersection(exercise.checks) and assignment.attempted(exercise, dict(answers))
        for exercise in assignment.exercises
    )


Run = Callable[[Mapping[str, str], Plan], tuple[Verdicts, list[Fault]]]


def make(assignment: Assignment, run: Run) -> Plan:
    """Find out, with the reference answers, how each check can be judged.

    Where they do not pass, the worker's random numbers follow the judge's; then all that the
    author wrote runs; a check that they still do not pass from outside goes by the notebook's
    own state, and is judged in the worker. Of checks that come after an answer that the author
    left out nothing can be told.

    Parameters
    ----------
    assignment : Assignment
    run : callable
        Judges answers by a plan; returns the verdicts by place, and what went wrong.
    """
    reference = {cell.grade_id: cell.source for cell in assignment.answerable}
    untold = _untold(assignment)
    plan = Plan()
    verdicts, faults = run(reference, plan)
    if at_first := failed(verdicts):
        plan.random = at_first
        verdicts, _ = run(reference, plan)
    if failed(verdicts):
        plan.whole = True
        verdicts, later = run(reference, plan)
        faults = faults + [fault for fault in later if fault.surroundings]
    plan.inside = failed(verdicts) - untold
    plan.random = plan.random - plan.inside
    plan.doubts = {n: set(v.doubts) for n, v in verdicts.items() if v.doubts}
    plan.doubts |= {n: set(_DOUBTS) for n in untold}
    if plan.inside:
        plan.unfit = _unfit(assignment, plan.inside, faults)
    if plan.inside and not plan.unfit:
        plan.shown = _with_what_they_build_on(assignment, plan.inside)
        plan.broken = failed(run(reference, plan)[0]) - untold
        plan.inside -= plan.broken
        plan.shown = _with_what_they_build_on(assignment, plan.inside)
    return plan


def opening(assignment: Assignment) -> int:
    """Return how many cells come before the learner's first."""
    learners = ("answer", "manual", "check")
    return next((n for n, c in enumerate(assignment.cells) if c.kind in learners), 0)


def _untold(assignment: Assignment) -> set[int]:
    """Return the checks that come after an answer that the author left out."""
    cells = assignment.cells
    left_out = (n for n, c in enumerate(cells) if c.kind == "answer" and not c.has_model_answer)
    first = next(left_out, len(cells))
    return {n for n, cell in enumerate(cells) if cell.kind == "check" and n > first}


def _unfit(assignment: Assignment, wrong: set[int], faults: list[Fault]) -> str:
    """Say why reference answers fail here; nothing where the fault can be the author's.

    A module or file that is missing is this machine's fault; so is what stops a cell of the
    author's before any answer could be to blame.
    """
    own = [exercise for exercise in assignment.exercises if exercise.answers]
    blamed = {name for e in own if wrong.intersection(e.checks) for name in e.answers}
    answers = (n for n, cell in enumerate(assignment.cells) if cell.grade_id in blamed)
    first = next(answers, min(wrong))
    for fault in sorted(faults, key=lambda fault: fault.place):
        if fault.surroundings or fault.place < first:
            return _said(assignment, fault)
    if len(own) >= _MANY and all(wrong.issuperset(e.checks) for e in own):
        return f"none of the author's answers to {assignment.id} passes its checks here"
    return ""


def _said(assignment: Assignment, fault: Fault) -> str:
    cell = assignment.cells[fault.place]
    # Answers and tests are not for everybody who is told this.
    line = cell.source.split("\n")[fault.line - 1] if cell.kind == "given" and fault.line else ""
    shown = f" ({line.strip()[:60]})" if line else ""
    return f"cell {fault.place + 1} of {assignment.id}{shown} stops here with {fault.error}"


def _with_what_they_build_on(assignment: Assignment, places: set[int]) -> set[int]:
    """Return checks and the earlier ones that bind what they mention."""
    found = set(places)
    checks = [n for n, cell in enumerate(assignment.cells) if cell.kind == "check"]
    mentioned: set[str] = set()
    for place in reversed(checks):
        source = assignment.cells[place].source
        if place in found or mentioned.intersection(names.bound(source)):
            found.add(place)
            mentioned |= relevance.mentions_of(source)
    return found
