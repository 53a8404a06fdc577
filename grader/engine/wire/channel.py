"""A socket that carries frames: a text and some blocks of bytes each, and no more than allowed."""

from __future__ import annotations

import socket
import struct
from collections.abc import Sequence

_HEADER = struct.Struct("=IIQ")


class WireError(ValueError):
    """Something cannot be sent, or what came is not what it should be."""


def frame(text: bytes, blocks: Sequence[bytes] = ()) -> bytes:
    """Return the bytes of a frame."""
    sizes = struct.pack(f"={len(blocks)}Q", *map(len, blocks))
    bulk = sum(map(len, blocks)) + len(sizes)
    return b"".join((_HEADER.pack(len(text), len(blocks), bulk), text, sizes, *blocks))


class Channel:
    """A socket that carries frames, with a bound on what it will take in."""

    def __init__(self, connection: socket.socket, limit_mb: int = 256) -> None:
        self.connection = connection
        self._limit = limit_mb << 20
        self._read = bytearray()

    @property
    def pending(self) -> bool:
        """Whether bytes of a further frame have been read already."""
        return bool(self._read)

    def send(self, frame: bytes) -> None:
        """Send what `dump` made."""
        self.connection.sendall(frame)

    def receive(self) -> tuple[memoryview, list[bytes]]:
        """Return the next frame's text and blocks, for `load`.

        Raises
        ------
        EOFError
            When the other side is gone.
        WireError
            When the frame is too large or malformed; the channel is of no use then.
        """
        text_size, count, bulk = _HEADER.unpack(self._exactly(_HEADER.size))
        if text_size + bulk > self._limit or 8 * count > bulk:
            raise WireError(f"more than {self._limit >> 20} MB at once")
        whole = memoryview(self._exactly(text_size + bulk))
        text, rest = whole[:text_size], whole[text_size:]
        sizes = struct.unpack_from(f"={count}Q", rest)
        if sum(sizes) + 8 * count != bulk:
            raise WireError("a frame whose parts do not add up")
        blocks, start = [], 8 * count
        for size in sizes:
            blocks.append(bytes(rest[start : start + size]))
            start += size
        return text, blocks

    def _exactly(self, size: int) -> bytes:
        """Return so many bytes; what comes beyond them is kept for the next time."""
        while len(self._read) < size:
            part = self.connection.recv(min(max(size - len(self._read), 1 << 16), 1 << 20))
            if not part:
                raise EOFError
            self._read += part
        with memoryview(self._read) as read:
            data = bytes(read[:size])
        del self._read[:size]
        return data

    def close(self) -> None:
        """Close the socket."""
        self.connection.close()
