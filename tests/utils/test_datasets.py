"""The data pack is whole, and what holds for every loader alike."""

import hashlib
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from utils import datasets
from utils.datasets import _pack

REPOSITORY = Path(__file__).resolve().parents[2]
LOADERS = [name for name in datasets.__all__ if name.islower()]


def arrays(loaded):
    """All the frames, series and arrays in what a loader returns."""
    parts = loaded if isinstance(loaded, (tuple, list)) else [loaded]
    return [part for part in parts if not isinstance(part, (str, list))]


# ---------------------------------------------------------------- the pack itself


def test_every_file_has_its_checksum_and_every_checksum_its_file():
    lines = (_pack.FOLDER / "SHA256SUMS").read_text().splitlines()
    listed = {name: digest for digest, name in (line.split() for line in lines)}
    shipped = {p.name: p for p in _pack.FOLDER.iterdir() if p.suffix in {".gz", ".npz"}}
    assert listed.keys() == shipped.keys()
    for name, path in shipped.items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == listed[name], name


def test_provenance_names_every_file_every_loader_and_the_movielens_terms():
    text = (_pack.FOLDER / "PROVENANCE.md").read_text(encoding="utf-8")
    origins = text.split("## Origin and terms")[1]
    for path in _pack.FOLDER.glob("*.[gn][zp]*"):
        assert path.name in origins
    for name in LOADERS:
        assert f"`{name}()`" in text
    assert "Harper and Joseph A. Konstan (2015)" in text and "not for commercial use" in text


@pytest.fixture
def copied_pack(tmp_path, monkeypatch):
    folder = shutil.copytree(_pack.FOLDER, tmp_path / "data")
    monkeypatch.setattr(_pack, "FOLDER", folder)
    return folder


def assert_one_line_with_mend(error, file, what):
    message = str(error.value)
    assert "\n" not in message and file in message and what in message
    assert f"git checkout -- utils/data/{file}" in message
    assert error.value._render_traceback_() == [f"DataError: {message}"]


@pytest.mark.parametrize(
    "load, file",
    [(datasets.penguins, "penguins.csv.gz"), (datasets.mnist, "mnist_5000.npz")],
)
@pytest.mark.parametrize("damage", ["truncated", "one byte", "text", "empty"])
def test_a_damaged_file_is_named_with_its_mend(copied_pack, load, file, damage):
    content = bytearray((copied_pack / file).read_bytes())
    content[len(content) // 2] ^= 1
    (copied_pack / file).write_bytes(
        {
            "truncated": content[: len(content) // 2],
            "one byte": content,
            "text": b"version https://git-lfs",
            "empty": b"",
        }[damage]
    )
    with pytest.raises(datasets.DataError) as error:
        load()
    assert_one_line_with_mend(error, file, "damaged")


def test_a_missing_file_is_named_with_its_mend(copied_pack):
    (copied_pack / "penguins.csv.gz").unlink()
    with pytest.raises(datasets.DataError) as error:
        datasets.penguins()
    assert_one_line_with_mend(error, "penguins.csv.gz", "missing")


def test_a_file_that_cannot_be_read_is_named(copied_pack):
    (copied_pack / "penguins.csv.gz").unlink()
    (copied_pack / "penguins.csv.gz").mkdir()
    with pytest.raises(datasets.DataError) as error:
        datasets.penguins()
    assert_one_line_with_mend(error, "penguins.csv.gz", "cannot be read")


def test_missing_checksums_are_named(copied_pack):
    (copied_pack / "SHA256SUMS").unlink()
    with pytest.raises(datasets.DataError) as error:
        datasets.penguins()
    assert_one_line_with_mend(error, "SHA256SUMS", "cannot be read")


# ---------------------------------------------------------------- all loaders alike


def run_python(code, cwd):
    done = subprocess.run(
        [sys.executable, "-B", "-W", "error", "-c", code], cwd=cwd, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def test_importing_brings_in_neither_scikit_learn_nor_tensorflow_nor_matplotlib():
    heavy = {"sklearn", "tensorflow", "keras", "matplotlib", "scipy"}
    code = f"import sys; from utils import datasets; print({heavy} & set(sys.modules))"
    assert run_python(code, REPOSITORY).strip() == "set()"


def test_loaders_write_nothing_and_work_in_a_read_only_folder(tmp_path):
    package = shutil.copytree(
        REPOSITORY / "utils", tmp_path / "utils", ignore=shutil.ignore_patterns("__pycache__")
    )
    paths = sorted(package.rglob("*"))
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    calls = "\n".join(f"datasets.{name}()" for name in LOADERS)
    where = run_python(
        f"from utils import datasets\nprint(datasets.__file__)\n{calls}", cwd=tmp_path
    )
    assert where.startswith(str(tmp_path))
    assert sorted(package.rglob("*")) == paths


@pytest.mark.parametrize("name", LOADERS)
def test_no_loader_opens_a_connection(name, monkeypatch):
    def refuse(*_):
        raise AssertionError("a loader wants the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    getattr(datasets, name)()


@pytest.mark.parametrize("name", LOADERS)
def test_each_call_returns_a_fresh_writable_copy(name):
    load = getattr(datasets, name)
    first, second = arrays(load()), arrays(load())
    assert first
    for mine, other in zip(first, second, strict=True):
        before = other.copy()
        if isinstance(mine, np.ndarray):
            mine.reshape(-1)[0] = 7 if mine.reshape(-1)[0] != 7 else 8
            np.testing.assert_array_equal(other, before)
        else:
            mine.iloc[0] = mine.iloc[-1].to_numpy() if mine.ndim == 2 else 1 - mine.iloc[0]
            assert other.equals(before)
            assert not mine.equals(other)
        assert arrays(load())[0] is not mine


@pytest.mark.parametrize("name", LOADERS)
def test_each_loader_documents_what_it_returns_and_its_origin(name):
    text = getattr(datasets, name).__doc__
    assert "Returns\n" in text
    assert "Origin" in text or "synthetic" in text
