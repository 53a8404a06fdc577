"""Every fault of a source text is reported with its line and how to mend it."""

import pytest

from authoring import tables, variants
from authoring.faults import AuthoringError
from authoring.reading import read_sources, sources_named
from authoring.source import parse
from tests.sample_texts import ASSIGNMENT, LECTURE, QUIZ

# Headers of the cells at fault, or how they begin.
TITLE, IMPORTS, EXERCISE = "# %% [markdown]", "# %%\n", "# %% exercise"
HINT, CHECKS, MISTAKE_CELL = "# %% hint", "# %% check", "# %% mistake"
ALTERNATIVE = "# %% alternative"
CHANGED = '# %% mistake="cost" says="it rings less" replace="= p'
MISTAKE = '# %% mistake="cost" says="p > t leaves out the tie"'

# (what to replace, by what, the cell that is to be named, words of the message)
FAULTS = [
    ("# # Where", "# Where", TITLE, "title"),
    ("*60 minutes. ", "*", TITLE, "25 minutes"),
    ('checks="cost" points=10', 'checks="cost" point=10', CHECKS, "unknown key `point`"),
    ('checks="cost" points=10', 'check="cost" points=10', CHECKS, "unknown key `check`"),
    ('checks="cost" points=10', 'checks="cost" hint="cost"', CHECKS, "one role"),
    ('checks="cost" points=10', 'checks="cost"', CHECKS, "add `points=10`"),
    ('checks="cost" points=10', 'checks="cost" points=0', CHECKS, "points=0"),
    ('checks="cost" points=10', 'checks="price" points=10', CHECKS, "no exercise `price`"),
    ('exercise="cost"', 'exercise="the cost"', EXERCISE, "Python name"),
    ('# %% [markdown] hint="cost"', '# %% hint="cost"', HINT, "put [markdown]"),
    ("    ### END SOLUTION\n", "", EXERCISE, "once each"),
    ("    ### BEGIN SOLUTION\n", "", EXERCISE, "once each"),
    ("import numpy as np", "### BEGIN SOLUTION\n### END SOLUTION", IMPORTS, "outside an exercise"),
    ("### END HIDDEN TESTS\n", "", CHECKS, "once each"),
    (
        "import numpy as np",
        "### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS",
        IMPORTS,
        "`checks` cell",
    ),
    (' says="p > t leaves out the tie"', "", MISTAKE_CELL, "needs words"),
    (MISTAKE, f'{CHANGED}" with=2\n\n# %%', MISTAKE_CELL, 'with=2 is no text: write with="2"'),
    (MISTAKE, f'{CHANGED.replace("cost", "prize")}"\n\n# %%', MISTAKE_CELL, "no exercise `prize`"),
    ("0.0, *two), 0.5, ", '0.0, *two), 0.5, """at\nt""" and ', CHECKS, "over several lines"),
    ("0.0, *two), 0.5, ", '0.0, *two), 0.5, f"""{1}at\nt""" and ', CHECKS, "over several lines"),
    ("0.0, *two), 0.5, ", '0.0, *two), 0.5, "at t "\n    ', CHECKS, None),
    (MISTAKE, '# %% alternative="cost"', EXERCISE, "until there are 3"),
    ('# %% alternative="cost"', '# %% mistake="cost" says="all"', EXERCISE, "no alternative"),
    ("# # Where", "# # A price of 5 $ for $w$, where", TITLE, "write `USD`"),
    ("# # Where", "# # A price of $5 where", TITLE, "write `USD`"),
    ("# # Where", "# # From $5 to $6 where", TITLE, "write `USD`"),
    ("# # Where", "# # A price of \\$5 where", TITLE, "write `USD`"),
    ("# # Where", "# # `$5` $w$, $$w = 5$$: where", TITLE, None),
    ("# %% [markdown]\n# ## The cost", "\n# ## The cost", IMPORTS, None),
]


