"""A learner's whole day in a real browser: from a fresh clone to a certificate."""

import json
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Error, expect, sync_playwright

from authoring import digest, instructor
from grader.books.ledger import Key, Ledger
from grader.results import Result
from tests.clones import clone
from tests.residents import end, staying

SECONDS = 240
LECTURE = Path("course1_supervised", "0_foundations", "1_python_in_a_notebook.ipynb")
ASSIGNMENT = Path("course1_supervised", "1_linear_regression", "c1_linear_regression.ipynb")
RIGHT = """def compute_cost(X, y, w, b, over=1.0):
    errors = X @ w + b - y
    return np.sum(np.where(errors > 0, over, 1.0) * errors**2) / (2 * len(y))"""
WRONG = RIGHT.replace("(2 * len(y))", "len(y)")
MISTAKE = "the sum is divided by m, not 2m"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@pytest.fixture
def origin(tmp_path):
    """Where the course is published."""
    folder = clone(tmp_path / "origin")
    git(folder, "init", "--quiet")
    commit(folder)
    return folder


@pytest.fixture
def graders(tmp_path):
    """Where the sockets of graders that stay are."""
    return tmp_path / "run" / "course"


@pytest.fixture
def course(origin, graders, tmp_path, monkeypatch):
    """A fresh clone; graders that stay are ended with the test."""
    folder = tmp_path / "course"
    git(tmp_path, "clone", "--quiet", origin, folder)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(graders.parent))
    monkeypatch.setenv("JUPYTERHUB_USER", "ada")
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.setenv("COURSE_GRADER_MINUTES", "5")
    yield folder
    end(graders)


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


