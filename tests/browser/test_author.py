"""The author's way in a real JupyterLab: formgrader, and a source text as a notebook."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.test_day import SECONDS, lab_on, page, wait_until  # noqa: F401 (a fixture)
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
