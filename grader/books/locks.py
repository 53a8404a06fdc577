"""Locks by name that end with their holder, however it ends."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.files import NOTHING_LOST, StorageError
from grader.telling import Tell, quiet

_PAUSE_SECONDS = 0.1


class Locks:
    """Locks that every program on the same database shares; see `FileLocks`, `ServerLocks`."""

    def take(self, name: str) -> bool:
        """Take the lock if it is free, until `release` or the end of this program."""
        raise NotImplementedError

    def release(self, name: str) -> None:
        """Give the lock back."""
        raise NotImplementedError

    def is_taken(self, name: str) -> bool:
        """Return whether somebody else who lives holds the lock."""
        if not self.take(name):
            return True
        self.release(name)
        return False

    @contextmanager
    def holding(self, name: str, tell: Tell = quiet) -> Iterator[None]:
        """Hold the lock, after waiting for it as long as it takes."""
        told = False
        while not self.take(name):
            if not told:
                tell(f"another program works on the {name}: waiting for it")
                told = True
            time.sleep(_PAUSE_SECONDS)
        try:
            yield
        finally:
            self.release(name)

    def close(self) -> None:
        """Release everything."""


class FileLocks(Locks):
    """Locked files beside a database: the kernel unlocks them when their holder ends.

    Parameters
    ----------
    database : Path
    """

    def __init__(self, database: Path) -> None:
        self._database = database
        self._held: dict[str, int] = {}

    def take(self, name: str) -> bool:
        import fcntl

        descriptor = os.open(self._path(name), os.O_RDWR | os.O_CREAT, 0o666)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Whoever held it may have removed the file just before we locked it.
            current = os.stat(self._path(name)).st_ino == os.fstat(descriptor).st_ino
        except (BlockingIOError, FileNotFoundError):
            current = False
        if not current:
            os.close(descriptor)
            return False
        self._held[name] = descriptor
        return True

    def release(self, name: str) -> None:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self._path(name))
        os.close(self._held.pop(name))

    def close(self) -> None:
        for name in list(self._held):
            self.release(name)

    def _path(self, name: str) -> Path:
        return self._database.with_name(f"{self._database.name}.{name}.lock")


class ServerLocks(Locks):
    """PostgreSQL's advisory locks, which end with the connection that took them.

    Parameters
    ----------
    engine : sqlalchemy.Engine
    """

    def __init__(self, engine) -> None:
        self._connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")

    def take(self, name: str) -> bool:
        return self._call("pg_try_advisory_lock", name)

    def release(self, name: str) -> None:
        self._call("pg_advisory_unlock", name)

    def _call(self, function: str, name: str) -> bool:
        from sqlalchemy.exc import DBAPIError

        key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
        try:
            return bool(self._connection.exec_driver_sql(f"SELECT {function}({key})").scalar())
        except DBAPIError as error:
            # With the connection all our locks are gone, and what we hold may be others'.
            raise StorageError(
                f"the connection to the database was lost: run it again; {NOTHING_LOST}"
            ) from error

    def close(self) -> None:
        self._connection.close()
