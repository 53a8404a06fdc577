"""Alternative text: what a picture carries with it, and what the text after it reads from it."""

import hashlib
import re
from binascii import a2b_base64

MOST = 240  # characters of the reading: the rest stands below the picture anyway
IMAGE = "image/png"


def of_pictures(notebook):
    """Return the alternative text of each picture in an executed notebook.

    Parameters
    ----------
    notebook : nbformat.NotebookNode

    Returns
    -------
    dict
        From the picture's file name, as MyST-NB gives it, to its text.
    """
    texts = {}
    for number, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", []):
            picture = output.get("data", {}).get(IMAGE)
            if picture:
                shown = output.metadata.get(IMAGE, {}).get("alt", "")
                name = hashlib.sha256(a2b_base64(picture)).hexdigest() + ".png"
                texts[name] = f"{shown} {reading(notebook.cells[number + 1 :])}".strip()
    return texts


def reading(cells):
    """Return the first sentences of the text that follows a picture, as plain words.

    Parameters
    ----------
    cells : list of nbformat.NotebookNode
        The cells after the picture's.

    Returns
    -------
    str
        Empty where the next cell is no text, or begins something new.
    """
    if not cells or cells[0].cell_type != "markdown":
        return ""
    first = cells[0].source.strip().split("\n\n")[0]
    if first.startswith(("#", "<", "- ", "**Predict", "$$")):
        return ""
    told = ""
    for sentence in re.split(r"(?<=[.?!])\s+", _plain(first)):
        if told and len(told) + len(sentence) > MOST:
            break
        told = f"{told} {sentence}".strip()
    return told


def _plain(text):
    """Return Markdown without its marks."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\\(?:hat|bar|mathbf|mathrm|text)\b\s*", "", text)
    text = re.sub(r"[*`$\\{}]", "", text)
    return " ".join(text.split())
