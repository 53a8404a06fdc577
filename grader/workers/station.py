"""A process that grades: it keeps one warm engine, and takes jobs until its scheduler is gone.

The local pool starts it with a socket for each submission that it may grade at a time; in a
Dask worker `run` is all that is used of it.
"""

from __future__ import annotations

import atexit
import os
import sys
import threading
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection

from grader import environment
from grader.engine.limits import Limits
from grader.telling import Tell, quiet
from grader.workers.job import Job, JobFailed, Outcome, Setting, grade

_starting = threading.Lock()
_engines: dict = {}


def run(job: Job, tell: Tell = quiet) -> Outcome:
    """Grade a submission with this process's engine, started when it is first needed.

    `tell` takes a line whenever another exercise is being judged.

    Raises
    ------
    JobFailed
        When the grader could not do its work.
    """
    from grader.engine.faults import EngineError

    _check_surroundings(job)
    try:
        limits = Limits().with_cells_of(job.setting.cell_seconds)
        return grade(job, partial(engine(job.setting).judge, limits=limits, tell=tell))
    except EngineError as error:
        raise JobFailed(str(error), error.fatal) from None
    except Exception as error:
        raise JobFailed(f"{type(error).__name__}: {error}") from error


def engine(setting: Setting):
    """Return this process's warm engine for a course."""
    from grader.engine.engine import Engine

    with _starting:
        if setting not in _engines:
            _engines[setting] = Engine(setting.readable, setting.contain)
        return _engines[setting]


def close(all_but: int = 0) -> None:
    """End the warm engines of this process, all but so many that were started last."""
    with _starting:
        while len(_engines) > all_but:
            _engines.pop(next(iter(_engines))).close()


atexit.register(close)


def _check_surroundings(job: Job) -> None:
    """Raise `JobFailed` where the same score could not be expected."""
    wanted = job.setting.environment
    if wanted and wanted != environment.digest(job.setting.readable):
        here = ", ".join(environment.describe())
        what = f"{os.uname().nodename} has other software or data"
        raise JobFailed(f"{what} ({here}): update it", True)
    folders = [notebook.folder for notebook in job.notebooks]
    if job.beside and job.beside != environment.files_digest(folders):
        where = f"{os.uname().nodename} does not see the files in {folders[0]}"
        raise JobFailed(f"{where}: share the course folder with it", True)


def _serve(line: Connection) -> None:
    with suppress(EOFError, OSError):
        while True:
            job = line.recv()
            try:
                answer = run(job)
            except JobFailed as error:
                answer = error
            line.send(answer)
    # The scheduler is gone, and nobody waits for what other lines still do.
    close()
    os._exit(0)


def main() -> None:
    """Serve the sockets whose descriptors are on the command line."""
    lines = [Connection(int(number)) for number in sys.argv[1:]]
    threads = [threading.Thread(target=_serve, args=[line]) for line in lines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main()
