"""The durable record of what was handed in: received, running, graded, or failed by us.

A row is one submission of one student, under one version of the assignment and of the
environment. A row that is running names its owner, and the owner holds a lock that ends with
it: so a grader that was killed leaves nothing behind that the next one could not take up.
"""

from __future__ import annotations

import json
import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, and_, or_, select, update

from grader.books.database import PATIENCE_SECONDS, open_database, patiently
from grader.books.ledger_rows import (
    TABLES,
    Best,
    Entry,
    Key,
    State,
    best_of,
    entry_of,
    insert_into,
    result_of,
    submissions,
)
from grader.books.locks import FileLocks, Locks, ServerLocks
from grader.files import StorageError
from grader.results import Result
from grader.telling import Tell, quiet

__all__ = ["Best", "Entry", "Key", "Ledger"]

T = TypeVar("T")
FILE_NAME = "results.db"
MAX_TRIES = 5
_columns = submissions.c


class Ledger:
    """The record of a course: results.db beside the gradebook, or a PostgreSQL database.

    Parameters
    ----------
    root : Path
        The course folder.
    url : str, optional
        Another place for the record.
    tell : callable
        Takes a line when something has to be waited for.
    """

    def __init__(self, root: Path, url: str | None = None, tell: Tell = quiet) -> None:
        self._engine = open_database(url or f"sqlite:///{root / FILE_NAME}")
        self._tell = tell
        self._owner = uuid.uuid4().hex
        self._ready = False
        self._held: Locks | None = None

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give up what is still running, and close the database."""
        with suppress(Exception):
            if self._held is not None:
                self._held.close()
        self._engine.dispose()

    @property
    def locks(self) -> Locks:
        """Locks that all programs on this ledger share."""
        if self._held is None:
            self._held = patiently(self._open_locks, self._name, self._tell)
        return self._held

    def receive(self, key: Key, handed_in: bool = False) -> Entry:
        """Return the entry of a submission, new if there was none.

        Parameters
        ----------
        key : Key
        handed_in : bool
            Whether it was handed in just now, perhaps once more.
        """
        now = datetime.now(UTC).isoformat()
        new = insert_into(self._engine).values(
            **asdict(key), handed_in=now, state="received", tries=0, booked=False
        )
        known = and_(*(_columns[name] == value for name, value in asdict(key).items()))

        def work(connection) -> Entry:
            connection.execute(new.on_conflict_do_nothing())
            if handed_in:
                connection.execute(update(submissions).where(known).values(handed_in=now))
            return entry_of(connection.execute(select(submissions).where(known)).one())

        return self._transact(work)

    def look(self, id_: int) -> Entry:
        """Return an entry as it stands now."""
        return self._transact(
            lambda connection: entry_of(
                connection.execute(select(submissions).where(_columns.id == id_)).one()
            )
        )

    def claim(self, id_: int) -> bool:
        """Take a submission to grade it, also from a grader that is no more.

        Returns
        -------
        bool
            False when another grader has it, or it is graded.
        """
        locks = self.locks
        row = _columns.id == id_

        def owner(connection) -> str | None:
            return connection.execute(select(_columns.owner).where(row)).scalar()

        last = self._transact(owner)
        # Not within the transaction: the lock may be the server's business as well.
        dead = last is not None and last != self._owner and not locks.is_taken(last)
        orphan = and_(_columns.state == "running", _columns.owner == (last if dead else ""))
        free = or_(_columns.state == "received", orphan)
        return self._change(and_(row, free), state="running", owner=self._owner)

    def record(self, id_: int, result: Result) -> bool:
        """Write down the result of a submission that this grader has claimed.

        Returns
        -------
        bool
            False when it was taken from us; then somebody else's result counts.
        """
        return self._change(
            self._own(id_),
            state="graded",
            owner=None,
            score=result.score,
            max_score=result.max_score,
            result=json.dumps(asdict(result)),
            booked=False,
        )

    def give_back(self, id_: int, failure: Result) -> State | None:
        """Queue a claimed submission again that the grader failed at.

        Parameters
        ----------
        id_ : int
        failure : Result
            What to say if that was one time too many, and there is no earlier result to stand.

        Returns
        -------
        {"received", "failed", "graded"} or None
            Its state by now: it is queued, has failed for good, or has the result that it had
            before. None when it is no longer ours.
        """
        last = _columns.tries + 1 >= MAX_TRIES
        had_result = _columns.score.is_not(None)
        tried = {"owner": None, "tries": _columns.tries + 1}
        if self._change(and_(self._own(id_), ~last), state="received", **tried):
            return "received"
        if self._change(and_(self._own(id_), had_result), state="graded", **tried):
            return "graded"
        tried |= {"result": json.dumps(asdict(failure))}
        return "failed" if self._change(self._own(id_), state="failed", **tried) else None

    def give_up(self) -> None:
        """Queue again all that is claimed and not done.

        Where that cannot be written, it happens with the end of this program.
        """
        mine = and_(_columns.state == "running", _columns.owner == self._owner)
        with suppress(StorageError):
            self._change(mine, _seconds=1, state="received", owner=None)

    def renew(self, id_: int) -> None:
        """Queue a submission again that was graded, or failed for good."""
        ended = _columns.state.in_(["graded", "failed"])
        self._change(and_(_columns.id == id_, ended), state="received", tries=0)

    def mark_booked(self, ids: Iterable[int]) -> None:
        """Write down that the gradebook has these results, in place of earlier ones.

        They are of one assignment.
        """
        ids = list(ids)
        these = _columns.id.in_(ids)

        def work(connection) -> None:
            rows = connection.execute(
                select(_columns.student, _columns.assignment).where(these)
            ).all()
            same = _columns.student.in_([row.student for row in rows])
            of_assignment = _columns.assignment.in_({row.assignment for row in rows})
            whose = and_(same, of_assignment, _columns.state == "graded")
            connection.execute(update(submissions).where(whose).values(booked=these))

        self._transact(work)

    def best(self, student: str) -> dict[str, Best]:
        """Return a student's standing in each assignment that was handed in and graded."""
        query = select(submissions).where(_columns.student == student, _columns.score.is_not(None))
        found: dict[str, list] = {}
        for row in self._read(query):
            found.setdefault(row.assignment, []).append(row)
        return {name: best_of(rows) for name, rows in found.items()}

    def students(self) -> list[str]:
        """Return everybody of whom something is on record."""
        return sorted(row.student for row in self._read(select(_columns.student).distinct()))

    def all(self) -> list[Result]:
        """Return every result, in the order in which the submissions first arrived."""
        query = select(_columns.result).where(_columns.score.is_not(None)).order_by(_columns.id)
        return [result_of(row.result) for row in self._read(query)]

    def counts(self, assignment: str) -> dict[str, int]:
        """Return how many submissions of an assignment are in each state."""
        query = select(_columns.state).where(_columns.assignment == assignment)
        return dict(Counter(row.state for row in self._read(query)))

    def _read(self, query) -> list:
        if self._is_sqlite and not Path(self._engine.url.database).exists():
            return []  # Looking makes no file.
        return self._transact(lambda connection: connection.execute(query).all())

    def _own(self, id_: int):
        running = _columns.state == "running"
        return and_(_columns.id == id_, running, _columns.owner == self._owner)

    def _change(self, which, _seconds: float = PATIENCE_SECONDS, **values) -> bool:
        change = update(submissions).where(which).values(**values)
        return self._transact(lambda c: c.execute(change).rowcount, _seconds) > 0

    def _transact(self, work: Callable[[Connection], T], seconds: float = PATIENCE_SECONDS) -> T:
        def transaction() -> T:
            with self._engine.begin() as connection:
                if not self._ready:
                    TABLES.create_all(connection)
                done = work(connection)
            self._ready = True
            return done

        return patiently(transaction, self._name, self._tell, seconds)

    def _open_locks(self) -> Locks:
        database = self._engine.url.database
        locks = FileLocks(Path(database)) if self._is_sqlite else ServerLocks(self._engine)
        locks.take(self._owner)
        return locks

    @property
    def _is_sqlite(self) -> bool:
        return self._engine.dialect.name == "sqlite"

    @property
    def _name(self) -> str:
        url = self._engine.url
        return Path(url.database).name if self._is_sqlite else f"the database at {url.host}"
