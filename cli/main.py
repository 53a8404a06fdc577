"""The command line: `course --help` is its table of contents."""

import typer

from cli import grading

app = typer.Typer(
    help="Learn, teach and change the open machine-learning course.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
grading.register(app)

if __name__ == "__main__":
    app()
