"""A page that gathers the reports of a learner's projects and their certificates."""

from __future__ import annotations

import re
from html import escape, unescape
from pathlib import Path
from urllib.parse import quote

from cli import desk
from grader.files import write_whole

PAGE = "portfolio.html"
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_DOCUMENT = """\
<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Portfolio of {holder}</title>
<meta name="color-scheme" content="light dark">
<style>
body {{ max-width: 42rem; margin: 3rem auto; padding: 0 1rem; overflow-wrap: anywhere; }}
body {{ background: #fff; color: #1f2328; }}
body {{ font: 1.05rem/1.6 system-ui, "DejaVu Sans", sans-serif; }}
h1 {{ line-height: 1.25; }}
a {{ color: #0b57a8; }}
@media (prefers-color-scheme: dark) {{
  body {{ background: #15181c; color: #e4e7ea; }}
  a {{ color: #7cb7f5; }}
}}
@media print {{
  body {{ margin: 0; max-width: none; background: #fff; color: #000; }}
  a {{ color: inherit; }}
}}
</style>
<h1>Portfolio of {holder}</h1>
<p>Reports written in the projects of the open machine-learning course.</p>
<ul>
{reports}
</ul>
{certificates}
</html>
"""


def gather(root: Path, folder: Path, holder: str) -> Path | None:
    """Copy the reports that projects have written, and write a page that links to them.

    Parameters
    ----------
    root : Path
        The course folder: reports lie on its desk, beside the notebooks that wrote them.
    folder : Path
        Where the copies go, and where certificates are.
    holder : str

    Returns
    -------
    Path or None
        The page; None where there is no report yet.
    """
    reports = []
    for path in sorted((root / desk.NAME).glob("course*/*/*.html")):
        text = path.read_text(encoding="utf-8", errors="replace")
        copy = f"{path.parent.name}_{path.name}"
        write_whole(folder / copy, text.encode())
        reports.append(_link(copy, _title(text) or path.stem))
    if not reports:
        return None
    pages = [p for p in sorted(folder.glob("*.html")) if p.with_suffix(".jwt").exists()]
    links = [_link(p.name, _title(p.read_text(encoding="utf-8"))) for p in pages]
    certificates = f"<h2>Certificates</h2>\n<ul>\n{chr(10).join(links)}\n</ul>" if links else ""
    page = _DOCUMENT.format(
        holder=escape(holder), reports="\n".join(reports), certificates=certificates
    )
    write_whole(folder / PAGE, page.encode())
    return folder / PAGE


def _title(page: str) -> str:
    """Return the title of a page; empty where it has none."""
    found = _TITLE.search(page)
    return unescape(found[1]).strip() if found else ""


def _link(name: str, title: str) -> str:
    return f'<li><a href="{escape(quote(name))}">{escape(title)}</a></li>'
