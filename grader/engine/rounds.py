"""One submission on its way through: rounds of worker and judge until every check is decided."""

from __future__ import annotations

import select
import signal
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.course.assignment import Assignment
from grader.engine import wire
from grader.engine.containment.clock import Clock
from grader.engine.containment.memory import MemoryWatch
from grader.engine.description import describe
from grader.engine.faults import EngineError, Fault
from grader.engine.judging.outside import ENDED
from grader.engine.judging.verdicts import Verdict
from grader.engine.limits import Limits
from grader.engine.plan import Plan
from grader.engine.processes.warm import Forker
from grader.engine.wire.channel import Channel
from grader.telling import Tell, quiet

_LOOK_SECONDS = 0.1  # how often the memory is looked at
_SIGNALS = {signal.SIGSEGV: "it crashed (segmentation fault)", signal.SIGABRT: "it crashed (abort)"}


@dataclass(frozen=True)
class Origin:
    """Where the processes of a submission come from.

    Attributes
    ----------
    workers, judges : Forker
        What forks them.
    prepared : bool
        Whether they know the notebook, and have its opening cells behind them.
    """

    workers: Forker
    judges: Forker
    prepared: bool = False

    @property
    def alive(self) -> bool:
        """Whether there is more to be had from it."""
        return self.workers.alive and self.judges.alive


class Submission:
    """The state of one submission between rounds.

    A round is one pass of a fresh worker and a fresh judge over the notebook. A worker that
    dies, or a cell that takes too long, ends the round; what it cost is written down, and the
    next round goes on without it.

    Parameters
    ----------
    assignment : Assignment
        The pristine notebook.
    answers : mapping of str to str
        The learner's text by grade id.
    limits : Limits
        What the submission may use.
    plan : Plan
        How the checks are judged.
    guarded : bool
        Whether random numbers are kept from a learner who might make use of them: in one's own
        work there is nothing to be had by it, and finding out takes time.
    tell : callable
        Takes a line whenever another exercise is being judged.

    Attributes
    ----------
    faults : list of Fault
        What went wrong, as far as a round that came to its end could tell.
    spent : float
        Seconds that the rounds behind it took, as they count.
    """

    def __init__(
        self,
        assignment: Assignment,
        answers: Mapping[str, str],
        limits: Limits,
        plan: Plan,
        guarded: bool = True,
        tell: Tell = quiet,
    ) -> None:
        self._assignment, self._limits = assignment, limits
        self._plan, self._guarded, self._tell = plan, guarded, tell
        self._answers = {
            cell.grade_id: answers.get(cell.grade_id) or cell.stub or ""
            for cell in assignment.answerable
        }
        self._checks = [n for n, cell in enumerate(assignment.cells) if cell.kind == "check"]
        self._verdicts: dict[int, Verdict] = {}
        self._skipped: set[int] = set()
        self._excused: set[int] = set()
        self.faults: list[Fault] = []
        self.spent = 0.0

    def run(self, origin: Origin, is_last_try: bool = True) -> dict[int, Verdict]:
        """Return the verdict on every check cell, by its place in the notebook.

        Raises
        ------
        TooBusy
            When the machine has no time for it, and this is not the last try.
        """
        deadline = time.monotonic() + self._limits.patience * self._limits.total_seconds
        while len(self._verdicts) < len(self._checks):
            try:
                _Round(origin, self._limits, deadline, self).run()
            except TooBusy as error:
                if not is_last_try:
                    raise
                self.charge(error.place, str(error))
        return self._verdicts

    def notebook(self) -> dict[str, Any]:
        """Return, as plain data, what the judge needs to know of the assignment."""
        return describe(self._assignment, self._limits)

    def job(self) -> dict[str, Any]:
        """Return, as plain data, what the judge needs to know of the submission."""
        exercises = self._assignment.exercises
        failed = [e.id for e in exercises if any(self._is_failed(place) for place in e.checks)]
        return {
            "answers": self._answers,
            "decided": set(self._verdicts),
            "failed": failed,
            "skipped": self._skipped,
            "guarded": self._guarded,
            **self._plan.for_judge(),
        }

    def _is_failed(self, place: int) -> bool:
        return place in self._verdicts and self._verdicts[place].status != "passed"

    def tell_where(self, place: int) -> None:
        """Tell which exercise is judged at a place of the notebook, if one is."""
        exercises = self._assignment.exercises
        for number, exercise in enumerate(exercises, start=1):
            if place in exercise.checks:
                self._tell(f"exercise {number} of {len(exercises)}: {exercise.id}")

    def decide(self, place: int, verdict: Verdict) -> None:
        """Write down the verdict on a check."""
        self._verdicts.setdefault(place, verdict)

    def hear(self, place: int, verdict: Verdict) -> None:
        """Write down what the judge says; it may say the same again in better words."""
        known = self._verdicts.setdefault(place, verdict)
        if (known.points, known.status) == (verdict.points, verdict.status):
            known.message = verdict.message

    def charge(self, place: int, why: str) -> None:
        """Write down what ended a round, at the price of the cell where it happened."""
        cell = self._assignment.cells[place]
        verdict = Verdict(0.0, "error", why)
        if cell.kind == "check" and place not in self._verdicts:
            self.decide(place, verdict)
        elif place in self._skipped or cell.kind == "check":
            # Not the learner's doing: what was put in its place fails as well.
            for check in self._checks:
                if check >= place:
                    self.decide(check, verdict)
        else:
            self._skipped.add(place)
            for exercise in self._assignment.exercises:
                if cell.grade_id is not None and cell.grade_id in exercise.answers:
                    for check in exercise.checks:
                        self.decide(check, verdict)

    def excuse(self, place: int) -> bool:
        """Return whether what happened there is passed over: once, for it may be no one's fault.

        A process that somebody else ended, the system when memory ran out for one, is to cost
        the learner nothing; one that ends each time does.
        """
        first = place not in self._excused
        self._excused.add(place)
        return first

    def close(self, why: str) -> None:
        """Decide all that is left."""
        for place in self._checks:
            self.decide(place, Verdict(0.0, "error", why))


