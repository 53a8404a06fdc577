"""The record of results: by real SQLite and a real PostgreSQL server, shared by processes."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time

import pytest

from grader.books.database import open_database, patiently
from grader.books.ledger import MAX_TRIES, Key, Ledger
from grader.files import StorageError
from grader.results import ExerciseResult, Result
from tests.postgres import server

__all__ = ["server"]

KEY = Key("ada", "carpet", "s1", "p1", "e1")
DONE = Result("ada", "carpet", "graded", score=6.0, max_score=10.0)
DONE.exercises = [ExerciseResult("area", 6.0, 6.0, "passed", checks={"area_check_1": 6.0})]
FAILURE = Result("ada", "carpet", "failed", "the grader failed")

# Claims a submission and holds on to it until it is killed.
HOLD = """\
import sys, time
from pathlib import Path
from grader.books.ledger import Key, Ledger
ledger = Ledger(Path("."), sys.argv[1])
entry = ledger.receive(Key("ada", "carpet", "s1", "p1", "e1"))
print(ledger.claim(entry.id), flush=True)
time.sleep(600)
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'results.db'}"
    return request.getfixturevalue("server").new_database()


@pytest.fixture
def ledger(url, tmp_path):
    with Ledger(tmp_path, url) as ledger:
        yield ledger


@pytest.fixture
def other(url, tmp_path):
    """Another program's ledger on the same database."""
    with Ledger(tmp_path, url) as ledger:
        yield ledger


def test_a_submission_is_received_once_and_graded_once(ledger, other):
    entry = ledger.receive(KEY)
    assert (entry.state, entry.result) == ("received", None)
    assert other.receive(KEY).id == entry.id
    assert ledger.claim(entry.id)
    assert not ledger.claim(entry.id)
    assert not other.claim(entry.id)
    assert ledger.record(entry.id, DONE)
    assert not ledger.record(entry.id, DONE)
    assert not other.claim(entry.id)
    known = other.receive(KEY)
    assert (known.state, known.booked, known.result) == ("graded", False, DONE)
    other.mark_booked([entry.id])
    assert ledger.look(entry.id).booked


def test_only_who_claimed_it_records_a_result(ledger, other):
    entry = ledger.receive(KEY)
    ledger.claim(entry.id)
    assert not other.record(entry.id, DONE)
    assert ledger.look(entry.id).state == "running"


def test_another_version_of_anything_is_another_submission(ledger):
    keys = [KEY, Key("bob", "carpet", "s1", "p1", "e1"), Key("ada", "rug", "s1", "p1", "e1")]
    keys += [Key("ada", "carpet", *rest) for rest in (("s2", "p1", "e1"), ("s1", "p2", "e1"))]
    keys += [Key("ada", "carpet", "s1", "p1", "e2")]
    assert len({ledger.receive(key).id for key in keys}) == len(keys)


def test_what_is_given_up_can_be_claimed_by_others(ledger, other):
    entry = ledger.receive(KEY)
    ledger.claim(entry.id)
    ledger.give_up()
    assert other.claim(entry.id)


def test_what_we_fail_at_is_queued_a_bounded_number_of_times(ledger):
    entry = ledger.receive(KEY)
    queued = []
    while ledger.claim(entry.id):
        queued.append(ledger.give_back(entry.id, FAILURE))
    assert ledger.give_back(entry.id, FAILURE) is None
    assert queued == ["received"] * (MAX_TRIES - 1) + ["failed"]
    known = ledger.look(entry.id)
    assert (known.state, known.result) == ("failed", FAILURE)
    ledger.renew(entry.id)
    assert ledger.claim(entry.id)


def test_a_result_stands_until_the_new_one_is_there(ledger):
    entry = ledger.receive(KEY)
    ledger.claim(entry.id)
    ledger.record(entry.id, DONE)
    ledger.mark_booked([entry.id])
    ledger.renew(entry.id)
    assert ledger.best("ada")["carpet"].score == 6.0
    assert ledger.claim(entry.id)
    ledger.record(entry.id, Result("ada", "carpet", "graded", score=1.0, max_score=10.0))
    assert ledger.best("ada")["carpet"].score == 1.0
    assert not ledger.look(entry.id).booked


