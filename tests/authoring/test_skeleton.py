"""What `course new` writes builds as it is, and names that cannot be used are told."""

import shutil

import jupytext
import pytest
from typer.testing import CliRunner

from authoring.build import build, find_leaks
from authoring.reading import read_sources
from authoring.skeleton import KINDS, NameFault, create
from authoring.source import parse
from cli.main import app
from tests.sample_texts import ROOT

UNIT = "course2_advanced/5_decision_trees"
NAMES = {
    "lecture": "5_decision_trees/1_one_question",
    "assignment": "5_decision_trees/c2_decision_trees",
    "quiz": f"{UNIT}/c2_decision_trees_quiz",
    "project": "5_decision_trees/c2_project_which_tree.py",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A course that holds nothing but one skeleton of each kind."""
    root = tmp_path_factory.mktemp("new")
    shutil.copy(ROOT / "pyproject.toml", root)
    (root / "source").mkdir()
    for kind, name in {"unit": UNIT, **NAMES}.items():
        assert all(path.exists() for path in create(root, kind, name))
    return root


def sources(root):
    return {source.kind.lower(): source for source in read_sources(root)}


def test_all_of_it_builds_and_gives_no_answer_away(root):
    build(root)
    assert {path.name for path in root.glob("course2_advanced/*/*.ipynb")} == {
        "1_one_question.ipynb",
        "c2_decision_trees.ipynb",
        "c2_decision_trees_quiz.ipynb",
        "c2_project_which_tree.ipynb",
    }
    page = (root / "course2_advanced" / "README.md").read_text()
    assert "## 5 · Decision trees" in page and "[Quiz: Decision trees]" in page
    assert "# Advanced" in page and "202 points" in page
    assert "**term of this unit**" in (root / "course2_advanced" / "GLOSSARY.md").read_text()
    assert find_leaks(root) == []


def test_an_assignment_and_a_project_have_100_points(root):
    found = sources(root)
    assert found["assignment"].points == found["project"].points == 100
    assert found["lecture"].points == 0 and found["quiz"].points == 2


def test_who_learns_alone_can_finish_a_project(root):
    assert not [cell for cell in sources(root)["project"].cells if cell.role == "essay"]


@pytest.mark.parametrize("kind", ["assignment", "project"])
def test_each_exercise_has_every_part(root, kind):
    source = sources(root)[kind]
    for name in source.exercises:
        parts = {role: len(source.of(name, role)) for role in ("hint", "mistake", "alternative")}
        assert parts == {"hint": 3, "mistake": 4, "alternative": 1}
        assert any("BEGIN HIDDEN TESTS" in cell.text for cell in source.of(name, "checks"))
    assert source.minutes


def test_the_roles_that_a_learner_meets_are_all_shown(root):
    roles = {cell.role for source in sources(root).values() for cell in source.cells}
    assert roles >= {"exercise", "checks", "hint", "mistake", "alternative", "choice"}
    texts = "\n".join(path.read_text() for path in root.glob("source/*/*/*.py"))
    assert all(word in texts for word in ("rtol=", "replace=", "**Predict.**", "@interact"))


@pytest.mark.parametrize("kind", NAMES)
def test_a_skeleton_goes_through_jupytext_unchanged(root, kind):
    text = sources(root)[kind].path.read_text()
    config = jupytext.config.load_jupytext_configuration_file(str(ROOT / ".jupytext.py"))
    notebook = jupytext.reads(text, fmt="py:percent", config=config)
    assert jupytext.writes(notebook, fmt="py:percent", config=config) == text


@pytest.mark.parametrize(
    ("kind", "name", "words"),
    [
        ("unit", "6_more", "name the course too, as in course2_advanced/"),
        ("unit", "course2_advance/6_more", "`course2_advance`: did you mean course2_advanced?"),
        ("unit", "none/6_more", "there is no course `none`: there are course1_supervised, "),
        ("unit", UNIT, "unit.md is there already"),
        ("unit", "course2_advanced/More", "like 5_decision_trees"),
        ("lecture", NAMES["lecture"], "1_one_question.py is there already"),
        ("lecture", "5_decision_trees/one_question", "like 1_one_question"),
        ("lecture", "5_decision_tree/1_one_question", "did you mean 5_decision_trees?"),
        ("lecture", "1_one_question", "begin with `course new unit COURSE/UNIT`"),
        ("assignment", "5_decision_trees/c1_trees", "like c2_decision_trees"),
        ("assignment", "5_decision_trees/c2_trees_quiz", "is no assignment's name"),
        ("assignment", "5_decision_trees/c2_decision_trees", "has that name: choose another"),
        ("quiz", "5_decision_trees/c2_trees", "like c2_decision_trees_quiz"),
        ("project", "5_decision_trees/c2_trees", "like c2_project_one_page"),
    ],
)
def test_names_that_cannot_be_used(root, kind, name, words):
    before = sorted(root.rglob("*"))
    with pytest.raises(NameFault) as fault:
        create(root, kind, name)
    assert words in str(fault.value)
    assert sorted(root.rglob("*")) == before


def test_a_unit_of_two_courses_is_named_with_its_course(tmp_path):
    create(tmp_path, "unit", "course1_supervised/1_trees")
    create(tmp_path, "unit", "course2_advanced/1_trees")
    with pytest.raises(NameFault, match="name the course too"):
        create(tmp_path, "lecture", "1_trees/1_a_tree")
    (path,) = create(tmp_path, "lecture", "course2_advanced/1_trees/1_a_tree")
    assert parse(path).title == "A tree"


def test_the_command_knows_the_kinds_and_tells_a_fault_in_one_line(monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "200")
    help_ = CliRunner().invoke(app, ["new", "--help"]).stdout
    assert all(kind in help_ for kind in KINDS)
    done = CliRunner().invoke(app, ["new", "quiz", "1_linear_regression/c1_trees"])
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: `c1_trees` is no quiz's name")
