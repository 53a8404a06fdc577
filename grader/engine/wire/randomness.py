"""Random numbers on both sides: generators as arguments, and the global ones kept in step."""

from __future__ import annotations

import ctypes
import pickle
import random
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np

_SEEDS = (("tensorflow.random", "set_seed"), ("keras.utils", "set_random_seed"))
_TWISTER_BYTES = 625 * 4  # of MT19937, which the global generator is: 624 words and a place
_BIT_GENERATORS = ("PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64")


def encode(value: Any) -> dict | None:
    """Return the tree of a random generator, its state as plain data; None for other things."""
    if isinstance(value, np.random.Generator):
        return {"t": "random.Generator", "v": value.bit_generator.state}
    if isinstance(value, np.random.RandomState):
        return {"t": "random.RandomState", "v": value.get_state(legacy=False)}
    if type(value) is random.Random:
        return {"t": "random.Random", "v": value.getstate()}
    return None


def decode(tree: dict) -> Any:
    """Return a generator in the state that a tree describes."""
    state = tree["v"]
    if tree["t"] == "random.Random":
        generator = random.Random()
        generator.setstate(state)
        return generator
    if state["bit_generator"] not in _BIT_GENERATORS:
        raise ValueError("an unknown generator")
    bits = getattr(np.random, state["bit_generator"])(0)
    _check_places(state)
    bits.state = state
    is_new = tree["t"] == "random.Generator"
    return np.random.Generator(bits) if is_new else np.random.RandomState(bits)


def _check_places(state: dict) -> None:
    """Raise `ValueError` where a generator would draw from beyond its words: NumPy looks not."""
    places = (state["state"].get("pos", 0), 624), (state.get("buffer_pos", 0), 4)
    if not all(type(place) is int and 0 <= place <= most for place, most in places):
        raise ValueError("a generator in an impossible state")


def copy_state(old: Any, new: Any) -> None:
    """Put one generator into the state of another of its type."""
    if isinstance(old, np.random.Generator):
        old.bit_generator.state = new.bit_generator.state
    elif isinstance(old, np.random.RandomState):
        old.set_state(new.get_state())
    else:
        old.setstate(new.getstate())


def fingerprint(generator: Any) -> bytes:
    """Return what tells one state of a generator from another."""
    if isinstance(generator, np.random.Generator):
        return pickle.dumps(generator.bit_generator.state)
    if isinstance(generator, np.random.RandomState):
        return pickle.dumps(generator.get_state(legacy=False))
    return pickle.dumps(generator.getstate())


class GlobalState:
    """The judge's view of the global generators: says when they moved, so the worker's follow.

    A check that seeds and then calls the learner's function expects the function to draw
    from that seed. The state travels to the worker only.
    """

    def __init__(self) -> None:
        self._words, self._python = _words(), random.getstate()
        self._seen = np.random.get_state()
        self._seeds: dict[str, Any] = {}
        self._note("numpy", np.random, ("seed", "set_state"), _words)
        self._note("python", random, ("seed", "setstate"), random.getstate)

    def _note(
        self, which: str, module: ModuleType, names: tuple[str, ...], state: Callable[[], Any]
    ) -> None:
        """Have it noted what a generator's state is whenever it has been seeded."""

        def noting(seeding: Callable) -> Callable:
            def seed(*arguments: Any, **options: Any) -> None:
                seeding(*arguments, **options)
                self._seeds[which] = state()

            return seed

        for name in names:
            setattr(module, name, noting(getattr(module, name)))

    def seeded(self) -> dict[str, Any] | None:
        """Return the state of those that were seeded since the last call, and not drawn from."""
        if not self._seeds:
            return None
        words, python = _words(), random.getstate()
        state: dict[str, Any] = {}
        if self._seeds.get("numpy") == words:
            self._words, self._seen = words, np.random.get_state()
            state["numpy"] = self._seen
        if self._seeds.get("python") == python:
            self._python = state["python"] = python
        self._seeds.clear()
        return state or None

    def moved(self) -> dict[str, Any] | None:
        """Return the state as plain data if it is not what it was at the last call."""
        words, python = _words(), random.getstate()
        # Every question to the worker comes by here, and the whole state takes long to get.
        # It is more than its words only while a normal number has been put by.
        if words == self._words and python == self._python and not self._seen[3]:
            return None
        state = np.random.get_state()
        same = words == self._words and python == self._python and state[3:] == self._seen[3:]
        self._words, self._python, self._seen = words, python, state
        return None if same else {"numpy": state, "python": python}


def _words() -> bytes:
    """Return the words that NumPy's global generator draws from, and its place in them."""
    return ctypes.string_at(np.random.get_bit_generator().ctypes.state_address, _TWISTER_BYTES)


def follow(state: dict[str, Any] | None) -> None:
    """Put the global generators into the state that the judge sent."""
    if state is not None:
        if "numpy" in state:
            np.random.set_state(state["numpy"])
        if "python" in state:
            random.setstate(state["python"])


def mirror_seeds(send: Callable[[str, int], None]) -> None:
    """Let TensorFlow's and Keras' seeding in the judge seed the worker too.

    Parameters
    ----------
    send : callable
        Given the function's module path and name, and the seed.
    """
    for module_name, name in _SEEDS:
        package = sys.modules.get(module_name.partition(".")[0])
        module = getattr(package, module_name.partition(".")[2], None)
        original = getattr(module, name, None)
        if original is not None:
            setattr(module, name, _seeding(original, f"{module_name}.{name}", send))


def _seeding(original: Callable, path: str, send: Callable[[str, int], None]) -> Callable:
    def seed(value: int) -> None:
        original(value)
        send(path, int(value))

    return seed


def seed(path: str, value: int) -> None:
    """Seed as `mirror_seeds` saw it done, in the worker."""
    package, module, name = path.split(".")
    getattr(getattr(sys.modules[package], module), name)(value)
