"""Grading on this machine: processes with warm engines, one submission a core at a time."""

from __future__ import annotations

import os
import queue
import socket
import subprocess
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol

from grader.workers.job import Job, JobFailed, Outcome

# Submissions are judged in processes of their own. A station only directs them, so one of
# them, with one warm engine's memory, serves several cores.
_LINES = 8


class Workers(Protocol):
    """What grades: the pool of this machine, or a cluster."""

    slots: int

    def submit(self, job: Job) -> Future[Outcome]:
        """Grade a submission, some time soon."""

    def close(self) -> None:
        """Stop; what is not done is canceled."""


class Pool:
    """Stations on this machine; one that dies is replaced, and what it held has failed.

    Parameters
    ----------
    slots : int, optional
        How many submissions to grade at a time; as many as there are cores.
    """

    def __init__(self, slots: int | None = None) -> None:
        self.slots = slots or _cores()
        self._stations: list[_Station] = []
        self._free: queue.SimpleQueue[tuple[_Station, int]] = queue.SimpleQueue()
        for first in range(0, self.slots, _LINES):
            station = _Station(min(_LINES, self.slots - first))
            self._stations.append(station)
            for number in range(station.lines):
                self._free.put((station, number))
        self._threads = ThreadPoolExecutor(self.slots, thread_name_prefix="grading")

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pids(self) -> list[int]:
        """The process ids of the stations."""
        return [station.pid for station in self._stations]

    def submit(self, job: Job) -> Future[Outcome]:
        """Grade a submission as soon as a slot is free."""
        return self._threads.submit(self._ask, job)

    def close(self) -> None:
        """End the stations; what is not done is canceled."""
        for station in self._stations:
            station.close()
        self._threads.shutdown(cancel_futures=True)

    def _ask(self, job: Job) -> Outcome:
        station, number = self._free.get()
        try:
            answer = station.ask(number, job)
        finally:
            self._free.put((station, number))
        if isinstance(answer, JobFailed):
            raise answer
        return answer


class _Station:
    """A process that grades, and the lines to it."""

    def __init__(self, lines: int) -> None:
        self.lines = lines
        self._lock = threading.Lock()
        self._closed = False
        self._start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, number: int, job: Job) -> Outcome | JobFailed:
        with self._lock:
            process, line = self._process, self._open[number]
        try:
            line.send(job)
            return line.recv()
        except (EOFError, OSError):
            self._replace(process)
            raise JobFailed("a grading process ended before its time") from None

    def close(self) -> None:
        with self._lock:
            self._closed = True
            self._process.kill()
            self._process.wait()

    def _replace(self, process: subprocess.Popen) -> None:
        """Start anew, unless somebody who also noticed has done so."""
        with self._lock:
            if process is self._process and not self._closed:
                process.kill()
                process.wait()
                self._start()

    def _start(self) -> None:
        pairs = [socket.socketpair() for _ in range(self.lines)]
        numbers = [theirs.fileno() for _, theirs in pairs]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "grader.workers.station", *map(str, numbers)],
            pass_fds=numbers,
            env={**os.environ, "PYTHONPATH": _search_path()},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for the scheduler, which ends us in order
        )
        self._open = [Connection(ours.detach()) for ours, _ in pairs]
        for _, theirs in pairs:
            theirs.close()


def _cores() -> int:
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _search_path() -> str:
    """Return where a new process finds this package, whatever folder it starts in."""
    own = str(Path(__file__).parents[2])
    return os.pathsep.join([own, *filter(None, [os.environ.get("PYTHONPATH")])])
