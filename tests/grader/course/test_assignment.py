import nbformat
import pytest

from grader.course.assignment import Assignment
from grader.course.notebook import Rejected
from tests.tiny_course import NAME, STUB


@pytest.fixture
def carpet(course):
    return course.read_assignment(NAME)[0]


def test_every_cell_has_its_role(carpet):
    assert [cell.kind for cell in carpet.cells] == [
        *("text", "given", "text", "answer", "text", "check"),
        *("answer", "check", "manual", "given"),
    ]


def test_exercises_join_answer_and_checks(carpet):
    assert [(e.id, e.answers, e.checks, e.max_points) for e in carpet.exercises] == [
        ("area", ("area",), (5,), 6.0),
        ("price", ("price",), (7,), 4.0),
    ]
    assert carpet.max_score == 10


def test_hints_belong_to_their_exercise(carpet):
    assert [c.source for c in carpet.cells if c.kind == "text" and c.exercise == "area"] == [
        carpet.cells[4].source
    ]


def test_hidden_lines_and_what_is_released(carpet):
    check = carpet.cells[5]
    assert check.hidden == ((3, 5),)
    assert [check.is_hidden(line) for line in (1, 2, 3, 4, 5)] == [False, False, True, True, True]
    assert "hidden_canary" in check.source
    assert check.released == "\n".join(check.source.split("\n")[:2])


def test_stub_is_taken_from_the_release(carpet):
    assert STUB in carpet.cells[3].stub
    assert "return" not in carpet.cells[3].stub.replace("Return", "")


def test_without_a_release_the_stub_is_nbgraders(course):
    """The very text that nbgrader's own preprocessors make."""
    from nbgrader.preprocessors import ClearHiddenTests, ClearSolutions

    path = course.source(NAME) / f"{NAME}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for step in (ClearSolutions(), ClearHiddenTests()):
        notebook, _ = step.preprocess(notebook, {})
    ours = Assignment.read(path).cells
    assert [cell.released for cell in ours] == [cell.source for cell in notebook.cells]


def test_attempted_means_changed(carpet):
    area = carpet.exercises[0]
    stub = carpet.cells[3].stub
    assert not carpet.attempted(area, {})
    assert not carpet.attempted(area, {"area": f"\n{stub}  \n"})
    assert not carpet.attempted(area, {"area": "  \n"})
    assert carpet.attempted(area, {"area": "area = 5"})


def test_two_cells_of_one_name_are_refused(course):
    path = course.source(NAME) / f"{NAME}.ipynb"
    path.write_text(path.read_text().replace('"grade_id": "price"', '"grade_id": "area"'))
    with pytest.raises(Rejected, match=r"two cells of carpet\.ipynb are called area"):
        Assignment.read(path)


def test_foreign_checks_are_exercises_that_share_an_answer():
    from importlib.resources import files

    docs = files("nbgrader") / "docs" / "source" / "user_guide" / "source" / "ps1"
    problem = Assignment.read(docs / "problem1.ipynb")
    assert [(e.id, e.answers) for e in problem.exercises] == [
        ("correct_squares", ("squares",)),
        ("squares_invalid_input", ("squares",)),
        ("correct_sum_of_squares", ("sum_of_squares",)),
        ("sum_of_squares_uses_squares", ("sum_of_squares",)),
    ]
    assert problem.max_score == 3
