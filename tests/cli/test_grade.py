"""`course grade`, as an instructor types it."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from cli.main import app
from grader.books.ledger import Ledger
from tests.tiny_course import CONFIG, NAME, SOLVED, hand_in, notebook


@pytest.fixture
def run(course, monkeypatch):
    """A function that runs `course` in the course folder."""
    monkeypatch.chdir(course.root)
    monkeypatch.setenv("COLUMNS", "100")
    return lambda *words: CliRunner().invoke(app, list(words))


def test_a_class(run, course):
    hand_in(course, "ada", notebook(SOLVED))
    hand_in(course, "bob", "no notebook")
    done = run("grade", NAME)
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    ada, bob, mean = (next(x for x in lines if name in x) for name in ("ada", "bob", "Mean"))
    assert "10 of 10" in ada and "2 of 2" in ada
    assert "0 of 10" in bob and "not JSON" in " ".join(lines)
    assert "5 of 10" in mean
    assert "2/2" in done.stderr  # the progress bar
    assert "nothing new" not in done.stderr
    again = run("grade", NAME)
    assert "nothing new was handed in" in again.stderr and "10 of 10" in again.stdout


def test_json_is_one_line_a_submission(run, course):
    hand_in(course, "ada", "no notebook")
    hand_in(course, "bob", "{}")
    done = run("grade", NAME, "--json")
    assert done.exit_code == 0
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert {r["student"]: (r["status"], r["score"], r["max_score"]) for r in results} == {
        "ada": ("rejected", 0, 10),
        "bob": ("rejected", 0, 10),
    }


@pytest.mark.parametrize(
    ("assignment", "said"),
    [(NAME, "nobody handed in"), ("carpets", f"did you mean {NAME}?"), ("x", "its name must be")],
)
def test_nothing_to_grade(run, assignment, said):
    done = run("grade", assignment)
    assert done.exit_code == 1
    assert (done.stdout, done.stderr.count("\n")) == ("", 1)
    assert said in done.stderr


def test_an_edition_without_source_says_to_put_it_back(run, course):
    hand_in(course, "ada", notebook(SOLVED))
    shutil.rmtree(course.root / "build")
    done = run("grade", NAME)
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert f"no hidden tests: put source/ back into {course.root}, then grade" in done.stderr


def test_a_ledger_out_of_reach_is_one_sentence(run, course):
    hand_in(course, "ada", notebook(SOLVED))
    done = run("grade", NAME, "--ledger", "postgresql://nobody@127.0.0.1:1/none")
    assert (done.exit_code, done.stdout) == (1, "")
    last = done.stderr.splitlines()[-1]
    assert "Connection refused): mend that and run it again" in last and "?" not in last


def test_tables_are_in_the_order_of_names(run, course):
    config = course.root / "nbgrader_config.py"
    config.write_text(f"{CONFIG}from grader import export\n\nexport.configure(c)\n")
    for student in ("cleo", "ada"):
        hand_in(course, student, notebook(SOLVED))
        assert run("grade", NAME).exit_code == 0
    hand_in(course, "bob", notebook())
    shown = run("grade", NAME).stdout
    assert shown.index("ada") < shown.index("bob") < shown.index("cleo")
    command = [sys.executable, "-m", "nbgrader", "export"]
    subprocess.run(command, cwd=course.root, check=True, capture_output=True)
    head, *rows = (course.root / "grades.csv").read_text().splitlines()
    column = head.split(",").index("student_id")
    assert [row.split(",")[column] for row in rows] == ["ada", "bob", "cleo"]


def test_a_course_without_settings_is_known_by_its_submissions(run, course, monkeypatch):
    (course.root / "nbgrader_config.py").unlink()
    assert "no course folder" in run("grade", NAME).stderr
    (course.root / "submitted").mkdir()
    (course.root / "build" / "source").rename(course.root / "source")
    assert "nobody handed in" in run("grade", NAME).stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="others read what is theirs")
def test_what_only_root_can_read_is_said_before_anything_is_graded(
    run, course, monkeypatch, tmp_path
):
    hand_in(course, "ada", notebook(SOLVED))
    tmp_path.chmod(0o700)
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    done = run("grade", NAME)
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert f"chmod -R o+rX {tmp_path}" in done.stderr
    assert run("grade", NAME, "--uncontained").exit_code == 0


@pytest.mark.parametrize("command", ["grade", "submit"])
def test_a_machine_that_cannot_run_the_assignment_gives_no_score(run, course, command):
    source = course.source(NAME) / f"{NAME}.ipynb"
    needs = source.read_text().replace("import math", "from helpers_of_this_course import unit")
    source.write_text(needs.replace("area(2, 3) == 6,", "area(2, 3) == 6 * unit,"))
    own = course.root / "course1" / "1_floors" / source.name
    for number, answers in enumerate([{}, {**SOLVED, "price": "price = abs"}, SOLVED]):
        hand_in(course, f"s{number}", notebook(answers))
        own.write_text(notebook(answers))
    done = run("grade", NAME, "--json") if command == "grade" else run("submit", str(own))
    assert (done.exit_code, done.stdout) == (1, "")
    line = done.stderr.splitlines()[-1]
    assert line.startswith(
        f"Error: cell 2 of {NAME} (from helpers_of_this_course import unit) stops here with"
        " ModuleNotFoundError: No module named 'helpers_of_this_course': mend that, or grade"
    )
    with Ledger(course.root) as ledger:
        assert ledger.all() == []
    assert not (course.root / "feedback").exists()


def test_no_name_of_a_folder_speaks_to_the_terminal(run, course):
    hand_in(course, "ada\x1b]0;owned\x07", notebook(SOLVED))
    done = run("grade", NAME)
    assert done.exit_code == 0, done.output
    assert "ada" in done.stdout
    assert "\x1b" not in done.output
    assert "\x07" not in done.output


def test_a_text_that_cannot_be_encoded_is_graded_like_any_other(run, course):
    odd = (
        "class Odd:\n    pass\nOdd.__qualname__ = 'x\\ud800y'\ndef area(*sides):\n    return Odd()"
    )
    hand_in(course, "ada", notebook({**SOLVED, "area": odd}))
    done = run("grade", NAME, "--json")
    assert done.exit_code == 0, done.output
    result = json.loads(done.stdout)
    assert (result["status"], result["score"]) == ("graded", 4)
    assert (course.feedback("ada", NAME) / f"{NAME}.html").stat().st_size < 100_000
