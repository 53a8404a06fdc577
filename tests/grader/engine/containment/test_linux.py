"""What the kernel is asked for beyond containment."""

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

SETTING = Path("/sys/kernel/mm/transparent_hugepage/enabled")
HUGE = """
import hashlib, os
from grader.engine.containment import linux

def huge_kb():
    with open("/proc/self/smaps_rollup") as rollup:
        return next(int(line.split()[1]) for line in rollup if line.startswith("AnonHugePages"))

data = bytearray(os.urandom(16 << 20))
before, kb = hashlib.sha256(data).digest(), huge_kb()
linux.use_huge_pages(os.open("/proc", os.O_RDONLY | os.O_DIRECTORY))
assert hashlib.sha256(data).digest() == before
print(huge_kb() - kb)
"""


def run(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone has them")
def test_memory_in_huge_pages_is_what_it_was():
    gained = int(run(HUGE).stdout)
    release = tuple(int(part) for part in platform.release().split(".")[:2])
    if release >= (6, 1) and os.access(SETTING, os.R_OK) and "[never]" not in SETTING.read_text():
        assert gained >= 10_000
    else:
        assert gained >= 0
