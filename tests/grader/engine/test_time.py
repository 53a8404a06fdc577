"""Time counts as far as a submission uses it: others on the machine cost it nothing."""

import os
import threading
import time

import pytest

from grader.engine.gate import Gate
from grader.engine.limits import Limits
from grader.engine.rounds import TooBusy, _Round
from tests.grader.engine.busy import TASK, spinning, working


def test_a_busy_machine_costs_no_points(engine):
    limits = Limits(cell_seconds=1.0, patience=200)
    engine.judge(TASK, working(0))
    with spinning(10 * len(os.sched_getaffinity(0))):
        begin = time.monotonic()
        result = engine.judge(TASK, working(0.6), limits)[0]
        seconds = time.monotonic() - begin
    assert (result.points, result.message) == (1, "")
    assert seconds > 2 * limits.cell_seconds


@pytest.mark.parametrize("way", ["while True: pass", "__import__('time').sleep(60)"])
def test_to_run_and_to_sleep_both_count(engine, way):
    limits = Limits(cell_seconds=0.5, patience=200)
    begin = time.monotonic()
    result = engine.judge(TASK, {"task": f"def work():\n    {way}"}, limits)[0]
    assert "longer than 0.5 seconds" in result.message
    assert time.monotonic() - begin < 50


def test_what_forked_children_do_counts(engine):
    source = """\
import os
def work():
    for _ in range(3):
        if os.fork() == 0:
            while True:
                pass
    os.wait()"""
    result = engine.judge(TASK, {"task": source}, Limits(cell_seconds=0.5, patience=200))[0]
    assert "longer than 0.5 seconds" in result.message


def test_children_that_leave_no_trace_count(engine):
    source = """\
import os, signal, time
def work():
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        if os.fork() == 0:
            begin = time.process_time()
            while time.process_time() < begin + 0.03:
                pass
            os._exit(0)
        try:
            os.wait()
        except ChildProcessError:
            pass"""
    result = engine.judge(TASK, {"task": source}, Limits(cell_seconds=0.5, patience=10))[0]
    assert "longer than 0.5 seconds" in result.message


def test_who_gets_no_time_is_tried_once_more_alone(engine, monkeypatch):
    within_time, tries = _Round._within_time, []

    def busy_at_first(self):
        if not tries:
            tries.append(threading.current_thread())
            raise TooBusy(self._place, 1.0)
        return within_time(self)

    monkeypatch.setattr(_Round, "_within_time", busy_at_first)
    assert engine.judge(TASK, working(0.3))[0].points == 1
    assert tries


def test_who_gets_no_time_alone_either_is_told_so(engine):
    result = engine.judge(TASK, working(3), Limits(cell_seconds=5, patience=0.02))[0]
    assert (result.points, result.status) == (0, "error")
    assert "busy machine" in result.message


def test_one_alone_waits_for_the_others_and_they_for_it():
    gate, seen = Gate(), []

    def alone():
        with gate.alone():
            seen.append("alone")

    with gate.beside_others(), gate.beside_others():
        thread = threading.Thread(target=alone)
        thread.start()
        time.sleep(0.05)
        assert seen == []
    thread.join()
    with gate.beside_others():
        seen.append("others")
    assert seen == ["alone", "others"]
