"""The errors that authors usually make: a build names each with file, line and mend.

1. a misspelled key, or 2. no quotation marks, in a header; 3. no points; 4. checks for an
exercise of another name; 5. a forgotten marker; 6. no Python; 7. too few mistakes; 8. a
mistake of another name, or copied; 9. a wrong number in a check; 10. a mistake that passes;
11. a right answer that fails; 12. opening cells that stop. An answer that loops forever is
tested with what runs the answers. `test_rules` has more of each kind.
"""

import pytest

from authoring.build import build
from authoring.faults import AuthoringError
from tests.sample_texts import ASSIGNMENT, LECTURE

CHECKS = '# %% checks="cost" points=10'
TIE = '# %% mistake="cost" says="p > t leaves out the tie"'
EXERCISE, ALTERNATIVE = '# %% exercise="cost"', '# %% alternative="cost"'
SUM = "return np.sum(k * (fire & (p < t)) + (~fire & (p >= t)))"
COPY = "return np.mean(k * fire + (~fire & (p >= t)))"

FIRE = '# %% mistake="cost" says="every fire'
TIED, TIES = "canary_mistake = p > t", "canary_mistake = p >= t"
WRONG = "`cost` fails: not so that"

# (what to replace, by what, the line that is to be named, words of the message)
ERRORS = {
    "1 misspelled key": (CHECKS, CHECKS.replace("points", "point"), CHECKS, "unknown key `point`"),
    "1 misspelled role": (TIE, TIE.replace("mistake", "mistakes"), TIE, "unknown key `mistakes`"),
    "2 no quotes": (EXERCISE, "# %% exercise=cost", EXERCISE, 'write `key="value"`'),
    "2 quotes inside": (TIE, TIE.replace("the tie", 'the "tie"'), TIE, "inside of a value"),
    "2 no space": (EXERCISE, EXERCISE.replace("# %%", "#%%"), EXERCISE, "with a line `# %%`"),
    "3 no points": (CHECKS, '# %% checks="cost"', CHECKS, "add `points=10`"),
    "4 another name": (CHECKS, CHECKS.replace("cost", "price"), CHECKS, "no exercise `price`"),
    "5 no marker": ("    ### END SOLUTION\n", "", EXERCISE, "once each"),
    "6 no Python": ("two = np", "two == = np", "two = np", "this is no Python: invalid syntax"),
    "6 badly indented": ("    canary_sol", "  canary_sol", "    canary_sol", "unindent"),
    "7 too few": (TIE, '# %% alternative="cost"', EXERCISE, "until there are 3"),
    "8 another function": (f"{TIE}\ndef cost", f"{TIE}\ndef costs", TIE, "does not define `cost`"),
    "8 copied": (COPY, SUM, FIRE, "the same as the answer in line 45"),
    "9 wrong number": ('0.5, "at t', '0.7, "at t', EXERCISE, f"the solution of {WRONG}"),
    "10 passes": (TIED, TIES, TIE, "add one that catches it"),
    "11 right but fails": ("chance >= t", "chance > t", ALTERNATIVE, f"the alternative of {WRONG}"),
    "12 opening": ("import expect", "import expects", "# %%\nimport", "cannot import name"),
}  # fmt: skip


def faults(course):
    with pytest.raises(AuthoringError) as error:
        build(course.root)
    return [str(fault) for fault in error.value.faults]


@pytest.mark.parametrize("error", ERRORS)
def test_it_is_named_with_its_line(course, error):
    old, new, place, words = ERRORS[error]
    assert ASSIGNMENT.count(old) == 1
    course.write("c1_thresholds", ASSIGNMENT.replace(old, new))
    line = ASSIGNMENT[: ASSIGNMENT.index(place)].count("\n") + 1
    found = faults(course)
    assert any(f"c1_thresholds.py:{line}: " in one and words in one for one in found), found


@pytest.mark.parametrize("name", ["c1-more", "c1 more", "C1_more", "c2_more", "a_look"])
def test_a_file_that_has_no_fitting_name(course, name):
    course.write(name, LECTURE)
    assert any(f"{name}.py:1: rename the file: `{name}`" in one for one in faults(course))


def test_a_unit_without_its_page(course):
    (course.unit / "unit.md").unlink()
    (fault,) = faults(course)
    assert "unit.md:1: this file is missing: write title and purpose" in fault


def test_a_course_page_without_its_total(course):
    (course.unit.parent / "README.md").write_text("# Course 1\n")
    (fault,) = faults(course)
    assert "README.md:1: write `{total}`" in fault


def test_a_glossary_entry_without_its_term(course):
    (course.unit / "glossary.md").write_text("threshold: where an alarm begins.\n")
    (fault,) = faults(course)
    assert "glossary.md:1: an entry of a glossary starts with its term" in fault


def test_a_glossary_entry_that_another_unit_has(course):
    other = course.unit.parent / "2_alarms"
    other.mkdir()
    (other / "glossary.md").write_text("**bell**: rings.\n\n**Threshold**: of a door.\n")
    (fault,) = faults(course)
    assert "2_alarms/glossary.md:3: `Threshold` stands in 1_thresholds too: merge" in fault
