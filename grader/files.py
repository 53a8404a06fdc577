"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import threading
from pathlib import Path

NOTHING_LOST = "nothing that was graded is lost"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class StorageError(Exception):
    """What could not be kept; the text is one line with its mend."""


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that nobody ever sees half of it; its folder is made.

    Raises
    ------
    StorageError
        When it cannot be written.
    """
    # Two may write it at the same time: the later one's content stays.
    part = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        raise StorageError(_reason(error, path)) from error


def _reason(error: OSError, path: Path) -> str:
    if error.errno in _FULL:
        return f"no space is left for {path}: free some and run it again; {NOTHING_LOST}"
    return f"{path} cannot be written ({error.strerror}): allow it and run it again"