@pytest.mark.parametrize(("old", "new", "cell", "words"), FAULTS)
def test_fault_in_an_assignment(course, old, new, cell, words):
    assert old in ASSIGNMENT
    text = ASSIGNMENT.replace(old, new, 1)
    course.write("c1_thresholds", text)
    if words is None:  # this is no fault
        read_sources(course.root)
        return
    with pytest.raises(AuthoringError) as error:
        read_sources(course.root)
    line = text[: text.index(cell)].count("\n") + 1
    found = [str(fault) for fault in error.value.faults]
    assert any(f"c1_thresholds.py:{line}: " in one and words in one for one in found), found


QUIZ_FAULTS = [
    ("- [x]", "- [ ]", "exactly one option"),
    ("- [ ] It", "- [x] It", "exactly one option"),
    ("#   Only the larger probabilities reach it.\n", "", "no explanation"),
    (
        "# - [ ] It rings more often.\n#   Fewer probabilities reach a higher threshold.\n",
        "",
        "two",
    ),
    (" points=2", "", "no points"),
]


@pytest.mark.parametrize(("old", "new", "words"), QUIZ_FAULTS)
def test_fault_in_a_quiz(course, old, new, words):
    assert old in QUIZ
    course.write("c1_thresholds_quiz", QUIZ.replace(old, new, 1))
    with pytest.raises(AuthoringError, match=words) as error:
        read_sources(course.root)
    assert "c1_thresholds_quiz.py:6: " in str(error.value)


def test_points_in_a_lecture(course):
    course.write("1_a_first_look", LECTURE.replace('checks="half"', 'checks="half" points=5'))
    with pytest.raises(AuthoringError, match=r"1_a_first_look.py:17: a lecture gives no points"):
        read_sources(course.root)


def test_an_exercise_without_checks(course):
    text = LECTURE.replace('# %% checks="best"', "# %%")
    course.write("1_a_first_look", text)
    with pytest.raises(AuthoringError, match="`best` has no checks"):
        read_sources(course.root)


def test_checks_before_the_exercise(course):
    first, second = LECTURE.split('# %% exercise="best"')
    course.write("1_a_first_look", first + '# %% checks="best"\n1\n\n# %% exercise="best"' + second)
    with pytest.raises(AuthoringError, match="come before the exercise"):
        read_sources(course.root)


def test_a_name_used_twice(course):
    course.write(
        "c1_thresholds",
        ASSIGNMENT + '\n# %% exercise="cost"\n### BEGIN SOLUTION\n1\n### END SOLUTION\n',
    )
    with pytest.raises(AuthoringError, match="`cost` is used 2 times"):
        read_sources(course.root)


def test_an_assignment_name_used_in_two_units(course):
    other = course.unit.parent / "2_other"
    other.mkdir()
    (other / "c1_thresholds.py").write_text(ASSIGNMENT)
    with pytest.raises(AuthoringError, match="`c1_thresholds` is used twice"):
        read_sources(course.root)


def test_a_lecture_is_meant_by_its_label_and_told_before_all_others(course):
    label = "1_thresholds.1_a_first_look"
    for name in (label, f"{label}.py", "1_a_first_look.ipynb"):
        _, chosen = sources_named(course.root, [name])
        assert [source.label for source in chosen] == [label]
    for stem in ("1_a_first_look", "c1_thresholds"):
        course.write(stem, "print(1)\n")
    with pytest.raises(AuthoringError, match="1_a_first_look") as error:
        sources_named(course.root, [label])
    assert len(error.value.faults) == 1


def test_a_text_without_cells(course):
    course.write("1_a_first_look", "print(1)\n")
    with pytest.raises(AuthoringError, match=r"1_a_first_look\.py:1: cannot be split"):
        read_sources(course.root)


def test_all_faults_come_at_once(course):
    course.write("1_a_first_look", LECTURE.replace("# # A", "# A"))
    course.write("c1_thresholds", ASSIGNMENT.replace("*60 minutes. ", "*"))
    with pytest.raises(AuthoringError) as error:
        read_sources(course.root)
    assert len(error.value.faults) == 2


