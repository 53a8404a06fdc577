"""What the calls of a check cell are given, and whether an answer changes it."""

import ast

import numpy as np
import pandas as pd

from utils.checks.evidence import mark

_MUTABLE = (np.ndarray, pd.DataFrame, pd.Series, list)
_LARGE = 20_000  # values; what is larger is not looked at for changes


class Inputs:
    """Watches the arguments of all calls in a check cell.

    Parameters
    ----------
    block : utils.checks.block.Block

    Attributes
    ----------
    changed : list of str
        The names of arguments that an answer has changed, as often as it was seen.
    """

    def __init__(self, block):
        self.changed = []
        self._block = block
        self._marks, self._looked_at = self._marks_now(), 0

    def look(self, statement, given):
        """Find out which arguments a call has changed, if nothing else can have done so.

        Parameters
        ----------
        statement : int
            The statement of the cell that has just made the call.
        given : list of str
            The names of its arguments.
        """
        now = self._marks_now()
        # What the check cell itself does to a name since the last look is its own affair.
        between = self._block.body[self._looked_at : statement]
        touched = {node.id for s in between for node in ast.walk(s) if isinstance(node, ast.Name)}
        for name in given:
            (was, before), (is_, after) = self._marks.get(name, (0, 0)), now.get(name, (0, 0))
            if was == is_ and before != after and name not in touched:
                self.changed.append(name)
        self._marks, self._looked_at = now, statement + 1

    def _marks_now(self):
        """Return what the arguments of all calls in the cell are now, as far as they exist."""
        found = {}
        for expectation in self._block.expectations:
            for name, value in arguments_of(expectation.args[0], self._block.names):
                if name not in found and isinstance(value, _MUTABLE) and _size(value) <= _LARGE:
                    found[name] = id(value), mark(value)
        return found


def arguments_of(node, names):
    """Return what a call is given, name by name, where a name of the notebook stands alone.

    Parameters
    ----------
    node : ast.expr
        The call, or a part of its result.
    names : dict
        The notebook's global names.
    """
    while isinstance(node, ast.Subscript):
        node = node.value
    given = node.args if isinstance(node, ast.Call) else []
    found = [argument.id for argument in given if isinstance(argument, ast.Name)]
    # What belongs to the learner is not in the dictionary itself while a grader judges.
    values = ((name, dict.get(names, name)) for name in found)
    return [(name, value) for name, value in values if value is not None]


def _size(value):
    """Return how many values a collection holds, roughly: lists may hold arrays."""
    if isinstance(value, (list, tuple)):
        return 1 + sum(map(_size, value))
    return getattr(value, "size", 1)
