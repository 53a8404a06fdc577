"""Reads files of the data pack, and says in one line what is wrong with one."""

import hashlib
import io
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

FOLDER = Path(__file__).resolve().parents[1] / "data"


class DataError(RuntimeError):
    """A data file is missing or damaged; the message says how to mend it."""

    def _render_traceback_(self):
        """Show one line in a notebook: the trace leads nowhere a learner can act."""
        return [f"DataError: {self}"]


def read_csv(name, columns=None):
    """Return the frame in the file `name`; only a blank cell counts as missing.

    Parameters
    ----------
    name : str
    columns : tuple of str, optional
        The columns to read. All by default.
    """
    return _frame(FOLDER, name, columns).copy()


@cache
def _frame(folder, name, columns):
    """Read a file once; frames are small, and parsing them takes long."""
    return pd.read_csv(
        io.BytesIO(_checked_bytes(name)),
        compression="gzip",
        keep_default_na=False,
        na_values=[""],
        usecols=columns,
    )


def read_arrays(name):
    """Return the arrays in the file `name` as a dict, in file order."""
    with np.load(io.BytesIO(_checked_bytes(name))) as file:
        return {key: file[key] for key in file.files}


def _checked_bytes(name):
    path = FOLDER / name
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = "is missing" if isinstance(error, FileNotFoundError) else "cannot be read"
        raise DataError(f"The data file {name} {reason}. {_mend(name)}") from None
    if hashlib.sha256(content).hexdigest() != _checksums(FOLDER).get(name):
        raise DataError(f"The data file {name} is damaged. {_mend(name)}") from None
    return content


def _mend(name):
    return f"Fetch it again: git checkout -- utils/data/{name}, or clone the course anew."


@cache
def _checksums(folder):
    try:
        lines = (folder / "SHA256SUMS").read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError):
        raise DataError(f"The list of checksums cannot be read. {_mend('SHA256SUMS')}") from None
    return {name: digest for digest, name in (line.split() for line in lines if line.strip())}
