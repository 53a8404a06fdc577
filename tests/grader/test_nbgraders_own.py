"""nbgrader's own tests of `nbgrader autograde`, from its package, with our judge in its place."""

import shutil

import pytest
from nbgrader.tests.apps.conftest import temp_cwd
from nbgrader.tests.apps.test_nbgrader_autograde import TestNbGraderAutograde

__all__ = ["TestNbGraderAutograde", "temp_cwd"]

CONFIG = """\
from grader import autograde

autograde.configure(get_config())
"""
# Where we differ on purpose; docs/grading.md says why.
DIFFERENCES = {
    "test_handle_failure": "only answers are read, so no other cell of a submission can fail",
    "test_handle_failure_single_notebook": "the same",
    "test_side_effects": "files that cells write are not kept",
    "test_no_execute": "outputs that were handed in are not kept, nor believed",
}


@pytest.fixture(scope="module", autouse=True)
def our_judge(tmp_path_factory):
    """Configure nbgrader as a person does who wants our judge in every course."""
    folder = tmp_path_factory.mktemp("jupyter")
    (folder / "nbgrader_config.py").write_text(CONFIG)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_CONFIG_PATH", str(folder))
        yield


@pytest.fixture(autouse=True)
def on_purpose(request):
    """Expect those tests to fail that ask for what we do not want."""
    if reason := DIFFERENCES.get(request.node.originalname):
        request.applymarker(pytest.mark.xfail(reason=reason, strict=True))


@pytest.fixture
def course_dir(tmp_path, new_gradebook):
    """A course folder, as in nbgrader's tests, where nobody waits for a new gradebook."""
    folder = tmp_path / "course"
    folder.mkdir()
    shutil.copy(new_gradebook, folder)
    return str(folder)


@pytest.fixture
def db(tmp_path, new_gradebook):
    """The address of another gradebook."""
    return f"sqlite:///{shutil.copy(new_gradebook, tmp_path / 'nbgrader_test.db')}"
