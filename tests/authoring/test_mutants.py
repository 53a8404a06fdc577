"""The builder's own wrong answers: what is changed, what is kept, and what becomes of them."""

import pytest

from authoring import power_report, tables
from authoring.mutants import mutate
from authoring.source import parse
from tests.sample_texts import ASSIGNMENT

CHANGES = [
    ("a - b", "a + b", "a plus or minus sign is wrong"),
    ("a - b", "b - a", "a difference is taken the other way round"),
    ("(a - b) ** 2", "a - b", "a power is missing"),
    ("a * b", "a", "a factor is missing"),
    ("a / (2 * b)", "a / 2 * b", "needs parentheses"),
    ("a @ b", "a * b", "element by element"),
    ("-a", "a", "a minus sign is missing"),
    ("a < b", "a <= b", "a bound belongs to the other side"),
    ("a and b", "a or b", "`and` and `or` are confused"),
    ("np.mean(a, axis=0)", "np.mean(a, axis=1)", "rows and columns are confused"),
    ("np.mean(a, axis=0)", "np.mean(a)", "not along one axis"),
    ("a.mean(axis='columns')", "a.mean(axis='index')", "rows and columns are confused"),
    ("np.mean(a)", "np.sum(a)", "a sum and a mean are confused"),
    ("np.sqrt(a)", "a", "a square root is missing"),
    ("a.copy()", "a", "where a copy is needed"),
    ("a.T", "a", "a transpose is missing"),
    ("f(a, b)", "f(b, a)", "two arguments have changed places"),
    ("range(b)", "range(0, b - 1)", "one step too few"),
    ("a[1:]", "a[:]", "a slice starts or ends at the wrong place"),
    ("a[:b]", "a[:b + 1]", "a slice takes one too many"),
    ("a[:b]", "a[:b - 1]", "a slice takes one too few"),
    ("a.shape[0]", "a.shape[1]", "the number of rows and that of columns"),
    ("len(a)", "2", "a size is fixed at 2"),
    ("(a, b)", "(b, a)", "the results are returned in another order"),
    ("(a, b)", "a", "only one of the results is returned"),
    ("a", "round(a, 2)", "the result is rounded"),
    ("a if b else c", "a", "a special case is not treated"),
    ("True", "False", "True and False are confused"),
    ("3", "4", "is off by one"),
]


@pytest.mark.parametrize(("before", "after", "words"), CHANGES)
def test_a_slip_is_made_and_put_in_words(before, after, words):
    mutants = mutate(f"def f(a, b):\n    return {before}")
    said = {mutant.text.rpartition("return ")[2]: mutant.says for mutant in mutants}
    assert words in said[after]


def test_what_goes_along_no_axis_goes_along_no_wrong_one():
    said = said_of("def f(a):\n    return a.sum(axis=None)")
    assert said and not any("axis" in words for words in said.values())


def said_of(text):
    return {mutant.change: mutant.says for mutant in mutate(text)}


def test_two_names_that_differ_in_their_number_are_confused():
    said = said_of("def f(x1, x2, y1):\n    return x1 - x2 * y1")
    assert said["x1 → x2"] == said["x2 → x1"] == "`x1` and `x2` are confused"
    assert "y1 → y2" not in said  # nobody confuses it with a name that is not there


NUMBERS = '''\
def f(X, lambda_, k=3, *, shift=0.5):
    """Do it.

    Parameters
    ----------
    X : numpy.ndarray
    lambda_, other : float
        At least 0.
    """
    return X * lambda_ + k - shift'''


def test_an_argument_that_is_a_number_is_not_used():
    said = said_of(NUMBERS)
    assert said["lambda_ = 1"] == "the argument `lambda_` is not used: it is fixed at 1"
    assert said["k = 3"].endswith("it is fixed at 3") and "shift = 0.5" in said
    assert not any(change.startswith("X =") for change in said)
    assert "k = 2" in said_of("def f(a, k=2, /, *b):\n    return a + k")


LOOP = """\
def f(items):
    total = 0
    for item in items:
        total += item
    return total"""
