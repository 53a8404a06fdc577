"""What checks demand of a trained model was measured with ten seeds.

`thresholds/<notebook>.csv` has a row for each such demand: the exercise, what is measured, the
demand as its check cell writes it (`>= 0.7`), and what came out with ten seeds.
"""

import csv
import operator
import re
from pathlib import Path

import pytest

from authoring.reading import read_sources

ROOT = Path(__file__).parents[2]
SOURCES = {source.stem: source for source in read_sources(ROOT)}
RELATIONS = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt}


def _rows():
    for path in sorted((Path(__file__).parent / "thresholds").glob("*.csv")):
        with path.open(newline="") as lines:
            for row in csv.DictReader(lines):
                name = f"{path.stem}-{row['exercise']}-{row['quantity']}"
                yield pytest.param(path.stem, row, id=name)


@pytest.mark.parametrize("stem, row", list(_rows()))
def test_a_threshold_holds_for_ten_seeds(stem, row):
    cells = SOURCES[stem].of(row["exercise"], "checks")
    demand = re.compile(re.escape(row["bound"]) + r"(?![\d.]*\d)")  # and no longer number
    assert any(demand.search(cell.text) for cell in cells), "no check demands this"
    relation, limit = row["bound"].split()
    measured = [float(row[f"seed_{number}"]) for number in range(10)]
    assert all(RELATIONS[relation](value, float(limit)) for value in measured)
