"""What a score depends on besides the submission: the assignment's files and the software."""

from __future__ import annotations

import hashlib
import importlib.metadata
import platform
import sysconfig
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

PACKAGES = ("numpy", "pandas", "scipy", "scikit-learn", "matplotlib", "keras", "gymnasium",
            "tensorflow", "tensorflow-cpu")  # fmt: skip


def describe() -> list[str]:
    """Return the versions of Python and of what notebooks build on."""
    versions = [f"Python {platform.python_version()}"]
    for name in PACKAGES:
        try:
            versions.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            continue
    return versions


@cache
def digest(readable: Iterable[str] = ()) -> str:
    """Return a hash of the versions, of the grader itself and of the course's modules and data.

    Parameters
    ----------
    readable : tuple of str
        Folders whose modules the notebooks import; all files in them count but compiled and
        hidden ones, which Python, editors and file systems leave behind.
    """
    found = hashlib.sha256("\n".join(describe()).encode())
    for folder in (Path(__file__).parent, *map(Path, readable)):
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder)
            left_behind = path.suffix == ".pyc" or any(p.startswith(".") for p in name.parts)
            if path.is_file() and not left_behind:
                content = path.read_bytes()
                found.update(f"{name}\0{len(content)}\0".encode() + content)
    return found.hexdigest()


def look(places: Iterable[Path]) -> str:
    """Return a hash of the names, sizes and times of files, and of the packages installed.

    Cheap enough to be taken whenever something is handed in: it tells a process that stays
    whether what it has loaded is still what stands on the disk.

    Parameters
    ----------
    places : iterable of Path
        Files, and folders to be looked at as a whole.
    """
    found = [path for place in places for path in (place, *place.rglob("*"))]
    found += Path(sysconfig.get_path("purelib")).glob("*.dist-info/RECORD")
    seen = hashlib.sha256()
    for path in sorted(found):
        if path.is_file() and path.suffix != ".pyc":
            status = path.stat()
            seen.update(f"{path}\0{status.st_size} {status.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def files_digest(folders: Iterable[str]) -> str:
    """Return a hash of the files beside the source notebooks, which they may read."""
    found = hashlib.sha256()
    for folder in filter(None, folders):
        for path in sorted(Path(folder).rglob("*")):
            if path.suffix != ".ipynb" and path.is_file():
                status = path.stat()
                content = _content_digest(path, status.st_size, status.st_mtime_ns)
                found.update(f"{path.relative_to(folder)}\0".encode() + content)
    return found.hexdigest()


@lru_cache(maxsize=1000)
def _content_digest(path: Path, _size: int, _changed: int) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()
