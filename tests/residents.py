"""The graders that stay behind a submission: finding them, and ending them after a test."""

import os
import signal


def staying(folder):
    """Return the processes that serve the sockets of a folder.

    Parameters
    ----------
    folder : pathlib.Path
        ``course`` in Jupyter's runtime folder.
    """
    found = [int(path.read_text() or 0) for path in folder.glob("*.lock")]
    return [process for process in found if process and is_running(process)]


def is_running(process):
    """Tell whether a process is there and has not ended."""
    try:
        with open(f"/proc/{process}/stat") as status:
            return status.read().rpartition(") ")[2][0] != "Z"
    except FileNotFoundError:
        return False


def end(folder):
    """End those who serve the sockets of a folder."""
    for process in staying(folder):
        os.kill(process, signal.SIGKILL)
