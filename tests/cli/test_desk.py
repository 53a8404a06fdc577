"""The learner's desk: what `course lab` puts there, and what it never touches."""

import json
import multiprocessing
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from authoring import digest
from cli import desk, start
from grader.books.ledger_rows import Best
from grader.files import write_whole
from grader.results import ExerciseResult, Result

LECTURE = Path("course1_supervised", "0_lines", "1_a_line.ipynb")
SYLLABUS = """\
# Course 1 · Lines

## 0 · Lines

| | | minutes | points | Colab |
|---|---|---:|---:|---|
| Lecture | [A line](0_lines/1_a_line.ipynb) | 30 |  | [open](https://example.org) |
| Assignment | [Two lines](0_lines/c1_lines.ipynb) | 90 | 100 | [open](https://example.org) |
"""


def built(*cells):
    """Return the text of a notebook as the builder writes it."""
    code = [{"cell_type": "code", "source": c, "execution_count": None} for c in cells]
    notebook = type("Notebook", (dict,), {"metadata": {}})(cells=code)
    digest.stamp(notebook)
    return json.dumps({"cells": code, "metadata": notebook.metadata})


def work_in(path, source="answer = 42", count=1):
    """Write into a notebook's last cell and run it, as JupyterLab saves it."""
    notebook = json.loads(path.read_text())
    notebook["cells"][-1] |= {"source": source or notebook["cells"][-1]["source"]}
    notebook["cells"][-1] |= {"execution_count": count}
    path.write_text(json.dumps(notebook))


@pytest.fixture
def root(tmp_path):
    unit = (tmp_path / LECTURE).parent
    unit.mkdir(parents=True)
    (tmp_path / LECTURE).write_text(built("x = 1", "..."))
    (unit / "c1_lines.ipynb").write_text(built("y = 2", "..."))
    (tmp_path / "course1_supervised" / "README.md").write_text(SYLLABUS)
    desk.renew(tmp_path)
    return tmp_path


def test_the_desk_holds_the_courses_and_a_second_renewal_changes_nothing(root):
    copy = root / "desk" / LECTURE
    assert copy.read_bytes() == (root / LECTURE).read_bytes()
    assert (root / "desk" / "course1_supervised" / "README.md").read_text() == SYLLABUS
    work_in(copy)
    before = copy.read_bytes()
    assert desk.renew(root) == []
    assert copy.read_bytes() == before


def test_a_new_version_replaces_a_copy_that_was_only_run(root):
    work_in(root / "desk" / LECTURE, source=None)
    (root / LECTURE).write_text(built("x = 2", "..."))
    assert desk.renew(root) == []
    assert (root / "desk" / LECTURE).read_bytes() == (root / LECTURE).read_bytes()


def test_a_new_version_keeps_the_work_beside_it(root):
    copy = root / "desk" / LECTURE
    for count, suffix in enumerate((".mine.ipynb", ".mine2.ipynb"), start=2):
        work_in(copy, f"answer = {count}")
        (root / LECTURE).write_text(built(f"x = {count}", "..."))
        (kept,) = desk.renew(root)
        assert kept == copy.with_suffix(suffix)
        assert f"answer = {count}" in kept.read_text()
        assert copy.read_bytes() == (root / LECTURE).read_bytes()
    assert len(desk.set_aside(root / "desk")) == 2


def test_a_notebook_that_is_no_more_goes_unless_there_is_work_in_it(root):
    copy, other = root / "desk" / LECTURE, root / "desk" / LECTURE.with_name("c1_lines.ipynb")
    work_in(other)
    (root / LECTURE).unlink()
    (root / LECTURE).with_name("c1_lines.ipynb").unlink()
    desk.renew(root)
    assert not copy.exists() and "answer = 42" in other.read_text()
    said = written(root, {}).partition("### Your work under other names")[2]
    assert "[c1_lines](course1_supervised/0_lines/c1_lines.ipynb)" in said


