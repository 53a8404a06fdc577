"""Pages that the course writes for a person, as people with other eyes and hands meet them."""

import io
from datetime import UTC, datetime

import matplotlib.pyplot as plt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image
from playwright.sync_api import sync_playwright

from cli import desk, portfolio
from grader.certificate import page as certificate
from grader.certificate.credential import Credential, Standing, sign
from grader.feedback.page import render
from grader.results import ExerciseResult, Result
from tests.browser.accessibility import barriers
from tests.browser.test_lab import CHROMIUM, FLAGS
from tests.tiny_course import NAME, SOLVED, course  # noqa: F401
from utils.report import report_html

WIDTHS = (1100, 400)


@pytest.fixture(scope="module")
def browser():
    if CHROMIUM is None:
        pytest.fail("no Chromium here: run `apt-get install chromium`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(params=["light", "dark"])
def barriers_of(request, browser, tmp_path):
    """A function from a page's text to what stands in the way on it, with all of it unfolded."""

    def barriers_of(text):
        path = tmp_path / "page.html"
        path.write_text(text, encoding="utf-8")
        found = []
        for width in WIDTHS:
            view = {"width": width, "height": 900}
            # The pages allow no script; axe is one.
            page = browser.new_page(viewport=view, color_scheme=request.param, bypass_csp=True)
            page.goto(path.as_uri())
            page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
            found += barriers(page)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"wider than {width} pixels")
            page.close()
        return found

    return barriers_of


def test_a_page_with_a_barrier_is_found_out(barriers_of):
    found = barriers_of('<title>A</title><p style="color: #aaa; background: #fff">pale</p><img>')
    assert {line.partition(":")[0] for line in found} == {
        "color-contrast",
        "image-alt",
        "html-has-lang",
    }


def test_a_feedback_page_can_be_read_by_everybody(course, barriers_of):  # noqa: F811
    verdicts = [
        ExerciseResult("area", 0, 6, "failed", "2 by 3\nis 6"),
        ExerciseResult("price", 4, 4, "passed"),
    ]
    result = Result("ada", NAME, "graded", exercises=verdicts)
    result.score, result.max_score, result.by_hand = 4, 12, 2
    long = {**SOLVED, "area": SOLVED["area"] + "  # as wide as it takes to be scrolled" * 9}
    assert barriers_of(render(result, course.read_assignment(NAME), [long])) == []


def test_a_certificate_can_be_read_by_everybody(barriers_of):
    standings = (Standing("Lines", 90.0, 100.0), Standing("Planes", 100.0, 100.0))
    credential = Credential(
        "Ada",
        "Course 1",
        "At least 80% of the points.",
        standings,
        "the machine of ada",
        "Graded there.",
        datetime(2026, 1, 2, tzinfo=UTC),
    )
    token = sign(credential, Ed25519PrivateKey.generate(), "https://example.org/course")
    assert barriers_of(certificate.render(token)) == []


TITLE = f"A title in which a word has no place to break: {'_'.join(['long'] * 20)}"


@pytest.fixture
def report():
    figure, ax = plt.subplots()
    ax.plot([0, 1], [2, 3])
    yield report_html(TITLE, {"Question": "Which one?"}, [(figure, "It grows.")], {"Data": "Few."})
    plt.close(figure)


@pytest.fixture
def gathered(report, tmp_path):
    """A portfolio of two reports."""
    for place in ("course1_lines/project_1", "course2_planes/project_2"):
        (tmp_path / desk.NAME / place).mkdir(parents=True)
        (tmp_path / desk.NAME / place / "report.html").write_text(report, encoding="utf-8")
    return portfolio.gather(tmp_path, tmp_path / desk.CERTIFICATES, "Ada").read_text()


def test_a_report_can_be_read_by_everybody(report, barriers_of):
    assert barriers_of(report) == []


def test_a_portfolio_can_be_read_by_everybody(gathered, barriers_of):
    assert gathered.count(TITLE) == 2
    assert barriers_of(gathered) == []


@pytest.mark.parametrize("name", ["report", "gathered"])
def test_reports_and_portfolio_are_dark_where_all_is_dark(name, request, browser):
    page = browser.new_page(color_scheme="dark")
    page.set_content(request.getfixturevalue(name))
    pixel = Image.open(io.BytesIO(page.screenshot())).getpixel((2, 2))
    assert max(pixel[:3]) < 80
    page.close()
