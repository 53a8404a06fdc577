"""Tells a built notebook from one that a learner has worked in."""

import hashlib
import json

KEY = "digest"


def stamp(notebook):
    """Note in a notebook's metadata what its cells say now.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Changed in place.
    """
    notebook.metadata[KEY] = _digest(notebook)


def has_changed(text):
    """Tell whether somebody has edited the cells of a notebook since it was built.

    Outputs do not count: they can be made again.

    Parameters
    ----------
    text : str
        The contents of the file.

    Returns
    -------
    bool
        True also for what is no notebook of this course: it is somebody's own.
    """
    try:
        notebook = json.loads(text)
        return notebook["metadata"][KEY] != _digest(notebook)
    except (ValueError, KeyError, TypeError):
        return True


def version(text):
    """Return which version of a notebook somebody works in, or None for what is no such one.

    Parameters
    ----------
    text : str
        The contents of the file.
    """
    try:
        return json.loads(text)["metadata"][KEY]
    except (ValueError, KeyError, TypeError):
        return None


def set_aside(path):
    """Move a notebook that somebody has worked in to a name of its own.

    Parameters
    ----------
    path : pathlib.Path
        Of a file; one that is as it was built stays.

    Returns
    -------
    pathlib.Path or None
        Where the work stands now, if there was any.
    """
    if not has_changed(path.read_text(encoding="utf-8", errors="replace")):
        return None
    copy, count = path.with_suffix(".mine.ipynb"), 1
    while copy.exists():
        count += 1
        copy = path.with_suffix(f".mine{count}.ipynb")
    path.rename(copy)
    return copy


def _digest(notebook):
    cells = [[cell["cell_type"], "".join(cell["source"])] for cell in notebook["cells"]]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()[:16]
