"""`course doctor`, which opens what it speaks of."""

import tomllib
from pathlib import Path

from typer.testing import CliRunner

from cli.doctor import BOX2D
from cli.main import app

ROOT = Path(__file__).parents[2]


def rows(*options):
    done = CliRunner().invoke(app, ["doctor", *options])
    return done.exit_code, done.stdout


def test_the_course_is_named_and_whole(monkeypatch):
    monkeypatch.setenv("COLUMNS", "300")
    code, text = rows()
    assert code == 0, text
    assert f"course      ok      {ROOT}" in text


def test_a_brief_report_is_one_line(monkeypatch):
    monkeypatch.setenv("COLUMNS", "300")
    code, text = rows("--brief")
    assert code == 0 and text.startswith("Ready: Python 3.") and text.count("\n") == 1


def test_a_box2d_that_does_not_open_is_told_with_its_mend(monkeypatch, tmp_path):
    monkeypatch.setenv("COLUMNS", "400")
    for name in ("Box2D", "pygame"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    code, text = rows()
    (line,) = [line for line in text.splitlines() if line.startswith("box2d")]
    assert code == 0 and "LunarLander does not open" in line
    assert line.rstrip().endswith(" ".join(BOX2D))


def test_the_mend_for_box2d_installs_the_extra_of_that_name():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert tuple(project["optional-dependencies"]["box2d"]) == BOX2D
