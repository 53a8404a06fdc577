import pytest
from playwright.sync_api import sync_playwright

from tests.browser.test_lab import CHROMIUM, FLAGS


@pytest.fixture
def opened(monkeypatch, tmp_path):
    """A function that opens the page which a call shows, in a real browser."""
    if CHROMIUM is None:
        pytest.fail("no Chromium here: run `apt-get install chromium`")
    shown = []
    monkeypatch.setattr("utils.pages.display", shown.append)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)

        def opened(show, *arguments, scripts=True, **options):
            show(*arguments, **options)
            path = tmp_path / "page.html"
            text = f"<!doctype html><html><body>{shown[-1].data}</body></html>"
            path.write_text(text, encoding="utf-8")
            page = browser.new_page(java_script_enabled=scripts)
            page.goto(path.as_uri())
            return page

        yield opened
        browser.close()
