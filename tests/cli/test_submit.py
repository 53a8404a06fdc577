"""`course submit` and `course progress`, as a person types them."""

import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from authoring.place import COURSES
from cli.main import app
from cli.progress import write_start_page
from tests.tiny_course import NAME, SOLVED, WRONG_PRICE, notebook

ROOT = Path(__file__).parents[2]
OF_ANOTHER_COURSE = notebook().replace('"area"', '"volume"')


@pytest.fixture
def run(course, monkeypatch):
    """A function that runs `course` in the learner's folder."""
    monkeypatch.chdir(course.root / "course1" / "1_floors")
    monkeypatch.setenv("JUPYTERHUB_USER", "ada")
    monkeypatch.setenv("COLUMNS", "100")
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def mine(course):
    """The learner's notebook, solved but for the price."""
    path = course.root / "course1" / "1_floors" / f"{NAME}.ipynb"
    path.write_text(notebook({**SOLVED, "price": "def price(w, h):\n    return w * h"}))
    return path


def with_desk(root):
    """Give the course a syllabus and a desk; return where its start page will be."""
    row = f"| Assignment | [A carpet](1_floors/{NAME}.ipynb) | 30 | 10 |"
    syllabus = root / COURSES[0] / "README.md"
    syllabus.parent.mkdir()
    syllabus.write_text(f"# Course 1\n\n## 1 · Floors\n\n{row}\n")
    (root / "desk").mkdir()
    return root / "desk" / "START.md"


def state_of(root):
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_submission_is_graded_kept_and_remembered(run, mine, course):
    done = run("submit", mine.name)
    assert done.exit_code == 0, done.output
    for part in ("area", "6 of 6", "passed", "price", "0 of 4", "failed", "6 m² cost 30"):
        assert part in done.output
    assert "6 of 10" in done.output
    assert "2 more points are given by a person" in done.output
    kept = course.submitted("ada", NAME)
    assert (kept / f"{NAME}.ipynb").read_bytes() == mine.read_bytes()
    assert (kept / "timestamp.txt").read_text().endswith("UTC\n")
    page = course.feedback("ada", NAME) / f"{NAME}.html"
    assert "6 m² cost 30" in page.read_text()
    assert "hidden_canary" not in page.read_text()

    shown = run("progress").output
    assert "course1" in shown
    assert "6 of 10" in shown
    assert "6 of 10" in run("progress", "--student", "ada").output
    misspelt = run("progress", "--student", "adda")
    assert misspelt.exit_code == 1 and "did you mean ada?" in misspelt.stderr


def test_on_a_terminal_it_says_at_once_what_it_does(mine, course):
    """Elsewhere nothing is said before the result: programs read what comes."""
    command = [sys.executable, "-P", "-m", "cli.main", "submit", str(mine)]
    where = {"cwd": mine.parent, "env": os.environ | {"PYTHONPATH": str(ROOT)}}
    here, there = pty.openpty()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=there, check=True, **where)
    assert f"Grading {mine.name} …" in os.read(here, 1000).decode()
    for end in (here, there):
        os.close(end)
    done = subprocess.run(command, capture_output=True, text=True, **where)
    assert done.returncode == 0 and "Grading" not in done.stderr


