"""The commands for what a learner can show: `certificate` makes it, `verify` checks it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from authoring.place import Place
from cli import desk, grading, portfolio, start, tables
from cli.start import Step
from grader.files import write_whole
from grader.text import one_line

WHOLE = "The open machine-learning course"
_OWN_MACHINE = (
    "The work was graded and this signed on the learner's own computer: the signature shows that"
    " nothing was changed since, not who did the work."
)
_INSTRUCTOR = (
    "Their name is the signer's own claim: compare the key with the one that they publish."
)

Name = Annotated[
    str | None,
    typer.Option(help="Your name as it is to be printed.", show_default="your user name"),
]
Issuer = Annotated[
    str | None, typer.Option(help="Who signs: an instructor or a school. Needs --key.")
]
Key = Annotated[
    Path | None,
    typer.Option(help="The private Ed25519 key to sign with.", show_default="this machine's own"),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command(rich_help_panel="Learn")(certificate)
    app.command(rich_help_panel="Learn")(verify)


def certificate(
    name: Name = None,
    student: grading.Student = None,
    issuer: Issuer = None,
    key: Key = None,
    ledger: grading.LedgerAt = None,
) -> None:
    """Print a certificate of each course that you have completed, and gather your reports.

    A course is completed with 80% of the points in every assignment and project. Where a unit
    offers two projects, one is enough.
    """
    from grader.books.ledger import Ledger
    from grader.certificate import keys, page
    from grader.certificate.credential import sign

    if issuer and not key:
        raise typer.BadParameter("an issuer signs with a key of their own", param_hint="--key")
    student = grading.student_of(student)
    try:
        course = grading.course_at(Path.cwd())
        with Ledger(course.root, ledger) as record:
            best = record.best(student)
        path = start.counting(start.path(course.root, best))
        steps = [step for step in path if step.kind in start.GRADED]
        completed = _completed(steps)
        certificates = course.root / desk.CERTIFICATES
        folder = certificates / student
        if completed:
            signing = keys.read_private(key) if key else keys.own_key(certificates)
            repository = Place.read(course.root).repository
        signer = (
            (one_line(issuer), _INSTRUCTOR)
            if issuer
            else (f"the machine of {student}", _OWN_MACHINE)
        )
        for place, title, of_course in completed:
            credential = _credential(one_line(name or student), title, of_course, signer)
            token = sign(credential, signing, repository)
            write_whole(folder / f"{place}.jwt", token.encode())
            write_whole(folder / f"{place}.html", page.render(token).encode())
            paper = f"{tables.near(folder / place)}.html"
            tables.print_line(f"written {paper}, to open and print, and .jwt, to hand on")
        if reports := portfolio.gather(course.root, folder, name or student):
            tables.print_line(f"written {tables.near(reports)}")
    except (*grading.WENT_WRONG, keys.KeyFault) as error:
        grading.fail(error)
    if not completed:
        grading.fail(_what_is_missing(steps))


def verify(
    file: Annotated[Path, typer.Argument(help="A certificate: .html or .jwt.", show_default=False)],
    key: Annotated[
        Path | None, typer.Option(help="The public key that its signer publishes.")
    ] = None,
) -> None:
    """Check that a certificate says what was signed, and by which key."""
    from grader.certificate import credential, keys, page

    try:
        if file.exists() and not file.is_file():
            raise credential.NotGenuine("this is no file")
        token = page.token_of(file.read_bytes().decode("utf-8"))
        said, signed_by = credential.verify(token)
        if key and keys.identifier(keys.read_public(key)) != keys.identifier(signed_by):
            raise credential.NotGenuine(f"it was not signed by the key in {key}")
    except credential.NotGenuine as error:
        grading.fail(f"{file}: {error}")
    except UnicodeDecodeError:
        grading.fail(f"{file}: this is no certificate")
    except (OSError, keys.KeyFault) as error:
        grading.fail(error)
    lines = [f"Unchanged since it was signed: {said.holder} has completed {said.course}."]
    for one in said.standings:
        lines.append(f"  {one.title}: {one.score:g} of {one.max_score:g} points")
    signature = f"key {keys.fingerprint(signed_by)}"
    lines.append(f"Signed on {said.issued:%Y-%m-%d} by {said.issuer}, {signature}.")
    lines.append(f"The key is that in {key}." if key else said.about_issuer)
    tables.print_line("\n".join(lines))


def _completed(steps: list[Step]) -> list[tuple[str, str, list[Step]]]:
    """Return name, title and steps of each course that is completed, at last of all together."""
    by_course: dict[str, list[Step]] = {}
    for step in steps:
        by_course.setdefault(step.path.parts[0], []).append(step)
    found = [
        (place, of_course[0].course, of_course)
        for place, of_course in by_course.items()
        if start.is_completed(of_course)
    ]
    if len(by_course) > 1 and len(found) == len(by_course):
        found.append(("all_courses", WHOLE, steps))
    return found


def _credential(holder: str, title: str, steps: Iterable[Step], signer: tuple[str, str]):
    from grader.certificate.credential import Credential, Standing

    standings = tuple(
        Standing(step.title, step.best.score, step.best.max_score) for step in steps if step.best
    )
    criteria = (
        f"At least {100 * start.ENOUGH:g}% of the points in each of {len(standings)} assignments"
        " and projects, each graded by visible and hidden checks."
    )
    issued = datetime.now(UTC).replace(microsecond=0)
    return Credential(holder, title, criteria, standings, *signer, issued)


def _what_is_missing(steps: list[Step]) -> str:
    """Say what is left of the course that is nearest to its end."""
    left: dict[str, list[Step]] = {}
    for step in steps:
        if not step.done:
            left.setdefault(step.course, []).append(step)
    if not left:
        return "this course has no assignments, so there is nothing to certify"
    course, missing = min(left.items(), key=lambda item: len(item[1]))
    names = ", ".join(step.path.stem for step in missing[:3])
    more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
    return (
        f"no course is completed yet: in {course} {names}{more} have not reached"
        f" {100 * start.ENOUGH:g}%; `course progress` shows what is left"
    )
