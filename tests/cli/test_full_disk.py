"""A learner's disk that is full: one sentence each time, and nothing is lost."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def on_small_disk(folder, work):
    command = [sys.executable, "-m", "tests.cli.learn_on_small_disk", folder, work]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode == 77:
        pytest.skip(done.stdout.strip())
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines(), done.stderr.splitlines()


def test_a_submission_waits_until_there_is_room(tmp_path):
    (*full, last), _ = on_small_disk(tmp_path, "submit")
    assert full
    for line in full:
        assert line.removeprefix("Error: ").startswith("no space is left for ")
        assert line.endswith("free some and run it again; nothing that was graded is lost")
    assert "carpet 10 of 10" in " ".join(last.replace("│", " ").split())


def test_the_desk_stays_as_it_was(tmp_path):
    (left,), (told,) = on_small_disk(tmp_path, "renew")
    assert told.startswith("Error: your desk cannot be written: no space is left for ")
    assert left == "1_a_line.ipynb True"
