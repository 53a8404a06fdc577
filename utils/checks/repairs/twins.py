"""The same small change in two or three places that look alike: see `edits`."""

import ast
from dataclasses import dataclass

_MOST_PLACES = 3
_LEAST_LIKELY = 3  # the rank up to which a change is tried in several places


@dataclass(frozen=True, eq=False)
class Place:
    """Where an expression stands.

    Attributes
    ----------
    parent : ast.AST
    field : str
        Of the parent.
    number : int or None
        In the field's list, where it is one.
    node : ast.AST
        The expression.
    """

    parent: ast.AST
    field: str
    number: int | None
    node: ast.AST

    @property
    def line(self):
        return getattr(self.node, "lineno", getattr(self.parent, "lineno", 1))


def places(parent, field, value):
    """Yield the places of the expressions in a field of a node."""
    is_list = isinstance(value, list)
    for number, node in enumerate(value if is_list else [value]):
        if isinstance(node, (ast.expr, ast.Slice)):
            yield Place(parent, field, number if is_list else None, node)


def fields(pairs):
    """Return the fields that change when places get new nodes, as `find.Edit` has them."""
    found = {}
    for place, new in pairs:
        if place.number is None:
            found[place.parent, place.field] = new
        else:
            whole = list(getattr(place.parent, place.field))
            found.setdefault((place.parent, place.field), whole)[place.number] = new
    return [(parent, field, new) for (parent, field), new in found.items()]


def of_places(changed):
    """Yield ``(rank, line, words, fields)``: one change in all places that look alike.

    Parameters
    ----------
    changed : list of (Place, list of (int, ast.AST, str))
        The places, each with the changes that `edits.of_node` knows.
    """
    alike = {}
    for place, changes in changed:
        if not isinstance(place.node, ast.Name):  # names look all alike
            alike.setdefault(_looks(place), []).append((place, changes))
    for group in alike.values():
        # What looks alike has the same changes, in the same order.
        is_uniform = len({len(changes) for _, changes in group}) == 1
        if not 2 <= len(group) <= _MOST_PLACES or not is_uniform:
            continue
        where = [place for place, _ in group]
        for together in zip(*(changes for _, changes in group), strict=True):
            rank, _, words = together[0]
            if rank <= _LEAST_LIKELY:
                pairs = [(place, new) for place, (_, new, _) in zip(where, together, strict=True)]
                line = min(place.line for place in where)
                yield rank + 1, line, _twice(words), fields(pairs)


def _twice(words):
    return words if words.endswith("?") else f"{words}, here and below"


def _looks(place):
    """Return what a place looks like, whatever the names and numbers in it."""
    texts = [type(place.parent).__name__, place.field, repr(getattr(place.node, "value", ""))]
    if not isinstance(place.node, ast.Constant):
        texts[2:] = [
            f"{type(node).__name__} {getattr(node, 'attr', '')}" for node in ast.walk(place.node)
        ]
    return "\n".join(texts)