def test_json_is_one_line_of_the_agreed_shape(mine, course):
    """By the installed script, from another folder: the notebook tells where its course is."""
    script = Path(sys.executable).with_name("course")
    command = [script, "submit", mine, "--student", "eve", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=course.root.parent)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1
    result = json.loads(done.stdout)
    assert result.pop("seconds") > 0
    assert result == {
        "student": "eve",
        "assignment": NAME,
        "status": "graded",
        "reason": "",
        "score": 6.0,
        "max_score": 10.0,
        "by_hand": 2.0,
        "feedback": str(course.feedback("eve", NAME) / f"{NAME}.html"),
        "exercises": [
            {"id": "area", "points": 6.0, "max_points": 6.0, "status": "passed", "message": ""},
            {
                "id": "price",
                "points": 0.0,
                "max_points": 4.0,
                "status": "failed",
                "message": "6 m² cost 30",
            },
        ],
    }


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (f"{NAME}.ipynb", "{", "save it again"),
        (f"{NAME}.ipynb", '{"a": 1}', "not a Jupyter notebook: choose"),
        (f"{NAME}.ipynb", " " * 20_000_001, "larger than 20 MB: clear its outputs"),
        ("other.ipynb", OF_ANOTHER_COURSE, "no assignment called other: its name must be"),
        (f"{NAME}-Copy1.ipynb", OF_ANOTHER_COURSE, f"did you mean {NAME}?"),
        ("missing.ipynb", None, "no such file: check the name"),
        ("README.md", "# Floors", "this is no notebook: hand in a file"),
        ("1_floors.ipynb", '{"nbformat": 4, "cells": []}', "a lecture is not handed in"),
    ],
)
def test_bad_input_is_one_line_and_changes_nothing(run, course, name, content, said):
    if content is not None:
        Path(name).write_text(content)
    before = state_of(course.root)
    done = run("submit", name)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert said in done.stderr
    result = json.loads(run("submit", name, "--json").stdout)
    assert (result["status"], result["score"]) == ("rejected", 0)
    assert said in result["reason"]
    assert state_of(course.root) == before


def test_a_renamed_notebook_is_known_by_what_is_in_it(run, mine, course):
    copy = mine.with_name("my carpet, second try.ipynb")
    mine.rename(copy)
    assert "6 of 10" in run("submit", copy.name).stdout
    kept = course.submitted("ada", NAME)
    assert [path.name for path in kept.glob("*.ipynb")] == [f"{NAME}.ipynb"]


def test_after_a_worse_submission_the_best_counts_and_both_keep_their_pages(run, mine, course):
    assert "best" not in run("submit", mine.name).stdout
    page = course.feedback("ada", NAME) / f"{NAME}.html"
    good, best = page.read_text(), page.with_name("best.html")
    mine.write_text(notebook())
    assert "Your best submission counts: 6 of 10 points" in run("submit", mine.name).stdout
    assert best.read_text() == good != page.read_text()
    assert "has 6 points, and the best one counts" in page.read_text()
    assert 'href="best.html"' in page.read_text() and "best" not in good
    told = json.loads(run("submit", mine.name, "--json").stdout)
    assert (told["best"], told["best_feedback"]) == (6, str(best))
    assert best.read_text() == good
    mine.write_text(notebook(SOLVED))
    assert "best" not in run("submit", mine.name).stdout
    assert not best.exists() and "6 m² cost 30" not in page.read_text()


def test_work_handed_in_once_more_has_its_own_page_again(run, mine, course):
    page = course.feedback("ada", NAME) / f"{NAME}.html"
    first = mine.read_text()
    run("submit", mine.name)
    mine.write_text(notebook())
    run("submit", mine.name)
    assert "<b>0</b>" in page.read_text()
    mine.write_text(first)
    assert "6 of 10" in run("submit", mine.name).stdout
    assert "<b>6</b>" in page.read_text() and "best" not in page.read_text()


def test_an_edition_without_source_says_where_the_notebook_goes(run, mine, course):
    shutil.rmtree(course.root / "build")
    done = run("submit", mine.name)
    assert done.exit_code == 1
    assert "no hidden tests" in done.stderr
    assert "instructor" in done.stderr
    assert run("progress").exit_code == 0


def test_outside_of_a_course(mine, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lonely = shutil.copy(mine, tmp_path / f"{NAME}.ipynb")
    done = CliRunner().invoke(app, ["submit", str(lonely)])
    assert done.exit_code == 1
    assert "no course folder" in done.stderr


def test_wrong_use(run):
    done = run("submit")
    assert done.exit_code == 2 and done.stdout == ""
    assert done.stderr == "Error: Missing argument 'notebook': see course submit --help\n"
    misspelt = "Error: No such command 'submitt'. Did you mean 'submit'? See course --help\n"
    assert run("submitt").stderr == misspelt
    for words in (("new",), ("new", "poem", "x/y")):
        said = run(*words).stderr
        assert said.count("\n") == 1 and "lecture" in said and "Value error" not in said
    assert run("submit", f"{NAME}.ipynb", "--student", "../ada").exit_code == 2
    assert run("grade").exit_code == 2


def test_without_a_command_it_says_what_there_is(run):
    assert "submit" in run().stdout and "grade" in run("--help").stdout
    assert run("--version").stdout.startswith("course 0.")
    for option in ("--no-browser", "--port"):
        assert option in run("lab", "--help").stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_complete_commands(shell):
    typed = {
        "COMP_WORDS": "course su",
        "COMP_CWORD": "1",
        "_TYPER_COMPLETE_ARGS": "course su",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "_COURSE_COMPLETE": f"complete_{shell}",
    }
    command = [sys.executable, "-c", "from cli.main import app; app(prog_name='course')"]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | typed)
    assert "submit" in done.stdout and "grade" not in done.stdout


