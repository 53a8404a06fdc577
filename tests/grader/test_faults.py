"""Processes killed at random moments, a full disk: 200 submissions, 200 scores, each once.

The moments are drawn from a seed; which process they meet depends on the machine.
"""

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time

import psutil
import pytest
from nbgrader.api import Gradebook

from grader.books.ledger import Ledger
from tests.dask_cluster import ROOT, DaskCluster
from tests.tiny_course import NAME, SOLVED, WRONG_PRICE, hand_in, notebook

COUNT = 200


def hand_in_class(course, count):
    """Hand in for so many students; return the scores that they deserve."""
    kinds = [("{", 0.0), (notebook(SOLVED), 10.0), (notebook(WRONG_PRICE), 6.0)]
    scores = {}
    for number in range(count):
        text, scores[f"s{number:03}"] = kinds[min(number % 10, 2)]
        hand_in(course, f"s{number:03}", text)
    return scores


def start(course, *words):
    return subprocess.Popen(
        [sys.executable, "-m", "tests.grader.grade_class", course.root, *words],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def check(course, scores):
    """Compare ledger and gradebook with what is deserved."""
    with Ledger(course.root) as ledger:
        found = [(result.student, result.score) for result in ledger.all()]
        assert ledger.counts(NAME) == {"graded": len(scores)}
    assert sorted(found) == sorted(scores.items())
    with Gradebook(course.db_url) as book:
        booked = [(s.student.id, s.score) for s in book.assignment_submissions(NAME)]
    assert sorted(booked) == sorted(scores.items())
    leftovers = [path for path in course.root.rglob(".*") if path.is_file()]
    assert leftovers == []


def role(process):
    """Return what a process of a grader does."""
    words = " ".join(process.cmdline())
    if "grader.workers.station" in words:
        return "station"
    if "grader.engine.processes.zygote" not in words:
        return "other"
    above = sum(
        "grader.engine.processes.zygote" in " ".join(p.cmdline()) for p in process.parents()
    )
    return ["launcher", "zygote", "worker or judge"][min(above, 2)]


def kill_one(rng, top, wanted):
    """Kill one of the processes below `top` that do what is wanted, if there is any."""
    with contextlib.suppress(psutil.Error):  # it may have ended just now
        processes = sorted(top.children(recursive=True), key=lambda p: p.pid)
        victims = [process for process in processes if role(process) == wanted]
        if victims:
            rng.choice(victims).kill()


def graded(course):
    """Return how many submissions are graded."""
    try:
        address = f"file:{course.root / 'results.db'}?mode=ro"
        with contextlib.closing(sqlite3.connect(address, uri=True)) as database:
            query = "SELECT COUNT(*) FROM submissions WHERE state = 'graded'"
            return database.execute(query).fetchone()[0]
    except sqlite3.OperationalError:
        return 0  # it is not there yet


def wait_for(condition, process):
    """Wait until something is so, or the process has ended."""
    while not condition() and process.poll() is None:
        time.sleep(0.002)


def go_on(rng, course, process):
    """Let some more submissions be graded."""
    goal = graded(course) + rng.randint(2, 15)
    wait_for(lambda: graded(course) >= goal, process)
    time.sleep(rng.uniform(0, 0.05))


def end(process):
    """Wait for a grader's end; it has to be a good one."""
    said = process.stderr.read()
    assert (process.wait(), said) == (0, "")


def kill(process):
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stderr.close()


@pytest.mark.parametrize("seed", [1])
def test_whatever_is_killed_every_submission_has_its_score_once(course, seed):
    scores = hand_in_class(course, COUNT)
    rng = random.Random(seed)
    victims = ["scheduler"] * 2 + ["writer"] * 2 + ["station"] * 2 + ["launcher", "zygote"]
    victims += ["worker or judge"] * 6
    rng.shuffle(victims)
    lock = course.root / "results.db.gradebook.lock"
    process = start(course)
    for victim in victims:
        go_on(rng, course, process)
        if victim == "writer":
            wait_for(lock.exists, process)
        if victim in ("scheduler", "writer"):
            kill(process)
            process = start(course)
        else:
            kill_one(rng, psutil.Process(process.pid), victim)
    end(process)
    check(course, scores)


def test_killed_dask_workers_and_schedulers_lose_nothing(course):
    scores = hand_in_class(course, 60)
    rng = random.Random(2)
    with DaskCluster(workers=2) as cluster:
        process = start(course, cluster.address)
        for victim in ["dask worker", "scheduler", "zygote", "dask worker", "worker or judge"]:
            go_on(rng, course, process)
            if victim == "dask worker":
                cluster.kill_worker()
            elif victim == "scheduler":
                kill(process)
                process = start(course, cluster.address)
            else:
                kill_one(rng, psutil.Process(), victim)
        end(process)
    check(course, scores)


def test_a_disk_read_only_or_full_is_one_line_and_nothing_is_lost(tmp_path):
    command = [sys.executable, "-m", "tests.grader.grade_on_small_disk", tmp_path, str(COUNT)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode == 77:
        pytest.skip(done.stdout.strip())
    assert done.returncode == 0, done.stderr
    read_only, *full, last = done.stdout.splitlines()
    assert read_only.startswith("results.db cannot be used (")
    assert read_only.endswith("mend that and run it again; nothing that was graded is lost")
    assert len(full) >= 2  # it was full more than once
    for line in full:
        assert line.startswith("no space is left for ")
        assert line.endswith("free some and run it again; nothing that was graded is lost")
    assert last == f"graded {COUNT}, booked {COUNT}, judged {COUNT}"
