"""How the parts of a grader tell the person who runs it that something has to be waited for."""

from collections.abc import Callable

Tell = Callable[[str], None]


def quiet(_: str) -> None:
    """Tell nobody."""
