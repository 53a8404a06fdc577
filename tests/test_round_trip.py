"""Jupytext there and back leaves every source text byte for byte as it was."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.clones import clone

BIN = Path(sys.executable).parent
TOKEN = "a token of this test"
SECONDS = 60
# What JupyterLab notes in a notebook that it has shown and run.
NOTEBOOK_NOTES = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python", "version": "3.11.7", "file_extension": ".py"},
}
CELL_NOTES = {"trusted": True, "editable": True, "slideshow": {"slide_type": ""}}
CELL_NOTES |= {"ExecuteTime": {"end_time": "2020-01-01"}, "jupyter": {"outputs_hidden": False}}


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    return clone(tmp_path_factory.mktemp("round_trip") / "course")


@pytest.fixture
def before(repository):
    """What stands in every text, from path to bytes; the files look as old as can be.

    A text that a test spoils is put right for the next.
    """
    texts = {path: path.read_bytes() for path in sorted(repository.glob("source/*/*/*.py"))}
    for path in texts:
        os.utime(path, (0, 0))
    yield texts
    for path, text in texts.items():
        path.write_bytes(text)


def assert_written_and_the_same(before):
    assert before and all(path.stat().st_mtime > 0 for path in before)
    assert [path.name for path, text in before.items() if path.read_bytes() != text] == []


def test_on_the_command_line(before):
    notebooks = [path.with_suffix(".ipynb") for path in before]
    for form, paths in (("ipynb", before), ("py:percent", notebooks)):
        subprocess.run([BIN / "jupytext", "--to", form, *paths], check=True, capture_output=True)
    for path in notebooks:
        path.unlink()
    assert_written_and_the_same(before)


@pytest.fixture(scope="module")
def contents(repository, tmp_path_factory):
    """A function that asks the contents service of `course lab`, as JupyterLab does."""
    home = tmp_path_factory.mktemp("home")
    quiet = {"JUPYTER_RUNTIME_DIR": str(home), "HOME": str(home)}
    command = [
        BIN / "course",
        "lab",
        "--author",
        "--no-browser",
        "--port=0",
        f"--IdentityProvider.token={TOKEN}",
    ]
    with (home / "log").open("w") as log:
        server = subprocess.Popen(command, cwd=repository, env=os.environ | quiet, stderr=log)
    try:
        address = _address(home)

        def ask(path, model=None):
            url = f"{address}api/contents/{path.relative_to(repository)}"
            data = json.dumps(model).encode() if model else None
            request = urllib.request.Request(
                url if model else f"{url}?type=notebook&content=1",
                data,
                {"Authorization": f"token {TOKEN}"},
                method="PUT" if model else "GET",
            )
            with urllib.request.urlopen(request, timeout=SECONDS) as reply:
                return json.load(reply)

        yield ask
    finally:
        server.terminate()
        server.wait(SECONDS)


def _address(folder):
    for _ in range(10 * SECONDS):
        if records := list(folder.glob("jpserver-*.json")):
            return json.loads(records[0].read_text())["url"]
        time.sleep(0.1)
    raise TimeoutError((folder / "log").read_text())


def test_through_jupyterlab_s_save(before, contents):
    for path in before:
        model = contents(path)
        notebook = model["content"]
        notebook["metadata"] |= NOTEBOOK_NOTES
        for cell in notebook["cells"]:
            cell["metadata"] |= CELL_NOTES
            if cell["cell_type"] == "code":
                output = {"output_type": "stream", "name": "stdout", "text": "It ran.\n"}
                cell |= {"outputs": [output], "execution_count": 1}
        contents(path, {"type": "notebook", "format": "json", "content": notebook})
    assert_written_and_the_same(before)


def test_an_edit_in_jupyterlab_reaches_the_text(before, contents):
    path, text = next((p, b.decode()) for p, b in before.items() if "²" in b.decode())
    notebook = contents(path)["content"]
    notebook["cells"][0]["source"] += "\n\nOne more sentence: θ² × 2."
    contents(path, {"type": "notebook", "format": "json", "content": notebook})
    assert path.read_text().replace("#\n# One more sentence: θ² × 2.\n", "", 1) == text