def git(folder, *words):
    done = subprocess.run(
        ["git", *map(str, words)], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout


def commit(folder):
    git(folder, "add", "--all")
    identity = ["-c", "user.name=nobody", "-c", "user.email=nobody@example.org"]
    git(folder, *identity, "commit", "--quiet", "--message=All")


def course_command(folder, *words):
    command = [sys.executable, "-m", "cli.main", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


@contextmanager
def lab_on(folder, *options):
    """The address of a JupyterLab on the learner's desk."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "cli.main", "lab", "--no-browser", *options]
    command += [f"--port={port}", "--IdentityProvider.token="]
    server = subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: answers(f"{address}/api/status"), "JupyterLab answers")
        yield address
    finally:
        server.terminate()
        server.wait(30)


def answers(address):
    try:
        return urllib.request.urlopen(address).status == 200
    except OSError:
        return False


def wait_until(holds, what):
    latest = time.monotonic() + SECONDS
    while not (found := holds()):
        assert time.monotonic() < latest, f"not after {SECONDS} s: {what}"
        time.sleep(0.5)
    return found


def answer_all_but_one(course):
    """Write the reference answers into the working copy, and a known mistake into one cell."""
    instructor.refresh(course)
    reference = course / "build" / "source" / ASSIGNMENT.stem / ASSIGNMENT.name
    right = {cell.id: cell.source for cell in nbformat.read(reference, 4).cells}
    mine = course / "desk" / ASSIGNMENT
    notebook = nbformat.read(mine, 4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = WRONG if cell.id == "compute_cost" else right[cell.id]
    nbformat.write(notebook, mine)


def publish(origin, path, text):
    """Change a notebook where the course is published."""
    notebook = nbformat.read(origin / path, 4)
    notebook.cells[0].source += f"\n\n{text}"
    digest.stamp(notebook)
    nbformat.write(notebook, origin / path)


def start_page(page, lab):
    page.goto(f"{lab}/lab/tree/START.md?reset")
    text = page.locator(".jp-MarkdownViewer")
    text.get_by_text("How this desk works").wait_for()
    return text


def open_notebook(page, lab, path):
    page.goto(f"{lab}/lab/tree/{path.as_posix()}?reset")
    notebook_is_there(page)


def notebook_is_there(page):
    page.locator(".jp-NotebookPanel").filter(visible=True).wait_for()
    kernel = page.locator(".jp-NotebookPanel-toolbar").get_by_text("Python 3")
    kernel.filter(visible=True).first.wait_for()


def choose(page, menu, item):
    page.get_by_role("menuitem", name=menu, exact=True).click()
    page.get_by_role("menuitem", name=item).first.click()


def save(page, path, holds):
    """Save as a learner does, until the file holds what is expected."""
    page.keyboard.press("Escape")

    def is_saved():
        page.keyboard.press("Control+s")
        return holds(json.loads(path.read_text()))

    wait_until(is_saved, f"{path.name} is saved")


def look_for(page, pattern, where):
    """Scroll until some output says what is looked for; JupyterLab draws only what is in sight."""

    def found():
        panel = page.locator(".jp-WindowedPanel-outer").filter(visible=True).first
        try:
            panel.evaluate(f"node => node.scrollTo(0, {where})")
            texts = page.locator(".jp-OutputArea-output").all_inner_texts()
        except Error:
            return None
        return next((text for text in texts if re.search(pattern, text)), None)

    return wait_until(found, pattern)


def mend(page):
    """Type the right answer over the wrong one."""
    editor = page.locator(".jp-CodeCell .cm-content").filter(has_text="def compute_cost")

    def in_sight():
        panel = page.locator(".jp-WindowedPanel-outer").filter(visible=True).first
        panel.evaluate("node => node.scrollBy(0, 400)")
        return editor.count()

    page.locator(".jp-WindowedPanel-outer").filter(visible=True).first.evaluate(
        "node => node.scrollTo(0, 0)"
    )
    wait_until(in_sight, "the cell of the answer")
    editor.first.click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(RIGHT)


def texts_of(notebook):
    return ["".join(cell["source"]) for cell in notebook["cells"]]


def run_in(notebook):
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    return code[-1]["execution_count"]


def earn_what_is_left(course):
    """Put full marks for the other assignments of course 1 into the learner's record."""
    points = re.compile(r"\| (?:Assignment|Project) \| \[.+\]\((\S+)\.ipynb\) \| \d+ \| (\d+) ")
    syllabus = (course / "course1_supervised" / "README.md").read_text()
    with Ledger(course) as ledger:
        for place, most in points.findall(syllabus):
            name = Path(place).name
            if name != ASSIGNMENT.stem:
                entry = ledger.receive(Key("ada", name, "all", "p", "e"))
                assert ledger.claim(entry.id)
                full = Result("ada", name, "graded", score=float(most), max_score=float(most))
                ledger.record(entry.id, full)


def test_a_whole_day(origin, course, graders, page):
    desk = course / "desk"
    with lab_on(course) as lab:
        # The first lecture, from the start page.
        start = start_page(page, lab)
        expect(start.get_by_text("You have 0 of")).to_be_visible()
        start.get_by_role("link", name="Python in a notebook").first.click()
        notebook_is_there(page)
        choose(page, "Run", "Run All Cells")
        save(page, desk / LECTURE, run_in)
        # The open page goes on when it is told to, as it says.
        page.locator(".lm-TabBar-tab", has_text="START.md").filter(visible=True).first.click()
        wait_until(lambda: "✓ read" in (desk / "START.md").read_text(), "the page is renewed")
        start.locator("h2").first.click()
        choose(page, "File", "Reload Markdown File from Disk")
        expect(start.get_by_text("✓ read")).to_be_visible()

        # An assignment with one mistake: check, page and start page name it.
        answer_all_but_one(course)
        open_notebook(page, lab, ASSIGNMENT)
        choose(page, "Run", "Run All Cells")
        score = look_for(page, "of 100 points", "node.scrollHeight")
        assert MISTAKE in score and "100 of 100" not in score
        expect(page.locator("td b", has_text=MISTAKE)).to_have_count(1)
        (grader,) = staying(graders)
        (feedback,) = course.glob(f"feedback/ada/{ASSIGNMENT.stem}/*.html")
        assert MISTAKE in feedback.read_text()
        start = start_page(page, lab)
        expect(start.get_by_text("Worth another look")).to_be_visible()
        expect(start.get_by_text(re.compile(MISTAKE))).to_be_visible()
        assert MISTAKE in course_command(course, "progress").stdout

        # Mended: the same grader, full marks, and the start page has moved on.
        open_notebook(page, lab, ASSIGNMENT)
        mend(page)
        save(page, desk / ASSIGNMENT, lambda notebook: RIGHT in texts_of(notebook))
        choose(page, "Run", "Run All Cells")
        look_for(page, "100 of 100 points", "node.scrollHeight")
        assert staying(graders) == [grader]
        start = start_page(page, lab)
        expect(start.get_by_text("You have 100 of")).to_be_visible()
        expect(start.get_by_text("✓ 100 of 100 points")).to_be_visible()
        expect(start.get_by_text("✓ read")).to_be_visible()
        expect(start.get_by_text("Worth another look")).to_have_count(0)
        onward = start.locator("h2", has_text="Go on here").locator("xpath=following-sibling::p[1]")
        expect(onward).to_contain_text("Names for values, names for recipes")

    # Nothing of it is in the way of an update, and the grader has gone with the lab.
    assert git(course, "status", "--porcelain") == ""
    wait_until(lambda: not staying(graders), "the grader ends")
    for path in (LECTURE, ASSIGNMENT):
        publish(origin, path, "This sentence is new.")
    commit(origin)
    git(course, "pull", "--quiet")
    with lab_on(course) as lab:
        for path in (LECTURE, ASSIGNMENT):
            open_notebook(page, lab, path)
            new = page.get_by_text("This sentence is new.").filter(visible=True).first
            expect(new).to_be_visible(timeout=SECONDS * 1000)
        start = start_page(page, lab)
        kept = start.get_by_role("link", name=f"{ASSIGNMENT.stem}.mine", exact=True)
        expect(kept).to_have_count(1)
        assert not list((desk / LECTURE).parent.glob("*.mine*"))
        mine = (desk / ASSIGNMENT).with_suffix(".mine.ipynb")
        assert RIGHT in texts_of(json.loads(mine.read_text()))
    assert git(course, "status", "--porcelain") == ""

    # What is left of the course is earned, and a page to print comes of it.
    earn_what_is_left(course)
    done = course_command(course, "certificate", "--name", "Ada Lovelace")
    assert done.returncode == 0, done.stderr
    printed = course / "certificates" / "ada" / "course1_supervised.html"
    page.goto(printed.as_uri())
    for text in ("Ada Lovelace", "Supervised learning"):
        expect(page.get_by_text(text).first).to_be_visible()
    assert course_command(course, "verify", str(printed)).returncode == 0
