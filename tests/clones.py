"""Copies of the repository, as a clone would have it."""

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]


def clone(folder):
    """Copy what is tracked, and what is new and not ignored, as it stands now.

    Parameters
    ----------
    folder : pathlib.Path
        Is made.
    """
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder
