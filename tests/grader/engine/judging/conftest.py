from pathlib import Path

import pytest

import utils
from grader.engine.engine import Engine


@pytest.fixture(scope="session")
def course_engine():
    """An engine that shows notebooks the course's `utils`."""
    with Engine([str(Path(utils.__file__).parent)]) as engine:
        yield engine
