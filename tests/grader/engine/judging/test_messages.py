"""What a learner's code may say: it is clean, not endless, and no way to read what is hidden."""

import pytest

from grader.engine.limits import Limits
from tests.grader.engine.attacks import SEND
from tests.grader.engine.notebooks import answer, assignment, check, exercise, given, reference

LONGEST = 2_000
ONE = exercise("def one():\n    return 1", "assert one() == 1, f'one() gives {one()!r}'")
SECRET = "the author's own way"
# A wrong answer to the first exercise has the author's put in its place for the second.
TWO = assignment(
    answer("double", f"def double(x):\n    # {SECRET}\n    return x + x  # {SECRET}"),
    check("double", 1, 1, "assert double(3) == 6"),
    answer("quadruple", "def quadruple(x):\n    return double(double(x))"),
    check("quadruple", 1, 1, "assert quadruple(1) == 4, f'quadruple(1) gives {quadruple(1)!r}'"),
)


def judged(engine, source):
    """Judge an answer to `ONE`; see that what is said can be kept and printed."""
    result = engine.judge(ONE, {"task": source}, Limits(reply_mb=64))[0]
    result.message.encode()
    assert result.message.isprintable() or "\n" in result.message
    assert len(result.message) < LONGEST
    return result


NAMES = {
    "a class": "class A:\n    pass\nA.__qualname__ = '{}'\ndef one():\n    return A()",
    "an error": "class A(Exception):\n    pass\nA.__name__ = '{}'\ndef one():\n    raise A('{}')",
    "a text": "def one():\n    return '{}'",
    "a function": "def one():\n    return one\none.__name__ = one.__qualname__ = '{}'",
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("odd", [r"x\ud800y", r"\x1b[2Jx", r"\u202ex", "x' * 50_000_000 + '"])
def test_any_text_can_be_shown(engine, name, odd):
    result = judged(engine, NAMES[name].replace("{}", odd))
    assert result.points == 0
    assert result.message
    assert "\x1b" not in result.message


def test_a_name_of_50_mb_in_a_frame(engine):
    forged = (
        SEND
        + """\
def one():
    tree = msgpack.packb({"t": "type", "n": "x" * 50_000_000})
    send(frame(msgpack.packb(msgpack.ExtType(1, tree))))
    return 1"""
    )
    assert "broke its line" in judged(engine, forged).message


def test_a_right_answer_may_print_what_cannot_be_encoded(engine):
    source = "print('\\ud800')\ndef one():\n    print('\\ud800')\n    return 1"
    assert judged(engine, source).points == 1


READS_SOURCE = """\
import gc, inspect, linecache
def quadruple(x):
    seen = str(linecache.cache.values()) + str([o for o in gc.get_objects() if type(o) is dict])
    try:
        seen += inspect.getsource(double)
    except OSError:
        pass
    {}"""


@pytest.mark.parametrize(
    ("said", "status"), [("no such shift", "error"), ("not attempted yet: …", "not attempted")]
)
def test_a_placeholder_is_known_where_its_words_may_not_be_repeated(engine, said, status):
    source = f"def quadruple(x):\n    raise NotImplementedError({said!r})"
    answers = {"double": "def double(x):\n    return 0", "quadruple": source}
    result = engine.judge(TWO, answers)[1]
    assert result.status == status and said not in result.message


@pytest.mark.parametrize("way", ["return 'own' + ' way' in seen", "raise ValueError(seen[-1500:])"])
def test_the_authors_answer_cannot_be_read_where_it_stands_in(engine, way):
    answers = {"double": "def double(x):\n    return 0", "quadruple": READS_SOURCE.format(way)}
    result = engine.judge(TWO, answers)[1]
    assert result.points == 0
    assert SECRET not in result.message
    assert "True" not in result.message


def test_after_the_authors_answer_stood_in_an_error_is_told_by_type_and_line(engine):
    raising = "class Own(ValueError):\n    pass\ndef quadruple(x):\n    raise Own('told')"
    result = engine.judge(TWO, {"double": "def double(x):\n    return 0", "quadruple": raising})[1]
    assert result.message == "The answer stopped with ValueError in line 4."
    whole = engine.judge(TWO, reference(TWO) | {"quadruple": raising})[1]
    assert whole.message == "The answer stopped with Own in line 4: told"


def test_hidden_inputs_do_not_come_out_as_the_name_of_an_error(engine):
    task = exercise("def f(x):\n    return x", ("pass", "assert f('canary') == 'canary'"))
    source = "def f(x):\n    raise type(x, (KeyError,), {})(x)"
    result = engine.judge(task, {"task": source})[0]
    assert result.message == "On a hidden check the answer stopped with KeyError in line 2."


# The first check goes by the notebook's own state, so it has to be judged in the worker.
VECTOR = """\
class Vector:
    def __init__(self, x):
        self.x = x
    def __eq__(self, other):
        return self.x == other.x"""
INSIDE = assignment(
    given("import linecache"),
    answer("vector", VECTOR),
    check("vector", 1, 1, "assert Vector(1) == Vector(1)"),
    check("vector", 2, 1, "pass", "assert Vector(5).x == 5, 'canary'"),
    answer("area", "def area(w, h):\n    return w * h"),
    check("area", 1, 1, "assert area(2, 3) == 6", "assert area(7, 11) == 77, 'canary'"),
)


def test_one_check_judged_inside_opens_no_other(engine):
    reading = """\
def area(w, h):
    if 'can' + 'ary' in str(linecache.cache):
        return {(2, 3): 6, (7, 11): 77}[w, h]
    return 0"""
    vector, area = engine.judge(INSIDE, reference(INSIDE) | {"area": reading})
    assert (vector.points, area.points) == (2, 0)
    assert "inside" in vector.note
    assert "one process with" in area.note


def test_a_hidden_check_judged_inside_is_not_quoted(engine):
    task = exercise(VECTOR, ("pass", "assert Vector(1) == Vector(1), 'canary'"))
    source = VECTOR.replace("return self.x == other.x", "raise ValueError('canary')")
    result = engine.judge(task, {"task": source})[0]
    assert "inside" in result.note
    assert "ValueError" in result.message
    assert "canary" not in result.message


def test_a_check_judged_inside_may_build_on_an_earlier_one(engine):
    task = exercise(VECTOR, "one = Vector(1)\nassert one.x == 1", "assert one == Vector(1)")
    result = engine.judge(task, reference(task))[0]
    assert (result.points, result.message) == (2, "")
