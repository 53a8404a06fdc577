"""The placement quiz says what to read, from answers that may be wrong, odd or missing."""

import json
import re
from pathlib import Path

import nbformat
import pytest

from utils.checks import mistakes
from utils.checks.placement import placement

ROOT = Path(__file__).resolve().parents[2]
LECTURES = {"1 · Loops": ["first", "second"], "2 · Arrays": ["third"]}


@pytest.fixture
def table(tmp_path, monkeypatch):
    """A quiz of three questions; (b) is always right."""
    choices = {
        f"quiz.{question}.{letter}": {"right": letter == "b", "says": "because"}
        for question in ("first", "second", "third")
        for letter in "abc"
    }
    (tmp_path / "quiz.json").write_text(json.dumps({"choices": choices}))
    monkeypatch.setattr(mistakes, "TABLES", tmp_path)
    mistakes._read.cache_clear()
    yield
    mistakes._read.cache_clear()


def advice(capsys, answers):
    placement("quiz", answers, LECTURES)
    return capsys.readouterr().out


def test_a_lecture_with_a_wrong_answer_is_to_be_read(table, capsys):
    told = advice(capsys, {"first": "b", "second": "a", "third": "b"})
    read, skip = told.split("\n\n")
    assert read.splitlines() == [
        "Read these lectures, in this order:",
        "  1 · Loops (1 of 2 right)",
    ]
    assert skip.splitlines() == ["These you can skip:", "  2 · Arrays (1 of 1 right)"]


def test_all_right_means_nothing_to_read(table, capsys):
    told = advice(capsys, {"first": "b", "second": " B ", "third": "b"})
    assert "Skip the lectures" in told and "Loops" not in told


@pytest.mark.parametrize("answers", [{}, {"first": None, "second": None, "third": ...}])
def test_open_questions_send_to_every_lecture(answers, table, capsys):
    told = advice(capsys, answers)
    assert "1 · Loops (0 of 2 right, 2 open)" in told
    assert "2 · Arrays (0 of 1 right, 1 open)" in told
    assert "skip" not in told


@pytest.mark.parametrize("odd", ["z", "", 2, ["b"], True])
def test_what_is_no_option_counts_as_wrong(odd, table, capsys):
    assert "2 · Arrays (0 of 1 right)" in advice(capsys, {"third": odd})


def test_a_question_that_does_not_exist_is_an_error(table):
    with pytest.raises(ValueError, match=r"quiz\.fourth"):
        placement("quiz", {}, {"3 · Chance": ["fourth"]})


class TestTheQuizOfTheFoundations:
    """The real notebook and the real table."""

    QUIZ = "c1_foundations_quiz"

    @pytest.fixture
    def notebook(self):
        return nbformat.read(ROOT / "release" / self.QUIZ / f"{self.QUIZ}.ipynb", 4)

    @pytest.fixture
    def right(self):
        table = json.loads((ROOT / "utils" / "mistakes" / f"{self.QUIZ}.json").read_text())
        keys = [key.split(".")[1:] for key, option in table["choices"].items() if option["right"]]
        return dict(keys)

    @pytest.fixture
    def run(self, notebook, capsys):
        (cell,) = [cell for cell in notebook.cells if "placement(" in cell.source]

        def run(answers):
            exec(cell.source, dict(answers))
            return capsys.readouterr().out

        return run

    def test_right_answers_leave_nothing_to_read(self, run, right):
        assert "Skip the lectures" in run(right)

    def test_a_fresh_notebook_sends_to_a_section_for_each_question(self, run, right):
        assert run({}) == run(dict.fromkeys(right)) != ""
        assert run({}).count("open") == len(right)

    def test_a_line_of_code_that_is_wrong_or_missing_sends_to_the_first_lectures(self, run, right):
        assert "Your line" not in run({**right, "heavy_mean": 13400 / 3})
        assert "Your line" in run({**right, "heavy_mean": 3880.0}) and "Your line" in run(right)

    def test_every_question_belongs_to_one_section(self, run, right):
        for question in right:
            told = run({**right, question: "z"})
            assert told.partition("\n\n")[0].count(" right)") == 1

    def test_each_section_exists_under_the_title_that_is_advised(self, run):
        folder = ROOT / "course1_supervised" / "0_foundations"
        there = set()
        for path in folder.glob("[0-9]_*.ipynb"):
            lines = "\n".join(cell.source for cell in nbformat.read(path, 4).cells).splitlines()
            title = f"{path.name[0]} · {lines[0].removeprefix('# ')}"
            there |= {f"{title}: {line[3:]}" for line in lines if line.startswith("## ")}
        advised = re.findall(r"^  (\d · .*) \(", run({}), flags=re.MULTILINE)
        assert len(advised) == 17 and set(advised) <= there
