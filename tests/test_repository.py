"""What the repository's own files promise each other."""

import re
import subprocess
import tomllib
from pathlib import Path

import yaml

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


def test_the_lock_covers_every_dependency_with_hashes_and_names_no_host():
    text = (ROOT / "requirements.lock").read_text()
    extras = PROJECT["project"]["optional-dependencies"]
    wanted = PROJECT["project"]["dependencies"] + extras["lab"] + extras["site"] + extras["dev"]
    assert set(map(name_of, wanted)) <= set(locked_versions())
    assert "://" not in text and "index-url" not in text
    pinned = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)
    assert all("--hash=sha256:" in entry for entry in pinned if "==" in entry)


def test_only_written_and_generated_files_are_tracked():
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.splitlines()
    state = re.compile(
        r"^(submitted|autograded|feedback)/|(^|/)(gradebook\.db|build/|\.venv"
        r"|\.ipynb_checkpoints|__pycache__|[^/]*\.mine\d*\.ipynb)"
    )
    assert [path for path in tracked if state.search(path)] == []


def test_no_notebook_shows_what_an_author_tells_the_formatter():
    notebooks = [
        path for place in ("course*", "release") for path in ROOT.glob(f"{place}/**/*.ipynb")
    ]
    assert len(notebooks) > 100
    marks = re.compile(r"# (fmt: |noqa)")
    assert [path for path in notebooks if marks.search(path.read_text())] == []
