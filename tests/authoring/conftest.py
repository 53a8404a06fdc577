import pytest

from tests.sample_texts import Course


@pytest.fixture
def course(tmp_path):
    return Course(tmp_path)
