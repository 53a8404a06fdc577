"""Building a course: what is written, what is kept and what is left alone."""

import json
import os
import shutil
import subprocess
import sys

import nbformat
import pytest

from authoring import instructor
from authoring.build import build, drift, find_leaks
from authoring.faults import AuthoringError
from authoring.reading import read_sources
from tests.sample_texts import ASSIGNMENT, LECTURE, ROOT, Course
from website.running import execute


def everything(root):
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def sources_of(path):
    return [cell.source for cell in nbformat.read(path, 4).cells]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    course = Course(tmp_path_factory.mktemp("course"))
    build(course.root)
    return course


def test_a_second_build_changes_no_byte(built):
    before = everything(built.root)
    report = build(built.root)
    assert not report.written and not report.removed and not report.kept
    assert everything(built.root) == before
    assert drift(built.root) == []


def test_running_all_answers_anew_changes_no_byte(built):
    before = everything(built.root)
    assert not build(built.root, anew=True).written
    assert everything(built.root) == before


def test_course_folder_and_release_hold_equal_bytes(built):
    released = built.root / "release" / "c1_thresholds" / "c1_thresholds.ipynb"
    assert built.notebook("c1_thresholds").read_bytes() == released.read_bytes()


def test_a_build_leaves_nothing_to_make_where_grading_starts(built):
    notebooks = list(built.root.glob("build/source/*/*.ipynb"))
    for path in notebooks:
        os.utime(path, (0, 0))
    instructor.refresh(built.root)
    assert len(notebooks) == 2 and all(path.stat().st_mtime == 0 for path in notebooks)


def test_points_stand_in_headings_and_in_the_syllabus(built):
    first, *_ = sources_of(built.notebook("c1_thresholds"))
    assert "Assignment · 10 points" in first and "colab-badge" in first
    assert "## The cost of a threshold · 10 points" in sources_of(built.notebook("c1_thresholds"))
    syllabus = (built.root / "course1_supervised" / "README.md").read_text()
    assert "1 hour · 12 points" in syllabus
    assert "| Assignment | [Where to put the threshold]" in syllabus
    glossary = (built.root / "course1_supervised" / "GLOSSARY.md").read_text()
    assert "**threshold**: where an alarm begins." in glossary


def test_release_has_placeholders_and_only_visible_checks(built):
    notebook = nbformat.read(built.notebook("c1_thresholds"), 4)
    cells = {cell.id: cell for cell in notebook.cells}
    assert "raise NotImplementedError" in cells["cost"].source
    assert "at t = 0 every alarm rings" in cells["cost_check_1"].source
    assert "equal to the threshold" not in cells["cost_check_1"].source
    assert cells["cost_check_1"].metadata.nbgrader.points == 10
    assert cells["cost_hints"].source.count("<details>") == 2
    assert all(not cell.get("outputs") for cell in notebook.cells)


def test_a_quiz_question_becomes_question_answer_and_check(built):
    cells = {cell.id: cell for cell in nbformat.read(built.notebook("c1_thresholds_quiz"), 4).cells}
    assert "Question 1 · 2 points" in cells["higher_question"].source
    assert "**b)** It rings less often." in cells["higher_question"].source
    assert cells["higher"].source == 'higher = None  # your answer: "a" or "b"'
    assert cells["higher_check_1"].source == 'check_choice("c1_thresholds_quiz.higher", higher)'
    assert "Fewer probabilities" not in built.notebook("c1_thresholds_quiz").read_text()


def test_the_table_names_mistakes_of_visible_and_hidden_checks(built):
    table = json.loads((built.root / "utils" / "mistakes" / "c1_thresholds.json").read_text())
    cost = table["exercises"]["cost"]
    assert cost["events"] == 3
    assert {mistake["says"] for mistake in cost["mistakes"]} == {
        "p > t leaves out the tie",
        "the sum is not divided by m",
        "every fire is paid for, missed or not",
    }


def test_an_untouched_lecture_runs_to_its_end(built, tmp_path):
    done = execute(nbformat.read(built.notebook("1_a_first_look"), 4), tmp_path)
    text = "".join(o.get("text", "") for c in done.cells for o in c.get("outputs", []))
    assert text.count("Not attempted yet") == 2


