"""The command line of the course."""

import importlib.metadata
import sys
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from typer.core import TyperGroup

from authoring.skeleton import KINDS, NameFault, create
from cli import certificates, grading, progress, site, submitting, tables
from cli import doctor as self_check
from cli.files import work_where_one_stands
from grader.files import StorageError

# Of click, which newer versions of Typer bring along under a name of their own.
UsageError, Abort = typer.BadParameter.__base__, typer.Abort


class OneLine(TyperGroup):
    """Says what was wrong in the use of a command in one line."""

    def main(self, *words, standalone_mode: bool = True, **extra):
        """Run the command line; end with its exit code, as click does."""
        try:
            code = super().main(*words, standalone_mode=False, **extra)
        except UsageError as error:
            path = error.ctx.command_path if error.ctx else "course"
            tables.print_error(f"{_in_one_line(error.format_message())} {path} --help")
            code = error.exit_code
        except Abort:
            code = 130  # as of a program that Ctrl-C has ended
        if standalone_mode:
            sys.exit(code or 0)
        return code


def _in_one_line(fault: str) -> str:
    """Return what was wrong, up to the name of the page that helps."""
    said = " ".join(fault.replace("Value error, ", "").split()).rstrip(".")
    return f"{said} See" if said.endswith("?") else f"{said}: see"


app = typer.Typer(
    name="course",
    cls=OneLine,
    help="Learn, teach and change the open machine-learning course.",
    invoke_without_command=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
console = Console()
tell = partial(tables.print_line, stderr=True)
Kind = Enum("Kind", {name: name for name in KINDS})


@app.callback()
def options(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Say which version this is.")] = False,
) -> None:
    """Learn, teach and change the open machine-learning course."""
    if version:
        console.print(f"course {importlib.metadata.version('open-machine-learning-course')}")
    elif context.invoked_subcommand is None:
        console.print(context.get_help())


@app.command(
    rich_help_panel="Learn",
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)
def lab(
    context: typer.Context,
    author: Annotated[
        bool, typer.Option("--author", help="Open the repository, with formgrader and Jupytext.")
    ] = False,
) -> None:
    """Open JupyterLab on your desk: working copies of the course's notebooks.

    Options of JupyterLab's own, such as --no-browser or --port=8899, go to it.
    """
    import os

    root = work_where_one_stands()
    folder = root if author else _renew_desk(root)
    start = folder / ("README.md" if author else "START.md")
    arguments = ["-m", "jupyterlab", f"--ServerApp.root_dir={folder}"]
    arguments += [f"--LabApp.default_url=/lab/tree/{start.name}"] if start.exists() else []
    # Texts open as pages rather than in the editor, and no question about news comes first;
    # a learner's nbgrader has no buttons for authors.
    settings = Path(__file__).parent / "lab_settings" / ("author" if author else "learner")
    arguments += [f"--LabApp.app_settings_dir={settings}"]
    # What was read to its end counts on the start page at once.
    hook = "cli.progress.renew_start_page"
    arguments += [] if author else [f"--FileContentsManager.post_save_hook={hook}"]
    # Jupytext reads how a source text is saved from .jupytext.py, a hidden file.
    arguments += ["--ContentsManager.allow_hidden=True"] if author else []
    if author:  # formgrader takes its settings from where its server starts
        os.chdir(root)
    # In a container everybody is root, and JupyterLab would refuse to start.
    arguments += ["--allow-root"] if os.geteuid() == 0 else []
    os.execv(sys.executable, [sys.executable, *arguments, *context.args])


def _renew_desk(root: Path) -> Path:
    from cli import desk

    try:
        for path in desk.renew(root):
            tell(f"Your work on an earlier version is kept in {path}.")
        progress.write_start_page(root)
    except (OSError, StorageError) as error:
        grading.fail(f"your desk cannot be written: {error}")
    return root / desk.NAME


@app.command(rich_help_panel="Learn")
def doctor(
    brief: Annotated[
        bool, typer.Option("--brief", help="One line, unless something is wrong.")
    ] = False,
) -> None:
    """Say what is installed, what works, and how to mend what does not."""
    work_where_one_stands()
    raise typer.Exit(self_check.report(console, brief=brief))


@app.command(rich_help_panel="Teach")
def build(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            help="Notebooks or units; with --check those whose answers are run.",
            metavar="NAME",
            show_default="all",
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail if anything is out of date.")
    ] = False,
    practice: Annotated[
        bool,
        typer.Option("--practice", help="Check the answers of lectures only; pytest the others."),
    ] = False,
    anew: Annotated[
        bool, typer.Option("--anew", help="Run also the answers that have not changed.")
    ] = False,
) -> None:
    """Make the notebooks from the texts in source/."""
    from authoring import build as builder
    from authoring.faults import AuthoringError

    if check and anew:
        raise typer.BadParameter("it writes nothing: leave out --anew", param_hint="--check")
    if practice and not check:
        raise typer.BadParameter("it says what --check runs: add --check", param_hint="--practice")
    root = _root_with_source()
    tell(f"Building the course in {root}")
    try:
        if check:
            sources, chosen = builder.sources_named(root, names or ())
            # The answers of assignments are graded by the tests, too.
            proved = [s for s in chosen if s.is_lecture or not practice]
            _tell_drift(builder.drift(root, tell, sources, proved))
            _tell_leaks(builder.find_leaks(root, sources))
            _tell_holes(builder.find_holes(root, sources), root)
            tables.print_line("Everything is what source/ says, no answer shows, no slip passes.")
        else:
            report = builder.build(root, names or (), anew, tell)
            _tell_what_was_built(report, root)
    except AuthoringError as error:
        _tell_faults(error.faults, root)
        raise typer.Exit(1) from None


