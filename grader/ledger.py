"""The durable record of results: what was graded when, and each student's best."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from grader.results import ExerciseResult, Result

FILE_NAME = "results.db"

_SCHEMA = """
CREATE TABLE IF NOT EXISTS results (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,               -- UTC, ISO 8601
    student TEXT NOT NULL,
    assignment TEXT NOT NULL,
    submission TEXT NOT NULL,       -- hash of the notebooks
    score REAL NOT NULL,
    max_score REAL NOT NULL,
    result TEXT NOT NULL            -- the whole result as JSON
)
"""


@dataclass(frozen=True)
class Best:
    """A student's standing in one assignment.

    Attributes
    ----------
    score, max_score : float
        Of the best submission.
    last : datetime
        Time of the last one, in UTC.
    submissions : int
        How many there were.
    """

    score: float
    max_score: float
    last: datetime
    submissions: int


class Ledger:
    """Results of a course folder, kept in results.db beside the gradebook.

    Parameters
    ----------
    root : Path
        The course folder.
    """

    def __init__(self, root: Path) -> None:
        self.path = root / FILE_NAME

    def record(self, result: Result, submission_hash: str) -> None:
        """Add a result."""
        row = (
            datetime.now(UTC).isoformat(),
            result.student,
            result.assignment,
            submission_hash,
            result.score,
            result.max_score,
            json.dumps(result.as_dict()),
        )
        with self._open() as database:
            database.execute(
                "INSERT INTO results (at, student, assignment, submission, score, max_score,"
                " result) VALUES (?, ?, ?, ?, ?, ?, ?)",
                row,
            )

    def best(self, student: str) -> dict[str, Best]:
        """Return a student's standing in each assignment that was handed in."""
        if not self.path.exists():
            return {}
        # SQLite takes the bare column max_score from the row with the greatest score.
        with self._open() as database:
            rows = database.execute(
                "SELECT assignment, MAX(score), max_score, COUNT(*),"
                " (SELECT MAX(at) FROM results r WHERE r.student = results.student"
                "  AND r.assignment = results.assignment)"
                " FROM results WHERE student = ? GROUP BY assignment",
                (student,),
            ).fetchall()
        return {
            name: Best(score, max_score, datetime.fromisoformat(last), count)
            for name, score, max_score, count, last in rows
        }

    def all(self) -> list[Result]:
        """Return every result, oldest first."""
        if not self.path.exists():
            return []
        with self._open() as database:
            rows = database.execute("SELECT result FROM results ORDER BY id").fetchall()
        return [_result(json.loads(text)) for (text,) in rows]

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Open the database for one transaction, and wait while others write."""
        with closing(sqlite3.connect(self.path, timeout=30)) as database, database:
            database.execute(_SCHEMA)
            yield database


def _result(data: dict) -> Result:
    exercises = [ExerciseResult(**exercise) for exercise in data.pop("exercises")]
    return Result(**data, exercises=exercises)
