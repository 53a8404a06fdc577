"""A gate that lets many in side by side, or one alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Gate:
    """Lets threads work side by side; one that asks to be alone waits till all are out."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._inside = 0
        self._taken = False

    @contextmanager
    def beside_others(self) -> Iterator[None]:
        """Be inside with others, once nobody is or wants to be there alone."""
        with self._news:
            self._news.wait_for(lambda: not self._taken)
            self._inside += 1
        try:
            yield
        finally:
            with self._news:
                self._inside -= 1
                self._news.notify_all()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Be the only one inside."""
        with self._news:
            self._news.wait_for(lambda: not self._taken)
            self._taken = True
            self._news.wait_for(lambda: not self._inside)
        try:
            yield
        finally:
            with self._news:
                self._taken = False
                self._news.notify_all()
