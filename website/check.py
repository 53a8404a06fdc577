"""Looks for what no page may have: broken links, pictures without words, errors of cells."""

from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

ADDRESSES = {"a": "href", "link": "href", "img": "src", "script": "src", "iframe": "src"}
WRONG = {"stderr", "traceback"}  # classes that MyST-NB gives to such outputs


def faults(folder):
    """List what is wrong with the pages of a site.

    Parameters
    ----------
    folder : pathlib.Path

    Returns
    -------
    list of str
        One line each, with the page.
    """
    pages = {
        path: _read(path) for path in sorted(folder.rglob("*.html")) if "_static" not in path.parts
    }
    found = []
    for path, page in pages.items():
        name = path.relative_to(folder)
        found += [f"{name}: a picture without alternative text: {src}" for src in page.mute]
        found += [f"{name}: an error or a warning is shown"] if page.went_wrong else []
        for address in page.addresses:
            if why := _broken(path, address, pages):
                found.append(f"{name}: {address} {why}")
    return found


def _broken(path, address, pages):
    """Say why an address leads nowhere, or nothing; outside this site only its form is judged."""
    parts = urlsplit(address)
    if parts.scheme in ("data", "mailto"):
        return ""
    if parts.scheme or parts.netloc:
        return "" if parts.scheme == "https" and "." in parts.netloc else "is no address"
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if not target.is_file():
        return "leads to no file"
    if parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids:
        return "leads to no such place"
    return ""


def _read(path):
    page = _Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page


class _Page(HTMLParser):
    """Collects what a page refers to and what it has."""

    def __init__(self):
        super().__init__()
        self.addresses, self.ids, self.mute, self.went_wrong = [], set(), [], False

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if attrs.get("id"):
            self.ids.add(attrs["id"])
        address = attrs.get(ADDRESSES.get(tag))
        if address and address != "#":
            self.addresses.append(address)
        if tag == "img" and not attrs.get("alt", "").strip():
            self.mute.append(attrs.get("src", "")[:60])
        # A lecture may print a traceback to explain it.
        classes = (attrs.get("class") or "").split()
        self.went_wrong |= "output" in classes and not WRONG.isdisjoint(classes)
