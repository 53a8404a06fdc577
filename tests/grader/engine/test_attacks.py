"""Hostile answers: each earns what it deserves, says why, and harms nobody else."""

import pytest

from grader.engine.limits import Limits
from tests.grader.engine.attacks import BREAKS, CHEATS, RIGHT
from tests.grader.engine.notebooks import SLOPE, TINY, reference

# Small, so that loops and floods end soon; by the clock on the wall they may take what they like.
LIMITS = Limits(
    cell_seconds=3, total_seconds=60, patience=200, memory_mb=300, scratch_mb=16, reply_mb=16
)


def judge_attack(engine, source):
    """Judge an attack on the first exercise; see that the second and the next are not harmed."""
    cost, slope = engine.judge(TINY, {"cost": source, "slope": SLOPE}, LIMITS)
    assert slope.points == 5
    assert [r.points for r in engine.judge(TINY, reference(TINY))] == [5, 5]
    return cost


@pytest.mark.parametrize("name", CHEATS)
def test_cheat_earns_nothing(engine, name):
    result = judge_attack(engine, CHEATS[name])
    assert (result.points, result.status) in [(0, "failed"), (0, "error"), (0, "not attempted")]
    assert result.message
    assert len(result.message) < 10_000
    result.message.encode()
    assert "canary" not in result.message


@pytest.mark.parametrize("name", BREAKS)
def test_break_costs_only_its_exercise(engine, name):
    source, reason = BREAKS[name]
    result = judge_attack(engine, source)
    assert result.points == 0
    assert reason in result.message
    assert result.message


def test_crash_in_one_check_costs_that_check(engine):
    source = RIGHT.replace(
        "    return", "    if w.sum() > 0:\n        import os; os._exit(1)\n    return"
    )
    result = judge_attack(engine, source)
    assert (result.points, result.status) == (2, "error")
