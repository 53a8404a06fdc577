"""Running notebooks as Jupyter would."""

import copy
import queue
import time

from jupyter_client.manager import start_new_kernel
from nbformat.v4 import output_from_msg

SECONDS = 180  # for a busy machine: a cell takes a few at most
OUTPUTS = ("display_data", "error", "execute_result", "stream")


def execute(notebook, folder, seconds=SECONDS, **kernel):
    """Run all cells of a notebook.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Left as it is.
    folder : pathlib.Path
        Where the kernel starts.
    seconds : float
        How long a cell may take.
    **kernel
        As for `subprocess.Popen`, the kernel's environment for one.

    Returns
    -------
    nbformat.NotebookNode
        The notebook with its outputs and the state of its widgets. Clearing takes nothing away.

    Raises
    ------
    RuntimeError
        When a cell fails, unless its tags allow it, takes longer, or ends its kernel.
    """
    done = copy.deepcopy(notebook)
    manager, client = start_new_kernel(cwd=str(folder), **kernel)
    widgets = {}
    try:
        for cell in done.cells:
            if cell.cell_type == "code":
                _run(cell, manager, client, widgets, seconds)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    saved = {"version_major": 2, "version_minor": 0, "state": widgets}
    done.metadata.widgets = {"application/vnd.jupyter.widget-state+json": saved}
    return done


def outputs(notebook):
    """Return the outputs of a notebook that was run, those that stand in widgets last."""
    saved = notebook.metadata.widgets["application/vnd.jupyter.widget-state+json"]["state"]
    places = [cell for cell in notebook.cells if cell.cell_type == "code"]
    places += [widget["state"] for widget in saved.values()]
    return [output for place in places for output in place.get("outputs", [])]


def _run(cell, manager, client, widgets, seconds):
    """Run a cell and put its outputs where they belong, into the cell or a widget."""
    may_fail = "raises-exception" in cell.metadata.get("tags", ())
    displays = {}
    for message in _messages(cell.source, manager, client, seconds):
        content = message["content"]
        if content.get("target_name") == "jupyter.widget":
            state = content["data"]["state"]
            widgets[content["comm_id"]] = {"model_name": state["_model_name"], "state": state}
        elif content.get("comm_id") in widgets:
            widgets[content["comm_id"]]["state"].update(content["data"].get("state", {}))
        elif message["msg_type"] == "update_display_data":
            displays[content["transient"]["display_id"]]["data"] = content["data"]
        elif message["msg_type"] in OUTPUTS:
            output, cell_id = output_from_msg(message), message["parent_header"]["msg_id"]
            # A widget for outputs takes all those of the cell that it names.
            catching = [w["state"] for w in widgets.values() if w["state"].get("msg_id") == cell_id]
            place = catching[-1] if catching else cell
            place["outputs"] = [*place.get("outputs", ()), output]
            displays[content.get("transient", {}).get("display_id")] = output
            if output.output_type == "error" and not may_fail:
                raise _stopped(cell.source, f"{output.ename}: {output.evalue}")


def _messages(source, manager, client, seconds):
    """Run a cell and yield what the kernel says of it, until it is idle again."""
    request = client.execute(source, allow_stdin=False)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            message = client.get_iopub_msg(timeout=1)
        except queue.Empty:
            if not manager.is_alive():
                raise _stopped(source, "the kernel has ended") from None
            continue
        if message["parent_header"].get("msg_id") == request:
            yield message
            if message["content"].get("execution_state") == "idle":
                return
    raise _stopped(source, f"not done after {seconds} s")


def _stopped(source, why):
    return RuntimeError(f"the cell `{source.partition(chr(10))[0]}` stops the notebook: {why}")
