"""Two JupyterLabs on one desk: a learner who has forgotten the first."""

import re
import sqlite3

import pytest
from playwright.sync_api import expect

from tests.browser.test_day import (  # noqa: F401
    ASSIGNMENT,
    RIGHT,
    answer_all_but_one,
    choose,
    course,
    git,
    graders,
    lab_on,
    look_for,
    mend,
    open_notebook,
    origin,
    page,
    save,
    texts_of,
)
from tests.residents import staying


@pytest.fixture
def no_autosave(course, tmp_path):  # noqa: F811
    """It asks the same question as saving does, whenever its time has come."""
    settings = tmp_path / "home" / ".jupyter" / "lab" / "user-settings"
    settings = settings / "@jupyterlab" / "docmanager-extension" / "plugin.jupyterlab-settings"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"autosave": false}')


@pytest.mark.usefixtures("no_autosave")
def test_nothing_is_lost_between_two_labs(course, graders, page):  # noqa: F811
    """Both hand in at once; the one that saves last is asked what is to stay."""
    mine = course / "desk" / ASSIGNMENT
    other = page.context.browser.new_page(viewport={"width": 1400, "height": 1000})
    other.set_default_timeout(240_000)
    with lab_on(course) as first, lab_on(course) as second:
        answer_all_but_one(course)
        for one, lab in ((page, first), (other, second)):
            open_notebook(one, lab, ASSIGNMENT)
        for one in (page, other):
            choose(one, "Run", "Run All Cells")
        for one in (page, other):
            look_for(one, "87 of 100 points", "node.scrollHeight")
        assert len(staying(graders)) == 1

        mend(other)
        save(other, mine, lambda notebook: RIGHT in texts_of(notebook))
        choose(other, "Run", "Run All Cells")
        look_for(other, "100 of 100 points", "node.scrollHeight")
        page.keyboard.press("Escape")
        page.keyboard.press("Control+s")
        asked = page.locator(".jp-Dialog-content")
        expect(asked).to_contain_text("has changed on disk", timeout=240_000)
        asked.get_by_role("button", name="Overwrite").click()
        choose(page, "Run", "Run All Cells")
        said = look_for(page, "your best submission", "node.scrollHeight")
    assert re.search("87 of 100 points; your best submission, with 100 points, counts", said)
    ledger = sqlite3.connect(course / "results.db")
    scores = ledger.execute("select score from submissions order by id").fetchall()
    assert [score for (score,) in scores] == [87, 100, 87]
    assert git(course, "status", "--porcelain") == ""
