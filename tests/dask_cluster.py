"""A Dask cluster on loopback for tests: a scheduler and workers, each a process of its own."""

import os
import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]


class DaskCluster:
    """A cluster that can be harmed.

    Parameters
    ----------
    workers : int
        How many, with one thread each and no nanny to start them again.
    """

    def __init__(self, workers):
        self._folder = tempfile.TemporaryDirectory(prefix="dask-")
        self._scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0")
        self.address = self._wait_for(self._scheduler, r"Scheduler at: +(tcp://\S+)")
        self._workers = []
        for _ in range(workers):
            self.add_worker()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in (*self._workers, self._scheduler):
            process.kill()
            process.wait()
            process.stderr.close()
        self._folder.cleanup()

    def add_worker(self):
        """Start a worker and wait until it is registered."""
        worker = self._start("worker", self.address, "--nthreads", "1", "--no-nanny")
        self._wait_for(worker, r"(Registered to)")
        self._workers.append(worker)

    def kill_worker(self):
        """Kill a worker and start another."""
        os.kill(self._workers.pop(0).pid, signal.SIGKILL)
        self.add_worker()

    def kill_scheduler(self):
        """Kill the scheduler."""
        os.kill(self._scheduler.pid, signal.SIGKILL)

    def _start(self, *words):
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *words, "--no-dashboard"],
            cwd=self._folder.name,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def _wait_for(self, process, pattern):
        for line in process.stderr:
            if match := re.search(pattern, line):
                return match[1]
        raise RuntimeError("Dask did not start")
