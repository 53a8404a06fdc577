"""Learners' markdown as HTML that can do nothing, for who grades by hand in formgrader.

nbconvert leaves HTML in markdown as it is, so that a script in an essay would run with the
rights of whoever reads it.
"""

from __future__ import annotations

from typing import Any

import jinja2
import nh3
from markupsafe import escape
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

_SCHEMES = nh3.ALLOWED_URL_SCHEMES | {"data"}  # as which pictures attached to a cell arrive


@jinja2.pass_context
def markdown2html(context: Any, source: str) -> str:
    """Return markdown as HTML without scripts; formulas stay as they are.

    It stands in for nbconvert's filter of this name.
    """
    attachments = context.get("cell", {}).get("attachments", {})
    renderer = IPythonRenderer(escape=False, attachments=attachments)
    try:
        html = MarkdownWithMath(renderer=renderer).render(source)
    except Exception:  # a picture that is not there, quotes nested beyond reason
        html = f"<pre>{escape(source)}</pre>"
    return nh3.clean(html, url_schemes=_SCHEMES)
