"""Running notebooks as Jupyter would."""

import copy
import queue
import time

from jupyter_client.manager import start_new_kernel
from nbformat.v4 import output_from_msg

SECONDS = 90
OUTPUTS = ("display_data", "error", "execute_result", "stream")


def execute(notebook, folder, **kernel):
    """Run all cells of a notebook.

    There is no page here that widgets could write to: whatever is printed or drawn in one is an
    output of its cell, and clearing takes nothing away.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Left as it is.
    folder : pathlib.Path
        Where the kernel starts.
    **kernel
        As for `subprocess.Popen`, the kernel's environment for one.

    Returns
    -------
    nbformat.NotebookNode
        The notebook with its outputs.

    Raises
    ------
    RuntimeError
        When a cell fails, unless its tags allow it, takes more than `SECONDS`, or ends its kernel.
    """
    done = copy.deepcopy(notebook)
    manager, client = start_new_kernel(cwd=str(folder), **kernel)
    try:
        for cell in done.cells:
            if cell.cell_type == "code":
                for output in _outputs_of(cell.source, manager, client):
                    cell.outputs.append(output)
                    may_fail = "raises-exception" in cell.metadata.get("tags", ())
                    if output.output_type == "error" and not may_fail:
                        raise _stopped(cell.source, f"{output.ename}: {output.evalue}")
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    return done


def _outputs_of(source, manager, client):
    """Run a cell and yield its outputs, until the kernel says that it is idle again."""
    request = client.execute(source, allow_stdin=False)
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        try:
            message = client.get_iopub_msg(timeout=1)
        except queue.Empty:
            if not manager.is_alive():
                raise _stopped(source, "the kernel has ended") from None
            continue
        if message["parent_header"].get("msg_id") != request:
            continue
        if message["msg_type"] in OUTPUTS:
            yield output_from_msg(message)
        if message["content"].get("execution_state") == "idle":
            return
    raise _stopped(source, f"not done after {SECONDS} s")


def _stopped(source, why):
    return RuntimeError(f"the cell `{source.partition(chr(10))[0]}` stops the notebook: {why}")