class TooBusy(Exception):
    """A submission has got too little of the processors; nobody can tell what it would have done.

    Attributes
    ----------
    place : int
        The cell that it was at.
    """

    def __init__(self, place: int, seconds: float) -> None:
        super().__init__(f"This was not done after {seconds:g} seconds on a busy machine.")
        self.place = place


class _Round:
    """One worker and one judge."""

    def __init__(
        self, origin: Origin, limits: Limits, deadline: float, submission: Submission
    ) -> None:
        self._origin, self._limits = origin, limits
        self._deadline, self._submission = deadline, submission
        ours, theirs = socket.socketpair()
        asking, answering = socket.socketpair()
        self.channel = Channel(ours)
        self.worker = origin.workers.fork("worker", limits, [answering])
        self.judge = origin.judges.fork("judge", limits, [theirs, asking])
        self._watch: MemoryWatch | None = None
        self._clock = Clock()
        self._begin(0)

    def run(self) -> None:
        """Go on until the judge is done or something ends the round."""
        try:
            if not self._origin.prepared:
                self.channel.send(wire.dump(self._submission.notebook()))
            self.channel.send(wire.dump(self._submission.job()))
            while self._step():
                pass
        except (EOFError, OSError):
            if not self._origin.alive:
                raise EngineError("the warm process ended") from None
            if not self._submission.excuse(self._place):
                self._charge("Checking this answer took down the process that checks.")
        finally:
            self._look_again()
            self._submission.spent += self._clock.spent
            for process in (self.worker, self.judge):
                process.kill()
                process.report.close()
            self.channel.close()

    def _begin(self, place: int) -> None:
        """Note that a cell begins."""
        self._look_again()
        self._place, self._began, self._spent_before = place, time.monotonic(), self._clock.spent
        self._submission.tell_where(place)

    def _look_again(self) -> None:
        """Look at the clock, unless that was just done: it takes as long as many a cell."""
        if time.monotonic() - self._clock.looked_at > _LOOK_SECONDS / 2:
            self._look()

    def _look(self) -> None:
        self._clock.look(p.pid for p in (self.worker, self.judge) if p.pid and p.ended is None)

    def _step(self) -> bool:
        """Wait for news and take it in; return whether the round goes on."""
        reports = [p.report for p in (self.worker, self.judge) if p.ended is None]
        line = self.channel.connection
        # What has been read along with the last message would not wake `select`.
        timeout = 0.0 if self.channel.pending else _LOOK_SECONDS
        ready, _, _ = select.select([line, *reports], [], [], timeout)
        for process in (self.worker, self.judge):
            if process.report in ready:
                process.listen()
                if process.failed:
                    raise EngineError(f"a process could not be contained: {process.failed}")
        if self.channel.pending or line in ready:
            return self._hear(wire.load(*self.channel.receive()))
        return self._within_time() and self._within_memory()

    def _hear(self, message: dict[str, Any]) -> bool:
        """Take in what the judge says."""
        for place, verdict in message["verdicts"]:
            self._submission.hear(place, Verdict(**verdict))
        self._submission.faults += [Fault(**fault) for fault in message.get("faults", [])]
        if "at" in message:
            self._begin(message["at"])
        elif "lost" in message:
            why = self._why_lost(message["why"])
            # No code of the learner's can end its process by this signal.
            if self.worker.ended != -signal.SIGKILL or not self._submission.excuse(self._place):
                self._charge(why)
            return False
        return "done" not in message

    def _within_time(self) -> bool:
        self._look()
        limits, now, spent = self._limits, time.monotonic(), self._clock.spent
        if self._submission.spent + spent >= limits.total_seconds:
            seconds = limits.total_seconds
            self._submission.close(f"The notebook took longer than {seconds:g} seconds in all.")
            return False
        if spent - self._spent_before >= limits.cell_seconds:
            seconds = limits.cell_seconds
            self._charge(f"This took longer than {seconds:g} seconds: is there an endless loop?")
            return False
        if now >= min(self._deadline, self._began + limits.patience * limits.cell_seconds):
            raise TooBusy(self._place, now - self._began)
        return True

    def _within_memory(self) -> bool:
        if self._watch is None:
            if not self.worker.pid:
                return True
            self._watch = MemoryWatch(self.worker.pid)
        if self._watch.used_mb() <= self._limits.memory_mb:
            return True
        self._charge(f"The answer used more than {self._limits.memory_mb} MB of memory.")
        return False

    def _why_lost(self, why: str) -> str:
        if why == ENDED:
            self.worker.wait(1.0)
        code = self.worker.ended
        if why != ENDED or code is None:
            return f"The answer broke its line to the grader: {why}."
        if code >= 0:
            return f"The answer ended its own process (exit code {code}) instead of returning."
        reason = _SIGNALS.get(-code, f"it was ended by signal {-code}")
        return f"The answer's process stopped: {reason}."

    def _charge(self, why: str) -> None:
        self._submission.charge(self._place, why)
