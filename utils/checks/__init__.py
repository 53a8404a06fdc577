"""Checks that tell a learner what is wrong, and why.

`expect` is the one verb in check cells; `check_choice` marks a quiz question and
`practice` keeps a lecture running while its exercises are still open.
"""

from utils.checks.choices import check_choice
from utils.checks.errors import CheckFailed, NotAttempted, show_placeholders_quietly
from utils.checks.expectation import expect
from utils.checks.practice import practice

__all__ = ["CheckFailed", "NotAttempted", "check_choice", "expect", "practice"]

show_placeholders_quietly()
