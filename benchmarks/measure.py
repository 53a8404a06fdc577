"""Time and memory of programs, and words for the machine they ran on."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from grader import environment

ROOT = Path(__file__).parents[1]


def environ() -> dict[str, str]:
    """Return the variables for programs that are measured: this source, this Python's programs."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return {**os.environ, "PYTHONPATH": str(ROOT), "PATH": path}


def machine() -> str:
    """Return in one line what this was measured on."""
    with open("/proc/cpuinfo") as info:
        model = next(line.split(":")[1].strip() for line in info if line.startswith("model name"))
    cores, load = len(os.sched_getaffinity(0)), os.getloadavg()[0]
    memory = psutil.virtual_memory().total / 1e9
    software = ", ".join([*environment.describe(), f"Linux {platform.release()}"])
    return f"{cores} cores of {model}, {memory:.0f} GB, load {load:.1f} before; {software}"


def run(words: list[str], folder: Path) -> float:
    """Run a program of this environment; return its wall time in seconds."""
    command = [sys.executable, "-m", *words]
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=environ(), capture_output=True, text=True)
    seconds = time.perf_counter() - start
    if done.returncode:
        sys.exit(f"{' '.join(words)} failed:\n{done.stderr[-2000:]}")
    return seconds


@contextmanager
def grading(folder: Path, assignment: str) -> Iterator[tuple[Iterator[str], Memory]]:
    """Run `course grade`; give its lines of JSON as they come, and its memory.

    Each line has to be that of a graded submission.
    """
    command = [sys.executable, "-m", "cli.main", "grade", assignment, "--json"]
    with (
        subprocess.Popen(
            command,
            cwd=folder,
            env=environ(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as grader,
        Memory(grader.pid) as memory,
    ):
        yield map(_graded, grader.stdout), memory
    if grader.returncode:
        sys.exit("course grade failed")


def _graded(line: str) -> str:
    assert json.loads(line)["status"] == "graded", line
    return line


class Memory:
    """Watches the memory of a process and all below it, until it is left.

    Memory is PSS, in which a page that several processes share counts for each in part. To
    look at it takes so long that it is done now and then only.

    Attributes
    ----------
    process : psutil.Process
        The one at the top.
    samples : list of float
        In MB.
    """

    def __init__(self, pid: int, every_seconds: float = 5.0) -> None:
        self.process, self._every = psutil.Process(pid), every_seconds
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self.samples: list[float] = []

    def __enter__(self) -> Memory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._end.wait(self._every):
            if used := tree_mb(self.process):
                self.samples.append(used)


def tree_seconds(top: psutil.Process) -> float:
    """Return the processor time of a process, all below it, and what has ended below them."""
    total = 0.0
    with suppress(psutil.Error):
        for process in (top, *top.children(recursive=True)):
            with suppress(psutil.Error):
                total += sum(process.cpu_times()[:4])  # user, system, and those of children
    return total


def tree_mb(top: psutil.Process) -> float:
    """Return the PSS of a process and all below it, in MB."""
    total = 0
    try:
        for process in (top, *top.children(recursive=True)):
            try:
                with open(f"/proc/{process.pid}/smaps_rollup") as rollup:
                    total += sum(int(line.split()[1]) for line in rollup if line[:4] == "Pss:")
            except OSError:
                continue  # it has ended
    except psutil.Error:
        return 0.0
    return total / 1024
