"""Pages of our own inside a notebook: they need no running kernel."""

import json
import uuid

from IPython.display import HTML, display

__all__ = ["show_page"]


def show_page(path, data):
    """Display a page below the cell.

    Parameters
    ----------
    path : pathlib.Path
        HTML in which ``__DATA__`` stands for the data, and ``__ID__`` for a name of its own.
    data : object
        What JSON can say.
    """
    page = path.read_text(encoding="utf-8").replace("__DATA__", json.dumps(data))
    display(HTML(page.replace("__ID__", f"{path.stem}-{uuid.uuid4().hex[:8]}")))
