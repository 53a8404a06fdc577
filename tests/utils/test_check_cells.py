"""A check cell looks at all of its checks, and names a mistake only when everything agrees."""

import json

import numpy as np
import pytest

from tests.utils.cells import Notebook
from utils.checks import CheckFailed
from utils.checks.evidence import agree, mark
from utils.checks.mistakes import _read

TWO = ["expect(f(3), 6, 'twice three')", "expect(f(5), 10, 'twice five')"]


@pytest.fixture
def table(tmp_path, monkeypatch):
    """Return a function that writes the table of known mistakes."""
    monkeypatch.setenv("COURSE_MISTAKES", str(tmp_path))
    _read.cache_clear()

    def write(events, mistakes=(), mutants=()):
        def entries(known):
            return [{"says": says, "outcomes": outcomes} for says, outcomes in known]

        exercise = {"events": events, "mistakes": entries(mistakes), "mutants": entries(mutants)}
        _read.cache_clear()
        (tmp_path / "nb.json").write_text(json.dumps({"exercises": {"f": exercise}}))

    yield write
    _read.cache_clear()


def answering(body, head="def f(x):"):
    return Notebook(f"{head}\n    {body}")


def test_right_answers_pass_and_say_so(capsys):
    assert answering("return 2 * x").message(*TWO) == ""
    assert "These checks pass." in capsys.readouterr().out


def test_the_first_wrong_value_is_shown_and_the_others_are_counted():
    said = answering("return 7 * x").message(*TWO, "expect(f(0), 0, 'nothing')")
    assert said.startswith("f(3): you got 21, expected 6.\nWhat should hold: twice three.")
    assert "2 of 3 checks here fail" in said


def test_an_exception_does_not_hide_the_checks_behind_it(table):
    table(2, [("it is the cube", {"1:0.0": "ZeroDivisionError", "1:1.0": mark(125)})])
    notebook = answering("return 1 / 0 if x == 3 else x**3")
    said = notebook.message(*TWO)
    assert "the answer stopped in line 4: `return 1 / 0 if x == 3 else x**3`" in said
    assert "That is what comes out when it is the cube." in said


@pytest.mark.parametrize(
    ("answer", "named"),
    [
        ("return x + 1", True),
        ("return x + 1 if x == 3 else 2 * x", False),  # one value agrees, the other is right
        ("return x + 1 if x == 3 else 0", False),
        ("return x + 1 + 1e-9", True),  # the last bits differ from processor to processor
    ],
)
def test_a_mistake_is_named_only_when_all_outcomes_agree(table, answer, named):
    table(2, [("one is added", {"1:0.0": mark(4), "1:1.0": mark(6)})])
    assert ("when one is added." in answering(answer).message(*TWO)) == named


def test_one_value_alone_names_nothing_unless_there_is_no_other(table):
    known = [("one is added", {"1:0.0": mark(4)})]
    table(2, known)
    assert "one is added" not in answering("return x + 1").message(TWO[0])
    table(1, known)
    assert "one is added" in answering("return x + 1").message(TWO[0])


def test_the_kind_of_an_error_alone_names_nothing(table, no_search):
    stops = {"1:0.0": "OSError", "1:1.0": "OSError"}
    for rank in ("mistakes", "mutants"):
        table(2, **{rank: [("it opens a file", stops)]})
        assert "it opens a file" not in answering("raise OSError").message(*TWO)
        table(2, **{rank: [("it opens a file", stops | {"1:1.0": mark(7)})]})
        said = answering("if x == 3: raise OSError\n    return 7").message(*TWO)
        assert "it opens a file" in said


def test_noise_names_nothing_and_contradicts_nothing(table):
    table(2, [("one is added", {"1:0.0": mark(4), "1:1.0": None})])
    assert "one is added" in answering("return x + 1").message(*TWO)
    table(2, [("it is random", {"1:0.0": None, "1:1.0": None})])
    assert "it is random" not in answering("return x + 1").message(*TWO)


@pytest.fixture
def no_search(monkeypatch):
    """Keep check cells from looking through the answer's lines, as in a grader."""
    monkeypatch.setenv("COURSE_GRADING", "1")


