"""Containment on Linux: what code of strangers can see, reach and use up.

Three steps, each taken by the process it binds: `leave_system` (the zygote, before anything
else), `close_view` (the zygote, when its imports are done) and `enter` (every process forked
from it, before it runs a line of a notebook).
"""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import signal
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from grader.engine.containment import landlock, linux, seccomp
from grader.engine.limits import Limits

SCRATCH = "/scratch"
_OWN = "/own"  # what scratch folder and /tmp are parts of, where /tmp holds the course
_NOBODY = 65534
_SYSTEM = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/share/zoneinfo",
           "/usr/share/fonts", "/etc/ld.so.cache", "/etc/localtime", "/etc/fonts",
           "/sys/devices/system/cpu")  # fmt: skip
# Not /dev/zero: what is mapped from it and shared is in nobody's account.
_DEVICES = ("/dev/null", "/dev/random", "/dev/urandom")
_UNUSED_MB = 4096  # address space that libraries reserve and do not use
_MOUNT_SETATTR, _AT_RECURSIVE = 442, 0x8000
_READ_ONLY = 0x1 | 0x2 | 0x4  # and no set-user-id programs, no devices


@dataclass
class System:
    """What a zygote keeps of the system it left.

    Attributes
    ----------
    proc : int
        Descriptor of the directory /proc as it was.
    pid_namespace : int
        Descriptor of the zygote's own process namespace.
    root : bool
        Whether the zygote has the rights of root, and its children have to lose them.
    """

    proc: int
    pid_namespace: int
    root: bool


def leave_system(at_end: Callable[[], object] = int) -> System:
    """Move into namespaces of our own. Returns in a child; the first process waits for it.

    The child is the first process of its namespace: when it ends, whatever way, the kernel
    ends all that it ever started.

    Parameters
    ----------
    at_end : callable
        What the first process does when all have ended.
    """
    proc = os.open("/proc", os.O_RDONLY | os.O_DIRECTORY)
    root = os.geteuid() == 0
    spaces = linux.CLONE_NEWNS | linux.CLONE_NEWPID
    uid, gid = os.geteuid(), os.getegid()
    try:
        if not root:
            raise PermissionError
        linux.unshare(spaces)
    except PermissionError:
        # No rights, or a container's root without them: a user namespace gives them.
        root = False
        linux.unshare(spaces | linux.CLONE_NEWUSER)
        linux.map_own_ids(proc, uid, gid)
    linux.mount(None, "/", None, linux.MS_REC | linux.MS_PRIVATE)
    child = os.fork()
    if child:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        status = os.waitpid(child, 0)[1]
        with contextlib.suppress(OSError):
            at_end()
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
    linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
    return System(proc, os.open("self/ns/pid", os.O_RDONLY, dir_fd=proc), root)


def close_view(root: str, readable: Iterable[str]) -> list[str]:
    """Replace the file system by an empty one that shows `readable` and nothing else.

    Parameters
    ----------
    root : str
        An empty folder, where the new root is put together.
    readable : iterable of str
        Files and folders to show, read-only, under the paths they have.

    Returns
    -------
    list of str
        What is shown.
    """
    linux.mount("tmpfs", root, "tmpfs", linux.MS_NOSUID | linux.MS_NODEV, "mode=755,size=1m")
    shown: list[str] = []
    for path in (*_SYSTEM, *readable):
        for name in dict.fromkeys((path, os.path.realpath(path))):
            if os.path.exists(name) and not _is_shown(name, shown):
                _bind(name, root)
                shown.append(name)
    for path in _DEVICES:
        _bind(path, root, devices=True)
    _imitate_proc(root)
    os.mkdir(root + SCRATCH)
    if os.path.exists(root + "/tmp"):  # the course itself is kept in there
        os.mkdir(root + _OWN)
    else:
        os.symlink(SCRATCH, root + "/tmp")
    linux.pivot_root(root)
    _set_attributes("/", _READ_ONLY, recursive=False)
    return [*shown, "/proc"]


def _imitate_proc(root: str) -> None:
    """Put the few harmless files of /proc that libraries insist on where it would be."""
    os.makedirs(root + "/proc/self")
    os.symlink(os.path.realpath(sys.executable), root + "/proc/self/exe")
    with open(root + "/proc/self/cmdline", "w") as cmdline:
        cmdline.write("python\0")
    # threadpoolctl, by which scikit-learn's neighbors and k-means ask for threads, looks for
    # loaded libraries here; it may find none.
    open(root + "/proc/self/maps", "w").close()
    for name in ("cpuinfo", "meminfo", "stat"):
        shutil.copyfile("/proc/" + name, f"{root}/proc/{name}")


def _is_shown(path: str, shown: list[str]) -> bool:
    return any(path == folder or path.startswith(folder + "/") for folder in shown)