def test_a_unit_that_is_no_more_leaves_no_empty_folder(root):
    shutil.rmtree((root / LECTURE).parent)
    desk.renew(root)
    assert not (root / "desk" / LECTURE).parent.exists()


def test_what_a_learner_adds_or_damages_stays(root):
    own = (root / "desk" / LECTURE).with_name("notes.ipynb")
    own.write_text(json.dumps({"cells": [], "metadata": {}}))
    (root / "desk" / LECTURE).write_text("{ cut off")
    (kept,) = desk.renew(root)
    assert own.exists() and kept.read_text() == "{ cut off"
    assert "Your work under other names" not in written(root, {})


def test_a_deleted_notebook_begins_anew(root):
    (root / "desk" / LECTURE).unlink()
    desk.renew(root)
    assert (root / "desk" / LECTURE).read_bytes() == (root / LECTURE).read_bytes()


def test_labs_that_start_at_once_lose_no_work(root):
    notebooks = [(root / LECTURE).with_name(f"{number}_more.ipynb") for number in range(40)]
    for path in notebooks:
        path.write_text(built("x = 1", "..."))
    desk.renew(root)
    for path in notebooks:
        work_in(root / "desk" / path.relative_to(root), f"answer = '{path.stem}'")
        path.write_text(built("x = 2", "..."))
    fork = multiprocessing.get_context("fork")
    labs = [fork.Process(target=desk.renew, args=(root,)) for _ in range(4)]
    for lab in labs:
        lab.start()
    for lab in labs:
        lab.join()
    assert [lab.exitcode for lab in labs] == [0, 0, 0, 0]
    kept = desk.set_aside(root / "desk")
    assert len(kept) == len(notebooks)
    assert all(path.stem.removesuffix(".mine") in path.read_text() for path in kept)


def standing(score):
    wrong = ExerciseResult("slope", 0, 30, "failed", "You got 2.\nThat is what it is.")
    right = ExerciseResult("cut", score, 70, "passed")
    result = Result("ada", "c1_lines", "graded", score=score, exercises=[right, wrong])
    return {"c1_lines": Best(score, 100, datetime.now(UTC), 1, result)}


def written(root, best):
    start.write(root, best)
    return (root / "desk" / "START.md").read_text()


def test_the_start_page_leads_on(root):
    assert "0 of 100 points" in written(root, {})
    assert "**[A line](course1_supervised/0_lines/1_a_line.ipynb)**" in written(root, {})
    work_in(root / "desk" / LECTURE, source=None)
    assert "**[Two lines](course1_supervised/0_lines/c1_lines.ipynb)**" in written(root, {})
    said = written(root, standing(70))
    assert "70 of 100 points" in said and "**[Two lines]" in said
    assert "`slope`, 30 points left: That is what it is." in said
    assert "You have been through all there is" in written(root, standing(80))


def test_the_start_page_lists_what_was_set_aside(root):
    work_in(root / "desk" / LECTURE)
    (root / LECTURE).write_text(built("x = 2", "..."))
    desk.renew(root)
    assert "[1_a_line.mine](course1_supervised/0_lines/1_a_line.mine.ipynb)" in written(root, {})


def test_who_is_through_is_told_where_to_go_from_here(root):
    course = root / "desk" / "course3_unsupervised_rl"
    course.mkdir(parents=True)
    (course / "AFTERWARD.md").write_text("# Afterward\n")
    text = start.page([], [], [], root / "desk")
    assert "(course3_unsupervised_rl/AFTERWARD.md)" in text


def test_a_page_that_is_written_from_several_sides_is_whole(root):
    """By a lab that saves and by the grader that stays."""
    texts = [f"{letter}" * 100_000 for letter in "abcd"]
    page = root / "desk" / "START.md"
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda text: [write_whole(page, text.encode()) for _ in range(50)], texts))
    assert page.read_text() in texts
    assert not list(page.parent.glob(".START*"))
