"""What the check cells of one exercise say together."""

from grader.engine.causes import told_together

CAUSE = "That is what comes out when the sum is missing."
HOLDS = "What should hold: it adds up."
MANY = "(2 of 3 checks here fail; this is the first.)"


def test_of_cells_that_agree_on_the_cause_the_first_speaks():
    told = told_together(
        [f"f(1): 2\n{HOLDS}\n{MANY}\n{CAUSE}", f"f(2): 3\n{HOLDS}\n{CAUSE}", "f(3): 4\nNo idea."]
    )
    first = f"f(1): 2\n{HOLDS}\n{MANY}\n{CAUSE}\nOne more check cell fails for the same reason."
    assert told == [first, "f(3): 4\nNo idea."]


def test_several_that_agree_are_counted():
    told = told_together([f"f({n}): 0\n{HOLDS}\n{CAUSE}" for n in range(5)])
    assert told == [f"f(0): 0\n{HOLDS}\n{CAUSE}\n4 more check cells fail for the same reason."]


def test_two_pairs_keep_their_causes():
    pairs = [f"f({n}): 0\n{HOLDS}\nReason {n % 2}." for n in range(4)]
    more = "One more check cell fails for the same reason."
    assert told_together(pairs) == [f"f({n}): 0\n{HOLDS}\nReason {n}.\n{more}" for n in (0, 1)]


def test_cells_without_a_cause_speak_each_for_itself():
    told = [f"f({n}): 0\nWhat should hold: {n} is 1.\n{MANY}" for n in (2, 3)]
    assert told_together(told) == told


def test_causes_that_agree_in_part_say_the_common_part_last():
    told = told_together([f"f(1): 2\n{HOLDS}\n{CAUSE}", f"f(2): 3\n{HOLDS}\nIt prints.\n{CAUSE}"])
    assert told == [f"f(1): 2\n{HOLDS}", f"f(2): 3\n{HOLDS}\nIt prints.\n{CAUSE}"]


def test_equal_messages_are_one_and_a_message_of_one_line_stays():
    assert told_together([CAUSE, CAUSE]) == [CAUSE]
    assert told_together([CAUSE, f"f(2): 3\n{CAUSE}"]) == [CAUSE, f"f(2): 3\n{CAUSE}"]


def test_no_more_than_three_speak():
    told = told_together([f"f({number}): 0\n{HOLDS}\nReason {number}." for number in range(5)])
    assert len(told) == 3 and told[-1].endswith("Reason 2.")
