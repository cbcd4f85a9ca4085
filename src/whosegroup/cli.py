"""The command `whosegroup`: a thin skin over the modules that do the work."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import __version__
from .content import Roots, content_roots, lay_over

if TYPE_CHECKING:
    from .balance import Measure
    from .bank import Bank

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
bank_option = click.option(
    "--bank",
    type=FOLDER,
    envvar="WHOSEGROUP_BANK",
    help="A folder of your own cases and exercises, added to those of the course.",
)
lang_option = click.option("--lang", help="The language of the words, if it is not the course's.")


def roots_of(bank: Path | None) -> Roots:
    """Return the folders to read, with a bank laid over the course where one is named."""
    return lay_over(bank) if bank else content_roots()


@click.group()
@click.version_option(__version__)
def main() -> None:
    """Look after a course: its cases, its exercises, and what a class makes of them."""


@main.command()
@bank_option
@lang_option
@click.option("--measure", is_flag=True, help="Count also what the cases hold: balance and length.")
def check(bank: Path | None, lang: str | None, measure: bool) -> None:
    """Check every case, exercise and word; list all that is wrong, with file, line and remedy."""
    from .bank import read_bank
    from .exercises import read_exercises

    found, problems = read_bank(roots_of(bank), lang)
    exercises, more = read_exercises(found)
    problems = sorted({*problems, *more})
    for problem in problems:
        click.echo(str(problem))
    measures = _measured(found) if measure else []
    for counted in measures:
        click.echo(str(counted))
    if problems or not all(counted.holds for counted in measures):
        click.echo(f"Problems: {len(problems)}.", err=True)
        sys.exit(1)
    click.echo(f"No problem in {len(found.vignettes)} cases and {len(exercises)} exercises.")


def _measured(bank: Bank) -> list[Measure]:
    from .balance import measure_bank

    return measure_bank(bank)


def said(error: type[Exception]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Turn an error that was written for instructors into a message instead of a traceback."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        from functools import wraps

        @wraps(command)
        def run(*args: Any, **kwargs: Any) -> Any:
            try:
                return command(*args, **kwargs)
            except error as why:
                raise click.ClickException(str(why)) from None

        return run

    return decorate
