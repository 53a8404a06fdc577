"""The key that signs credentials, and how it is told from others."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from jwt.algorithms import OKPAlgorithm

PRIVATE, PUBLIC = "private_key.pem", "public_key.pem"
_ED25519 = b"\xed\x01"  # the multicodec of such a public key
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_MEND = "give the PEM file of an Ed25519 key without a password"


class KeyFault(Exception):
    """A file that holds no usable key; the text is one line with its mend."""


def own_key(folder: Path) -> Ed25519PrivateKey:
    """Return the private key of a folder; make one, and its public half, if there is none.

    Raises
    ------
    KeyFault
        When there is a file that holds no key.
    OSError
        When it cannot be read or written.
    """
    path = folder / PRIVATE
    if path.exists():
        return read_private(path)
    folder.mkdir(parents=True, exist_ok=True)
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    # Nobody else on this machine may sign with it, at no time.
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
    (folder / PUBLIC).write_bytes(
        key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    )
    return key


def read_private(path: Path) -> Ed25519PrivateKey:
    """Return the private key that a PEM file holds."""
    return _read(path, Ed25519PrivateKey, lambda pem: load_pem_private_key(pem, password=None))


def read_public(path: Path) -> Ed25519PublicKey:
    """Return the public key that a PEM file holds."""
    return _read(path, Ed25519PublicKey, load_pem_public_key)


def as_jwk(key: Ed25519PublicKey) -> dict[str, str]:
    """Return a public key as a JSON Web Key."""
    jwk = OKPAlgorithm.to_jwk(key, as_dict=True)
    return {name: jwk[name] for name in ("crv", "kty", "x")}


def identifier(key: Ed25519PublicKey) -> str:
    """Return the decentralized identifier (did:key) that holds a public key itself.

    Of all such identifiers the kind that most tools know; it needs no network.
    """
    return f"did:key:{multikey(key)}"


def multikey(key: Ed25519PublicKey) -> str:
    """Return a public key as a Multikey: its kind and bytes in base 58, after a `z`."""
    return "z" + _base58(_ED25519 + key.public_bytes_raw())


def fingerprint(key: Ed25519PublicKey) -> str:
    """Return 16 hexadecimal digits by which people compare public keys."""
    digits = hashlib.sha256(key.public_bytes_raw()).hexdigest()[:16]
    return " ".join(digits[n : n + 4] for n in range(0, 16, 4))


def _base58(data: bytes) -> str:
    """Return bytes that do not begin with 0 in Bitcoin's base 58."""
    number, digits = int.from_bytes(data), ""
    while number:
        number, digit = divmod(number, 58)
        digits = _BASE58[digit] + digits
    return digits


def _read(path: Path, kind: type, load) -> Any:
    try:
        key = load(path.read_bytes())
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, kind):
        raise KeyFault(f"{path} holds no such key: {_MEND}")
    return key