def test_the_author_comes_before_mutants_and_too_many_causes_are_none(table, no_search):
    outcomes = {"1:0.0": mark(4), "1:1.0": mark(6)}
    table(2, [("one is added", outcomes)], [("a sign is wrong", outcomes)])
    said = answering("return x + 1").message(*TWO)
    assert "one is added" in said and "sign" not in said
    table(2, [], [("a sign is wrong", outcomes)])
    assert "a sign is wrong" in answering("return x + 1").message(*TWO)
    table(2, [(f"cause {n}", outcomes) for n in range(4)])
    assert "cause" not in answering("return x + 1").message(*TWO)


def test_a_grader_weighs_all_cells_of_an_exercise(table, monkeypatch):
    outcomes = {"1:0.0": mark(4), "1:1.0": mark(6), "2:0.0": mark(8)}
    table(3, [("one is added", outcomes)])
    monkeypatch.setenv("COURSE_GRADING", "1")
    notebook = answering("return x + 1 if x < 7 else 99")
    with pytest.raises(CheckFailed) as first:
        notebook.run("with checks('f'):\n    " + "\n    ".join(TWO))
    assert "one is added" in str(first.value)
    with pytest.raises(CheckFailed):
        notebook.run("with checks('f', part=2):\n    expect(f(7), 14, 'twice seven')")
    # What the second cell saw takes the name back.
    assert "one is added" not in str(first.value)
    assert "one is added" not in first.value.hidden_message


def test_a_hidden_message_holds_neither_call_nor_values(no_search):
    with pytest.raises(CheckFailed) as error:
        answering("return 7").run("with checks('f'):\n    expect(f(3), 6, 'twice three')")
    assert error.value.hidden_message == "What should hold: twice three."
    assert error.value.line == 2


def test_loops_count_their_checks(table):
    table(2, [("one is added", {"1:0.0": mark(4), "1:0.1": mark(6)})])
    said = answering("return x + 1").message("for n in (3, 5): expect(f(n), 2 * n, 'twice')")
    assert "one is added" in said


def test_a_cell_without_text_still_fails():
    notebook = answering("return 1")
    code = "with checks('f'):\n    expect(f(3), 6, 'twice three')"
    with pytest.raises(CheckFailed, match="twice three"):
        exec(compile(code, "<nowhere>", "exec"), notebook.names)


