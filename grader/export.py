"""nbgrader's table of grades in an order: by assignment, then by student.

In nbgrader_config.py::

    if "nbgrader" in sys.modules:
        from grader import export

        export.configure(config)
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbgrader.plugins.export import CsvExportPlugin


def configure(config: Any) -> None:
    """Make `nbgrader export` write sorted tables.

    Parameters
    ----------
    config : traitlets.config.Config
        The object that nbgrader_config.py gets as ``get_config()``.
    """
    config.ExportApp.plugin_class = Sorted


class Sorted(CsvExportPlugin):
    """Writes what nbgrader's own does; there students come as they were first graded."""

    def export(self, gradebook: Any) -> None:
        """Write the table."""
        super().export(gradebook)
        table = Path(self.to or "grades.csv")
        head, *rows = table.read_text().splitlines(keepends=True)
        fields = head.split(",")
        keys = [fields.index("assignment"), fields.index("student_id")]
        rows.sort(key=lambda row: [row.split(",")[key] for key in keys])
        table.write_text(head + "".join(rows))
