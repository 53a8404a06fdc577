"""Runs notebooks, and keeps what they showed while nothing changes that decides it."""

import hashlib
import importlib.metadata
import os
import subprocess

import nbformat

from website import running
from website.faults import SiteFault

SECONDS = 900  # for one cell; the longest trainings take a minute on a quiet machine
PACKAGES = ("box2d", "gymnasium", "ipywidgets", "keras", "matplotlib", "numpy", "pandas",
            "scikit-learn", "scipy", "tensorflow", "tensorflow-cpu")  # fmt: skip


def basis(root):
    """Return a digest of what every notebook's outputs depend on: code, data and versions.

    Parameters
    ----------
    root : pathlib.Path
        The repository.

    Returns
    -------
    bytes
    """
    known = hashlib.sha256(repr([(name, _version(name)) for name in PACKAGES]).encode())
    for path in sorted((root / "utils").rglob("*")):
        if path.is_file() and path.suffix != ".pyc" and path.parent.name != "mistakes":
            known.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return known.digest()


def executed(notebook, name, root, cache, basis):
    """Return a notebook with its outputs.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Changed in place.
    name : str
        What a fault calls it.
    root : pathlib.Path
        The repository.
    cache : pathlib.Path
        A folder for what was run before.
    basis : bytes
        What `basis` returns.

    Returns
    -------
    nbformat.NotebookNode

    Raises
    ------
    SiteFault
        If a cell fails.
    """
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    key = hashlib.sha256(basis + repr(code).encode()).hexdigest()[:24]
    path = cache / f"{key}.ipynb"
    if path.exists():
        kept = [c.outputs for c in nbformat.read(path, 4).cells if c.cell_type == "code"]
        cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
        for cell, outputs in zip(cells, kept, strict=True):
            cell.outputs = outputs
        return notebook
    _run(notebook, name, root)
    cache.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}")
    nbformat.write(notebook, beside)
    beside.rename(path)
    return notebook


def _version(package):
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _run(notebook, name, root):
    environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"}
    environment["PYTHONPATH"] = os.pathsep.join(
        filter(None, [str(root), os.environ.get("PYTHONPATH")])
    )
    try:
        done = running.execute(notebook, root, SECONDS, env=environment, stderr=subprocess.DEVNULL)
    except RuntimeError as error:
        raise SiteFault(f"{name}: {error}") from None
    notebook.cells, notebook.metadata = done.cells, done.metadata
