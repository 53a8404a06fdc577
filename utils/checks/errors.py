"""The two ways in which a check stops, each shown as a few lines without a traceback."""

import sys

from utils.checks.block import full_text

RED, GREEN, BLUE, PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[34m", "\x1b[0m"
BOLD = "\x1b[1m"  # for errors: JupyterLab shows them on pink or dark red, where colors are faint


class CheckFailed(AssertionError):
    """A wrong answer.

    Parameters
    ----------
    message : str
        What the learner reads.
    hidden_message : str
        What a learner may read of a hidden check: the property that fails, but neither the
        call nor its values.
    line : int
        The line of the check cell that speaks; 0 if unknown.
    stopped : bool
        Whether an exception of the answer's is what is wrong.
    cause : callable, optional
        Returns why, as far as it is known by now: more is known when more checks have run.
        It is told whether the check is hidden.
    search : callable, optional
        Looks for a cause in the answer's own code; see `Cell.search`.
    """

    def __init__(
        self,
        message,
        hidden_message="",
        line=0,
        stopped=False,
        cause=lambda hidden: "",
        search=lambda text, passes, seconds, clock: None,
    ):
        super().__init__(message)
        self._hidden = hidden_message or message
        self.line, self.stopped = line, stopped
        self._cause, self.search = cause, search

    def __str__(self):
        return "\n".join(filter(None, [self.args[0], self._cause(False)]))

    @property
    def hidden_message(self):
        """What may be shown where the check is hidden."""
        return "\n".join(filter(None, [self._hidden, self._cause(True)]))

    def _render_traceback_(self):  # IPython asks an exception for this before it formats one
        return colored(str(self), BOLD)


class NotAttempted(NotImplementedError):
    """An exercise that still holds its placeholder."""

    def _render_traceback_(self):
        return colored(str(self), BOLD)


OPEN = "Not attempted yet. Write your answer above, run it, then run this."
_PLACEHOLDERS = ("not attempted yet", "not answered yet")  # in either case


def is_placeholder(error):
    """Return whether an exception is an open exercise's: libraries raise its kind, too."""
    if not isinstance(error, NotImplementedError):
        return False
    text = full_text(error)
    return not text or text.lower().startswith(_PLACEHOLDERS)


def show_placeholders_quietly():
    """Have Jupyter show the placeholder of an open exercise as one line, too.

    A placeholder raises a plain ``NotImplementedError``, so that it needs nothing of the course.
    """
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is not None:
        shell.set_custom_exc((NotImplementedError,), _show_placeholder)


def _show_placeholder(shell, kind, error, trace, tb_offset=None):
    if str(error) and is_placeholder(error):
        kind, error = NotAttempted, NotAttempted(OPEN)
    shell.showtraceback((kind, error, trace), tb_offset)


def colored(text, color):
    """Return the lines of `text`, the first one in `color`."""
    first, *rest = text.splitlines() or [""]
    return [f"{color}{first}{PLAIN}", *rest]
