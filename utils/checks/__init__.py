"""Checks that tell a learner what is wrong, and why.

A check cell is ``with checks("exercise"):`` and calls of `expect`, the one verb. `Checks` and,
for a lecture, `Practice` make it; `check_choice` marks a quiz question.
"""

from utils.checks.cell import Checks, Practice
from utils.checks.choices import check_choice
from utils.checks.errors import CheckFailed, NotAttempted, show_placeholders_quietly
from utils.checks.expectation import expect

__all__ = ["CheckFailed", "Checks", "NotAttempted", "Practice", "check_choice", "expect"]

show_placeholders_quietly()
