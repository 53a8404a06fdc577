"""What crosses between the processes is plain data, whatever the sender wants."""

import contextlib
import random
import socket
import struct
import threading

import msgpack
import numpy as np
import pandas as pd
import pytest

from grader.engine import wire
from grader.engine.wire import randomness
from grader.engine.wire.channel import Channel, frame

PLAIN = [
    None, True, -3, 2**70, 1.5, float("inf"), "é\ud800", b"\0\xff", 2j, [1, [2]], (1, (2,)),
    {1, 2}, frozenset("a"), {1: "a", (2, 3): [None]}, range(1, 9, 2), slice(1, None), ...,
    np.float32(0.5), np.bool_(True), np.datetime64("2020-01-01"), np.dtype("int16"), np.int8, list,
]  # fmt: skip
ARRAYS = [
    np.arange(6.0).reshape(2, 3), np.zeros((0, 3)), np.array(5), np.array(["a", "bc"]),
    np.array([1 + 2j]), np.array([1, "a", None], dtype=object), np.asfortranarray(np.eye(3)),
    np.array([True, False]), np.arange(4)[::2],
]  # fmt: skip


def received(frame, limit_mb=8, **options):
    """Return what comes out of the other end of a line."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        sender = threading.Thread(target=_send, args=(ours, frame))
        sender.start()
        try:
            return wire.load(*Channel(theirs, limit_mb).receive(), **options)
        finally:
            theirs.close()
            sender.join()


def _send(line, frame):
    with contextlib.suppress(OSError):
        line.sendall(frame)
        line.shutdown(socket.SHUT_WR)


def test_frames_that_come_together_are_told_apart():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        channel = Channel(theirs)
        assert not channel.pending
        ours.sendall(wire.dump("one") + wire.dump("two"))
        assert wire.load(*channel.receive()) == "one"
        assert channel.pending
        assert wire.load(*channel.receive()) == "two"
        assert not channel.pending


@pytest.mark.parametrize("value", PLAIN, ids=ascii)
def test_plain_values_arrive_as_they_are(value):
    there = received(wire.dump(value))
    assert there == value
    assert type(there) is type(value)


@pytest.mark.parametrize("array", ARRAYS, ids=str)
def test_arrays_arrive_as_they_are(array):
    there = received(wire.dump([array]))[0]
    np.testing.assert_array_equal(there, array)
    assert (there.dtype, there.shape, there.flags.writeable) == (array.dtype, array.shape, True)


def test_frames_arrive_as_they_are():
    frame = pd.DataFrame(
        {
            "number": [1, 2],
            "text": ["a", None],
            "category": pd.Categorical(["u", "v"], ordered=True),
            "when": pd.to_datetime(["2020-01-01", "2021-02-03"]),
            "maybe": pd.array([1, None], dtype="Int64"),
        },
        index=pd.Index(["p", "q"], name="key"),
    )
    pd.testing.assert_frame_equal(received(wire.dump(frame)), frame)
    pd.testing.assert_series_equal(received(wire.dump(frame["text"])), frame["text"])
    grouped = frame.groupby(["number", "when"])["maybe"].sum()
    pd.testing.assert_series_equal(received(wire.dump(grouped)), grouped)


def test_subclasses_arrive_as_the_plain_type():
    class Number(float):
        def __eq__(self, other):
            return True

        __hash__ = float.__hash__

    class Array(np.ndarray):
        pass

    there = received(wire.dump([Number(2), np.zeros(2).view(Array)]))
    assert [type(part) for part in there] == [float, np.ndarray]


@pytest.mark.parametrize("value", [object(), print, lambda: 0, type("Own", (), {})], ids=range(4))
def test_other_things_are_not_sent(value):
    with pytest.raises(wire.WireError):
        wire.dump([value])


def test_deep_nesting_is_not_sent():
    deep = []
    deep.append(deep)
    with pytest.raises(wire.WireError, match="deep"):
        wire.dump(deep)


def tree(**fields):
    """Return a tree with fields of one's own, as it stands in a text."""
    return msgpack.ExtType(1, msgpack.packb(fields))


