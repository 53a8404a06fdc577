"""`course site`: the course as web pages."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from cli.doctor import MEND
from cli.files import work_where_one_stands

console, errors = Console(), Console(stderr=True)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(rich_help_panel="Teach")(site)


def site(
    only: Annotated[
        list[str] | None,
        typer.Option(help="A unit, and no other; may be repeated.", metavar="UNIT"),
    ] = None,
) -> None:
    """Write the course as web pages: lectures with outputs, quizzes to play, no server needed.

    What has been run before is kept in build/site until a lecture or utils changes.
    """
    root = work_where_one_stands()
    try:
        from website.build import SiteFault, build
    except ModuleNotFoundError as error:
        errors.print(f"Error: {error.name} is missing here: {MEND}", highlight=False)
        raise typer.Exit(1) from None
    try:
        first = build(root, only=only or (), tell=lambda text: errors.print(text, highlight=False))
    except SiteFault as fault:
        errors.print(f"Error: {fault}", markup=False, soft_wrap=True, highlight=False)
        raise typer.Exit(1) from None
    console.print(f"Open {first}", soft_wrap=True, highlight=False)
