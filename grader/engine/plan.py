"""How the checks of an assignment are judged: found out with the author's own answers.

A learner's answers have no say in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.course.assignment import Assignment
from grader.engine import fitness
from grader.engine.cells import lookups, names
from grader.engine.faults import Fault
from grader.engine.judging.verdicts import Verdict

Verdicts = dict[int, Verdict]

_DOUBTS = {
    "change": "This check passes only because the answer changes the data that it is given.",
    "void": "This check passes only because what it compares is empty, masked or missing.",
    "word": "This check takes the word of an object of the answer's own: give plain values"
    " (numbers, texts, lists, arrays, tables).",
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

    def forgives(self, verdicts: Verdicts) -> bool:
        """Return whether changes were doubted that the author's answers make, too.

        To doubt a check is to run it once more, and then a course's own checks have seen that.
        """
        return any(
            "change" in verdict.doubts and self._excuses(place, "change")
            for place, verdict in verdicts.items()
        )

    def for_judge(self) -> dict[str, Any]:
        """Return what the judge has to know of it, as plain data."""
        by_change = {place for place, doubts in self.doubts.items() if "change" in doubts}
        found = {"random": self.random, "whole": self.whole, "inside": self.inside}
        return {**found, "shown": self.shown, "by_change": by_change}

    def settle(self, verdicts: Verdicts) -> None:
        """Take the points that are earned in a way in which the author's answer earns none."""
        for place, verdict in verdicts.items():
            why = next((d for d in verdict.doubts if not self._excuses(place, d)), None)
            if why is not None:
                points = verdict.earned_anyway if why == "change" else 0.0
                verdicts[place] = Verdict(points, "failed", _DOUBTS[why])

    def _excuses(self, place: int, doubt: str) -> bool:
        known = self.doubts.get(place, set())
        return doubt in known or doubt == "empty" or (doubt == "void" and "empty" in known)


def failed(verdicts: Verdicts) -> set[int]:
    """Return the places of checks that do not pass."""
    return {place for place, verdict in verdicts.items() if verdict.status != "passed"}


def is_worthwhile(
    assignment: Assignment, answers: Mapping[str, str], verdicts: Verdicts, faults: list[Fault]
) -> bool:
    """Return whether a plan could change what a submission's verdicts are."""
    found = failed(verdicts) | {n for n, v in verdicts.items() if _DOUBTS.keys() & v.doubts}
    if found and any(fault.place < assignment.opening for fault in faults):
        return True
    return any(
        found.intersection(exercise.checks) and assignment.attempted(exercise, dict(answers))
        for exercise in assignment.exercises
    )


def make(assignment: Assignment, run: Callable[[Plan], tuple[Verdicts, list[Fault]]]) -> Plan:
    """Find out how each check can be judged.

    Where the author's answers do not pass, first the worker's random numbers follow the
    judge's, then all that the author wrote runs; a check that they still do not pass from
    outside goes by the notebook's own state, and is judged in the worker. Of checks that come
    after an answer that the author left out nothing can be found out.

    Parameters
    ----------
    assignment : Assignment
    run : callable
        Judges the author's own answers by a plan; returns what went wrong as well.
    """
    untold = fitness.untold(assignment)
    plan = Plan()
    verdicts, faults = run(plan)
    if at_first := failed(verdicts):
        plan.random = at_first
        verdicts, _ = run(plan)
    if failed(verdicts):
        plan.whole = True
        verdicts, later = run(plan)
        faults = faults + [fault for fault in later if fault.surroundings]
    plan.inside = failed(verdicts) - untold
    plan.random = plan.random - plan.inside
    plan.doubts = {n: set(v.doubts) for n, v in verdicts.items() if v.doubts}
    plan.doubts |= {place: set(_DOUBTS) for place in untold}
    if plan.inside:
        plan.unfit = fitness.lack(assignment, plan.inside, faults)
    if plan.inside and not plan.unfit:
        plan.shown = _with_what_they_build_on(assignment, plan.inside)
        plan.broken = failed(run(plan)[0]) - untold
        plan.inside -= plan.broken
        plan.shown = _with_what_they_build_on(assignment, plan.inside)
    return plan


def _with_what_they_build_on(assignment: Assignment, places: set[int]) -> set[int]:
    """Return checks and the earlier ones that bind what they mention."""
    found = set(places)
    checks = [n for n, cell in enumerate(assignment.cells) if cell.kind == "check"]
    mentioned: set[str] = set()
    for place in reversed(checks):
        source = assignment.cells[place].source
        if place in found or mentioned.intersection(names.bound(source)):
            found.add(place)
            mentioned |= lookups.mentions_of(source, "<plan>")
    return found
