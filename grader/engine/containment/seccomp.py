"""seccomp: the system calls that a learner's code has no business making."""

from __future__ import annotations

import ctypes
import errno
import platform
import struct

from grader.engine.containment import linux

_AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_MACHINE = platform.machine()

# name: (number on x86-64, number on ARM64); None where the machine lacks the call.
_DENIED: dict[str, tuple[int | None, int | None]] = {
    # other processes, other programs
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "kcmp": (312, 272),
    "pidfd_getfd": (438, 438),
    "process_madvise": (440, 440),
    "execve": (59, 221),
    "execveat": (322, 281),
    # the network, but for pairs of sockets within the process
    "socket": (41, 198),
    # file systems and namespaces
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "unshare": (272, 97),
    "setns": (308, 268),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "mknod": (133, None),
    "mknodat": (259, 33),
    "quotactl": (179, 60),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    # memory that no limit counts
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "msgget": (68, 186),
    "semget": (64, 190),
    "mq_open": (240, 180),
    # parts of the kernel with a history of holes
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "fanotify_init": (300, 262),
    "syslog": (103, 116),
    "acct": (163, 89),
    "reboot": (169, 142),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "adjtimex": (159, 171),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
    "personality": (135, 92),
    "vhangup": (153, 58),
}
_CLONE = (56, 220)
_CLONE3 = (435, 435)
_SOCKETPAIR = (53, 199)
_NAMESPACES = 0x7E020080  # every CLONE_NEW… flag
_AF_UNIX = 1
_X32 = 0x40000000

_LOAD, _EQUAL, _ABOVE, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER, _ARCH, _FIRST_ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data

_SECCOMP_PR, _MODE_FILTER = 22, 2


def supported() -> bool:
    """Return whether a filter can be made for this kind of processor."""
    return _MACHINE in _AUDIT_ARCH


def restrict() -> None:
    """Install the filter on this process and all it will ever start. Needs no_new_privs."""
    instructions = ctypes.create_string_buffer(_FILTER, len(_FILTER))
    program = struct.pack("HxxxxxxP", len(_FILTER) // 8, ctypes.addressof(instructions))
    linux.prctl(_SECCOMP_PR, _MODE_FILTER, ctypes.create_string_buffer(program, len(program)))


def _program(machine: int) -> bytes:
    """Assemble the filter: each rule is a test that skips its own return when not met."""
    refused = _ERRNO | errno.EPERM
    code = [
        _step(_LOAD, _ARCH),
        _step(_EQUAL, _AUDIT_ARCH[_MACHINE], 1, 0),
        _step(_RETURN, _KILL),
        _step(_LOAD, _NUMBER),
        # The 32-bit calls of x86-64 would pass by every number below.
        _step(_ABOVE, _X32, 0, 1),
        _step(_RETURN, refused),
        # glibc falls back to clone, whose flags a filter can see.
        _step(_EQUAL, _CLONE3[machine], 0, 1),
        _step(_RETURN, _ERRNO | errno.ENOSYS),
    ]
    for numbers in _DENIED.values():
        if numbers[machine] is not None:
            code += [_step(_EQUAL, numbers[machine], 0, 1), _step(_RETURN, refused)]
    code += [
        _step(_EQUAL, _CLONE[machine], 0, 4),
        _step(_LOAD, _FIRST_ARGUMENT),
        _step(_ANY_BIT, _NAMESPACES, 0, 1),
        _step(_RETURN, refused),
        _step(_RETURN, _ALLOW),
        _step(_EQUAL, _SOCKETPAIR[machine], 0, 3),
        _step(_LOAD, _FIRST_ARGUMENT),
        _step(_EQUAL, _AF_UNIX, 1, 0),
        _step(_RETURN, refused),
        _step(_RETURN, _ALLOW),
    ]
    return b"".join(code)


def _step(operation: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", operation, if_true, if_false, value)


# Put together once, before anything is forked.
_FILTER = _program(0 if _MACHINE == "x86_64" else 1) if supported() else b""
