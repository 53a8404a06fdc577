import pytest

from grader.engine.engine import Engine


@pytest.fixture(scope="session")
def engine():
    """An engine as strangers' work needs it."""
    with Engine() as engine:
        yield engine