def test_an_edited_source_shows_as_drift_and_is_rebuilt(course):
    build(course.root)
    course.write("1_a_first_look", LECTURE.replace("A first look", "Another look"))
    changed = {path.name for path in drift(course.root)}
    assert changed == {"1_a_first_look.ipynb", "README.md"}
    assert {path.name for path in build(course.root).written} == changed


def test_only_what_is_meant_is_proved(course):
    build(course.root)
    told, sources = [], read_sources(course.root)
    proved = [source for source in sources if source.stem == "1_a_first_look"]
    assert drift(course.root, told.append, sources, proved) == []
    ran = [line.rpartition("/")[2] for line in told if line.startswith("  ")]
    assert ran == ["1_a_first_look"]


def test_a_notebook_without_source_is_removed(course):
    build(course.root)
    (course.unit / "1_a_first_look.py").unlink()
    assert course.notebook("1_a_first_look").relative_to(course.root) in build(course.root).removed
    assert not course.notebook("1_a_first_look").exists()


def test_a_learners_work_is_kept_beside_the_new_notebook(course):
    build(course.root)
    path = course.notebook("c1_thresholds")
    notebook = nbformat.read(path, 4)
    notebook.cells[4].source = "my own answer"
    nbformat.write(notebook, path)
    course.write("c1_thresholds", ASSIGNMENT.replace("# ## The cost of", "# ## The price of"))
    (kept,) = build(course.root).kept
    assert kept.name == "c1_thresholds.mine.ipynb"
    assert "my own answer" in kept.read_text()
    assert "The price of" in path.read_text() and "my own answer" not in path.read_text()
    # A second time, the first copy is not written over either.
    nbformat.write(notebook, path)
    course.write("c1_thresholds", ASSIGNMENT.replace("# ## The cost of", "# ## The toll of"))
    (second,) = build(course.root).kept
    assert second.name == "c1_thresholds.mine2.ipynb" and kept.exists()


def test_outputs_alone_do_not_make_a_notebook_the_learners(course):
    build(course.root)
    path = course.notebook("1_a_first_look")
    notebook = nbformat.read(path, 4)
    notebook.cells[1].outputs = [nbformat.v4.new_output("stream", text="seen")]
    nbformat.write(notebook, path)
    report = build(course.root)
    assert not report.kept and "seen" not in path.read_text()


def test_a_fault_leaves_everything_as_it_was(course):
    build(course.root)
    before = everything(course.root)
    course.write("1_a_first_look", LECTURE.replace("# # A first look", "# No title"))
    before[course.unit / "1_a_first_look.py"] = (course.unit / "1_a_first_look.py").read_bytes()
    with pytest.raises(AuthoringError, match="title"):
        build(course.root)
    assert everything(course.root) == before


def test_nbgraders_own_command_makes_the_same_release(built, tmp_path):
    released = built.root / "release" / "c1_thresholds" / "c1_thresholds.ipynb"
    before = released.read_bytes()
    (built.root / "nbgrader_config.py").write_text((ROOT / "nbgrader_config.py").read_text())
    shutil.rmtree(released.parent)
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", "c1_thresholds"]
    done = subprocess.run(command, cwd=built.root, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert released.read_bytes() == before


@pytest.mark.parametrize("kind", ["solution", "hidden", "mistake", "alternative"])
@pytest.mark.parametrize("where", ["cell", "output", "metadata"])
def test_planted_answers_are_found(built, kind, where):
    assert find_leaks(built.root) == []
    line = next(line.strip() for line in ASSIGNMENT.splitlines() if f"canary_{kind} " in line)
    path = built.notebook("1_a_first_look")
    clean = path.read_text()
    notebook = nbformat.reads(clean, 4)
    if where == "cell":
        notebook.cells[1].source += f"\n    {line}"
    elif where == "output":
        notebook.cells[1].outputs = [nbformat.v4.new_output("stream", text=f"a\n{line}\n")]
    else:
        notebook.metadata["note"] = line
    try:
        path.write_text(nbformat.writes(notebook))
        (leak,) = find_leaks(built.root)
        assert leak.line == line and leak.path.name == path.name
    finally:
        path.write_text(clean)


def test_a_forgotten_marker_is_found(built):
    page = built.root / "course1_supervised" / "README.md"
    clean = page.read_text()
    try:
        page.write_text(clean + "\n### BEGIN HIDDEN TESTS\n")
        (leak,) = find_leaks(built.root)
        assert "HIDDEN" in leak.line
    finally:
        page.write_text(clean)
