"""`course site`: the course as web pages."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from cli import grading, tables
from cli.doctor import MEND
from cli.files import work_where_one_stands


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(rich_help_panel="Teach")(site)


def site(
    only: Annotated[
        list[str] | None,
        typer.Option(
            help="Write a site of this unit alone, in place of the one before; may be repeated.",
            metavar="UNIT",
        ),
    ] = None,
) -> None:
    """Write the course as web pages: lectures with outputs, quizzes to play, no server needed.

    What has been run before is kept in build/site until a lecture or utils changes.
    """
    root = work_where_one_stands()
    try:
        from website.build import SiteFault, build
    except ModuleNotFoundError as error:
        grading.fail(f"{error.name} is missing here: {MEND}")
    try:
        first = build(root, only=only or (), tell=partial(tables.print_line, stderr=True))
    except SiteFault as faults:
        for fault in str(faults).splitlines():
            tables.print_error(fault)
        raise typer.Exit(1) from None
    tables.print_line(f"Open {first}")
