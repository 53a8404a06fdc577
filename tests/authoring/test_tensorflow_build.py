"""A notebook with TensorFlow: its trainings run once, and no variant spoils the next."""

import pytest

from authoring import tables
from authoring.faults import AuthoringError
from authoring.source import parse
from tests import sample_tensorflow


@pytest.fixture
def trainings(tmp_path, monkeypatch):
    """The file in which every training leaves a line."""
    path = tmp_path / "trainings"
    path.touch()
    monkeypatch.setenv("TRAININGS", str(path))
    return path


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "course2_advanced" / "1_networks" / "c2_adding.py"
    path.parent.mkdir(parents=True)
    path.write_text(sample_tensorflow.text(0.1, training=1, plain=2))
    return path


def test_trainings_run_once_a_variant_and_not_for_other_exercises(source, trainings, tmp_path):
    table = tables.make(parse(source))
    (tmp_path / "c2_adding.json").write_bytes(tables.encode(table))
    trainings.write_text("")
    tables.check(parse(source), tmp_path)
    # The solution, three mistakes that train, and the alternative.
    assert len(trainings.read_text().splitlines()) == 5
    named = table["exercises"]["scale_5"]["mistakes"]
    assert [entry["says"] for entry in named if entry.get("nameless")] == []
    assert table["exercises"]["train_1"]["power"]["mutants"] > 0


def test_a_variant_that_spoils_what_is_shared_is_found(source, trainings):
    spoiling = 'with=""\n\n# %% mistake="scale_4" says="a layer is patched"\n'
    spoiling += "def scale_4(w, k):\n    keras.Sequential.count_params = lambda model: 99\n"
    spoiling += "    return 2 * w\n"
    text = sample_tensorflow.text(0.1, training=0, plain=1)
    text = text.replace('with=""\n', spoiling, 1)
    source.write_text(text)
    with pytest.raises(AuthoringError, match="one changes shared data"):
        tables.make(parse(source))
