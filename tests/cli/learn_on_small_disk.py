"""A program in which a learner submits, and renews the desk, on a disk that is full at first.

python -m tests.cli.learn_on_small_disk FOLDER {submit,renew}
"""

import os
import sys
from pathlib import Path

import typer
from typer.testing import CliRunner

from cli import desk
from cli.main import _renew_desk, app
from grader.course.folder import CONFIG_NAME
from tests.cli.test_desk import built
from tests.grader.grade_on_small_disk import leave_free, mount
from tests.tiny_course import NAME, SOLVED, make_course, notebook

PAGE = Path("course1_supervised", "0_lines", "1_a_line.ipynb")


def submit(folder):
    """Submit with more room after each time that it was full; print what is said."""
    course = make_course(folder / "course")
    mine = course.root / "course1" / "1_floors" / f"{NAME}.ipynb"
    mine.write_text(notebook(SOLVED))
    os.chdir(mine.parent)
    leave_free(folder, 0)
    while True:
        done = CliRunner().invoke(app, ["submit", mine.name, "--student", "ada"])
        if done.exit_code == 0:
            break
        print(done.stderr, end="")
        leave_free(folder, 64)
    leave_free(folder, 1000)
    print(" ".join(CliRunner().invoke(app, ["progress", "--student", "ada"]).stdout.split()))


def renew(folder):
    """Renew a desk whose copy is older than the notebook; print what is left of it."""
    root = folder / "learner"
    (root / PAGE).parent.mkdir(parents=True)
    (root / CONFIG_NAME).write_text("c = get_config()\n")
    (root / PAGE).write_text(built("x = 1"))
    desk.renew(root)
    before = (root / "desk" / PAGE).read_bytes()
    (root / PAGE).write_text(built("x = 2" + 9_000 * " "))
    leave_free(folder, 0)
    try:
        _renew_desk(root)
    except typer.Exit:
        (left,) = (root / "desk" / PAGE).parent.iterdir()
        print(left.name, left.read_bytes() == before)


if __name__ == "__main__":
    mount(Path(sys.argv[1]))
    {"submit": submit, "renew": renew}[sys.argv[2]](Path(sys.argv[1]))
