"""Landlock: what a process may do with files, even with those it can see."""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterable

from grader.engine.containment import linux

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_RULE_PATH_BENEATH = 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_READ = _EXECUTE | _READ_FILE | _READ_DIR
# What each version of the interface added to the file rights.
_FILE_RIGHTS = {1: (1 << 13) - 1, 2: 1 << 13, 3: 1 << 14, 5: 1 << 15}
_FOR_FILES_ONLY = _EXECUTE | _WRITE_FILE | _READ_FILE | 1 << 14 | 1 << 15
_NETWORK_RIGHTS = 0b11  # TCP bind and connect, version 4
_SCOPES = 0b11  # abstract Unix sockets and signals, version 6


def version() -> int:
    """Return the version of Landlock's interface, or 0 where the kernel has none."""
    try:
        return linux.syscall(_CREATE_RULESET, None, 0, 1, what="landlock")
    except OSError:
        return 0


def restrict(readable: Iterable[str], writable: Iterable[str]) -> None:
    """Let this process read `readable`, write `writable`, and reach nothing else.

    Folders can be listed everywhere: Python looks for modules that way. Needs no_new_privs.
    Paths that do not exist are passed over.
    """
    have = version()
    rights = sum(bits for since, bits in _FILE_RIGHTS.items() if since <= have)
    network = _NETWORK_RIGHTS if have >= 4 else 0
    scopes = _SCOPES if have >= 6 else 0
    size = 8 if have < 4 else 16 if have < 6 else 24
    attributes = struct.pack("=QQQ", rights, network, scopes)[:size]
    ruleset = linux.syscall(_CREATE_RULESET, attributes, size, 0, what="landlock")
    try:
        _allow(ruleset, "/", _READ_DIR)
        for path in readable:
            _allow(ruleset, path, _READ & rights)
        for path in writable:
            _allow(ruleset, path, rights)
        linux.syscall(_RESTRICT_SELF, ruleset, 0, what="landlock")
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        if not os.path.isdir(path):
            rights &= _FOR_FILES_ONLY
        rule = ctypes.create_string_buffer(struct.pack("=Qi", rights, descriptor))
        linux.syscall(_ADD_RULE, ruleset, _RULE_PATH_BENEATH, rule, 0, what="landlock")
    finally:
        os.close(descriptor)
