"""Grades a class: from the files through the ledger to workers, and back to the gradebook.

What was done stands in the ledger and nowhere else. A result is written there before anything
is made of it, so that this program may end at any moment: the next one goes on from there.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, replace
from functools import partial

from grader import environment
from grader.books.ledger import Entry, Key, Ledger
from grader.books.publisher import Publisher
from grader.course import handin
from grader.course.folder import CourseFolder
from grader.course.handin import HandIn
from grader.feedback import pages
from grader.results import Result
from grader.telling import Tell, quiet
from grader.workers.job import Job, JobFailed, Outcome, Setting, outcome_of, page_of, rejected
from grader.workers.pool import Workers

_QUEUED_PER_SLOT = 4  # so that nobody waits while results are written down
_PAUSE_SECONDS = 0.2


@dataclass(frozen=True)
class _Running:
    """A submission that this program has claimed and handed to a worker."""

    id: int
    handed_in: HandIn


class Scheduler:
    """Grades the submissions of one assignment.

    Parameters
    ----------
    course : CourseFolder
    assignment : str
    workers : Workers
    ledger : Ledger
    setting : Setting, optional
        What the engine needs to know of the course.
    publisher : Publisher, optional
        Where results go besides the ledger; the gradebook, usually.
    tell : callable
        Takes a line when something goes wrong or has to be waited for.

    Raises
    ------
    CourseError
        When the assignment cannot be read.
    """

    def __init__(
        self,
        course: CourseFolder,
        assignment: str,
        workers: Workers,
        ledger: Ledger,
        setting: Setting | None = None,
        publisher: Publisher | None = None,
        tell: Tell = quiet,
    ) -> None:
        self._course, self._assignment = course, assignment
        self._workers, self._ledger, self._publisher = workers, ledger, publisher
        self._tell = tell
        self._notebooks = tuple(course.read_assignment(assignment))
        setting = setting or Setting()
        self._setting = replace(
            setting,
            environment=environment.digest(setting.readable),
            cell_seconds=course.cell_seconds,
        )
        self._page = partial(page_of, self._setting, self._notebooks)
        self._beside = environment.files_digest(n.folder for n in self._notebooks)
        cells = repr([(n.id, n.cells) for n in self._notebooks]) + self._beside
        self._pristine = hashlib.sha256(cells.encode("utf-8", "replace")).hexdigest()
        self._running: dict[Future[Outcome], _Running] = {}
        self._elsewhere: dict[int, HandIn] = {}
        self.news = 0  # results that were not known before

    def grade(
        self, students: Iterator[str], again: bool = False, handed_in: bool = False
    ) -> Iterator[Result]:
        """Yield the result of each student, in the order they get done.

        Parameters
        ----------
        students : iterable of str
        again : bool
            Grade also what was graded already.
        handed_in : bool
            Whether they were handed in just now.

        Raises
        ------
        JobFailed
            When no submission can be graded: there is no containment, or no cluster.
        StorageError
            When results cannot be kept.
        """
        todo = deque(students)
        try:
            while todo or self._running or self._elsewhere:
                while todo and len(self._running) < _QUEUED_PER_SLOT * self._workers.slots:
                    yield from self._start(todo.popleft(), again, handed_in)
                if self._publisher and self._running:
                    self._publisher.open()
                pause = _PAUSE_SECONDS if self._elsewhere else None
                for future in wait(self._running, pause, FIRST_COMPLETED).done:
                    yield from self._finish(self._running.pop(future), future)
                if not todo and not self._running:
                    yield from self._look_elsewhere()
            if self._publisher:
                self._publisher.flush()
        finally:
            self._running.clear()
            self._ledger.give_up()

    def _start(self, student: str, again: bool, handed_in: bool) -> Iterator[Result]:
        """Have a submission graded; yield its result where that is known already."""
        hand_in = handin.read(self._course, student, self._assignment, self._notebooks)
        entry = self._ledger.receive(self._key(hand_in), handed_in)
        if entry.state == "failed" or (again and entry.state == "graded"):
            self._ledger.renew(entry.id)
        elif entry.state == "graded":
            yield self._known(entry, hand_in)
            return
        yield from self._grade(_Running(entry.id, hand_in))

    def _grade(self, running: _Running) -> Iterator[Result]:
        """Hand a submission to a worker, unless another program has it."""
        hand_in = running.handed_in
        if not self._ledger.claim(running.id):
            self._elsewhere[running.id] = hand_in
            return
        if hand_in.reason:
            yield from self._keep(running, self._rejected(hand_in))
            return
        self._running[self._workers.submit(self._job(hand_in))] = running

    def _job(self, hand_in: HandIn) -> Job:
        of_all = self._notebooks, hand_in.files, self._setting, self._beside
        return Job(hand_in.student, self._assignment, *of_all)

    def _finish(self, running: _Running, future: Future[Outcome]) -> Iterator[Result]:
        """Take in what a worker says: a result, or that it failed."""
        try:
            outcome = future.result()
        except JobFailed as error:
            if error.fatal:
                raise
            yield from self._failed(running, error)
        except (Exception, asyncio.CancelledError) as error:  # a lost worker, a lost cluster
            yield from self._failed(running, error)
        else:
            yield from self._keep(running, outcome)

    def _keep(self, running: _Running, outcome: Outcome) -> Iterator[Result]:
        """Write a result down, page first: what the ledger calls graded is complete."""
        result = outcome.result
        self._write_page(outcome)
        if not self._ledger.record(running.id, result):
            self._elsewhere[running.id] = running.handed_in
            return
        if self._publisher:
            self._publisher.add(running.id, result, outcome.answers, self._page)
        self.news += 1
        yield result

    def _known(self, entry: Entry, hand_in: HandIn) -> Result:
        """Return a result from the ledger, and see that it is published as the latest one."""
        publisher = self._publisher if entry.state == "graded" else None
        # Of the same work handed in once more the gradebook is to have the later time.
        if publisher and not (entry.booked and publisher.is_up_to_date(hand_in.student)):
            outcome = outcome_of(self._job(hand_in), entry.result)
            self._write_page(outcome)
            publisher.add(entry.id, entry.result, outcome.answers, self._page)
        return entry.result

    def _write_page(self, outcome: Outcome) -> None:
        if outcome.page:
            whose = outcome.result.student, self._assignment, self._notebooks
            outcome.result.feedback = str(pages.keep(self._course, *whose, outcome.page))

    def _failed(self, running: _Running, error: BaseException) -> Iterator[Result]:
        """Queue a submission again that we failed at, a bounded number of times."""
        why = " ".join(f"{type(error).__name__ if not str(error) else error}".split())
        self._tell(f"{running.handed_in.student} has to be graded again: {why}")
        result = self._rejected(running.handed_in).result
        result.status = "failed"
        result.reason = f"the grader failed ({why}): grade it again"
        state = self._ledger.give_back(running.id, result)
        if state == "received":
            yield from self._grade(running)
        elif state is None:
            self._elsewhere[running.id] = running.handed_in
        else:
            # Who runs this is told also where an earlier result stands.
            result.reason += "; until then its earlier result counts" if state == "graded" else ""
            self.news += 1
            yield result

    def _look_elsewhere(self) -> Iterator[Result]:
        """Yield what others on the same ledger have graded; grade what they left undone."""
        for id_, hand_in in list(self._elsewhere.items()):
            del self._elsewhere[id_]
            entry = self._ledger.look(id_)
            if entry.result is not None:
                yield self._known(entry, hand_in)
            else:
                yield from self._grade(_Running(id_, hand_in))
        if self._elsewhere and not self._running:
            time.sleep(_PAUSE_SECONDS)

    def _rejected(self, hand_in: HandIn) -> Outcome:
        student, reason = hand_in.student, hand_in.reason
        return Outcome(rejected(student, self._assignment, self._notebooks, reason))

    def _key(self, hand_in: HandIn) -> Key:
        # What ran uncontained is not to be taken for what ran contained.
        how = f"{self._setting.environment} {self._setting.contain}"
        how = hashlib.sha256(how.encode()).hexdigest()
        return Key(hand_in.student, self._assignment, hand_in.digest, self._pristine, how)
