"""`course certificate` and `course verify`, as a person types them."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from authoring.place import COURSES
from cli.main import app
from grader.books.ledger import Key, Ledger
from grader.certificate import keys
from grader.results import Result

SYLLABUS = """\
# Course {number} · Lines

## 0 · Lines

| | | minutes | points | Colab |
|---|---|---:|---:|---|
| Lecture | [A line](0_lines/1_a_line.ipynb) | 30 |  | [open](https://a.org) |
| Assignment | [Two lines](0_lines/c{number}_lines.ipynb) | 90 | 100 | [open](https://a.org) |
| Quiz | [A quiz](0_lines/c{number}_lines_quiz.ipynb) | 9 | 10 | [open](https://a.org) |

## Project

| | | minutes | points | Colab |
|---|---|---:|---:|---|
| Project | [A plane](project/c{number}_project_plane.ipynb) | 90 | 100 | [open](https://a.org) |
"""
PYPROJECT = '[tool.course]\nrepository = "https://example.org/course"\nbranch = "main"\n'


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A course folder with three courses of one assignment, one quiz and one project each."""
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")
    (tmp_path / "pyproject.toml").write_text(PYPROJECT)
    for number, course in enumerate(COURSES, 1):
        (tmp_path / course).mkdir()
        (tmp_path / course / "README.md").write_text(SYLLABUS.format(number=number))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JUPYTERHUB_USER", "ada")
    return tmp_path


def earn(root, assignment, score, most=100.0):
    """Put a graded submission into the ledger."""
    with Ledger(root) as ledger:
        entry = ledger.receive(Key("ada", assignment, f"{score}", "p", "e"))
        assert ledger.claim(entry.id)
        ledger.record(entry.id, Result("ada", assignment, "graded", score=score, max_score=most))


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def test_eighty_percent_everywhere_are_a_certificate_and_less_is_none(root):
    earn(root, "c1_lines", 79.9)
    earn(root, "c1_project_plane", 48.0, most=60.0)  # a person has 40 more to give
    done = run("certificate")
    assert done.exit_code == 1
    assert "Course 1" in done.stderr and "c1_lines have not reached 80%" in done.stderr
    assert not (root / "certificates").exists()

    earn(root, "c1_lines", 80.0)
    done = run("certificate", "--name", "Ada Lovelace")
    assert done.exit_code == 0, done.output
    pages = root / "certificates" / "ada"
    assert sorted(p.name for p in pages.iterdir()) == [f"{COURSES[0]}.html", f"{COURSES[0]}.jwt"]
    for path in pages.iterdir():
        said = run("verify", path)
        assert said.exit_code == 0, said.output
        assert "Ada Lovelace has completed Course 1 · Lines." in said.output
        assert "Two lines: 80 of 100 points" in said.output
        assert "A plane: 48 of 60 points" in said.output
        assert "not who did the work" in said.output


def test_all_courses_together_are_one_more(root):
    for number in (1, 2, 3):
        earn(root, f"c{number}_lines", 90.0)
        earn(root, f"c{number}_project_plane", 100.0)
    assert run("certificate").exit_code == 0
    said = run("verify", root / "certificates" / "ada" / "all_courses.html")
    assert said.output.count("of 100 points") == 6


def test_of_two_projects_in_one_unit_either_counts(root):
    syllabus = root / COURSES[0] / "README.md"
    syllabus.write_text(
        syllabus.read_text()
        + "| Project | [A ball](project/c1_project_ball.ipynb) | 9 | 100 | [open](a) |\n"
    )
    earn(root, "c1_lines", 90.0)
    assert "c1_project_plane have not reached" in run("certificate").stderr
    earn(root, "c1_project_plane", 30.0)
    earn(root, "c1_project_ball", 85.0)
    assert run("certificate").exit_code == 0
    said = run("verify", root / "certificates" / "ada" / f"{COURSES[0]}.html").output
    assert "A ball: 85 of 100 points" in said and "A plane" not in said


def test_a_changed_file_is_rejected(root):
    earn(root, "c2_lines", 90.0)
    earn(root, "c2_project_plane", 90.0)
    run("certificate")
    path = root / "certificates" / "ada" / f"{COURSES[1]}.html"
    path.write_text(path.read_text().replace("90 of 100", "99 of 100"))
    done = run("verify", path)
    assert done.exit_code == 1
    assert "does not show what was signed" in done.stderr and done.stdout == ""


def test_an_instructor_signs_with_a_key_of_their_own(root, tmp_path_factory):
    school = tmp_path_factory.mktemp("school")
    keys.own_key(school)
    earn(root, "c3_lines", 90.0)
    earn(root, "c3_project_plane", 90.0)
    signed = run("certificate", "--issuer", "A school", "--key", school / keys.PRIVATE)
    assert signed.exit_code == 0, signed.output
    path = root / "certificates" / "ada" / f"{COURSES[2]}.jwt"
    said = run("verify", path, "--key", school / keys.PUBLIC)
    assert "by A school" in said.output and said.exit_code == 0
    keys.own_key(root)  # somebody else's
    other = run("verify", path, "--key", root / keys.PUBLIC)
    assert other.exit_code == 1 and "not signed by the key" in other.stderr
    for words in (("verify", path), ("certificate",)):
        lost = run(*words, "--key", "lost.pem")
        assert lost.exit_code == 1 and "Error: lost.pem cannot be used (No such" in lost.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("certificate", "--issuer", "A school"), "an issuer signs with a key of their own"),
        (
            ("verify", "nothing.jwt"),
            "nothing.jwt cannot be used (No such file or directory): check",
        ),
        (("verify", "pyproject.toml"), "its signature does not fit"),
        (("verify", "picture.png"), "this is no certificate"),
    ],
)
def test_wrong_use_is_told_in_one_line(root, words, said):
    Path("picture.png").write_bytes(b"\x89PNG\xff")
    done = run(*words)
    assert done.exit_code in (1, 2)
    assert said in done.stderr and done.stderr.count("\n") == 1


def test_a_portfolio_gathers_reports(root):
    unit = root / "desk" / COURSES[1] / "project"
    unit.mkdir(parents=True)
    (unit / "report.html").write_text("<html><title>Coats &amp; bags</title><h1>x</h1></html>")
    earn(root, "c2_lines", 90.0)
    earn(root, "c2_project_plane", 90.0)
    assert run("certificate").exit_code == 0
    page = (root / "certificates" / "ada" / "portfolio.html").read_text()
    assert '<a href="project_report.html">Coats &amp; bags</a>' in page
    assert f'<a href="{COURSES[1]}.html">Course 2 · Lines: ada</a>' in page
    assert (root / "certificates" / "ada" / "project_report.html").exists()
