"""What the calls of a check cell are given, and whether an answer changes it."""

import ast

import numpy as np
import pandas as pd

from utils.checks.evidence import mark

_MUTABLE = (np.ndarray, pd.DataFrame, pd.Series, list, dict)
_LARGE = 20_000  # values; what is larger is not looked at for changes
# Of these and of numbers alone a value can be made once more, to see what it was.
_MAKERS = {"array", "arange", "linspace", "zeros", "ones", "full", "eye", "column_stack"}


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

        Returns
        -------
        list of str
            Those that are known to be what they were before the call.
        """
        now, kept = self._marks_now(), []
        # What the check cell itself does to a name since the last look is its own affair. What
        # makes the call may be a loop that goes round.
        between = self._block.body[self._looked_at : statement]
        between += self._block.body[statement : statement + 1]
        made = self._made(between, now)
        touched = {name for statement in between for name in _touched(statement)}
        for name in given:
            (was, before), (is_, after) = self._marks.get(name, (0, 0)), now.get(name, (0, 0))
            if name in made:
                before = made[name]
            elif not before or was != is_ or name in touched:
                continue
            (kept if before == after else self.changed).append(name)
        self._marks, self._looked_at = now, statement + 1
        return kept

    def _made(self, statements, now):
        """Return the marks of arrays when the check cell made them, where their text tells."""
        found = {}
        for statement in statements:
            for name in _touched(statement):
                found.pop(name, None)  # used, and perhaps changed, since it was made
            for target, value in _pairs(statement):
                if isinstance(target, ast.Name) and target.id in now and _is_plain(value):
                    found[target.id] = mark(_value(value))
        return found

    def _marks_now(self):
        """Return what the arguments of all calls in the cell are now, as far as they exist."""
        found = {}
        for expectation in self._block.expectations:
            for name, value in arguments_of(expectation.args[0], self._block.names):
                if name not in found and isinstance(value, _MUTABLE) and _size(value) <= _LARGE:
                    found[name] = id(value), mark(value)
        return found


def arguments_of(node, names):
    """Return what a call is given, as far as it is a name of the notebook or plain numbers.

    Parameters
    ----------
    node : ast.expr
        The call, or a part of its result.
    names : dict
        The notebook's global names.

    Returns
    -------
    list of (str, object)
        The text and the value of each.
    """
    found = []
    for argument in arguments(node):
        if isinstance(argument, ast.Name):
            # What belongs to the learner is not in the dictionary itself while a grader judges.
            value = dict.get(names, argument.id)
        else:
            value = _value(argument) if _is_plain(argument) else None
        if value is not None:
            found.append((ast.unparse(argument), value))
    return found


def arguments(node):
    """Return the nodes of what a call is given; of none for anything but a call."""
    while isinstance(node, ast.Subscript):
        node = node.value
    return node.args if isinstance(node, ast.Call) else []


def _touched(statement):
    """Yield the names that a statement mentions, but for checks and what it makes a copy of."""
    copied = [
        call.func.value
        for call in ast.walk(statement)
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "copy"
    ]
    waiting = [statement]
    for node in waiting:
        if isinstance(node, ast.Name) and node not in copied:
            yield node.id
        if getattr(getattr(node, "func", None), "id", "") != "expect":
            waiting += ast.iter_child_nodes(node)


def _pairs(statement):
    """Return the targets of an assignment, each with what it is given."""
    if not isinstance(statement, ast.Assign):
        return []
    target, value = statement.targets[0], statement.value
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        return list(zip(target.elts, value.elts, strict=False))
    return [(target, value)]


def _is_plain(node):
    """Return whether an expression makes an array of numbers that stand in it, and no more."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        of_numpy = getattr(node.func.value, "id", "") == "np" and node.func.attr in _MAKERS
        return of_numpy and all(map(_is_plain, [*node.args, *(k.value for k in node.keywords)]))
    if isinstance(node, ast.Name):
        return node.id in ("int", "float")
    inner = (ast.Constant, ast.List, ast.Tuple, ast.UnaryOp, ast.BinOp, ast.operator, ast.unaryop)
    kinds = (*inner, ast.expr_context)
    return isinstance(node, kinds) and all(map(_is_plain, ast.iter_child_nodes(node)))


def _value(node):
    """Return the value of a plain expression."""
    return eval(compile(ast.Expression(node), "<plain>", "eval"), {"np": np})


def _size(value):
    """Return how many values a collection holds, roughly: lists may hold arrays."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        return 1 + sum(map(_size, value))
    return getattr(value, "size", 1)
