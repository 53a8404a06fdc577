"""The ledger's table, and what its rows say."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import (
    Boolean,
    Column,
    Engine,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from grader.results import ExerciseResult, Result

State = Literal["received", "running", "graded", "failed"]

TABLES = MetaData()
submissions = Table(
    "submissions",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("student", Text, nullable=False),
    Column("assignment", Text, nullable=False),
    Column("submission", String(64), nullable=False),
    Column("pristine", String(64), nullable=False),
    Column("environment", String(64), nullable=False),
    Column("handed_in", String(32), nullable=False),  # UTC, ISO 8601
    Column("state", String(8), nullable=False),
    Column("owner", String(32)),
    Column("tries", Integer, nullable=False),
    Column("score", Float),
    Column("max_score", Float),
    Column("result", Text),  # the whole result as JSON
    Column("booked", Boolean, nullable=False),  # whether the gradebook has it
    UniqueConstraint("student", "assignment", "submission", "pristine", "environment"),
)


@dataclass(frozen=True)
class Key:
    """What makes a submission the same one.

    Attributes
    ----------
    student, assignment : str
    submission, pristine, environment : str
        Hashes of the notebooks handed in, of the source notebooks, and of the software.
    """

    student: str
    assignment: str
    submission: str
    pristine: str
    environment: str


@dataclass(frozen=True)
class Entry:
    """A submission in the ledger, as it stood when it was looked at.

    Attributes
    ----------
    id : int
    state : {"received", "running", "graded", "failed"}
    booked : bool
        Whether the result is in the gradebook.
    result : Result or None
        Once it is graded, or failed for good.
    """

    id: int
    state: State
    booked: bool
    result: Result | None


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
        How many different ones there were.
    result : Result
        Of the best submission, the later one of two that are as good.
    """

    score: float
    max_score: float
    last: datetime
    submissions: int
    result: Result


def best_of(rows: list) -> Best:
    """Return the standing that a student's rows of one assignment amount to."""
    top = max(rows, key=lambda row: (row.score, row.handed_in))
    last = max(datetime.fromisoformat(row.handed_in) for row in rows)
    count = len({row.submission for row in rows})
    return Best(top.score, top.max_score, last, count, result_of(top.result))


def entry_of(row) -> Entry:
    """Return a row as an entry."""
    known = row.result is not None and row.state in ("graded", "failed")
    return Entry(row.id, row.state, row.booked, result_of(row.result) if known else None)


def result_of(text: str) -> Result:
    """Return the result that a row keeps as JSON."""
    data = json.loads(text)
    exercises = [ExerciseResult(**exercise) for exercise in data.pop("exercises")]
    return Result(**data, exercises=exercises)


def insert_into(engine: Engine):
    """Return an INSERT that can say what to do about a row that is there already."""
    from sqlalchemy.dialects import postgresql, sqlite

    return (sqlite if engine.dialect.name == "sqlite" else postgresql).insert(submissions)
