"""What the options of a quiz show before and after an answer."""

import re
from itertools import dropwhile
from pathlib import Path

import pytest

from authoring.rules import OPTION, options
from authoring.source import parse

ROOT = Path(__file__).parents[2]
QUIZZES = sorted(ROOT.glob("source/*/*/*_quiz.py"))
EMPHASIS = re.compile(r"(?<![`\w*])\*\w[^*`]*\*")


def questions(path):
    return [cell for cell in parse(path).cells if cell.role == "choice"]


@pytest.mark.parametrize("path", QUIZZES, ids=lambda path: path.stem)
def test_explanation_is_indented(path):
    """One that begins on the line of its option would be read before the answer."""
    for cell in questions(path):
        listed = dropwhile(lambda line: not OPTION.match(line), cell.text.splitlines())
        shown = [x for x in listed if x and not x.startswith(" ") and not OPTION.match(x)]
        assert not shown, f"{cell.name}: indent the explanation {shown[0]!r}"


@pytest.mark.parametrize("path", QUIZZES, ids=lambda path: path.stem)
def test_explanation_has_no_emphasis(path):
    """It is printed as plain text, where asterisks would be shown as typed."""
    for cell in questions(path):
        for _, _, why in options(cell.text)[1]:
            assert not EMPHASIS.search(why), f"{cell.name}: {why}"
