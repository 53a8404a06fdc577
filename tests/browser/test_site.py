"""The course as web pages, in a real browser: one unit, from its notebooks to the screen."""

import re

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.accessibility import barriers
from tests.browser.test_lab import CHROMIUM, FLAGS, ROOT
from website.build import build

UNIT = "1_linear_regression"
FOLDER = f"course1_supervised/{UNIT}"
LECTURE, QUIZ = f"{FOLDER}/1_a_line_and_its_cost.html", f"{FOLDER}/c1_linear_regression_quiz.html"
PAGES = [
    "index.html",
    "course1_supervised/index.html",
    f"{FOLDER}/index.html",
    LECTURE,
    QUIZ,
    f"{FOLDER}/c1_linear_regression.html",
    "course1_supervised/GLOSSARY.html",
]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The pages of a unit; building them finds broken links and pictures without words."""
    return build(ROOT, tmp_path_factory.mktemp("site"), only=[UNIT]).parent


@pytest.fixture(scope="module")
def browser():
    if CHROMIUM is None:
        pytest.fail("no Chromium here: run `apt-get install chromium`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def opened(site, browser):
    """A function that opens a page of the site."""
    pages = []

    def opened(name, width=1100, scheme="light"):
        view = {"width": width, "height": 900}
        pages.append(browser.new_page(viewport=view, color_scheme=scheme))
        pages[-1].goto((site / name).as_uri())
        return pages[-1]

    yield opened
    for page in pages:
        page.close()


@pytest.mark.parametrize("width, scheme", [(1100, "light"), (400, "dark")])
@pytest.mark.parametrize("name", PAGES)
def test_no_barrier_and_nothing_wider_than_the_screen(opened, name, width, scheme):
    page = opened(name, width, scheme)
    assert barriers(page) == []
    wide, seen = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert wide <= seen


@pytest.mark.parametrize("name", [LECTURE, QUIZ])
def test_pages_need_nothing_from_elsewhere(opened, name):
    page = opened("index.html")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page.url.replace("index.html", name))
    assert asked and not [url for url in asked if not url.startswith(("file:", "data:"))]


def test_a_lecture_shows_what_its_cells_show(opened):
    page = opened(LECTURE)
    expect(page.locator("h1")).to_contain_text("A line and its cost")
    expect(page.get_by_text("prediction 194, RMSE")).to_be_visible()
    expect(page.locator("math").first).to_be_visible()
    texts = [img.get_attribute("alt") for img in page.locator(".cell_output img").all()]
    assert len(texts) == 7 and all(len(text) > 40 for text in texts)
    assert "living area (m²)" in texts[0] and "2,930 points" in texts[0]
    assert "Every dot is a house." in texts[0]  # what the text below reads from it
    assert "w = 1, b = 40: a line from" in texts[1]
    assert page.locator("a", has_text="Open in Colab").get_attribute("href").endswith(".ipynb")
    assert page.get_by_text("Setup: finds the course").count() == 0


def test_navigation_leads_through_the_unit(opened):
    page = opened(LECTURE)
    page.locator(".bd-sidebar-primary").get_by_role("link", name="Gradient descent").click()
    expect(page.locator("h1")).to_contain_text("Gradient descent")


def test_a_quiz_says_why_and_counts(opened):
    page = opened(QUIZ)
    question = page.locator(".question").first
    expect(page.locator(".question")).to_have_count(12)
    expect(question.locator(".why:visible")).to_have_count(0)
    question.get_by_label(re.compile("Each house costs")).check()
    expect(question.locator(".why:visible")).to_contain_text("Not this one.")
    page.keyboard.press("ArrowDown")
    expect(question.locator(".why:visible")).to_contain_text("Right.")
    expect(page.locator(".quiz-score")).to_have_text("1 right, 1 of 12 answered")
    assert barriers(page) == []


def test_an_assignment_is_told_and_handed_on_but_not_shown(site, opened):
    page = opened(f"{FOLDER}/c1_linear_regression.html")
    expect(page.get_by_text("The gradient · 17 points")).to_be_visible()
    (notebook,) = site.rglob("c1_linear_regression.ipynb")
    assert notebook.read_bytes() == (ROOT / FOLDER / notebook.name).read_bytes()
    assert not [p for p in site.rglob("*.html") if "BEGIN SOLUTION" in p.read_text("utf-8")]
