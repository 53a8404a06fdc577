"""What the repository's own files promise each other."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from authoring import proof
from cli.doctor import MEND
from website import execute

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def locked_versions():
    """Return ``{name: {versions}}`` of the lock; markers may give a package two versions."""
    text = (ROOT / "requirements.lock").read_text()
    versions = {}
    for name, version in re.findall(r"^([a-z0-9._-]+)(?:\[.*?\])?==([^ ;\\]+)", text, re.MULTILINE):
        versions.setdefault(name, set()).add(version)
    return versions


def name_of(requirement):
    return re.match(r"[A-Za-z0-9._-]+", requirement)[0].lower()


def test_conda_users_get_the_locked_versions():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    (pip,) = [item["pip"] for item in environment["dependencies"] if isinstance(item, dict)]
    pins = dict(re.match(r"([\w.-]+)(?:\[.*\])?==([^;]+)", item).groups() for item in pip[:-1])
    locked = locked_versions()
    assert all(version in locked[name.lower()] for name, version in pins.items())
    wanted = PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["lab"]
    assert set(map(str.lower, pins)) == set(map(name_of, wanted))
    assert pip[-1] == "-e ."


def test_what_was_run_is_run_again_with_another_version_of_any_dependency():
    wanted = set(map(name_of, PROJECT["project"]["dependencies"]))
    assert wanted <= set(proof.PACKAGES) and wanted <= set(execute.PACKAGES)


def test_the_lock_covers_every_dependency_with_hashes_and_names_no_host():
    text = (ROOT / "requirements.lock").read_text()
    extras = PROJECT["project"]["optional-dependencies"]
    wanted = PROJECT["project"]["dependencies"] + extras["lab"] + extras["site"] + extras["dev"]
    assert set(map(name_of, wanted)) <= set(locked_versions())
    assert "://" not in text and "index-url" not in text
    pinned = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)
    assert all("--hash=sha256:" in entry for entry in pinned if "==" in entry)


def test_only_written_and_generated_files_are_tracked():
    ignored = ["git", "ls-files", "--cached", "--ignored", "--exclude-standard"]
    done = subprocess.run(ignored, cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout == ""


def make(*words, folder=ROOT, **variables):
    command, where = ["make", *words], {"cwd": folder, "env": os.environ | variables}
    return subprocess.run(command, capture_output=True, text=True, **where)


@pytest.fixture
def copy(tmp_path):
    """A folder with all that decides what `make env` does."""
    for name in ("requirements.lock", "pyproject.toml", "Makefile"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def test_the_mend_of_the_self_check_installs_again(copy):
    (copy / ".venv").mkdir()
    (copy / ".venv" / "ready").touch()
    words = re.search(r"`make (.+?)`", MEND)[1].split()
    assert "pip install" in make("--dry-run", *words, folder=copy).stdout


def test_a_python_that_does_not_fit_is_told_before_anything_is_fetched(copy):
    old = "import sys; sys.version_info, sys.version = (3, 10), '3.10.1'; exec(sys.argv[2])"
    python = copy / "bin" / "python3"
    python.parent.mkdir()
    python.write_text(f'#!/bin/sh\nexec {sys.executable} -c "{old}" "$@"\n')
    python.chmod(0o755)
    done = make("env", folder=copy, PATH=f"{python.parent}:{os.environ['PATH']}")
    assert done.returncode != 0 and "first on your PATH. Now python3 is 3.10.1\n" in done.stderr
    assert "Step 1" not in done.stdout


def test_only_an_upgrade_locks_newer_versions():
    (lock, upgrade) = (make("--dry-run", word).stdout for word in ("lock", "upgrade"))
    assert "pip compile" in lock and "--upgrade" not in lock and "--upgrade" in upgrade
    assert "pip install" in make("--dry-run", "--always-make", "lock").stdout


def test_no_notebook_shows_what_an_author_tells_the_formatter():
    notebooks = [
        path for place in ("course*", "release") for path in ROOT.glob(f"{place}/**/*.ipynb")
    ]
    assert len(notebooks) > 100
    marks = re.compile(r"# (fmt: |noqa)")
    assert [path for path in notebooks if marks.search(path.read_text())] == []
