"""Tells a built notebook from one that a learner has worked in."""

import hashlib
import json

from nbgrader.preprocessors import NbGraderPreprocessor

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


class StampDigest(NbGraderPreprocessor):
    """The last of nbgrader's steps to a release version."""

    def preprocess(self, nb, resources):
        """Stamp the notebook."""
        stamp(nb)
        return nb, resources


def _digest(notebook):
    cells = [[cell["cell_type"], "".join(cell["source"])] for cell in notebook["cells"]]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()[:16]
