"""One submission on its way through: rounds of worker and judge until every check is decided."""

from __future__ import annotations

import select
import signal
import socket
import time
from dataclasses import dataclass
from typing import Any

from grader.engine import wire
from grader.engine.containment.clock import Clock
from grader.engine.containment.memory import MemoryBound
from grader.engine.faults import EngineError, Fault
from grader.engine.judging.outside import ENDED
from grader.engine.judging.verdicts import Verdict
from grader.engine.processes.forker import Forker, Process
from grader.engine.submission import Submission
from grader.engine.wire.channel import Channel

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


def run(submission: Submission, origin: Origin, is_last_try: bool = True) -> None:
    """Go on in rounds until every check is decided.

    Parameters
    ----------
    submission : Submission
    origin : Origin
        Where its processes come from.
    is_last_try : bool
        Whether what the machine has no time for is at the submission's cost.

    Raises
    ------
    TooBusy
        When the machine has no time for it, and this is not the last try.
    """
    limits = submission.limits
    deadline = time.monotonic() + limits.patience * limits.total_seconds
    while not submission.decided:
        try:
            _Round(origin, deadline, submission).run()
        except TooBusy as error:
            if not (is_last_try or submission.decided):
                raise
            submission.charge(error.place, str(error))


class TooBusy(Exception):
    """A submission has got too little of the processors; nobody can tell what it would have done.

    Attributes
    ----------
    place : int
        The cell that it was at.
    """

    def __init__(self, place: int, seconds: float) -> None:
        super().__init__(f"This was not done after {seconds:.3g} seconds on a busy machine.")
        self.place = place


class _Round:
    """One worker and one judge."""

    def __init__(self, origin: Origin, deadline: float, submission: Submission) -> None:
        self._origin, self._limits = origin, submission.limits
        self._deadline, self._submission = deadline, submission
        ours, theirs = socket.socketpair()
        asking, answering = socket.socketpair()
        self.channel = Channel(ours)
        self.worker = origin.workers.fork("worker", self._limits, [answering])
        self.judge = origin.judges.fork("judge", self._limits, [theirs, asking])
        self._memory: MemoryBound | None = None
        self._clock = Clock()
        self._begin(0)

    def run(self) -> None:
        """Go on until the judge is done or something ends the round."""
        try:
            if not self._origin.prepared:
                self.channel.send(wire.dump(self._submission.notebook()))
            self._bound_memory()  # nobody has told the worker anything so far
            self.channel.send(wire.dump(self._submission.job()))
            while self._step():
                pass
        except (EOFError, OSError):
            self._listen(0.0)  # it may have been said why
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
            if self._memory is not None:
                self._memory.close()
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
        # What has been read along with the last message would not wake `select`.
        ready = self._listen(0.0 if self.channel.pending else _LOOK_SECONDS)
        if self.channel.pending or self.channel.connection in ready:
            return self._hear(wire.load(*self.channel.receive()))
        return self._within_time() and self._within_memory()

    def _listen(self, timeout: float) -> list[socket.socket]:
        """Wait for news, take in what there is of the processes, and return who has some."""
        reports = [p.report for p in (self.worker, self.judge) if p.ended is None]
        ready, _, _ = select.select([self.channel.connection, *reports], [], [], timeout)
        for process in (self.worker, self.judge):
            if process.report in ready:
                process.listen()
                _see_that_it_is_contained(process)
        return ready

    def _hear(self, message: dict[str, Any]) -> bool:
        """Take in what the judge says."""
        for place, verdict in message["verdicts"]:
            self._submission.hear(place, Verdict(**verdict))
        self._submission.faults += [Fault(**fault) for fault in message.get("faults", [])]
        if "at" in message:
            self._begin(message["at"])
        elif "lost" in message:
            why = self._why_lost(message["why"])
            # No code of the learner's can end its process by this signal, see `seccomp`.
            ended_by_others = self.worker.ended == -signal.SIGKILL and not self._memory.ran_out()
            if not (ended_by_others and self._submission.excuse(self._place)):
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

    def _bound_memory(self) -> None:
        self.worker.wait_for_start()
        _see_that_it_is_contained(self.worker)
        if not self.worker.pid:
            raise EOFError
        try:
            groups = self._origin.workers.groups
            self._memory = MemoryBound(self.worker.pid, self._limits, groups)
        except OSError as error:
            raise EngineError(f"memory could not be bounded: {error}") from None

    def _within_memory(self) -> bool:
        if not self._memory.is_exceeded():
            return True
        self._charge(self._too_much_memory())
        return False

    def _too_much_memory(self) -> str:
        return f"The answer used more than {self._limits.memory_mb} MB of memory."

    def _why_lost(self, why: str) -> str:
        if why == ENDED:
            self.worker.wait(1.0)
        code = self.worker.ended
        if why != ENDED or code is None:
            return f"The answer broke its line to the grader: {why}."
        if code >= 0:
            return f"The answer ended its own process (exit code {code}) instead of returning."
        if self._memory.ran_out():
            return self._too_much_memory()
        reason = _SIGNALS.get(-code, f"it was ended by signal {-code}")
        return f"The answer's process stopped: {reason}."

    def _charge(self, why: str) -> None:
        self._submission.charge(self._place, why)


def _see_that_it_is_contained(process: Process) -> None:
    if process.failed:
        raise EngineError(f"a process could not be started and contained: {process.failed}")
