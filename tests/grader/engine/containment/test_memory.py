"""What a tree of processes takes, seen from outside: where no cgroup counts it."""

import contextlib
import os
import signal
import subprocess
import sys

import pytest

from grader.engine.containment.clock import Clock
from grader.engine.containment.memory import MemoryBound
from grader.engine.limits import Limits

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="shown by /proc")

LIMITS = Limits(memory_mb=150)
# Bytes that are no text, and what could be taken for the end of the name, a line or a field.
ODD = b"\xff) R 1\r\n:"
HOLDING = """
import ctypes, os, sys, time
def fill(data):
    data[::4096] = os.urandom(1) * len(data[::4096])
held = bytearray(60 << 20)
fill(held)
"""
FORKING = """
ready, done = os.pipe()
for _ in range(4):
    if os.fork() == 0:
        {}
        os.write(done, b"x")
        time.sleep(600)
for _ in range(4):
    os.read(ready, 1)
"""


@contextlib.contextmanager
def running(program):
    """Yield the bound of a process, made when it holds 60 MB, and the process after `program`."""
    parts = f"{HOLDING}\nprint(flush=True)\nsys.stdin.readline()\n{program}\nprint(flush=True)\n"
    command = [sys.executable, "-c", parts + "sys.stdin.readline()"]
    with subprocess.Popen(command, stdin=-1, stdout=-1, process_group=0) as process:
        process.stdout.readline()
        bound = MemoryBound(process.pid, LIMITS, None)
        process.stdin.write(b"\n")
        process.stdin.flush()
        process.stdout.readline()
        yield bound, process
        os.killpg(process.pid, signal.SIGKILL)


def test_what_forked_processes_share_counts_once():
    with running(FORKING.format("pass")) as (bound, _):
        assert not bound.is_exceeded()


def test_what_forked_processes_change_of_it_is_their_own():
    with running(FORKING.format("fill(held)")) as (bound, _):
        assert bound.is_exceeded()


def test_one_whose_name_is_no_text_is_counted():
    renaming = f"ctypes.CDLL(None).prctl(15, {ODD!r}, 0, 0, 0)\n"
    working = "more = bytearray(200 << 20)\nfill(more)\nsum(range(10**8))\n"
    clock = Clock()
    with running(renaming + working) as (bound, process):
        assert bound.is_exceeded()
        clock.look([process.pid])
        assert clock._ran > 0
