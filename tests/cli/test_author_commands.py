"""`course build`, `mutants` and `new`, as an author types them."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from cli import tables
from cli.main import app
from tests.clones import ROOT, clone

NOTEBOOK = "c1_linear_regression"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("build nosuch --check --anew", "--check: it writes nothing: leave out --anew"),
        ("build nosuch --practice", "--practice: it says what --check runs: add --check"),
        (f"mutants {NOTEBOOK} --exercise nosuch", "there is no exercise `nosuch` here: `course m"),
        (f"mutants {NOTEBOOK} --exercise metric", "did you mean metrics?"),
    ],
)
def test_wrong_use_is_told_in_one_line(monkeypatch, words, said):
    monkeypatch.chdir(ROOT)
    done = CliRunner().invoke(app, words.split())
    assert done.exit_code in (1, 2) and done.stdout == ""
    assert said in done.stderr and done.stderr.count("\n") == 1


@pytest.mark.parametrize("words", ["build", "mutants", "new unit course2_advanced/9_more"])
def test_an_edition_without_source_has_nothing_to_change(tmp_path, words):
    edition = clone(tmp_path / "edition")
    (edition / "source").rename(tmp_path / "source")
    course = [sys.executable, "-P", "-m", "cli.main"]
    done = subprocess.run([*course, *words.split()], cwd=edition, capture_output=True, text=True)
    assert done.returncode == 1 and done.stdout == ""
    assert "Error: there is no source/ here" in done.stderr


def test_a_line_is_printed_as_it_is_whatever_stands_in_it(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "20")
    line = "source/a [red]folder/c1_lines.py:100: this line is long"
    tables.print_line(line, stderr=True)
    assert capsys.readouterr().err == line + "\n"