def nested(levels):
    """Return trees within trees."""
    part = None
    for _ in range(levels):
        part = tree(t="tuple", v=[part])
    return part


EIGHT = [b"\0" * 8]


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"\xff" * 100,
        frame(b""),
        frame(b"\xc1"),
        frame(b"\x01\x02"),
        frame(b"\x91" * 100_000 + b"\x01"),
        frame(msgpack.packb(nested(1000))),
        frame(b"\xdd\xff\xff\xff\xff"),
        frame(msgpack.packb({"a": 1})[:-1] + b"\xd9"),
        frame(b"\x81\x90\x01"),
        frame(msgpack.packb(msgpack.ExtType(2, b"1234"))),
        frame(msgpack.packb(msgpack.ExtType(9, b""))),
        frame(msgpack.packb(msgpack.ExtType(1, b"\x01"))),
        frame(msgpack.packb(tree(t="pickle", b=0)), [b"cos\nsystem\n(S'true'\ntR."]),
        frame(msgpack.packb(tree(t="array", d="O", s=[1], b=0, scalar=False)), EIGHT),
        frame(msgpack.packb(tree(t="array", d="<f8", s=[10**12], b=0, scalar=False)), EIGHT),
        frame(msgpack.packb(tree(t="array", d="<f8", s=[-1], b=0, scalar=False)), [b""]),
        frame(msgpack.packb(tree(t="array", d="<f8", s=[1], b=3, scalar=False)), EIGHT),
        frame(msgpack.packb(tree(t="array", d="|S0", s=[10_000], b=0, scalar=False)), [b""]),
        frame(msgpack.packb(tree(t="array", d="<U0", s=[10_000], b=0, scalar=False)), [b""]),
        frame(msgpack.packb(tree(t="array", d="<f16", s=[1], b=0, scalar=False)), [b"\0" * 16]),
        frame(msgpack.packb(tree(t="objects", s=[10**12], v=[1]))),
        frame(msgpack.packb(tree(t="type", n="eval"))),
        frame(msgpack.packb(tree(t="int", v="9" * 100_000))),
        frame(msgpack.packb(tree(t="set", v=[[1]]))),
        frame(msgpack.packb(tree(t=[]))),
        frame(msgpack.packb(tree(v=1))),
        frame(msgpack.packb(tree(t="pandas.frame"))),
        frame(msgpack.packb(tree(t="random.Generator", v={"bit_generator": "os"}))),
        struct.pack("=IIQ", 10, 2**31, 2**40),
        struct.pack("=IIQ", 1, 1, 16) + b"\x90" + struct.pack("=Q", 2**62) + b"\0" * 8,
    ],
    ids=range(31),
)
def test_malformed_frames_are_refused(bad):
    with pytest.raises((wire.WireError, EOFError)):
        received(bad)


@pytest.mark.parametrize("place", [-1, 625, 2**40, 1.0])
def test_a_generator_that_would_draw_from_beyond_its_words_is_refused(place):
    twister = np.random.RandomState(0).get_state(legacy=False)
    twister["state"]["pos"] = place
    philox = np.random.Philox(0).state | {"buffer_pos": place}
    for state in (twister, philox):
        with pytest.raises(ValueError, match="impossible"):
            randomness.decode({"t": "random.RandomState", "v": state})


def test_long_doubles_arrive_as_doubles():
    there = received(wire.dump([np.longdouble(0.5), np.ones(2, dtype=np.clongdouble)]))
    assert [part.dtype.str for part in there] == ["<f8", "<c16"]


def test_a_time_of_messagepack_is_a_number():
    assert received(frame(msgpack.packb(msgpack.Timestamp(5)))) == 5.0


def test_large_frames_are_refused_unread():
    with pytest.raises(wire.WireError, match="1 MB"):
        received(wire.dump(np.zeros(1_000_000)), limit_mb=1)


def test_damaged_frames_never_do_more_than_fail():
    whole = wire.dump({"a": np.arange(5.0), "b": [pd.Series([1, 2]), (1, "x")], "c": {1: 2.5}})
    chance = random.Random(0)
    for _ in range(2000):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        with contextlib.suppress(wire.WireError, EOFError):
            received(bytes(damaged))
