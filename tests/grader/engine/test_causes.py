"""What the check cells of one exercise say together."""

from grader.engine.engine import _with_each_cause_once

CAUSE = "That is what comes out when the sum is missing."


def test_two_cells_that_agree_name_the_cause_once():
    told = _with_each_cause_once([f"f(1): 2\n{CAUSE}", f"f(2): 3\n{CAUSE}", "f(3): 4\nNo idea."])
    assert told == ["f(1): 2", f"f(2): 3\n{CAUSE}", "f(3): 4\nNo idea."]


def test_equal_messages_are_one_and_a_message_of_one_line_stays():
    assert _with_each_cause_once([CAUSE, CAUSE]) == [CAUSE]
    assert _with_each_cause_once([CAUSE, f"f(2): 3\n{CAUSE}"]) == [CAUSE, f"f(2): 3\n{CAUSE}"]


def test_the_messages_that_are_left_out_take_no_cause_along():
    told = _with_each_cause_once([f"f({number}): 0\n{CAUSE}" for number in range(5)])
    assert told == ["f(0): 0", "f(1): 0", f"f(2): 0\n{CAUSE}"]
