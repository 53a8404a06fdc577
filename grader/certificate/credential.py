"""A credential: what somebody has achieved, signed. An Open Badge 3.0 as a JSON Web Token.

The token carries the key that verifies it, as the identifier of its issuer: whoever has the file
can check it, offline and with any tool that knows such tokens. Whose key it is, it cannot prove.
"""

from __future__ import annotations

import math
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from jwt.utils import base64url_decode, base64url_encode

from grader.certificate import keys
from grader.text import one_line

_CONTEXTS = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
_REQUIRED = {"require": ["iss", "jti", "nbf"], "verify_aud": False, "verify_sub": False}


class NotGenuine(Exception):
    """A credential that was not signed as it stands; the text is one line that says why."""


@dataclass(frozen=True)
class Standing:
    """What was reached in one assignment or project."""

    title: str
    score: float
    max_score: float


@dataclass(frozen=True)
class Credential:
    """What a token says.

    Attributes
    ----------
    holder : str
        The name of who did the work.
    course : str
        The title of what was completed.
    criteria : str
        What it took, in words.
    standings : tuple of Standing
    issuer : str
        What the signer calls themselves.
    about_issuer : str
        What their signature is worth, in their own words.
    issued : datetime
        In UTC, to the second.
    """

    holder: str
    course: str
    criteria: str
    standings: tuple[Standing, ...]
    issuer: str
    about_issuer: str
    issued: datetime


def sign(credential: Credential, key: Ed25519PrivateKey, repository: str) -> str:
    """Return a credential as a signed token.

    Parameters
    ----------
    credential : Credential
    key : Ed25519PrivateKey
    repository : str
        The address of the course: what its achievements are named by.
    """
    public = key.public_key()
    did = keys.identifier(public)
    badge = _badge(credential, did, repository)
    claims = {
        "iss": did,
        "jti": badge["id"],
        "nbf": int(credential.issued.timestamp()),
        "sub": badge["credentialSubject"]["id"],
    }
    header = {"typ": "JWT", "kid": f"{did}#{keys.multikey(public)}", "jwk": keys.as_jwk(public)}
    return jwt.encode({**badge, **claims}, key, algorithm="EdDSA", headers=header)


def verify(token: str) -> tuple[Credential, Ed25519PublicKey]:
    """Return what a token says, and the key that signed it.

    Raises
    ------
    NotGenuine
        When it is no such token, or was changed after it was signed.
    """
    try:
        _refuse_loose_ends(token)
        header = jwt.get_unverified_header(token)
        key = jwt.PyJWK(header.get("jwk"), algorithm="EdDSA").key
        payload = jwt.decode(token, key, algorithms=["EdDSA"], options=_REQUIRED)
    except jwt.ImmatureSignatureError:
        raise NotGenuine("it is dated in the future: is the clock of this machine right?") from None
    except (jwt.PyJWTError, TypeError, ValueError, AttributeError):
        raise NotGenuine("its signature does not fit: it was changed, or never signed") from None
    if not isinstance(key, Ed25519PublicKey):
        raise NotGenuine("it is signed by another kind of key than Ed25519")
    try:
        credential, issuer = _credential(payload), payload["issuer"]["id"]
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        raise NotGenuine("what it holds is no credential of a course like this") from None
    if not payload["iss"] == issuer == keys.identifier(key):
        raise NotGenuine("the key that signed it is not that of its issuer")
    return credential, key


def _refuse_loose_ends(token: str) -> None:
    """Refuse a token of which a character could be changed without changing what it says."""
    for part in token.split("."):
        if base64url_encode(base64url_decode(part)).decode() != part:
            raise ValueError("bits behind the end")


def _badge(credential: Credential, did: str, repository: str) -> dict[str, Any]:
    """Return the credential as Open Badges 3.0 describes it."""
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"{did} {credential.holder}")
    descriptions, results = [], []
    for number, standing in enumerate(credential.standings):
        place = f"urn:uuid:{uuid.uuid5(name, f'{credential.course} {number}')}"
        descriptions.append(
            {
                "id": place,
                "type": ["ResultDescription"],
                "name": standing.title,
                "resultType": "RawScore",
                "valueMax": f"{standing.max_score:g}",
            }
        )
        value = f"{standing.score:g}"
        results.append({"type": ["Result"], "resultDescription": place, "value": value})
    issued = credential.issued.astimezone(UTC)
    return {
        "@context": _CONTEXTS,
        "id": f"urn:uuid:{uuid.uuid5(name, f'{credential.course} {issued.isoformat()}')}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": credential.course,
        "issuer": {
            "id": did,
            "type": ["Profile"],
            "name": credential.issuer,
            "description": credential.about_issuer,
        },
        "validFrom": issued.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "credentialSubject": {
            "id": f"urn:uuid:{name}",
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "identityType": "name",
                    "hashed": False,
                    "identityHash": credential.holder,
                }
            ],
            "achievement": {
                "id": f"{repository}#{uuid.uuid5(uuid.NAMESPACE_URL, credential.course)}",
                "type": ["Achievement"],
                "achievementType": "Course",
                "name": credential.course,
                "description": credential.criteria,
                "criteria": {"narrative": credential.criteria},
                "resultDescription": descriptions,
            },
            "result": results,
        },
    }


def _credential(payload: dict[str, Any]) -> Credential:
    subject, issuer = payload["credentialSubject"], payload["issuer"]
    achievement = subject["achievement"]
    values = {result["resultDescription"]: result["value"] for result in subject["result"]}
    standings = tuple(
        Standing(str(one["name"]), float(values[one["id"]]), float(one["valueMax"]))
        for one in achievement["resultDescription"]
    )
    if not all(0 <= one.score <= one.max_score < math.inf for one in standings):
        raise ValueError("points that cannot be had")
    issued = datetime.strptime(payload["validFrom"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    holder = subject["identifier"][0]["identityHash"]
    words = (holder, payload["name"], achievement["criteria"]["narrative"])
    texts = (*words, issuer["name"], issuer["description"], *(one.title for one in standings))
    # Whoever shows a certificate must not be able to write more into it than there is room for.
    if any(text != one_line(text) for text in texts):
        raise ValueError("a text that is more than a line of plain text")
    return Credential(*words, standings, issuer["name"], issuer["description"], issued)
