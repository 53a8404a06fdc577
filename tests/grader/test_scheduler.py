"""A class graded by real processes and a real Dask cluster, from a real ledger."""

import os
import signal
import threading
from collections import Counter
from dataclasses import replace

import pytest

from grader import environment
from grader.books.ledger import Ledger
from grader.course.assignment import Assignment
from grader.grading import Here
from grader.scheduler import Scheduler
from grader.workers import station
from grader.workers.cluster import Cluster
from grader.workers.job import Job, JobFailed, Setting
from grader.workers.pool import Pool
from tests.dask_cluster import DaskCluster
from tests.tiny_course import NAME, SOLVED, WRONG_PRICE, by_text, hand_in, notebook

LEAN = Setting()
HALF = notebook(WRONG_PRICE)


def hand_in_class(course, count):
    """Hand in for so many students, half of whom have the price wrong."""
    for number in range(count):
        hand_in(course, f"s{number:03}", HALF if number % 2 else notebook(SOLVED))
    return {f"s{number:03}": 6 if number % 2 else 10 for number in range(count)}


def grade(course, workers, setting=LEAN, students=None, again=False):
    """Yield the scores as they are done."""
    with Ledger(course.root) as ledger:
        scheduler = Scheduler(course, NAME, workers, ledger, setting)
        for result in scheduler.grade(students or course.students(NAME), again):
            yield result.student, result.score


@pytest.fixture(scope="module")
def pool():
    with Pool(2) as pool:
        yield pool


@pytest.fixture(scope="module")
def dask():
    with DaskCluster(workers=2) as cluster:
        yield cluster


class Counting(Here):
    """Counts how often each student is judged."""

    def __init__(self):
        super().__init__(by_text)
        self.judged = Counter()

    def submit(self, job):
        self.judged[job.student] += 1
        return super().submit(job)


def test_a_class_in_a_pool(course, pool):
    scores = hand_in_class(course, 8)
    hand_in(course, "bad", "{")
    assert dict(grade(course, pool)) == scores | {"bad": 0}


def test_nothing_is_graded_twice_unless_it_changed_or_is_to_be(course):
    workers = Counting()
    scores = hand_in_class(course, 3)
    for _ in range(2):
        assert dict(grade(course, workers)) == scores
    assert set(workers.judged.values()) == {1}
    hand_in(course, "s001", notebook(SOLVED))
    assert dict(grade(course, workers))["s001"] == 10
    assert workers.judged == {"s000": 1, "s001": 2, "s002": 1}
    source = course.source(NAME) / f"{NAME}.ipynb"
    source.write_text(source.read_text().replace("6 m² cost 30", "it is dearer"))
    assert len(dict(grade(course, workers))) == 3
    assert workers.judged == {"s000": 2, "s001": 3, "s002": 2}
    assert len(dict(grade(course, workers, again=True))) == 3
    assert workers.judged == {"s000": 3, "s001": 4, "s002": 3}


def test_what_was_graded_uncontained_is_graded_again(course):
    workers = Counting()
    hand_in_class(course, 1)
    for contain in (False, True, True):
        list(grade(course, workers, replace(LEAN, contain=contain)))
    assert workers.judged == {"s000": 2}


def test_what_is_broken_off_is_gone_on_with(course):
    workers = Counting()
    scores = hand_in_class(course, 12)
    first = grade(course, workers)
    done = dict([next(first), next(first)])
    first.close()
    assert dict(grade(course, workers)) == scores
    assert done.items() <= scores.items()
    # What was handed to a worker and not yet taken in is judged again, the rest is not.
    assert all(workers.judged[student] == 1 for student in done)


def test_two_programs_on_one_ledger_share_the_work(course):
    workers = Counting()
    scores = hand_in_class(course, 30)
    found = [{}, {}]
    threads = [
        threading.Thread(target=lambda mine=mine: mine.update(grade(course, workers)))
        for mine in found
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [scores, scores]
    assert set(workers.judged.values()) == {1}


def test_a_failure_that_concerns_all_ends_the_run_and_leaves_nothing_claimed(course):
    class Broken(Here):
        def submit(self, job):
            raise JobFailed("the cluster went away", fatal=True)

    scores = hand_in_class(course, 3)
    with pytest.raises(JobFailed, match="went away"):
        list(grade(course, Broken()))
    with Ledger(course.root) as ledger:
        assert ledger.counts(NAME) == {"received": 1}
    assert dict(grade(course, Counting())) == scores


def test_a_killed_process_of_the_pool_is_replaced(course):
    scores = hand_in_class(course, 12)
    with Pool(2) as pool:
        results = grade(course, pool)
        done = dict([next(results)])
        (before,) = pool.pids
        os.kill(before, signal.SIGKILL)
        assert done | dict(results) == scores
        assert pool.pids != [before]


def test_a_class_on_a_cluster(course, dask):
    scores = hand_in_class(course, 8)
    hand_in(course, "bad", "{")
    with Cluster(dask.address) as cluster:
        assert dict(grade(course, cluster)) == scores | {"bad": 0}


def test_a_killed_dask_worker_costs_no_grade(course, dask):
    scores = hand_in_class(course, 16)
    with Cluster(dask.address) as cluster:
        results = grade(course, cluster)
        done = dict([next(results)])
        dask.kill_worker()
        assert done | dict(results) == scores


def test_a_cluster_that_goes_away_is_one_line_and_nothing_is_lost(course, pool):
    scores = hand_in_class(course, 40)
    with DaskCluster(workers=1) as dask, Cluster(dask.address) as cluster:
        results = grade(course, cluster)
        done = dict([next(results)])
        dask.kill_scheduler()
        with pytest.raises(JobFailed, match=r"the Dask scheduler at tcp://.* went away"):
            done.update(results)
    assert done.items() <= scores.items()
    assert dict(grade(course, pool)) == scores


def test_a_cluster_that_is_not_there():
    with pytest.raises(
        JobFailed, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:1: start"
    ):
        Cluster("tcp://127.0.0.1:1")


def test_other_modules_and_other_data_are_another_environment(tmp_path):
    readable = (str(tmp_path),)

    def digest():
        environment.digest.cache_clear()
        return environment.digest(readable)

    for name in ("a.py", "data/a.csv.gz", "data/b.npz"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        for content in (b"1", b"2"):
            before = digest()
            path.write_bytes(content)
            assert digest() != before
    before = digest()
    for name in ("__pycache__/a.pyc", ".ipynb_checkpoints/a.py", ".DS_Store"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert digest() == before


@pytest.mark.parametrize(
    ("part", "said"),
    [("software", "has other software or data"), ("files", "does not see the files")],
)
def test_a_worker_where_the_score_could_be_another_refuses(course, part, said):
    path = course.source(NAME) / f"{NAME}.ipynb"
    setting = Setting(environment="other" if part == "software" else environment.digest())
    files = (notebook(SOLVED).encode(),)
    beside = "other" if part == "files" else ""
    job = Job("ada", NAME, (Assignment.read(path),), files, setting, beside)
    with pytest.raises(JobFailed, match=said) as failure:
        station.run(job)
    assert failure.value.fatal