# (what to replace, by what, the cell that is to be named, words of the message)
RUN_FAULTS = [
    (
        "    canary_mistake = p > t\n",
        "    canary_mistake = p >= t\n",
        MISTAKE_CELL,
        "add one that catches it",
    ),
    (
        "    canary_mistake = p > t\n",
        "    return undefined\n",
        MISTAKE_CELL,
        "a name that is not defined",
    ),
    (
        "elif not burning and chance >= t",
        "elif not burning and chance > t",
        ALTERNATIVE,
        "alternative",
    ),
    ("~canary_solution)", "canary_solution)", EXERCISE, "the solution of `cost` fails"),
    ("import numpy as np", "import numpy as np\n1 / 0", IMPORTS, "division by zero"),
    ("expect(cost(0.5, *two), 0.0", "cost(0.5, *two)\nexpect(0.0, 0.0", EXERCISE, None),
]


@pytest.mark.parametrize(("old", "new", "cell", "words"), RUN_FAULTS)
def test_fault_that_shows_when_run(course, old, new, cell, words):
    assert old in ASSIGNMENT
    text = ASSIGNMENT.replace(old, new, 1)
    course.write("c1_thresholds", text)
    source = parse(course.unit / "c1_thresholds.py")
    if words is None:
        tables.make(source)
        return
    with pytest.raises(AuthoringError) as error:
        tables.make(source)
    line = text[: text.index(cell)].count("\n") + 1
    found = [str(fault) for fault in error.value.faults]
    assert any(f"c1_thresholds.py:{line}: " in one and words in one for one in found), found


def test_checks_that_pass_on_a_blank_answer(course):
    lines = ASSIGNMENT.splitlines(keepends=True)
    without = [line for line in lines if not line.startswith("expect(cost(")]
    text = "".join(without).replace("two = np.array", "expect(1, 1, 'one is one')\ntwo = np.array")
    course.write("c1_thresholds", text)
    with pytest.raises(AuthoringError, match="passes on a blank answer"):
        tables.make(parse(course.unit / "c1_thresholds.py"))


# (what to replace, by what, the cell that is to be named, words of the message)
STUCK = [
    ("import numpy as np", "while True:\n    pass", IMPORTS, "TooLong"),
    ("import numpy as np", "import os\nos._exit(3)", IMPORTS, "exit code 3"),
    ("import numpy as np", "import os\nos.kill(os.getpid(), 9)", IMPORTS, "signal 9"),
    ("    canary_mistake = p > t\n", "    while True:\n        pass\n", MISTAKE_CELL, "longer"),
    ("    canary_mistake = p > t\n", "    __import__('os')._exit(3)\n", MISTAKE_CELL, "code 3"),
    ("    canary_mistake = p > t\n", "    __import__('os').abort()\n", MISTAKE_CELL, "signal"),
    (
        "    canary_mistake = p > t\n",
        "    while True:\n        try:\n            while True:\n                pass\n"
        "        except BaseException:\n            pass\n",
        MISTAKE_CELL,
        "longer",
    ),
]


@pytest.mark.parametrize(("old", "new", "cell", "words"), STUCK)
def test_what_never_ends_or_dies_is_a_fault_with_its_line(
    course, monkeypatch, old, new, cell, words
):
    monkeypatch.setattr(variants, "SECONDS", 0.5)
    text = ASSIGNMENT.replace(old, new, 1)
    course.write("c1_thresholds", text)
    with pytest.raises(AuthoringError) as error:
        tables.make(parse(course.unit / "c1_thresholds.py"))
    line = text[: text.index(cell)].count("\n") + 1
    (found,) = map(str, error.value.faults)
    assert f"c1_thresholds.py:{line}: " in found and words in found


def test_a_mistake_may_be_written_as_a_change_of_the_solution(course):
    header = (
        '# %% mistake="cost" says="it rings too late" replace="= p >= t" with="= p >= 2 * t"\n\n'
    )
    course.write(
        "c1_thresholds", ASSIGNMENT.replace("# %% alternative", header + "# %% alternative")
    )
    table = tables.make(parse(course.unit / "c1_thresholds.py"))
    assert "it rings too late" in str(table["exercises"]["cost"]["mistakes"])
    unfit = header.replace("= p >= t", "p", 1)
    course.write(
        "c1_thresholds", ASSIGNMENT.replace("# %% alternative", unfit + "# %% alternative")
    )
    with pytest.raises(AuthoringError, match="times in the solution"):
        parse(course.unit / "c1_thresholds.py")
