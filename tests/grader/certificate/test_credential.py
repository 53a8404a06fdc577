"""A credential says what was signed, and nothing else is taken for one."""

import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from jwt.utils import base64url_encode

from grader.certificate import keys, page
from grader.certificate.credential import Credential, NotGenuine, Standing, sign, verify

COURSE = "https://example.org/course"
SAID = Credential(
    "Zoë <b>Ångström</b>",
    "Course 1 · Lines & planes",
    "At least 80% of the points.",
    (Standing("Two lines", 93.5, 100.0), Standing("A plane", 80.0, 100.0)),
    "the machine of zoe",
    "It shows that nothing was changed since.",
    datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC),
)


@pytest.fixture(scope="module")
def key():
    return Ed25519PrivateKey.generate()


@pytest.fixture(scope="module")
def token(key):
    return sign(SAID, key, COURSE)


def test_what_was_signed_is_read_back(key, token):
    said, signed_by = verify(token)
    assert said == SAID
    assert signed_by.public_bytes_raw() == key.public_key().public_bytes_raw()


def test_it_is_an_open_badge(token):
    """What Open Badges 3.0 demands of a credential as a token."""
    header, claims = jwt.get_unverified_header(token), jwt.decode(token, options=_UNVERIFIED)
    assert (header["typ"], header["alg"]) == ("JWT", "EdDSA")
    assert header["jwk"]["crv"] == "Ed25519" and "d" not in header["jwk"]
    assert claims["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert claims["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert claims["iss"] == claims["issuer"]["id"]
    assert claims["jti"] == claims["id"]
    assert claims["sub"] == claims["credentialSubject"]["id"]
    achievement = claims["credentialSubject"]["achievement"]
    assert achievement["criteria"]["narrative"] == SAID.criteria
    described = [one["id"] for one in achievement["resultDescription"]]
    results = claims["credentialSubject"]["result"]
    assert [one["resultDescription"] for one in results] == described


def test_the_issuer_is_named_by_the_key_that_verifies(key, token):
    did, header = jwt.decode(token, options=_UNVERIFIED)["iss"], jwt.get_unverified_header(token)
    assert did == keys.identifier(key.public_key())
    assert header["kid"] == f"{did}#{did.removeprefix('did:key:')}"


def test_a_key_has_the_name_that_the_standard_gives_it():
    """The first example of the did:key method's own."""
    first = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key()
    name = "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp"
    assert keys.identifier(first) == name


def test_every_changed_character_is_noticed(token):
    for place, old in enumerate(token):
        other = "A" if old != "A" else "B"
        with pytest.raises(NotGenuine):
            verify(token[:place] + other + token[place + 1 :])


def test_a_credential_signed_anew_by_another_is_theirs(token):
    stranger = Ed25519PrivateKey.generate()
    claims = jwt.decode(token, options=_UNVERIFIED)
    forged = jwt.encode(
        claims, stranger, "EdDSA", headers={"jwk": keys.as_jwk(stranger.public_key())}
    )
    with pytest.raises(NotGenuine, match="not that of its issuer"):
        verify(forged)


@pytest.mark.parametrize("text", ["", "a.b.c", "no token", "eyJhbGciOiJub25lIn0.e30."])
def test_what_is_no_token_is_refused(text):
    with pytest.raises(NotGenuine):
        verify(text)


def test_an_unsigned_one_is_refused(token):
    _, body, _ = token.split(".")
    header = base64url_encode(b'{"alg": "none", "typ": "JWT"}').decode()
    with pytest.raises(NotGenuine):
        verify(f"{header}.{body}.")


def test_one_that_holds_something_else_is_refused(key):
    public = key.public_key()
    claims = {"iss": keys.identifier(public), "jti": "urn:x", "nbf": 0}
    other = jwt.encode(claims, key, "EdDSA", headers={"jwk": keys.as_jwk(public)})
    with pytest.raises(NotGenuine, match="no credential"):
        verify(other)


@pytest.mark.parametrize(
    "change",
    [
        {"holder": "Ann\nSigned on 2026-01-01 by somebody great."},
        {"holder": "Ann\x1b[8m"},
        {"issuer": "a  b"},
        {"standings": (Standing("Lines\r\n", 8.0, 10.0),)},
        {"standings": (Standing("Lines", 11.0, 10.0),)},
        {"standings": (Standing("Lines", 1.0, float("inf")),)},
        {"standings": (Standing("Lines", float("nan"), 10.0),)},
    ],
)
def test_what_would_write_more_than_a_certificate_says_is_refused(key, change):
    with pytest.raises(NotGenuine, match="no credential"):
        verify(sign(replace(SAID, **change), key, COURSE))


def test_one_from_the_future_says_so(key):
    ahead = replace(SAID, issued=datetime.now(UTC).replace(microsecond=0) + timedelta(days=2))
    with pytest.raises(NotGenuine, match="clock"):
        verify(sign(ahead, key, COURSE))


def test_the_page_shows_what_is_signed_and_holds_it(token):
    text = page.render(token)
    assert "Zoë &lt;b&gt;Ångström&lt;/b&gt;" in text
    assert "93.5 of 100" in text and "4 March 2026" in text
    assert page.token_of(text) == token
    assert page.token_of(f"{token}\n") == token


def test_a_changed_page_is_noticed(token):
    text = page.render(token)
    with pytest.raises(NotGenuine, match="page was changed"):
        page.token_of(text.replace("93.5 of 100", "99.5 of 100"))
    with pytest.raises(NotGenuine, match="no credential"):
        page.token_of(text.replace('id="credential"', ""))


def test_a_key_is_made_once_and_read_by_nobody_else(tmp_path):
    first = keys.own_key(tmp_path / "certificates")
    again = keys.own_key(tmp_path / "certificates")
    assert first.private_bytes_raw() == again.private_bytes_raw()
    path = tmp_path / "certificates" / keys.PRIVATE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    public = keys.read_public(path.with_name(keys.PUBLIC))
    assert keys.identifier(public) == keys.identifier(first.public_key())


def test_a_file_that_holds_no_key_says_what_to_give(tmp_path):
    (tmp_path / keys.PRIVATE).write_text("no key")
    with pytest.raises(keys.KeyFault, match="Ed25519"):
        keys.own_key(tmp_path)
    (tmp_path / keys.PUBLIC).write_bytes(b"\xff")
    with pytest.raises(keys.KeyFault, match="Ed25519"):
        keys.read_public(tmp_path / keys.PUBLIC)


_UNVERIFIED = {"verify_signature": False}