@app.command(rich_help_panel="Teach")
def mutants(
    notebook: Annotated[
        str | None, typer.Argument(help="A notebook or unit.", show_default="all")
    ] = None,
    exercise: Annotated[str | None, typer.Option(help="One exercise of it.")] = None,
) -> None:
    """Show how many small changes of each solution the checks reject and explain."""
    from authoring import build as builder
    from authoring.faults import AuthoringError

    root = _root_with_source()
    try:
        measured = builder.tables_of(root, [notebook] if notebook else ())
    except AuthoringError as error:
        _tell_faults(error.faults, root)
        raise typer.Exit(1) from None
    known = [name for table in measured.values() for name in table.get("exercises", ())]
    if exercise and exercise not in known:
        mend = grading.did_you_mean(exercise, known) or "`course mutants` lists all"
        grading.fail(f"there is no exercise `{exercise}` here: {mend}")
    tables.print_power(measured, exercise, details=notebook is not None)


@app.command(rich_help_panel="Teach")
def new(
    kind: Annotated[Kind, typer.Argument(show_default=False)],
    name: Annotated[
        str,
        typer.Argument(help="COURSE/UNIT for a unit, else UNIT/NAME.", show_default=False),
    ],
) -> None:
    """Begin a unit or a notebook: write a text that builds, to be written over."""
    root = _root_with_source()
    try:
        for path in create(root, kind.value, name):
            tables.print_line(f"written {path.relative_to(root)}")
    except NameFault as fault:
        grading.fail(fault)


def _root_with_source() -> Path:
    """Return the folder of the course that is to be changed."""
    root = work_where_one_stands()
    if not (root / "source").is_dir():
        grading.fail("there is no source/ here: this is a learner's edition, ready as it is")
    return root


def _tell_faults(faults: list, root: Path) -> None:
    for fault in faults:
        path = fault.path.relative_to(root)
        tell(f"{path}:{fault.line}: {fault.what}")


def _tell_drift(drift: list[Path]) -> None:
    for path in drift:
        tell(f"{path} is not what source/ says: run `make build` and commit it.")
    if drift:
        raise typer.Exit(1)


def _tell_leaks(leaks: list) -> None:
    for leak in leaks:
        tell(str(leak))
    if leaks:
        raise typer.Exit(1)


def _tell_holes(holes: list, root: Path) -> None:
    _tell_faults(holes, root)
    if holes:
        raise typer.Exit(1)


def _tell_what_was_built(report, root: Path) -> None:
    _tell_faults(report.notices, root)
    for path in report.kept:
        tell(f"Somebody's changes are kept in {path.relative_to(root)}.")
    for path in [*report.written, *report.removed]:
        tables.print_line(f"{'removed' if path in report.removed else 'written'} {path}")
    count = len(report.written) + len(report.removed)
    tables.print_line(f"{count} files changed." if count else "Everything was up to date.")


submitting.register(app)
grading.register(app)
progress.register(app)
certificates.register(app)
site.register(app)

if __name__ == "__main__":
    app()
