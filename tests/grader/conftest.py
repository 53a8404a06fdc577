import os
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from tests.tiny_course import course

__all__ = ["course"]


@pytest.fixture(scope="session", autouse=True)
def programs_of_this_environment():
    """Let stock nbgrader find a program that it starts, `alembic`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
        yield


@pytest.fixture(scope="session")
def new_gradebook(programs_of_this_environment, tmp_path_factory):
    """An empty gradebook, to copy: nbgrader takes seconds to make one."""
    path = tmp_path_factory.mktemp("book") / "gradebook.db"
    Gradebook(f"sqlite:///{path}").close()
    return path
