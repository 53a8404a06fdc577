"""The judge's global names."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from grader.engine.cells import shell
from grader.engine.judging.outside import Outside


class Namespace(dict):
    """The judge's global names, where those of the learner's cells are fetched when used.

    Attributes
    ----------
    learner : set of str
        The names that belong to the learner. Which these are, the author's text decides.
    """

    def __init__(self) -> None:
        super().__init__(shell.names())
        self.learner: set[str] = set()
        self.outside: Outside
        self._fetched: dict[str, Any] = {}

    def __missing__(self, name: str) -> Any:
        if name not in self.learner:
            raise KeyError(name)
        if name not in self._fetched:
            found = self.outside.ask("name", name=name)
            if not isinstance(found, list) or len(found) != 1:
                raise KeyError(name)
            self._fetched[name] = found[0]
        else:
            self.outside.weigh(self._fetched[name])
        return self._fetched[name]

    def __contains__(self, name: object) -> bool:
        if name not in self.learner:
            return super().__contains__(name)
        try:
            self[name]
        except KeyError:
            return False
        return True

    def __setitem__(self, name: str, value: Any) -> None:
        if name in self.learner:
            self._fetched.pop(name, None)
            self.outside.ask("bind", name=name, args=[value])
        else:
            super().__setitem__(name, value)

    def __delitem__(self, name: str) -> None:
        if name in self.learner:
            self._fetched.pop(name, None)
            self.outside.ask("bind", name=name, args=[])
        else:
            super().__delitem__(name)

    def forget(self, found: Iterable[object]) -> None:
        """Fetch these names again when they are used next."""
        for name in found:
            if isinstance(name, str):
                self._fetched.pop(name, None)

    def give(self, found: Collection[str]) -> None:
        """Make names the learner's from here on."""
        for name in found:
            dict.pop(self, name, None)
        self.forget(found)
        self.learner.update(found)

    def take(self, found: Collection[str]) -> None:
        """Make names the author's again."""
        self.learner.difference_update(found)
