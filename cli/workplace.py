"""Where grading is done: on this machine or a cluster, contained or not."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

from grader.engine.containment import features
from grader.telling import Tell
from grader.workers.job import JobFailed, Setting
from grader.workers.pool import Pool, Workers


def setting(contain: bool) -> Setting:
    """Return what the engine needs to know of this course, for a class or for one's own work."""
    folder = Path(importlib.util.find_spec("utils").origin).parent
    return Setting(contain=contain, readable=(str(folder),))


def lacks() -> str:
    """Return what to do before strangers' work can be graded on this machine, or nothing."""
    needed = [feature for feature in features.available() if feature.needed]
    return "; ".join(feature.mend for feature in needed if not feature.in_force)


def open_workers(scheduler: str | None, count: int | None, contain: bool, tell: Tell) -> Workers:
    """Return what grades a class.

    Parameters
    ----------
    scheduler : str or None
        Address of a Dask cluster; without it this machine grades.
    count : int or None
        How many submissions at a time on this machine.
    contain : bool
        Whether strangers' code has to be contained. A cluster's workers each see to it
        that it is.
    tell : callable
        Takes a line when there is nobody to work.

    Raises
    ------
    JobFailed
        When it has to be and cannot, or the cluster does not answer.
    """
    if scheduler:
        from grader.workers.cluster import Cluster

        return Cluster(scheduler, tell)
    if contain and (mend := lacks()):
        raise JobFailed(
            f"strangers' notebooks cannot be contained on this machine: {mend};"
            " or, if you trust everybody who handed in, use --uncontained",
            fatal=True,
        )
    if contain and (folder := _roots_alone()):
        raise JobFailed(
            f"root grades as nobody, who cannot read {folder}: chmod -R o+rX {folder}", fatal=True
        )
    return Pool(count)


def _roots_alone() -> Path | None:
    """Return a folder that notebooks import from and that only root can read, if there is one."""
    folders = [Path(name) for name in (sys.prefix, *setting(contain=True).readable)]
    hidden = (folder for folder in folders if folder.stat().st_mode & 0o5 != 0o5)
    return next(hidden, None) if os.geteuid() == 0 else None