def test_source_notebooks_are_built_from_changed_texts_first(run, mine, course):
    """A text that cannot be built is told by its file and line."""
    text = course.root / "source" / "course1_supervised" / "1_floors" / f"{NAME}.py"
    text.parent.mkdir(parents=True)
    text.write_text('# %% exercise="area" color="red"\nx = 1\n')
    (course.root / "pyproject.toml").write_text('[tool.course]\nrepository = ""\nbranch = ""\n')
    shutil.rmtree(course.root / "build")
    done = run("submit", mine.name)
    assert done.exit_code == 1
    assert f"{NAME}.py:1: " in done.stderr
    assert done.stderr.count("\n") == 1


def test_damaged_progress_is_rebuilt_with_the_best_submission(run, mine, course):
    for answers in (SOLVED, WRONG_PRICE):
        mine.write_text(notebook(answers))
        run("submit", mine.name)
    (course.root / "results.db").write_bytes(b"no database" * 1000)
    again = run("progress", "--rebuild")
    assert again.exit_code == 0 and "10 of 10" in again.output
    assert run("progress").stdout.count("10 of 10") == again.stdout.count("10 of 10")


def test_damaged_progress_is_rebuilt_from_what_was_handed_in(run, mine, course):
    run("submit", mine.name)
    damaged = b"no database" * 1000
    (course.root / "results.db").write_bytes(damaged)
    for path in course.root.glob("results.db-*"):
        path.unlink()
    told = run("progress")
    assert told.exit_code == 1 and told.stderr.count("\n") == 1
    assert "results.db is damaged: `course progress --rebuild`" in told.stderr
    again = run("progress", "--rebuild")
    assert again.exit_code == 0, again.output
    assert "6 of 10" in again.output
    assert (course.root / "results.damaged-1.db").read_bytes() == damaged
    whole = run("progress", "--rebuild")
    assert whole.exit_code == 1 and "nothing is damaged in results.db" in whole.stderr


def test_a_damaged_record_of_a_class_is_rebuilt_in_its_place(run, mine, course, monkeypatch):
    record = course.root / "class.db"
    monkeypatch.setenv("COURSE_LEDGER", f"sqlite:///{record}")
    run("submit", mine.name)
    run("submit", mine.name, "--student", "eve")
    record.write_bytes(b"no database" * 1000)
    again = run("progress", "--rebuild")
    assert again.exit_code == 0 and "6 of 10" in again.stdout, again.output
    assert "work of others (1) was set aside, too: run `course grade NAME`" in again.stderr
    assert not (course.root / "results.db").exists()


def test_the_start_page_says_what_the_learner_has_in_the_record_of_a_class(
    run, mine, course, monkeypatch
):
    monkeypatch.setenv("COURSE_LEDGER", f"sqlite:///{course.root / 'class.db'}")
    page = with_desk(course.root)
    run("submit", mine.name)
    said = page.read_text()
    assert "**6 of 10 points**" in said
    run("submit", mine.name, "--student", "eve")
    assert page.read_text() == said
    page.unlink()
    write_start_page(course.root)
    assert page.read_text() == said


@pytest.mark.parametrize("user", ["ada+x", ""])
def test_who_has_no_name_for_a_folder_has_a_start_page(run, course, monkeypatch, user):
    page = with_desk(course.root)
    monkeypatch.setenv("JUPYTERHUB_USER", user)
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os, "getuid", lambda: 4_000_000_000)  # of nobody whom the system knows
    write_start_page(course.root)
    assert "**0 of 10 points**" in page.read_text()
    done = run("progress")
    assert done.exit_code == 2 and "--student" in done.stderr and done.stderr.count("\n") == 1
