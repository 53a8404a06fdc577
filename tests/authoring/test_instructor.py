"""The notebooks that grading starts from are never older than the texts."""

import os
import shutil
import subprocess
import sys

import pytest

from authoring import instructor
from authoring.faults import AuthoringError
from tests.sample_texts import ASSIGNMENT


@pytest.fixture
def built(course):
    instructor.refresh(course.root)
    return instructor.notebook_of(course.root, "c1_thresholds")


def test_it_holds_solutions_and_hidden_tests_and_no_mistake(built):
    text = built.read_text()
    assert "canary_solution" in text and "canary_hidden" in text
    assert "canary_mistake" not in text


def test_the_right_answers_are_kept_beside(course, built):
    answers = instructor.right_answers(course.root, "c1_thresholds")
    assert {caption for _, caption, _ in answers} == {"The model answer", "In another style"}
    assert any("canary_solution" in code for _, _, code in answers)
    assert not any("###" in code or "canary_mistake" in code for _, _, code in answers)
    assert instructor.right_answers(course.root, "nothing") == ()


def test_nothing_is_written_when_nothing_has_changed(course, built):
    os.utime(built, (0, 0))
    instructor.refresh(course.root)
    assert built.stat().st_mtime == 0


def test_a_changed_text_is_seen_whatever_its_time_says(course, built):
    course.write("c1_thresholds", ASSIGNMENT.replace("canary_hidden", "another_hidden"))
    os.utime(course.unit / "c1_thresholds.py", (0, 0))
    instructor.refresh(course.root)
    assert "another_hidden" in built.read_text()


def test_a_text_put_back_is_seen(course, built):
    before = built.read_bytes()
    course.write("c1_thresholds", ASSIGNMENT.replace("canary_hidden", "another_hidden"))
    instructor.refresh(course.root)
    assert built.read_bytes() != before
    course.write("c1_thresholds", ASSIGNMENT)
    os.utime(course.unit / "c1_thresholds.py", (0, 0))
    instructor.refresh(course.root)
    assert built.read_bytes() == before


def test_a_damaged_notebook_is_made_anew(course, built):
    before = built.read_bytes()
    built.write_bytes(before[:100])
    instructor.refresh(course.root)
    assert built.read_bytes() == before


def test_a_notebook_whose_text_is_gone_goes_and_a_foreign_one_stays(course, built):
    foreign = instructor.notebook_of(course.root, "somebody_else_s")
    foreign.parent.mkdir()
    shutil.copy(built, foreign)
    (course.unit / "c1_thresholds.py").unlink()
    instructor.refresh(course.root)
    assert foreign.exists() and not built.parent.exists()


def test_a_fault_is_told(course, built):
    course.write("c1_thresholds", ASSIGNMENT.replace("# # Where", "# Where"))
    with pytest.raises(AuthoringError, match=r"c1_thresholds\.py:1: start with"):
        instructor.refresh(course.root)


def test_an_edition_without_source_keeps_no_answers_and_what_was_put_there(course, built):
    foreign = instructor.notebook_of(course.root, "somebody_else_s")
    foreign.parent.mkdir()
    shutil.copy(built, foreign)
    shutil.rmtree(course.root / "source")
    instructor.refresh(course.root)
    build = course.root / "build"
    assert [path for path in build.rglob("*") if path.is_file()] == [foreign]


def test_an_edition_that_never_had_source_is_left_alone(tmp_path):
    instructor.refresh(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_looking_imports_no_builder(course, built):
    code = (
        "import sys; from pathlib import Path; from authoring import instructor;"
        f"instructor.refresh(Path({str(course.root)!r}));"
        "print({'jupytext', 'nbformat', 'nbgrader', 'numpy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
