"""Running notebooks as Jupyter would."""

import copy

from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError

SECONDS = 90
TRIES = 3


def execute(notebook, folder, **kernel):
    """Run all cells of a notebook.

    nbclient sometimes misses the reply of a cell that shows a widget: it answers the widget
    on the very socket it listens to. The kernel is idle then, and a fresh run goes well.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Left as it is.
    folder : pathlib.Path
        Where the kernel starts.
    **kernel
        As for `NotebookClient.execute`.

    Returns
    -------
    nbformat.NotebookNode
        The notebook with its outputs.
    """
    for remaining in reversed(range(TRIES)):
        done = copy.deepcopy(notebook)
        resources = {"metadata": {"path": str(folder)}}
        try:
            NotebookClient(done, timeout=SECONDS, resources=resources).execute(**kernel)
            return done
        except CellTimeoutError:
            if not remaining:
                raise
