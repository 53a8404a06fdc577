import pytest

from grader.feedback.page import render
from grader.results import ExerciseResult, Result
from tests.tiny_course import NAME, SOLVED

EVIL = "</pre><script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.fixture
def page(course):
    """A function from verdicts and answers to the page."""
    notebooks = course.read_assignment(NAME)

    def page_of(*verdicts, answers=SOLVED):
        result = Result("ada", NAME, "graded", exercises=list(verdicts))
        result.score = sum(verdict.points for verdict in verdicts)
        result.max_score, result.by_hand = 10, 2
        return render(result, notebooks, [answers])

    return page_of


FAILED = ExerciseResult("area", 0, 6, "failed", "2 by 3\nis 6")
PASSED = ExerciseResult("area", 6, 6, "passed")


def test_it_says_what_was_earned_and_why(page):
    text = page(FAILED, ExerciseResult("price", 4, 4, "passed"))
    for part in ("ada", "carpet", "2 by 3\nis 6", "0 / 6", "4 / 4", "1 of 2 exercises passed"):
        assert part in text
    assert "2 more points are given by a person" in text
    assert "return width * height" in text


def test_an_exercise_has_the_heading_above_it(page):
    text = page(PASSED, ExerciseResult("price", 4, 4, "passed"))
    assert "<h2>The area <code>area</code></h2>" in text
    assert "<h2>price</h2>" in text  # it has none of its own


def test_an_answer_can_be_scrolled_with_the_keyboard(page):
    assert '<pre tabindex="0">def area' in page(FAILED)


def test_hints_are_shown_where_points_are_missing(page):
    assert "Two sides, <strong>one</strong> product." in page(FAILED)
    assert "Two sides" not in page(PASSED)


def test_checks_and_solutions_are_never_shown(page):
    text = page(FAILED, answers={})
    for secret in ("hidden_canary", "assert", "715", "It covers", "width * height"):
        assert secret not in text


WAYS = [
    ("area", "The model answer", "return width * height"),
    ("area", "By adding", "return sum([width] * height)"),
    ("price", "The model answer", "return 5 * area(width, height)"),
]


def test_other_ways_are_shown_to_who_has_all_points(course):
    notebooks = course.read_assignment(NAME)
    verdicts = [PASSED, ExerciseResult("price", 0, 4, "failed", "6 m² cost 30")]
    result = Result("ada", NAME, "graded", exercises=verdicts)
    text = render(result, notebooks, [{**SOLVED, "price": "return 0"}], ways=WAYS)
    assert "<p>By adding</p>" in text and "return sum([width] * height)" in text
    assert "5 * area" not in text
    own = render(result, notebooks, [{**SOLVED, "area": "return  width * height"}], ways=WAYS)
    assert own.count("return width * height") == 0 and "By adding" in own


def test_nothing_of_the_learner_becomes_markup(page):
    verdict = ExerciseResult("area", 0, 6, "failed", EVIL)
    text = page(verdict, answers={"area": EVIL, "why": EVIL})
    assert "<script" not in text
    assert "<img" not in text
    assert text.count("&lt;script&gt;") == 3


def test_a_hint_with_a_script_is_cleaned(course):
    path = course.source(NAME) / f"{NAME}.ipynb"
    path.write_text(path.read_text().replace("**one**", "<script>alert(1)</script>"))
    result = Result("ada", NAME, "graded", exercises=[FAILED])
    text = render(result, course.read_assignment(NAME), [SOLVED])
    assert "Two sides" in text
    assert "<script" not in text


def test_nothing_is_loaded_from_elsewhere(page):
    text = page(FAILED)
    assert "default-src 'none'" in text
    assert "http:" not in text and "https:" not in text


def test_a_page_shows_so_much_of_an_answer_and_no_more(page):
    text = page(FAILED, answers=SOLVED | {"area": "# long\n" * 2_000_000})
    assert "characters more" in text
    assert len(text) < 100_000
