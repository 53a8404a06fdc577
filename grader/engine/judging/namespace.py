"""The judge's global names; those of the learner's cells are fetched from the worker."""

from __future__ import annotations

import builtins
import contextlib
from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Any

from grader.engine.cells import names, shell
from grader.engine.judging.outside import Outside


class Namespace(dict):
    """The judge's global names, where those of the learner's cells are fetched when used.

    Attributes
    ----------
    learner : set of str
        The names that belong to the learner. Which these are, the author's text decides: those
        that the author's answers bind, and those that nothing of the author's binds.
    outside : Outside or None
        The line to the worker, once there is one.
    lacks_modules : bool
        Whether a cell of the author's failed to import something.

    Parameters
    ----------
    cells : list of dict
        The notebook's.
    """

    def __init__(self, cells: list[dict[str, Any]]) -> None:
        super().__init__(shell.names())
        self.learner: set[str] = set()
        self.outside: Outside | None = None
        self.lacks_modules = False
        self._cells = cells
        self._fetched: dict[str, Any] = {}

    def __missing__(self, name: str) -> Any:
        if name not in self.learner and not self._may_be_the_learners(name):
            raise KeyError(name)
        if name not in self._fetched:
            found = self.outside.ask("name", name=name)
            if not isinstance(found, list) or len(found) != 1:
                raise KeyError(name)
            self.learner.add(name)
            self._fetched[name] = found[0]
        else:
            self.outside.weigh(self._fetched[name])
        return self._fetched[name]

    def _may_be_the_learners(self, name: str) -> bool:
        """Return whether a name that is nobody's may have been bound by an answer.

        Where the author left no answer, nothing else tells which names it was to bind.
        """
        if self.outside is None or hasattr(builtins, name) or name.startswith("__"):
            return False
        # Of `from m import *` nobody can tell what it binds where m is missing.
        return name not in self._authors and not ("*" in self._authors and self.lacks_modules)

    @cached_property
    def _authors(self) -> set[str]:
        """What the author's cells bind, be it that they failed here."""
        found: set[str] = set()
        for cell in self._cells:
            if cell["kind"] in ("given", "check"):
                with contextlib.suppress(SyntaxError):
                    for statement in shell.parse(cell["source"], "<names>").body:
                        found |= names.binds(statement)
        return found

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