def _bind(path: str, root: str, devices: bool = False) -> None:
    target = root + path
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if os.path.islink(path):
        os.symlink(os.readlink(path), target)
        return
    if os.path.isdir(path):
        os.makedirs(target, exist_ok=True)
    else:
        os.close(os.open(target, os.O_CREAT, 0o644))
    linux.mount(path, target, None, linux.MS_BIND | linux.MS_REC)
    if not devices:
        _set_attributes(target, _READ_ONLY, recursive=True)


def _set_attributes(path: str, attributes: int, recursive: bool) -> None:
    wanted = b"".join(n.to_bytes(8, sys.byteorder) for n in (attributes, 0, 0, 0))
    flags = _AT_RECURSIVE if recursive else 0
    linux.syscall(_MOUNT_SETATTR, -100, os.fsencode(path), flags, wanted, 32, what="mount_setattr")


def enter(system: System, limits: Limits, shown: list[str], keep: list[int]) -> None:
    """Give up all rights and settle into private namespaces; for a process just forked.

    Parameters
    ----------
    system : System
        From `leave_system`.
    limits : Limits
        What the process and its children may use.
    shown : list of str
        From `close_view`.
    keep : list of int
        The descriptors to keep open.
    """
    if system.root:
        os.setgroups([])
        os.setresgid(_NOBODY, _NOBODY, _NOBODY)
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)
        linux.prctl(linux.PR_SET_DUMPABLE, 1)  # or /proc/self would be root's
    uid, gid = os.geteuid(), os.getegid()
    linux.unshare(
        linux.CLONE_NEWUSER
        | linux.CLONE_NEWNS
        | linux.CLONE_NEWNET
        | linux.CLONE_NEWIPC
        | linux.CLONE_NEWUTS
    )
    linux.map_own_ids(system.proc, uid, gid)
    # As many files as megabytes × 64: each costs the kernel a kilobyte that no size counts.
    size = f"mode=700,size={limits.scratch_mb}m,nr_inodes={64 * limits.scratch_mb}"
    shared = os.path.exists(_OWN)
    where = _OWN if shared else SCRATCH
    linux.mount("tmpfs", where, "tmpfs", linux.MS_NOSUID | linux.MS_NODEV, size)
    if shared:
        _share_out([path for path in shown if path.startswith("/tmp/")])
    bound_resources(limits, system.proc)
    close_all_but(keep)
    linux.drop_capabilities()
    linux.prctl(linux.PR_SET_NO_NEW_PRIVS, 1)
    if landlock.version():
        landlock.restrict(shown, (SCRATCH, "/tmp", *_DEVICES))
    seccomp.restrict()


def _share_out(shown: list[str]) -> None:
    """Make both the scratch folder and /tmp of the process's own file system.

    The paths in `shown`, those of the course in /tmp, are to be seen there as before.
    """
    for path in shown:
        target = _OWN + path
        os.makedirs(target if os.path.isdir(path) else os.path.dirname(target), exist_ok=True)
        if not os.path.isdir(path):
            os.close(os.open(target, os.O_CREAT, 0o644))
        linux.mount(path, target, None, linux.MS_BIND | linux.MS_REC)
    for folder in (SCRATCH, "/tmp"):
        os.makedirs(_OWN + folder, exist_ok=True)
        linux.mount(_OWN + folder, folder, None, linux.MS_BIND | linux.MS_REC)


def bound_resources(limits: Limits, proc: int | None = None) -> None:
    """Set the limits of this process and its children, as far as the system knows them."""
    megabyte = 1 << 20
    wanted = {
        "RLIMIT_CORE": 0,
        "RLIMIT_FSIZE": limits.scratch_mb * megabyte,
        "RLIMIT_NOFILE": 256,
        "RLIMIT_CPU": int(4 * limits.total_seconds) + 1,
    }
    if proc is not None:
        wanted["RLIMIT_NPROC"] = limits.processes
        data, everything = _mapped_bytes(proc)
        wanted["RLIMIT_DATA"] = data + limits.memory_mb * megabyte
        # What is mapped and not used costs pages of the kernel's table: one for each 512.
        wanted["RLIMIT_AS"] = everything + (limits.memory_mb + _UNUSED_MB) * megabyte
    for name, value in wanted.items():
        with contextlib.suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (value, value))


def _mapped_bytes(proc: int) -> tuple[int, int]:
    """Return how much private memory this process maps already, and how much in all."""
    with open(os.open("self/status", os.O_RDONLY, dir_fd=proc)) as status:
        fields = dict(line.split(":", 1) for line in status)
    return int(fields["VmData"].split()[0]) * 1024, int(fields["VmSize"].split()[0]) * 1024


def close_all_but(keep: list[int]) -> None:
    """Close every descriptor from 3 up that is not in `keep`."""
    start = 3
    for descriptor in (*sorted(d for d in keep if d > 2), 1 << 16):
        os.closerange(start, descriptor)
        start = descriptor + 1
