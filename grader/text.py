"""Texts of strangers, made fit for a page, a terminal and a database."""

from __future__ import annotations

import re

LONGEST_MESSAGE = 1_500  # characters
LONGEST_NAME = 100

# Control characters, and those that turn the direction in which a line is read.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def one_line(text: str) -> str:
    """Return a text as one line that can be printed."""
    return " ".join(clean(text).split())


def clean(text: str, longest: int = LONGEST_MESSAGE) -> str:
    """Return a text that can be encoded and printed, cut where it is too long."""
    cut = len(text) > longest
    text = text[:longest].encode("utf-8", "replace").decode()
    text = _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n")).strip()
    return f"{text} …" if cut else text
