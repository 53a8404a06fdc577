"""Databases in trouble: opened by URL, waited for while locked, one clear line if that fails."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from grader.files import NOTHING_LOST, StorageError
from grader.telling import Tell, quiet

if TYPE_CHECKING:
    from sqlalchemy import Engine

T = TypeVar("T")

PATIENCE_SECONDS = 60.0
_SQLITE_SECONDS = 2.0  # SQLite's own patience, after which we say that we wait
_PAUSE_SECONDS = 0.1


def open_database(url: str) -> Engine:
    """Return SQLAlchemy's engine for a database of our own.

    Parameters
    ----------
    url : str
        ``sqlite:///path`` or ``postgresql://user:password@host/name``.

    Raises
    ------
    StorageError
        When the URL is none, or its driver is missing.
    """
    from sqlalchemy import create_engine, event
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError

    try:
        address = make_url(url)
        if address.get_backend_name() == "postgresql":
            return create_engine(address.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
        engine = create_engine(address, connect_args={"timeout": _SQLITE_SECONDS})
    except (ArgumentError, NoSuchModuleError, ImportError):
        raise StorageError(
            f"{url!r} is no address of a database: sqlite:///FILE or postgresql://USER@HOST/NAME"
        ) from None
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_at_once)
    return engine


def patiently(
    work: Callable[[], T], name: str, tell: Tell = quiet, seconds: float = PATIENCE_SECONDS
) -> T:
    """Return what `work` returns, however long another program holds the database.

    Parameters
    ----------
    work : callable
        One transaction; it is tried again as a whole.
    name : str
        What to call the database.
    tell : callable
        Takes the line that says we wait.
    seconds : float
        For how long at most.

    Raises
    ------
    StorageError
        When it is still locked then, or the disk is full, or the database is out of reach.
    """
    from sqlalchemy.exc import DBAPIError

    deadline = time.monotonic() + seconds
    told = False
    while True:
        try:
            return work()
        except DBAPIError as error:
            if not _passes(error) or time.monotonic() >= deadline:
                raise StorageError(_reason(error, name, seconds)) from error
            if not told:
                tell(f"{name} is held by another program or out of reach: waiting")
                told = True
        time.sleep(_PAUSE_SECONDS)


def _prepare_sqlite(connection, _record) -> None:
    # SQLAlchemy, not the driver, says when a transaction begins.
    connection.isolation_level = None
    # A killed program loses nothing that was committed; a power cut at most the last results,
    # and those are graded again.
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_at_once(connection) -> None:
    # A transaction that reads first and writes later may find that it has to wait for itself.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _passes(error) -> bool:
    """Return whether the trouble can pass: a lock, or a server that starts again."""
    text = str(error.orig).lower()
    state = getattr(error.orig, "sqlstate", None) or ""
    return (
        error.connection_invalidated
        or "locked" in text
        or "could not receive data" in text
        or state in ("40001", "40P01", "55P03", "57P01", "57P02", "57P03")
    )


def _reason(error, name: str, seconds: float) -> str:
    text = " ".join(str(error.orig).split())
    state = getattr(error.orig, "sqlstate", None) or ""
    if "locked" in text:
        return (
            f"{name} is still locked after {seconds:g} seconds: end the program that holds it"
            f" and run it again; {NOTHING_LOST}"
        )
    if "disk is full" in text or "disk I/O error" in text or state == "53100":
        return f"no space is left for {name}: free some and run it again; {NOTHING_LOST}"
    if "not a database" in text or "malformed" in text:
        return (
            f"{name} is damaged: `course progress --rebuild` sets it aside and grades again what"
            " was handed in"
        )
    first = str(error.orig).strip().partition("\n")[0]  # PostgreSQL says more than one sentence
    return f"{name} cannot be used ({first}): mend that and run it again; {NOTHING_LOST}"
