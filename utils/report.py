"""A report that stands alone: one HTML file with its words and pictures inside."""

import base64
import html
import io
from pathlib import Path

__all__ = ["report_html", "write_report"]

_PAGE = """<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="color-scheme" content="light dark">
<style>
body {{ max-width: 46rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }}
body {{ background: #fff; color: #222; }}
body {{ font: 1.05rem/1.55 Georgia, serif; }}
h1, h2 {{ font-family: Helvetica, Arial, sans-serif; line-height: 1.2; }}
h2 {{ margin-top: 2rem; border-bottom: 1px solid #888; break-after: avoid; }}
figure {{ margin: 1.5rem 0; break-inside: avoid; }}
img {{ max-width: 100%; }}
figcaption {{ font-size: 0.9rem; }}
@media (prefers-color-scheme: dark) {{ body {{ background: #15181c; color: #e4e7ea; }} }}
@media print {{ body {{ margin: 0; max-width: none; background: #fff; color: #000; }} }}
</style>
<h1>{title}</h1>
{body}
</html>
"""


def report_html(title, sections, figures=(), closing=None):
    """Return a report as one page of HTML that needs no other file and no network.

    Parameters
    ----------
    title : str
    sections : dict of str to str
        The text of each section under its heading, in order. An empty line begins a new
        paragraph. The text is plain: ``<`` and ``&`` are shown as they are.
    figures : sequence of (matplotlib.figure.Figure, str)
        Pictures with their captions, shown behind the last section.
    closing : dict of str to str, optional
        Sections that stand behind the pictures, such as where the data come from.

    Returns
    -------
    str
    """
    parts = _sections(sections)
    parts += [_figure(figure, caption) for figure, caption in figures]
    parts += _sections(closing or {})
    return _PAGE.format(title=html.escape(title), body="\n".join(parts))


def write_report(path, title, sections, figures=(), closing=None):
    """Write `report_html` into a file, and return its path."""
    path = Path(path)
    path.write_text(report_html(title, sections, figures, closing), encoding="utf-8")
    return path


def _sections(sections):
    parts = []
    for heading, text in sections.items():
        parts.append(f"<h2>{html.escape(heading)}</h2>")
        parts += [f"<p>{html.escape(block.strip())}</p>" for block in _paragraphs(text)]
    return parts


def _paragraphs(text):
    blocks = "\n".join(line.strip() for line in text.strip().splitlines()).split("\n\n")
    return [block for block in blocks if block.strip()]


def _figure(figure, caption):
    picture = io.BytesIO()
    figure.savefig(picture, format="png", dpi=120, bbox_inches="tight")
    data = base64.b64encode(picture.getvalue()).decode("ascii")
    caption = html.escape(caption)
    return (
        f'<figure><img alt="{caption}" src="data:image/png;base64,{data}">'
        f"<figcaption>{caption}</figcaption></figure>"
    )
