"""The few Linux calls that containment needs and Python does not offer, through ctypes."""

from __future__ import annotations

import ctypes
import os
import platform

CLONE_NEWNS = 0x00020000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000

MS_RDONLY, MS_NOSUID, MS_NODEV = 0x1, 0x2, 0x4
MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 0x20, 0x1000, 0x4000, 0x40000
MNT_DETACH = 2

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 4, 38

_MADV_COLLAPSE = 25  # Linux 6.1
_HUGE_PAGE = 2 << 20

_MACHINE = platform.machine()
_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
_CAPSET = {"x86_64": 126, "aarch64": 91}
_CAPABILITY_VERSION_3 = 0x20080522

_libc = ctypes.CDLL(None, use_errno=True)


def _checked(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def syscall(number: int, *arguments: object, what: str) -> int:
    """Make a raw system call; raise OSError named `what` when it fails."""
    # Integers are passed as longs: ctypes would otherwise cut them to 32 bits.
    wide = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    return _checked(_libc.syscall(ctypes.c_long(number), *wide), what)


def prctl(option: int, *arguments: object) -> int:
    """Call prctl(2) with up to four arguments."""
    wide = [ctypes.c_ulong(a) if isinstance(a, int) else a for a in arguments]
    wide += [ctypes.c_ulong(0)] * (4 - len(wide))
    return _checked(_libc.prctl(option, *wide), "prctl")


def unshare(flags: int) -> None:
    """Move this process into new namespaces."""
    _checked(_libc.unshare(flags), "unshare")


def setns(descriptor: int, kind: int) -> None:
    """Move this process into the namespace that `descriptor` refers to."""
    _checked(_libc.setns(descriptor, kind), "setns")


def mount(source: str | None, target: str, kind: str | None, flags: int, data: str = "") -> None:
    """Mount a file system, or bind one path to another."""
    encoded = [None if text is None else os.fsencode(text) for text in (source, target, kind)]
    result = _libc.mount(*encoded, ctypes.c_ulong(flags), data.encode())
    _checked(result, f"mount {target}")


def pivot_root(root: str) -> None:
    """Make `root`, a mount point, the root directory and let go of the old one."""
    os.chdir(root)
    # Both arguments the same: the old root is stacked on the new and can be detached.
    syscall(_PIVOT_ROOT[_MACHINE], b".", b".", what="pivot_root")
    _checked(_libc.umount2(b".", MNT_DETACH), "umount")
    os.chdir("/")


def drop_capabilities() -> None:
    """Give up every capability; with no_new_privs nothing brings one back."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    nothing = (ctypes.c_uint32 * 6)()
    syscall(_CAPSET[_MACHINE], header, nothing, what="capset")


def map_own_ids(proc: int, uid: int, gid: int) -> None:
    """Map one user and group into this process's new user namespace.

    Parameters
    ----------
    proc : int
        Descriptor of the directory /proc.
    uid, gid : int
        The ids outside; they stay the same inside.
    """
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{uid} {uid} 1"),
        ("gid_map", f"{gid} {gid} 1"),
    ):
        descriptor = os.open(f"self/{name}", os.O_WRONLY, dir_fd=proc)
        try:
            os.write(descriptor, text.encode())
        finally:
            os.close(descriptor)


def use_huge_pages(proc: int) -> None:
    """Put this process's private memory into huge pages, as far as the kernel will.

    To fork is to copy the table of pages: of huge ones there are far fewer.

    Parameters
    ----------
    proc : int
        Descriptor of the directory /proc.
    """
    with open(os.open("self/maps", os.O_RDONLY, dir_fd=proc)) as maps:
        areas = [line.split() for line in maps]
    for addresses, rights, _, _, file, *_ in areas:
        if rights == "rw-p" and file == "0":
            start, end = (int(address, 16) for address in addresses.split("-"))
            for place in range(-(-start // _HUGE_PAGE), end // _HUGE_PAGE):
                # A page that is not there, or a kernel that cannot: it stays as it is.
                _libc.madvise(ctypes.c_void_p(place * _HUGE_PAGE), _HUGE_PAGE, _MADV_COLLAPSE)
