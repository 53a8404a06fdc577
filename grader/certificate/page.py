"""The certificate as a page to print, which holds the credential that it shows."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from grader.certificate import keys
from grader.certificate.credential import NotGenuine, verify

if TYPE_CHECKING:
    import jinja2

_TOKEN = re.compile(r'<pre id="credential"[^>]*>\s*([\w.-]+)\s*</pre>')


def render(token: str) -> str:
    """Return the page of a credential: a self-contained HTML document.

    It shows what the token says and nothing else, so that it can be made anew from it.

    Raises
    ------
    NotGenuine
        When the token is not what was signed.
    """
    credential, key = verify(token)
    return _template().render(credential=credential, fingerprint=keys.fingerprint(key), token=token)


def token_of(text: str) -> str:
    """Return the credential that a file holds: a token, or a page made of one.

    Raises
    ------
    NotGenuine
        When there is none, or the page shows something else than what was signed.
    """
    if "<" not in text:
        return text.strip()
    found = _TOKEN.search(text)
    if not found:
        raise NotGenuine("this page holds no credential")
    if render(found[1]) != text:
        raise NotGenuine("this page was changed: it does not show what was signed")
    return found[1]


@cache
def _template() -> jinja2.Template:
    import jinja2

    loader = jinja2.FileSystemLoader(Path(__file__).parent)
    environment = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True)
    return environment.get_template("certificate.html")
