"""The two ways in which a check stops, each shown as a few lines without a traceback."""

RED, BLUE, PLAIN = "\x1b[31m", "\x1b[34m", "\x1b[0m"


class CheckFailed(AssertionError):
    """A wrong answer.

    Parameters
    ----------
    message : str
        What the learner reads.
    hidden_message : str
        What a learner may read of a hidden check: the property that fails and the
        recorded mistake behind it, but neither the call nor its values.
    """

    def __init__(self, message, hidden_message=""):
        super().__init__(message)
        self.hidden_message = hidden_message or message

    def _render_traceback_(self):  # IPython asks an exception for this before it formats one
        return colored(str(self), RED)


class NotAttempted(NotImplementedError):
    """An exercise that still holds its placeholder."""

    def _render_traceback_(self):
        return colored(str(self), BLUE)


def colored(text, color):
    """Return the lines of `text`, the first one in `color`."""
    first, *rest = text.splitlines() or [""]
    return [f"{color}{first}{PLAIN}", *rest]
