"""Run by root: become an ordinary user and try the walls; print what came of it as JSON."""

import json
import os
import pwd
import sys

from grader.engine.containment import linux

USER = 12345


def become_ordinary(prefix):
    """Give up root, in a view of the system where Python can still be reached.

    Root's home is closed to others, and Python may lie in it: it is shown once more.
    """
    linux.unshare(linux.CLONE_NEWNS)
    linux.mount(None, "/", None, linux.MS_REC | linux.MS_PRIVATE)
    home = pwd.getpwuid(0).pw_dir
    if prefix.startswith(home + "/"):
        python = os.open(prefix, os.O_PATH)
        linux.mount("tmpfs", home, "tmpfs", 0, "mode=755")
        os.makedirs(prefix)
        linux.mount(f"/proc/self/fd/{python}", prefix, None, linux.MS_BIND)
    os.setgroups([])
    os.setresgid(USER, USER, USER)
    os.setresuid(USER, USER, USER)
    linux.prctl(linux.PR_SET_DUMPABLE, 1)
    os.environ["HOME"] = "/nonexistent"


def main():
    """Try a few of the attempts that need no place outside."""
    repository = sys.argv[1]
    sys.path.insert(0, repository)
    from grader.engine.engine import Engine
    from tests.grader.engine.containment.reaches import REACHES, attack
    from tests.grader.engine.notebooks import TINY, exercise, reference

    become_ordinary(sys.base_prefix)
    task = exercise("def reached():\n    return True", "assert reached() is True")
    names = ["read the passwords", "look at processes", "connect by TCP", "run a program",
             "new user namespace", "mount", "write into Python", "many children",
             "become root", "fill the disk", "the zygote's descriptors"]  # fmt: skip
    with Engine() as engine:
        honest = [r.points for r in engine.judge(TINY, reference(TINY))]
        reached = [
            name
            for name in names
            if engine.judge(task, {"task": attack(REACHES[name], port=1)})[0].points
        ]
    print(json.dumps({"uid": os.getuid(), "honest": honest, "reached": reached}))


if __name__ == "__main__":
    main()
