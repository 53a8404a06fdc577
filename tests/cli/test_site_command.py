"""`course site`, as a person types it."""

from typer.testing import CliRunner

from cli.main import app


def test_a_misspelt_unit_is_told_in_a_line():
    done = CliRunner().invoke(app, ["site", "--only", "1_linear_regresion"])
    assert done.exit_code == 1
    assert "Error: 1_linear_regresion is no unit: there are 0_foundations, 1_linear_" in done.stderr
    assert "Traceback" not in done.stderr
