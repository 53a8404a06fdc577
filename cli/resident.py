"""The grader that stays: it keeps warm engines for whoever submits from notebooks.

`submit()` starts it with the first submission and asks it over a Unix socket in a folder that
only the user can open. One line of JSON comes in: a notebook's path, the folder that it is seen
from, and the process whose end is the end of the lab. Lines with "said" go out while it grades,
and at last what `course submit --json` prints. Where it cannot grade, it says nothing and the
line ends: whoever asked does without it. It knows nothing that is not in the ledger, too.
"""

from __future__ import annotations

import fcntl
import json
import os
import queue
import socketserver
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from io import TextIOBase
from pathlib import Path
from typing import Any

import psutil

from cli.files import course_root
from grader import environment
from grader.telling import Tell

MINUTES = 15.0  # without work, where COURSE_GRADER_MINUTES says nothing else
MEGABYTES = 1_000  # of its own, beside the engines
ENGINES = 2  # assignments that stay warm: the one that is worked on, and the unit's quiz
_LOOK_SECONDS = 2.0
_LONGEST = 20_000  # of a request


def main() -> None:
    """Serve the socket whose path is on the command line, and say so when it can be asked."""
    path = Path(sys.argv[1])
    made_of = _what_stands_on_the_disk()  # before most of it is imported
    lock = path.with_suffix(".lock").open("a")
    with suppress(BlockingIOError):  # there is one already
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        lock.truncate(0)
        print(os.getpid(), file=lock, flush=True)
        path.unlink(missing_ok=True)
        os.umask(0o077)
        with Resident(path, lock, made_of) as resident:
            print("ready", flush=True)
            resident.serve()
        return
    print("ready", flush=True)


def _what_stands_on_the_disk() -> str:
    root = course_root()
    return environment.look(root / name for name in ("cli", "grader", "authoring", "utils"))


class Resident(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    """Listens until nobody needs it any more, and ends when what it has begun is done.

    Parameters
    ----------
    path : Path
        Of its socket.
    lock : file
        Locked as long as it can be asked.
    made_of : str
        What stood on the disk when it began.
    """

    timeout = _LOOK_SECONDS

    def __init__(self, path: Path, lock: TextIOBase, made_of: str) -> None:
        super().__init__(str(path), _Request)
        self._path, self._lock, self._made_of = path, lock, made_of
        self._seconds = 60 * float(os.environ.get("COURSE_GRADER_MINUTES", MINUTES))
        self._labs: set[int] = set()
        self._work = ThreadPoolExecutor(1)  # one submission at a time
        self._latest: Future[dict[str, Any]] | None = None
        self._done_at = time.monotonic()

    def serve(self) -> None:
        """Answer requests until it is over."""
        while not self._is_over():
            self.handle_request()
        self._retire()

    def server_close(self) -> None:
        """Let those who wait have their answers, then end."""
        super().server_close()
        self._work.shutdown()

    def take(self, request: dict[str, Any], tell: Tell) -> Future[dict[str, Any]] | None:
        """Have a notebook graded; None if this process is not what stands on the disk."""
        if self._made_of != _what_stands_on_the_disk():
            self._retire()
            return None
        self._labs.add(request["lab"])
        self._latest = self._work.submit(self._grade, request, tell)
        return self._latest

    def _grade(self, request: dict[str, Any], tell: Tell) -> dict[str, Any]:
        from cli import grading, submitting
        from grader.grading import Here
        from grader.workers import station

        os.chdir(request["folder"])  # where a terminal would stand
        try:
            whose = grading.student_of(None), os.environ.get("COURSE_LEDGER")
            workers = Here(tell=tell)  # and its engine is not ended
            notebook = Path(request["notebook"])
            result, best, _ = submitting.hand_in(notebook, *whose, here=workers, tell=tell)
            return submitting.as_dict(result, best)
        finally:
            os.chdir("/")
            station.close(all_but=ENGINES)
            self._done_at = time.monotonic()

    def _is_over(self) -> bool:
        if self._latest and not self._latest.done():
            return False
        if self._lock.closed:
            return True
        is_idle = time.monotonic() - self._done_at > self._seconds
        is_left = bool(self._labs) and not any(map(_runs, self._labs))
        # Not the system's record: a process inherits it from the one that started it.
        is_large = psutil.Process().memory_info().rss > MEGABYTES * 2**20
        return is_idle or is_left or is_large or not self._path.exists()

    def _retire(self) -> None:
        """Make room for another one at once, whatever is still to be done here."""
        if not self._lock.closed:
            self._path.unlink(missing_ok=True)
            self._lock.close()


class _Request(socketserver.StreamRequestHandler):
    """A notebook to grade."""

    server: Resident

    def handle(self) -> None:
        """Say every second how far it is, and at once what comes of it."""
        news: queue.SimpleQueue[str] = queue.SimpleQueue()
        graded = self.server.take(json.loads(self.rfile.readline(_LONGEST)), news.put)
        if graded is None:
            return
        graded.add_done_callback(lambda _: news.put(""))  # ends the wait for news
        said = ""
        with suppress(ConnectionError):  # nobody waits any more; the ledger has what comes of it
            while not graded.done():
                self._say({"said": said})
                with suppress(queue.Empty):
                    said = news.get(timeout=1.0)
            self._say(graded.result())

    def _say(self, answer: dict[str, Any]) -> None:
        self.wfile.write(json.dumps(answer).encode() + b"\n")


def _runs(process: int) -> bool:
    """Return whether a process is there; 0, of which nothing is known, is."""
    with suppress(PermissionError):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
    return True


if __name__ == "__main__":
    main()
