"""Processes looked at while they end."""

import os
import signal
import subprocess
import sys
import threading

import pytest

from grader.engine.containment.clock import Clock
from grader.engine.containment.tree import members

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="shown by /proc")


def test_descendants_are_found():
    with subprocess.Popen(["sh", "-c", "sleep 60 & echo $!; wait"], stdout=-1) as shell:
        sleep = int(shell.stdout.readline())
        assert list(members(shell.pid)) == [shell.pid, sleep]
        os.kill(sleep, signal.SIGKILL)


def test_one_that_ends_while_it_is_looked_at_is_no_fault():
    for _ in range(200):  # without care, about 3 in 100 are a FileNotFoundError
        process = subprocess.Popen(["true"])
        reaper = threading.Thread(target=process.wait)
        reaper.start()
        clock = Clock()
        while reaper.is_alive():
            assert process.pid in members(process.pid)
            clock.look([process.pid])
