"""From the learner's notebooks to a folder of web pages."""

import os
import shutil
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import SphinxError

from website import check, pages
from website.execute import basis
from website.faults import SiteFault

BUILD = Path("build", "site")
UNFOLD = "Show or hide the pages of this unit"
STATIC = Path(__file__).with_name("static")


def build(root, folder=None, only=(), tell=lambda text: None):
    """Write the course as web pages, in place of those before; these stay where that fails.

    Parameters
    ----------
    root : pathlib.Path
        The repository.
    folder : pathlib.Path, optional
        Where to work; ``build/site`` by default. The pages go into ``html`` in it.
    only : sequence of str
        Names of units; all of them if there are none.
    tell : callable
        Called with a line on what is done.

    Returns
    -------
    pathlib.Path
        The first page.

    Raises
    ------
    SiteFault
        For a unit that does not exist, a notebook that fails, or a page with a broken link, a
        picture without words or an error of a cell.
    """
    folder = folder or root / BUILD
    target, fresh = folder / "html", folder / "fresh"
    tell("Running the lectures that have changed")
    written = pages.write(root, folder / "pages", folder / "executed", basis(root), only, tell)
    tell("Writing the pages")
    shutil.rmtree(fresh, ignore_errors=True)
    _write(folder / "pages", fresh, folder / "doctrees", written)
    _name_toggles(fresh)
    if faults := check.faults(fresh):
        raise SiteFault("\n".join(faults))
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    return target / "index.html"


def _write(source, target, doctrees, written):
    settings = _settings()
    settings |= {"alternatives": written.texts, "exclude_patterns": written.files}
    warnings = _Warnings()
    with open(os.devnull, "w") as nowhere:
        told = {"status": nowhere, "warning": warnings, "freshenv": True}
        try:
            app = Sphinx(source, None, target, doctrees, "html", settings, **told)
            app.build(force_all=True)
        except SphinxError as error:
            raise SiteFault(str(error)) from None
    if warnings.lines:
        raise SiteFault("".join(warnings.lines).strip())


def _name_toggles(target):
    """Name the arrows that unfold the navigation, which the theme leaves without a name."""
    arrow = '<span class="toctree-toggle"'
    named = f'<summary aria-label="{UNFOLD}">{arrow}'
    for path in target.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        path.write_text(page.replace(f"<summary>{arrow}", named), encoding="utf-8")


class _Warnings:
    """Takes what Sphinx warns of."""

    def __init__(self):
        self.lines = []

    def write(self, text):
        self.lines.append(text)

    def flush(self):
        pass


def _settings():
    return {
        "project": "Open machine-learning course",
        "project_copyright": "the authors; text and pictures CC BY 4.0, code BSD-3-Clause",
        "language": "en",
        "extensions": ["myst_nb", "website.extension"],
        "myst_enable_extensions": ["dollarmath"],
        "myst_dmath_double_inline": True,
        "myst_heading_anchors": 3,
        "nb_execution_mode": "off",
        "nb_merge_streams": True,
        "nb_ipywidgets_js": {},
        "html_math_renderer": "mathml",
        "html_theme": "pydata_sphinx_theme",
        "html_title": "Open machine-learning course",
        "html_static_path": [str(STATIC)],
        "html_css_files": ["course.css"],
        "html_js_files": ["quiz.js"],
        "html_copy_source": False,
        "html_show_sphinx": False,
        "html_use_index": False,
        "html_theme_options": {
            "navigation_with_keys": False,
            "navbar_align": "left",
            "navbar_end": ["theme-switcher"],
            "secondary_sidebar_items": ["page-toc"],
            "footer_start": ["copyright"],
            "footer_end": [],
            "show_prev_next": True,
            "show_nav_level": 1,
            "navigation_depth": 3,
        },
    }