STEPS = [
    ("        return total", "`return` stands inside the loop"),
    ("        total = item", "a value is overwritten where it should be added to"),
    ("def f(items):\n    for item", "a step is left out"),
]


@pytest.mark.parametrize(("part", "words"), STEPS)
def test_steps_are_moved_left_out_and_overwritten(part, words):
    assert any(part in m.text and words in m.says for m in mutate(LOOP))


def test_docstring_signature_and_imports_stay():
    text = 'import numpy as np\n\n\ndef f(a, k=3):\n    """Add 1 to a."""\n    return a + k'
    for mutant in mutate(text):
        assert "import numpy as np" in mutant.text and "def f(a, k=3)" in mutant.text
        assert '"""Add 1 to a."""' in mutant.text


def test_no_mutant_comes_twice_and_none_is_the_original():
    texts = [mutant.text for mutant in mutate(LOOP)]
    assert len(texts) == len(set(texts)) and LOOP not in texts


@pytest.fixture
def entry(course):
    """A function that builds the sample assignment, changed, and returns its exercise's entry."""

    def build(old="", new=""):
        course.write("c1_thresholds", ASSIGNMENT.replace(old, new, 1))
        source = parse(course.unit / "c1_thresholds.py")
        return source, tables.make(source)

    return build


def test_what_no_check_rejects_is_a_hole_with_its_line(entry):
    source, table = entry()
    holes = [str(hole) for hole in power_report.holes(source, table)]
    assert any("`np.mean(" in hole and "np.median(" in hole for hole in holes)
    assert all("c1_thresholds.py:14: " in hole for hole in holes)


def test_what_is_declared_equivalent_is_no_hole(entry):
    _, table = entry()
    change = table["exercises"]["cost"]["power"]["passes"][0]
    cell = f'# %% [markdown] equivalent="cost"\n# - `{change}`: nobody minds.\n\n'
    header = '# %% alternative="cost"'
    _, table = entry(header, cell + header)
    assert change not in table["exercises"]["cost"]["power"]["passes"]


COINCIDING = """\
# %% [markdown]
# # A mean
#
# *5 minutes. You need: nothing.*

# %%
import numpy as np

from utils.checks import expect

# %% exercise="half"
def half(x, k):
    ### BEGIN SOLUTION
    return np.sum(x) / (k * len(x))
    ### END SOLUTION

# %% checks="half" points=10
expect(half(np.array([1.5, 4.0]), 2.0), 1.375, "two rows: mean and median are the same")
expect(half(np.array([3.0, 5.5]), 2.0), 2.125, "two rows again")

# %% mistake="half" says="it is the median" replace="np.sum(x) / (k * len(x))" with="np.median(x)"
"""


def test_coinciding_values_are_said_to_mislead(course):
    (course.unit / "c1_half.py").write_text(COINCIDING)
    table = tables.make(parse(course.unit / "c1_half.py"))
    misled = table["exercises"]["half"]["power"]["misled"]
    assert "k * len(x) → len(x): told that it is the median" in misled
    more = COINCIDING.replace("[3.0, 5.5]", "[3.0, 5.5, 11.0]").replace("2.125", "3.25")
    (course.unit / "c1_half.py").write_text(more)
    table = tables.make(parse(course.unit / "c1_half.py"))
    assert table["exercises"]["half"]["power"]["misled"] == []


def test_mutants_that_do_alike_share_an_entry_and_the_authors_come_first(entry):
    _, table = entry()
    cost = table["exercises"]["cost"]
    says = [mutant["says"] for mutant in cost["mutants"]]
    assert says and not set(says) & {mistake["says"] for mistake in cost["mistakes"]}
    power = cost["power"]
    assert power["mutants"] == power["rejected"] + len(power["passes"])


def test_the_page_adds_up(entry):
    _, table = entry()
    *_, last = power_report.page({"c1_thresholds": table}).strip().splitlines()
    power = table["exercises"]["cost"]["power"]
    assert last.startswith(f"| all | | {power['mutants']} | {power['rejected']} |")
