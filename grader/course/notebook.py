"""Notebook files as plain cells, read without trusting anything in them."""

from __future__ import annotations

import json
import os
import re
import stat
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

LIMIT_BYTES = 20_000_000
_MOST_CELLS = 5_000
_MOST_VALUES = 500_000  # in all of a file; what they take is many times what stands there
# What a value brings along: a string is one, whatever is in it, also one without an end.
_OF_VALUES = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[{,]', re.DOTALL)


class Rejected(Exception):
    """A file that cannot be graded; the text is one line for the person who handed it in."""

    @property
    def reason(self) -> str:
        """What is wrong with the file."""
        return str(self)


@dataclass(frozen=True)
class NotebookCell:
    """One cell as it stands in a file.

    Attributes
    ----------
    cell_type : str
        "code", "markdown" or "raw".
    source : str
        Its text, with line feeds only and encodable as UTF-8.
    nbgrader : dict
        nbgrader's metadata of the cell; empty when it has none.
    id : str
        The notebook's own name of the cell; empty in older formats.
    """

    cell_type: str
    source: str
    nbgrader: dict[str, Any] = field(default_factory=dict)
    id: str = ""

    @property
    def grade_id(self) -> str | None:
        """nbgrader's name of the cell, or None."""
        name = self.nbgrader.get("grade_id")
        return name if isinstance(name, str) and name else None


def read_cells(path: Path, limit_bytes: int = LIMIT_BYTES) -> list[NotebookCell]:
    """Read the cells of a notebook file.

    Parameters
    ----------
    path : Path
        The file; nbformat 4 and 3 are understood.
    limit_bytes : int
        Larger files are refused unread.

    Raises
    ------
    Rejected
        When the file is missing, not a regular file, too large, or `parse_cells` refuses it.
    """
    return parse_cells(read_bytes(path, limit_bytes))


def parse_cells(content: bytes) -> list[NotebookCell]:
    """Return the cells of a notebook from the bytes of its file.

    Raises
    ------
    Rejected
        When they are not JSON, nested or numerous beyond reason, or JSON but not a notebook.
    """
    if next(islice(_OF_VALUES.finditer(content), _MOST_VALUES, None), None):
        raise Rejected("the file holds too many values: clear its outputs and save it again")
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except RecursionError:
        raise Rejected(
            "the file is nested too deeply for a notebook: open it in JupyterLab and save it again"
        ) from None
    except ValueError:
        raise Rejected(
            "the file is no notebook, or a damaged one (not JSON): save it again in JupyterLab"
        ) from None
    cells = _raw_cells(document)
    if len(cells) > _MOST_CELLS:
        raise Rejected(
            f"the notebook has more than {_MOST_CELLS} cells: start again from the one given out"
        )
    return [_cell(raw) for raw in cells]


def language(content: bytes) -> str:
    """Return the language of a notebook's kernel in small letters, or "" when it tells none.

    Parameters
    ----------
    content : bytes
        Of a file that `parse_cells` understands.
    """
    return spoken(json.loads(content.decode("utf-8-sig")).get("metadata"))


def spoken(metadata: Any) -> str:
    """Return the language that a notebook's metadata tells of, or ""; see `language`."""
    metadata = metadata if isinstance(metadata, dict) else {}
    places = [("kernelspec", "language"), ("language_info", "name"), ("kernelspec", "name")]
    for part, key in places:
        told = metadata.get(part)
        if isinstance(told, dict) and isinstance(told.get(key), str) and told[key]:
            return told[key].lower()
    return ""


def is_python(language: str) -> bool:
    """Return whether a language, as told by a notebook, is ours; also "python3" and none."""
    return language.startswith("python") or not language


def read_bytes(path: Path, limit_bytes: int = LIMIT_BYTES) -> bytes:
    """Return the content of a regular file that is not larger than allowed.

    Raises
    ------
    Rejected
        When there is no such file.
    """
    try:
        # Non-blocking, so that a pipe in place of the file stops nobody.
        with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise Rejected("it is not a regular file: name the .ipynb file")
            content = file.read(limit_bytes + 1)
    except FileNotFoundError:
        raise Rejected("there is no such file: check the name and the folder") from None
    except IsADirectoryError:
        raise Rejected("it is a folder: name the .ipynb file in it") from None
    except OSError as error:
        raise Rejected(f"the file cannot be read: {error.strerror}") from None
    if len(content) > limit_bytes:
        raise Rejected(
            f"the file is larger than {limit_bytes / 1e6:g} MB: clear its outputs and save it again"
        )
    return content


def _raw_cells(document: Any) -> list[Any]:
    """Return the cells of an nbformat 4 document, or of the worksheets of an nbformat 3 one."""
    if isinstance(document, dict) and "nbformat" in document:
        if isinstance(document.get("cells"), list):
            return document["cells"]
        sheets = document.get("worksheets")
        if isinstance(sheets, list) and all(isinstance(sheet, dict) for sheet in sheets):
            parts = [sheet.get("cells") for sheet in sheets]
            return [cell for part in parts if isinstance(part, list) for cell in part]
    raise Rejected("the file is JSON, but not a Jupyter notebook: choose the .ipynb file")


def _cell(raw: Any) -> NotebookCell:
    if not isinstance(raw, dict):
        raise Rejected(
            "the file is JSON, but its cells are not those of a notebook: choose the .ipynb file"
        )
    text = raw.get("source", raw.get("input", ""))
    if isinstance(text, list):
        text = "".join(part for part in text if isinstance(part, str))
    metadata = raw.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return NotebookCell(
        cell_type=_clean(raw.get("cell_type")),
        source=_clean(text),
        nbgrader=nbgrader if isinstance(nbgrader, dict) else {},
        id=_clean(raw.get("id")),
    )


def _clean(text: Any) -> str:
    """Return a text with line feeds only, and lone surrogates (not encodable) replaced.

    What is no text is an empty one.
    """
    if not isinstance(text, str):
        return ""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.encode("utf-8", "replace").decode("utf-8")
