import os
import sys
from pathlib import Path

import pytest

from tests.tiny_course import course

__all__ = ["course"]


@pytest.fixture(scope="session", autouse=True)
def programs_of_this_environment():
    """Let stock nbgrader find a program that it starts, `alembic`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
        yield
