"""What containment this system offers, and what to do where it does not."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass

from grader.engine.containment import groups, landlock, sandbox, seccomp
from grader.engine.limits import Limits


@dataclass(frozen=True)
class Feature:
    """One part of the containment: whether it is in force here, and if not, what to do."""

    name: str
    in_force: bool
    mend: str = ""
    needed: bool = True


def available() -> list[Feature]:
    """Return what containment this system offers, part by part, tried out in a process."""
    if sys.platform != "linux":
        mend = "grade on Linux, or on Windows in WSL"
        return [Feature("namespaces", False, mend), Feature("seccomp", False, mend)]
    probe = f"from {__name__} import _probe; _probe()"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True)
    error = "" if done.returncode == 0 else done.stderr.strip().split("\n")[-1]
    return [
        Feature(
            "namespaces and a closed file view",
            not error,
            error
            and f"{error}; it needs Linux 5.13 or later with user namespaces allowed: "
            "sysctl -w user.max_user_namespaces=10000 kernel.unprivileged_userns_clone=1 "
            "kernel.apparmor_restrict_unprivileged_userns=0 (those that exist); "
            "in a container, start it with --security-opt seccomp=unconfined",
        ),
        Feature("seccomp", seccomp.supported(), "grade on an x86-64 or ARM64 processor"),
        Feature(
            "Landlock",
            landlock.version() > 0,
            "a second lock on files: add landlock to the kernel's lsm= list",
            needed=False,
        ),
        Feature(
            "memory cgroups",
            _bounds_memory(),
            "memory is looked at ten times a second; for a bound at every moment grade by "
            "systemd-run --user --scope -p Delegate=yes course grade …",
            needed=False,
        ),
    ]


def _bounds_memory() -> bool:
    if (made := groups.make()) is None:
        return False
    made.remove()
    return True


def _probe() -> None:
    """Go through all the steps; an exception says which could not be taken."""
    root = tempfile.mkdtemp()
    first = os.fork()
    if first:
        status = os.waitpid(first, 0)[1]
        os.rmdir(root)
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
    system = sandbox.leave_system()
    shown = sandbox.close_view(root, [])
    sandbox.enter(system, Limits(), shown, [])
