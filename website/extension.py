"""What our pages need of Sphinx beyond its own: formulas as MathML, and alternative text."""

from html import escape
from pathlib import Path

from docutils import nodes
from math_core import LatexError, LatexToMathML

from website.faults import SiteFault

# MathML needs no script, can be read aloud, and every current browser draws it.
_CONVERTER = LatexToMathML(ignore_unknown_commands=False)


def setup(app):
    """Called by Sphinx."""
    app.add_config_value("alternatives", {}, "env")
    app.add_html_math_renderer("mathml", (_inline, None), (_display, None))
    app.connect("doctree-read", _give_alternatives)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def mathml(latex, display):
    """Return a formula as MathML.

    Parameters
    ----------
    latex : str
    display : bool
        Whether it stands on a line of its own.

    Raises
    ------
    SiteFault
        For LaTeX that cannot be read.
    """
    try:
        return _CONVERTER.convert_with_local_state(latex, displaystyle=display)
    except LatexError as error:
        raise SiteFault(f"this formula cannot be read: {latex!r}: {error}") from None


def _inline(self, node):
    self.body.append(mathml(node.astext(), display=False))
    raise nodes.SkipNode


def _display(self, node):
    # What is wider than a phone can be scrolled, by keyboard too.
    label = escape(node.astext(), quote=True)
    self.body.append(f'<div class="formula" role="group" tabindex="0" aria-label="{label}">')
    self.body.append(mathml(node.astext(), display=True))
    self.body.append("</div>\n")
    raise nodes.SkipNode


def _give_alternatives(app, doctree):
    for picture in doctree.findall(nodes.image):
        text = app.config.alternatives.get(Path(picture["uri"]).name)
        if text:
            picture["alt"] = text