def test_a_result_stands_where_the_grader_fails_at_a_new_one(ledger):
    entry = ledger.receive(KEY)
    ledger.claim(entry.id)
    ledger.record(entry.id, DONE)
    ledger.mark_booked([entry.id])
    ledger.renew(entry.id)
    states = []
    while ledger.claim(entry.id):
        assert ledger.all() == [DONE]
        states.append(ledger.give_back(entry.id, FAILURE))
    assert states == ["received"] * (MAX_TRIES - 1) + ["graded"]
    known = ledger.look(entry.id)
    assert (known.state, known.booked, known.result) == ("graded", True, DONE)
    assert ledger.best("ada")["carpet"].result == DONE
    assert ledger.all() == [DONE]
    ledger.renew(entry.id)
    assert ledger.claim(entry.id)


def test_the_best_of_several_counts_and_the_last_is_dated(ledger):
    for submission, score in (("s1", 0.0), ("s2", 8.0), ("s3", 3.0)):
        entry = ledger.receive(Key("ada", "carpet", submission, "p1", "e1"))
        ledger.claim(entry.id)
        ledger.record(entry.id, Result("ada", "carpet", "graded", score=score, max_score=10.0))
    first = ledger.best("ada")["carpet"]
    assert (first.score, first.max_score, first.submissions) == (8.0, 10.0, 3)
    ledger.receive(Key("ada", "carpet", "s1", "p1", "e1"), handed_in=True)
    again = ledger.best("ada")["carpet"]
    assert again.submissions == 3 and again.last > first.last
    assert [result.score for result in ledger.all()] == [0.0, 8.0, 3.0]
    assert ledger.best("bob") == {}


def test_odd_text_survives(ledger):
    key = Key("Zoë 🦊", "carpet", "s1", "p1", "e1")
    odd = Result("Zoë 🦊", "carpet", "rejected", "nul \0, lone \ud800, quote ' and %s")
    entry = ledger.receive(key)
    ledger.claim(entry.id)
    ledger.record(entry.id, odd)
    assert ledger.look(entry.id).result == odd


def test_a_killed_grader_leaves_nothing_behind(ledger, url):
    command = [sys.executable, "-c", HOLD, url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout.readline() == "True\n"
        entry = ledger.receive(KEY)
        assert entry.state == "running"
        assert not ledger.claim(entry.id)
        os.kill(holder.pid, signal.SIGKILL)
    deadline = time.monotonic() + 30  # a server takes a moment to miss its client
    while not (claimed := ledger.claim(entry.id)) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert claimed


def test_only_one_writer_holds_the_gradebook(ledger, other):
    order = []

    def wait_for_it():
        with other.locks.holding("gradebook", order.append):
            order.append("second")

    thread = threading.Thread(target=wait_for_it)
    with ledger.locks.holding("gradebook"):
        thread.start()
        while not order:
            time.sleep(0.01)
        order.append("first")
    thread.join()
    assert order == ["another program works on the gradebook: waiting for it", "first", "second"]


def test_a_locked_database_is_waited_for(tmp_path):
    told = []
    ledger = Ledger(tmp_path, tell=told.append)
    entry = ledger.receive(KEY)
    holder = sqlite3.connect(tmp_path / "results.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    claimed = []
    thread = threading.Thread(target=lambda: claimed.append(ledger.claim(entry.id)))
    thread.start()
    while not told:
        time.sleep(0.01)
    assert told == ["results.db is held by another program or out of reach: waiting"]
    assert claimed == []
    holder.close()
    thread.join()
    assert claimed == [True]
    ledger.close()


def test_patience_ends_with_one_line(tmp_path):
    Ledger(tmp_path).receive(KEY)
    holder = sqlite3.connect(tmp_path / "results.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    engine = open_database(f"sqlite:///{tmp_path / 'results.db'}")
    with pytest.raises(StorageError, match=r"results.db is still locked .* nothing .* is lost"):
        patiently(lambda: engine.begin().__enter__(), "results.db", seconds=0)
    holder.close()


def test_looking_for_results_makes_no_file(tmp_path):
    with Ledger(tmp_path) as ledger:
        assert (ledger.best("ada"), ledger.all()) == ({}, [])
    assert list(tmp_path.iterdir()) == []


def test_nothing_but_the_database_is_left(tmp_path):
    with Ledger(tmp_path) as ledger:
        ledger.claim(ledger.receive(KEY).id)
    assert [path.name for path in tmp_path.iterdir()] == ["results.db"]


@pytest.mark.parametrize("url", ["results.db", "mysql://host/name", "oracle9://x", "://"])
def test_an_address_that_is_none(tmp_path, url):
    with pytest.raises(StorageError, match="is no address of a database: sqlite:///FILE or"):
        Ledger(tmp_path, url)


def test_a_server_that_does_not_answer():
    engine = open_database("postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(StorageError, match=r"the server cannot be used .* run it again"):
        patiently(lambda: engine.begin().__enter__(), "the server", seconds=0)
