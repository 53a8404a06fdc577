"""What the check cells of one exercise say together: each cause is told once."""

from __future__ import annotations

from collections.abc import Sequence

_MOST = 3  # messages of an exercise, from as many of its check cells
_EVIDENCE = ("What should hold: ", "(")  # how a check begins the lines before the cause


def told_together(messages: Sequence[str]) -> list[str]:
    """Return the first few messages; of those that name the same cause, only the first.

    It says that others agree with it. What different messages end with alike stands only in
    the last.

    Parameters
    ----------
    messages : sequence of str
        Of the check cells that did not pass, in their order.
    """
    agreeing: dict[str, list[str]] = {}
    for message in dict.fromkeys(messages):
        agreeing.setdefault(_cause(message) or message, []).append(message)
    groups = list(agreeing.values())[:_MOST]
    told = _without_common_ends([group[0] for group in groups])
    return [text + _more(len(group) - 1) for text, group in zip(told, groups, strict=True)]


def _cause(message: str) -> str:
    """Return the lines behind what a check found and what should hold; mostly a sentence."""
    lines = message.split("\n")
    places = [n for n, line in enumerate(lines) if n and line.startswith(_EVIDENCE)]
    return "\n".join(lines[places[-1] + 1 :]) if places else ""


def _more(others: int) -> str:
    if not others:
        return ""
    cells = "One more check cell fails" if others == 1 else f"{others} more check cells fail"
    return f"\n{cells} for the same reason."


def _without_common_ends(messages: list[str]) -> list[str]:
    seen: set[str] = set()
    kept = []
    for message in reversed(messages):
        lines = message.split("\n")
        while len(lines) > 1 and lines[-1] in seen and not lines[-1].startswith(_EVIDENCE):
            lines.pop()
        kept.append("\n".join(lines))
        seen.update(lines)
    return kept[::-1]
