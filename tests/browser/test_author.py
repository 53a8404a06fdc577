"""The author's way in a real JupyterLab: formgrader, and a source text as a notebook."""

import json
import os
import shutil
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from playwright.sync_api import expect

from grader.course.folder import CourseFolder
from tests.browser.test_day import (  # noqa: F401 (a fixture)
    SECONDS,
    course_command,
    lab_on,
    page,
    wait_until,
)
from tests.clones import clone

TEXT = Path("source", "course1_supervised", "1_linear_regression", "c1_linear_regression.py")


@pytest.fixture
def repository(tmp_path, monkeypatch):
    folder = clone(tmp_path / "course")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PYTHONPATH", str(folder))
    return folder


def open_as_notebook(page):  # noqa: F811
    """Go to the text in the sidebar, and choose *Open With → Jupytext Notebook*."""
    for folder in TEXT.parts[:-1]:
        page.locator(".jp-DirListing-itemText").get_by_text(folder, exact=True).dblclick()
    page.locator(".jp-DirListing-item", has_text=TEXT.name).click(button="right")
    page.locator(".lm-Menu-item", has_text="Open With").hover()
    page.locator(".lm-Menu-item", has_text="Jupytext Notebook").last.click()
    page.locator(".jp-Dialog .jp-mod-accept").click()  # the kernel, which a text does not name
    page.locator(".jp-NotebookPanel-toolbar").get_by_text("Python 3").first.wait_for()


def saved_in(page, path, holds):  # noqa: F811
    os.utime(path, (0, 0))

    def is_saved():
        page.keyboard.press("Control+s")
        return path.stat().st_mtime > 0 and holds(path.read_bytes())

    wait_until(is_saved, f"{path.name} is saved")
    return path.read_bytes()


def test_formgrader_lists_the_assignments(repository, page):  # noqa: F811
    with lab_on(repository, "--author") as lab:
        page.goto(f"{lab}/")
        page.locator(".jp-DirListing-itemText").get_by_text("source", exact=True).wait_for()
        page.get_by_role("menuitem", name="Nbgrader", exact=True).click()
        page.locator(".lm-Menu-item", has_text="Formgrader").first.click()
        row = page.frame_locator("iframe").get_by_role("row").filter(has_text=TEXT.stem).first
        expect(row).to_contain_text("released", timeout=SECONDS * 1000)


def test_a_text_of_a_learners_does_nothing_in_formgrader(repository, page):  # noqa: F811
    course = CourseFolder(repository)
    folder = course.submitted("ada", TEXT.stem)
    folder.mkdir(parents=True)
    shutil.copy(repository / "release" / TEXT.stem / f"{TEXT.stem}.ipynb", folder)
    assert course_command(repository, "grade", TEXT.stem).returncode == 0
    # No assignment of this course asks for an essay as yet.
    path = course.autograded("ada", TEXT.stem) / f"{TEXT.stem}.ipynb"
    document = json.loads(path.read_text())
    text = next(cell for cell in document["cells"] if cell["cell_type"] == "markdown")
    text["source"] = 'My <b>essay</b> <img src=x onerror="document.title = 1"> of $a<b$'
    path.write_text(json.dumps(document))
    with Gradebook(f"sqlite:///{repository}/gradebook.db") as book:
        (submission,) = book.notebook_submissions(TEXT.stem, TEXT.stem)
        id_ = submission.id
    with lab_on(repository / "source", "--author") as lab:
        page.goto(f"{lab}/formgrader/submissions/{id_}/")
        essay = page.locator(".text_cell_render", has_text="My essay").first
        expect(essay.locator("b")).to_have_text("essay")
        expect(essay.locator("img")).to_have_attribute("src", "x")
        expect(page).to_have_title(TEXT.stem)


def test_a_text_opens_as_a_notebook_and_is_saved_byte_for_byte(repository, page):  # noqa: F811
    path = repository / TEXT
    before = path.read_bytes()
    with lab_on(repository, "--author") as lab:
        page.goto(f"{lab}/")
        open_as_notebook(page)
        first = page.locator(".jp-MarkdownCell").first
        first.locator("h1", has_text="What is this house worth").wait_for()
        page.keyboard.press("Escape")
        assert saved_in(page, path, holds=bool) == before
        # One sentence more is one sentence more.
        first.locator("h1").click()
        page.keyboard.press("Enter")
        page.keyboard.press("Control+Home")
        page.keyboard.press("End")
        page.keyboard.insert_text(" In 1000 $, or m² × θ?")
        page.keyboard.press("Shift+Enter")
        after = saved_in(page, path, holds=lambda text: text != before)
        old, new = before.decode().splitlines(), after.decode().splitlines()
        (changed,) = [n for n, (a, b) in enumerate(zip(old, new, strict=True)) if a != b]
        assert new[changed] == f"{old[changed]} In 1000 $, or m² × θ?"
