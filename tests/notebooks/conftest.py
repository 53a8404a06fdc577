"""The instructor's versions of the notebooks, where the reference answers stand."""

import fcntl
from pathlib import Path

import pytest

from authoring import instructor

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def instructor_versions():
    """The folder of the instructor's versions, brought up to date by one process at a time."""
    folder = ROOT / "build" / "source"
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder.parent / "tests.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        instructor.refresh(ROOT)
    return folder
