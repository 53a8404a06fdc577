"""Settings by which nbgrader's own commands and formgrader work from this folder."""

from pathlib import Path

from authoring.build import refresh_instructor_versions
from authoring.nbgrader_format import configure

# nbgrader starts from build/source, which is made from source/ whenever that has changed.
refresh_instructor_versions(Path(__file__).parent)
configure(get_config())  # noqa: F821 (nbgrader provides it)