def test_a_kernel_interrupt_passes_through():
    notebook = answering("raise KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt):
        notebook.message(*TWO)
    assert "twice three" in answering("return 0").message(*TWO)  # and no cell is left open


PRACTICE = [
    ("def f(x):\n    raise NotImplementedError", "Not attempted yet"),
    ("def f(x):\n    raise NotImplementedError('not attempted yet: …')", "Not attempted yet"),
    ("def f(x):\n    return pd.Index([x, 2]).shift(1)", "NotImplementedError: "),
    ("", "`f` does not exist so far"),
    ("def f(x):\n    return 2 * x", "Right."),
    ("def f(x):\n    return 3 * x", "you got 9, expected 6"),
    ("def f(x):\n    return 1 / 0", "ZeroDivisionError"),
    ("def f(x):\n    return undefined", "`undefined`"),
]


@pytest.mark.parametrize(("answer", "words"), PRACTICE)
def test_practice_prints_and_stops_nothing(capsys, answer, words):
    assert Notebook(answer).message(*TWO, block='practice("f")') == ""
    assert words in capsys.readouterr().out


def test_a_name_that_an_earlier_line_should_have_made_is_no_open_exercise(capsys):
    lines = ["a, b = f(3)", "expect(a, 6, 'six')", "expect(b, 9, 'nine')"]
    assert answering("return 6").message(*lines, block='practice("f")') == ""
    said = capsys.readouterr().out
    assert "Not attempted" not in said and "One single value stands where several" in said


def test_an_open_exercise_stops_an_assignments_cell_as_what_it_is():
    with pytest.raises(NotImplementedError):
        answering("raise NotImplementedError").message(*TWO)
    said = answering("return pd.Index([x, 2]).shift(1)").message(*TWO)
    assert "the answer stopped in line 4" in said and "2 of 2 checks here fail" in said


def test_marks_do_not_hang_on_the_last_bits():
    values = np.random.default_rng(0).normal(size=1000)
    assert agree(mark(values), mark(values * (1 + 1e-12)))
    assert agree(mark(0.1 + 0.2), mark(0.3))
    assert agree(mark(-0.0), mark(0))
    assert agree(mark(np.array([1.0, 2.0])), mark(np.array([1, 2])))


def test_numpy_s_own_texts_and_keys_are_those_of_python():
    words, keys = np.array(["tar", "oak"]), np.array([3, 4])
    assert agree(mark(list(words)), mark(["tar", "oak"]))
    assert agree(mark({keys[0]: 1.0}), mark({3: 1.0}))
    assert agree(mark(set(words)), mark({"oak", "tar"}))
    assert not agree(mark(list(words)), mark(["tar", "elm"]))


def test_a_mutant_s_words_say_no_more_than_is_known(table, no_search):
    outcomes = {"1:0.0": mark(4), "1:1.0": mark(6)}
    table(2, mutants=[("a plus stands for a times", outcomes)])
    said = answering("return x + 1").message(*TWO)
    assert "An otherwise right answer does the same when a plus stands for a times." in said


def test_true_or_false_alone_gives_no_mutant_away(table, no_search):
    outcomes = {"1:0.0": mark(False)}
    table(2, mutants=[("a plus stands for a times", outcomes)])
    assert "otherwise right" not in answering("return x").message("expect(f(3) > 4, True, 'six')")


def test_a_mutant_is_told_where_nobody_searches(table, no_search):
    outcomes = {"1:0.0": mark(4), "1:1.0": mark(6)}
    table(2, mutants=[("a plus stands for a times", outcomes)])
    assert "a plus" in answering("return x + 2 - 1").message(*TWO)


def test_a_search_says_more_than_a_mutant(table):
    outcomes = {"1:0.0": mark(4), "1:1.0": mark(6)}
    table(2, mutants=[("a plus stands for a times", outcomes)])
    said = answering("return x + 2 - 1").message(*TWO)
    assert "One small change in line" not in said and "a plus" not in said
    said = answering("return x + x / x").message(*TWO)
    assert "One small change in line" in said and "a plus" not in said


def test_marks_tell_values_apart():
    values = [None, True, 1, "1", [1], np.array([1]), np.array([[1]]), {"a": 1}, np.nan, np.inf]
    values += [np.array([1, 2, 3]), np.array([2, 1, 3]), np.array([1, -2, 3]), 1.001, ["a"], {"a"}]
    for number, one in enumerate(values):
        assert [agree(mark(one), mark(other)) for other in values].index(True) == number
        assert sum(agree(mark(one), mark(other)) for other in values) == 1


@pytest.mark.parametrize("text", ["", "[1]", '{"exercises": ', '{"exercises": [1]}'])
def test_a_damaged_table_costs_only_its_messages(table, tmp_path, text):
    table(2)
    (tmp_path / "nb.json").write_text(text)
    assert "you got 21" in answering("return 7 * x").message(*TWO)


def test_large_values_are_marked_in_short():
    assert len(json.dumps(mark(np.arange(1e6)))) < 100
    assert not agree(mark(10**400), mark(0)) and agree(mark(10**400), mark(10**401))


def test_only_a_call_that_gives_none_has_forgotten_its_return():
    assert "forget `return`" in answering("2 * x").message(*TWO)
    part = ["expect(f(1)['a'], 3, 'a part')", "expect(f(2)['a'], 3, 'a part')"]
    said = answering("return {'a': None}").message(*part)
    assert "you got None, expected 3." in said and "return" not in said


def test_what_has_no_parts_is_named():
    part = ["expect(f(1)[0], 3, 'a part')", "expect(f(2)[0], 3, 'a part')"]
    said = answering("return {1: 3}.values()").message(*part)
    assert "gives a dict_values that has no parts by number or name" in said


ODD_VALUES = {
    "positions for texts": "return np.argsort(['b', 'c'])",
    "a matrix": "return np.asmatrix([[1.0, 2.0]])",
    "a list in itself": "x = []\n    x.append(x)\n    return x",
    "arrays in an array": "return np.array([np.ones(2), np.ones(3)], dtype=object)",
    "a number without end": "return 10**400",
}


@pytest.mark.filterwarnings("ignore::PendingDeprecationWarning")
@pytest.mark.parametrize("body", ODD_VALUES.values(), ids=ODD_VALUES)
@pytest.mark.parametrize("expected", ["np.array(['b', 'c'])", "np.array([1.0, 3.0])", "['b']", "7"])
def test_a_value_of_any_kind_is_compared_without_an_error(body, expected):
    lines = [f"expect(f({n}), {expected}, 'a')" for n in (1, 2)]
    said = answering(body).message(*lines)
    assert said.startswith("f(1): ") and "stopped" not in said and "2 of 2" in said
