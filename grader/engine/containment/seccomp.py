"""seccomp: no system calls but those that the code of a notebook has any business making."""

from __future__ import annotations

import ctypes
import errno
import platform
import struct

from grader.engine.containment import linux
from grader.engine.containment.system_calls import (
    ALLOWED,
    CLONE,
    MMAP,
    PRLIMIT,
    REFUSED,
    SOCKETPAIR,
)

_AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_MACHINE = platform.machine()

_NAMESPACES = 0x7E020080  # every CLONE_NEW… flag
_AF_UNIX = 1
_MAP_SHARED, _MAP_ANONYMOUS = 0x01, 0x20
_X32 = 0x40000000

_LOAD, _EQUAL, _ABOVE, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
# Offsets in struct seccomp_data; of an argument, the lower half.
_NUMBER, _ARCH, _FIRST_ARGUMENT, _THIRD_ARGUMENT, _FOURTH_ARGUMENT = 0, 4, 16, 32, 40
_UPPER_HALF = 4

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
    refused, unknown = _ERRNO | errno.EPERM, _ERRNO | errno.ENOSYS
    code = [
        _step(_LOAD, _ARCH),
        _step(_EQUAL, _AUDIT_ARCH[_MACHINE], 1, 0),
        _step(_RETURN, _KILL),
        _step(_LOAD, _NUMBER),
        # The 32-bit calls of x86-64 would pass by every number below.
        _step(_ABOVE, _X32, 0, 1),
        _step(_RETURN, unknown),
    ]
    for numbers in ALLOWED.values():
        if numbers[machine] is not None:
            code += [_step(_EQUAL, numbers[machine], 0, 1), _step(_RETURN, _ALLOW)]
    for numbers in REFUSED.values():
        code += [_step(_EQUAL, numbers[machine], 0, 1), _step(_RETURN, refused)]
    code += [
        # clone3 is not known: glibc falls back to clone, whose flags a filter can see.
        _step(_EQUAL, CLONE[machine], 0, 4),
        _step(_LOAD, _FIRST_ARGUMENT),
        _step(_ANY_BIT, _NAMESPACES, 0, 1),
        _step(_RETURN, refused),
        _step(_RETURN, _ALLOW),
        # Memory that is shared and belongs to no file is in nobody's account.
        _step(_EQUAL, MMAP[machine], 0, 5),
        _step(_LOAD, _FOURTH_ARGUMENT),
        _step(_ANY_BIT, _MAP_SHARED, 0, 2),
        _step(_ANY_BIT, _MAP_ANONYMOUS, 0, 1),
        _step(_RETURN, _ERRNO | errno.ENOMEM),
        _step(_RETURN, _ALLOW),
        # Limits may be read: one on the time of a processor would end a process from outside.
        _step(_EQUAL, PRLIMIT[machine], 0, 6),
        _step(_LOAD, _THIRD_ARGUMENT),
        _step(_EQUAL, 0, 0, 3),
        _step(_LOAD, _THIRD_ARGUMENT + _UPPER_HALF),
        _step(_EQUAL, 0, 0, 1),
        _step(_RETURN, _ALLOW),
        _step(_RETURN, refused),
        # No network, but pairs of sockets within the process.
        _step(_EQUAL, SOCKETPAIR[machine], 0, 4),
        _step(_LOAD, _FIRST_ARGUMENT),
        _step(_EQUAL, _AF_UNIX, 1, 0),
        _step(_RETURN, refused),
        _step(_RETURN, _ALLOW),
        _step(_RETURN, unknown),
    ]
    return b"".join(code)


def _step(operation: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", operation, if_true, if_false, value)


# Put together once, before anything is forked.
_FILTER = _program(0 if _MACHINE == "x86_64" else 1) if supported() else b""
