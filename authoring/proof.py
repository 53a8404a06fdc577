"""What decides the outcome of a notebook's checks: while all of it is the same, so are they."""

import hashlib
import importlib.metadata
import os
import platform
import sys
from pathlib import Path

PACKAGES = ("gymnasium", "ipywidgets", "keras", "matplotlib", "numpy", "pandas", "scikit-learn",
            "scipy", "tensorflow", "tensorflow-cpu")  # fmt: skip
PROCESSOR = ("NPY_DISABLE_CPU_FEATURES", "OPENBLAS_CORETYPE")  # how it is to compute
AUTHORING = ("notebook", "probes", "rules", "run_variants", "source", "stubs", "tables", "variants")


def basis(root):
    """Return a digest of what all notebooks depend on: code, data and package versions.

    Parameters
    ----------
    root : pathlib.Path
        The repository.

    Returns
    -------
    bytes
    """
    here = Path(__file__).parent
    files = [here / f"{name}.py" for name in AUTHORING]
    files += sorted((root / "utils").rglob("*.py"))
    files += [path for path in sorted((root / "utils" / "data").glob("*")) if path.is_file()]
    processor = [platform.platform(), *(os.environ.get(name, "") for name in PROCESSOR)]
    known = hashlib.sha256(repr([sys.version, *processor]).encode())
    for path in files:
        known.update(hashlib.sha256(path.read_bytes()).digest())
    for package in PACKAGES:
        try:
            known.update(f"{package} {importlib.metadata.version(package)}".encode())
        except importlib.metadata.PackageNotFoundError:
            continue
    return known.digest()


def key(basis, root, source):
    """Return a name for all that decides the outcome of one notebook's checks.

    Parameters
    ----------
    basis : bytes
    root : pathlib.Path
    source : authoring.source.Source
    """
    table = root / "utils" / "mistakes" / f"{source.label}.json"
    own = source.path.read_bytes() + (table.read_bytes() if table.exists() else b"")
    return hashlib.sha256(basis + own).hexdigest()[:24]
