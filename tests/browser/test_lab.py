"""The learner's way in a real JupyterLab in a real browser."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Error, expect, sync_playwright

from authoring import instructor
from tests.browser.accessibility import barriers
from tests.clones import clone

ROOT = Path(__file__).parents[2]
ASSIGNMENT = Path("course1_supervised", "1_linear_regression", "c1_linear_regression.ipynb")
SECONDS = 180
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A clone of the repository as it stands, committed."""
    folder = clone(tmp_path_factory.mktemp("lab") / "course")
    identity = ["-c", "user.name=nobody", "-c", "user.email=nobody@example.org"]
    for words in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "-m", "All"]):
        subprocess.run(["git", *identity, *words], cwd=folder, check=True)
    return folder


@pytest.fixture(scope="module")
def lab(course, tmp_path_factory):
    """The address of a JupyterLab on that copy."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = tmp_path_factory.mktemp("home")
    environment = {**os.environ, "HOME": str(home), "PYTHONPATH": str(course)}
    command = [sys.executable, "-m", "cli.main", "lab", "--no-browser"]
    command += [f"--port={port}", "--IdentityProvider.token="]
    server = subprocess.Popen(command, cwd=course, env=environment, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/api/status")
        yield address
    finally:
        server.terminate()
        server.wait(30)


@pytest.fixture
def page():
    if CHROMIUM is None:
        pytest.fail("no Chromium here: run `apt-get install chromium`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        page.set_default_timeout(SECONDS * 1000)
        yield page
        browser.close()


def _wait_for(address):
    for _ in range(SECONDS):
        try:
            urllib.request.urlopen(address)
            return
        except OSError:
            time.sleep(1)
    raise TimeoutError(address)


def _answer(course, wrong=None):
    """Write the reference answers into the learner's notebook, all or all but one."""
    reference = course / "build" / "source" / ASSIGNMENT.stem / ASSIGNMENT.name
    instructor.refresh(course)
    answers = {cell.id: cell.source for cell in nbformat.read(reference, 4).cells}
    mine = course / "desk" / ASSIGNMENT
    notebook = nbformat.read(mine, 4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = (wrong or {}).get(cell.id, answers[cell.id])
    nbformat.write(notebook, mine)


def _wait_for_kernel(page):
    """Wait for the notebook in sight: JupyterLab may have restored others behind it."""
    named = page.locator(".jp-NotebookPanel-toolbar").get_by_text("Python 3")
    named.filter(visible=True).first.wait_for()


def _run_all(page, lab):
    page.goto(f"{lab}/lab/tree/{ASSIGNMENT.as_posix()}?reset")
    page.locator(".jp-NotebookPanel").wait_for()
    _wait_for_kernel(page)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()


def _last_output(page):
    """Scroll to the end, where the score appears; JupyterLab draws only what is in sight."""
    notebook = page.locator(".jp-WindowedPanel-outer").first
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        try:
            notebook.evaluate("node => node.scrollTo(0, node.scrollHeight)")
            texts = page.locator(".jp-OutputArea-output").all_inner_texts()
        except Error:
            texts = []
        found = [text for text in texts if "of 100 points" in text]
        if found:
            return found[-1]
        page.wait_for_timeout(500)
    raise TimeoutError("no score appeared")


def test_a_solved_assignment_earns_all_points_from_within_the_notebook(course, lab, page):
    _answer(course)
    _run_all(page, lab)
    assert "100 of 100 points" in _last_output(page)


def test_a_known_mistake_is_named_in_the_notebook(course, lab, page):
    wrong = """def compute_cost(X, y, w, b, over=1.0):
    errors = X @ w + b - y
    return np.sum(np.where(errors > 0, over, 1.0) * errors**2) / len(y)
"""
    _answer(course, wrong={"compute_cost": wrong})
    _run_all(page, lab)
    message = page.get_by_text("the sum is divided by m, not 2m").first
    expect(message).to_be_visible(timeout=SECONDS * 1000)
    expect(page.get_by_text("Traceback")).to_have_count(0)


def test_the_desk_shows_what_is_the_learner_s_and_leads_on(course, lab, page):
    page.goto(f"{lab}/")
    start = page.locator(".jp-MarkdownViewer")
    start.get_by_text("Go on here").wait_for()
    sidebar = page.locator(".jp-DirListing-itemText")
    assert set(sidebar.all_inner_texts()) >= {"START.md"}
    assert not {"source", "build", "authoring"} & set(sidebar.all_inner_texts())
    assert barriers(page, ".jp-MarkdownViewer .jp-RenderedMarkdown") == []
    start.get_by_role("link", name="Python in a notebook").first.click()
    _wait_for_kernel(page)
    expect(page.get_by_text("Validate", exact=True)).to_have_count(0)
    said = subprocess.run(
        ["git", "status", "--porcelain"], cwd=course, check=True, capture_output=True, text=True
    ).stdout
    assert said == ""


def test_what_cells_show_can_be_read_by_everybody(course, lab, page):
    cells = [
        "from utils import datasets, plots\nfrom utils.checks import Practice, expect\n"
        "practice = Practice('1_linear_regression.1_a_line_and_its_cost')",
        "datasets.ames_prices().head()",
        "plots.scatter([1, 2], [3, 4], 'area (m²)', 'price (1000 $)');",
        "from utils.widgets import interact, powers_of_ten\n"
        "interact(learning_rate=powers_of_ten(-3, 0))(lambda learning_rate=0.1: None)",
        "with practice('cost'):\n    expect(2.0, 3.0, 'two is not three')",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, course / "desk" / "shown.ipynb")
    page.goto(f"{lab}/lab/tree/shown.ipynb?reset")
    page.locator(".jp-NotebookPanel-toolbar").get_by_text("Python 3").first.wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    figure = page.locator(".jp-OutputArea-output img")
    described = re.compile(r"^Across: area \(m²\), .*2 points")
    expect(figure).to_have_attribute("alt", described, timeout=SECONDS * 1000)
    slider = page.get_by_role("slider", name="learning_rate", exact=True)
    expect(slider).to_have_attribute("aria-valuetext", "0.100", timeout=SECONDS * 1000)
    slider.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuetext", "0.0316")
    name = page.get_by_text("learning_rate", exact=True).last
    assert name.evaluate("label => label.scrollWidth <= label.clientWidth")  # is not cut
    said = page.get_by_text("two is not three").last
    expect(said).to_be_visible(timeout=SECONDS * 1000)
    assert barriers(page, ".jp-OutputArea-output") == []
