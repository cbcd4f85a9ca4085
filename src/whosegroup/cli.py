"""The command `whosegroup`: a thin skin over the modules that do the work."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import __version__
from .bank.problems import count
from .bank.roots import (
    VARIABLE,
    BankError,
    Roots,
    banks_named,
    checked_bank,
    content_root,
    lay_over,
)
from .console import accept_any_text

if TYPE_CHECKING:
    from .authoring.measure import Measure
    from .authoring.new import New
    from .bank.model import Bank

# The extra that brings a module, where it is not that of reports.
EXTRAS = {"text2qti": "export", "minify": "book"}
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


Named = tuple[Path, ...]


class NamedWrong(click.ClickException):
    """A bank that cannot be used."""

    exit_code = 2  # as for any other mistake in what was typed


def banks(
    _context: click.Context, _option: click.Parameter, value: Sequence[str], new: bool = False
) -> Named:
    """Return the folders that `--bank` or the environment names, or say what is wrong with one."""
    try:
        found = banks_named(value or [os.environ.get(VARIABLE, "")])
        if new and len(found) > 1:
            raise BankError("Two banks are named, and a file goes into one. Name it with --bank.")
        return tuple(checked_bank(bank, new=new) for bank in found)
    except BankError as why:
        raise NamedWrong(str(why)) from None


bank_option = click.option(
    "--bank",
    "bank",
    multiple=True,
    callback=banks,
    metavar="FOLDER",
    help="A folder of your own cases and exercises, added to those of the course; may be repeated. "
    f"Else what {VARIABLE} names.",
)
lang_option = click.option("--lang", help="The language of the words, if it is not the course's.")


def said(*errors: type[Exception]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Turn an error that was written for instructors into a message instead of a traceback."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def run(*args: Any, **kwargs: Any) -> Any:
            try:
                return command(*args, **kwargs)
            except errors as why:
                raise click.ClickException(str(why)) from None

        return run

    return decorate


def roots_of(bank: Sequence[Path]) -> Roots:
    """Return the folders to read, with the banks that are named laid over the course."""
    return lay_over(*bank)


class Entrance(click.Group):
    """The command as a whole: what all of its parts have in common when they are run."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        accept_any_text()
        return super().main(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ModuleNotFoundError as error:
            name = (error.name or "").partition(".")[0]
            raise click.ClickException(
                f"This needs {name}, which is not installed here. "
                f'Run: pip install "whosegroup[{EXTRAS.get(name, "instructor")}]"'
            ) from None


@click.group(cls=Entrance)
@click.version_option(__version__)
def main() -> None:
    """Look after a course: its cases, its exercises, and what a class makes of them."""


@main.command()
@bank_option
@lang_option
@click.option("--measure", is_flag=True, help="Count also what the cases hold: balance and length.")
@click.option("--site", type=FOLDER, help="Search this built site for the key of graded exercises.")
def check(bank: Named, lang: str | None, measure: bool, site: Path | None) -> None:
    """Check every case, exercise and word; list all that is wrong, with file, line and remedy."""
    from .bank.loading import read_bank
    from .bank.strays import find_strays
    from .exercises.loading import read_exercises

    found, problems = read_bank(roots_of(bank), lang)
    exercises, more = read_exercises(found)
    more += find_strays(found) if found.words else []
    if site:
        from .authoring.leaks import check_site, find_leaks

        more += check_site(site, found) or find_leaks(site, exercises)
    problems = sorted({*problems, *more})
    for problem in problems:
        click.echo(str(problem))
    measures = _measured(found) if measure else []
    for counted in measures:
        click.echo(str(counted))
    if problems or not all(counted.holds for counted in measures):
        click.echo(f"Problems: {len(problems)}.", err=True)
        sys.exit(1)
    cases = count(len(found.vignettes), "case", "cases")
    click.echo(f"No problem in {cases} and {count(len(exercises), 'exercise', 'exercises')}.")


def _measured(bank: Bank) -> list[Measure]:
    from .authoring.balance import measure_bank

    return measure_bank(bank)


into_option = click.option(
    "--bank",
    "bank",
    multiple=True,
    callback=partial(banks, new=True),
    metavar="FOLDER",
    help="The folder of your own bank, which is made if it is not there. "
    f"Else what {VARIABLE} names, or the course's own.",
)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", help="What the course is called, if not like its folder.")
@click.option(
    "--package",
    metavar="WHEEL|ADDRESS",
    help="Where the course gets this package from: a wheel, which is put beside it, or an address "
    "that pip takes. Else where it was installed from, or its name and version.",
)
def start(folder: Path, title: str | None, package: str | None) -> None:
    """Begin a course of your own in FOLDER, with a small example to be written over."""
    from .authoring.new import WritingError
    from .authoring.start import start as begin

    made = said(WritingError, OSError)(begin)(folder, title, package)
    click.echo(f"Wrote a course of {len(made.files)} files into {folder}")
    _say(made.next_steps)


@main.group()
def new() -> None:
    """Begin a case, an exercise or a chapter from a template, and say what to do next."""


@new.command("vignette")
@click.argument("name")
@into_option
@lang_option
@click.option("--kind", help="One of data/kinds.yml; the first of them if none is named.")
@click.option("--pair", help="The name of its other half.")
def new_vignette(
    name: str, bank: Named, lang: str | None, kind: str | None, pair: str | None
) -> None:
    """Begin a case, which is called a vignette in the files."""
    from .authoring import new as writing

    _begun(writing.new_vignette, name, _into(bank), lang, kind, pair)


@new.command("exercise")
@click.argument("name")
@into_option
@lang_option
@click.option("--type", default="sort", show_default=True, help="What readers do with the cases.")
@click.option("--graded", is_flag=True, help="A test whose key is not on its page.")
def new_exercise(name: str, bank: Named, lang: str | None, type: str, graded: bool) -> None:
    """Begin an exercise, and the words for it."""
    from .authoring import new as writing

    _begun(writing.new_exercise, name, _into(bank), lang, type, graded)


@new.command("chapter")
@click.argument("name")
@into_option
@lang_option
def new_chapter(name: str, bank: Named, lang: str | None) -> None:
    """Begin a chapter and the notebook of its practice page."""
    from .authoring import new as writing

    _begun(writing.new_chapter, name, _into(bank), lang)


def _into(bank: Named) -> Path:
    return bank[0] if bank else content_root()


def _begun(begin: Callable[..., New], *arguments: Any) -> None:
    from .authoring.new import WritingError

    made = said(WritingError, OSError)(begin)(*arguments)
    for file in made.files:
        click.echo(f"Wrote {file}")
    _say(made.next_steps)


def _say(steps: Iterable[str]) -> None:
    for number, step in enumerate(steps, start=1):
        click.echo(f"{number}. {step}")


@main.command("list")
@click.argument(
    "what",
    type=click.Choice(["vignettes", "exercises", "asks", "decisions", "cues", "criteria"]),
    default="vignettes",
)
@bank_option
@lang_option
@click.option(
    "--csv",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the table into this file instead.",
)
def list_bank(what: str, bank: Named, lang: str | None, file: Path | None) -> None:
    """Show what there is to choose from, as a table."""
    from .authoring.listing import as_csv, as_text, bank_rows
    from .bank.loading import read_bank

    found, problems = read_bank(roots_of(bank), lang)
    rows = bank_rows(found, what)
    if file:
        said(OSError)(file.write_text)(as_csv(rows), encoding="utf-8-sig")
        click.echo(f"Wrote {len(rows)} rows into {file}")
    else:
        click.echo(as_text(rows, shutil.get_terminal_size().columns))
    if problems:
        click.echo("Not all could be read. Run: whosegroup check", err=True)


@main.command()
@click.argument("name")
@bank_option
@lang_option
@click.option("--port", default=0, help="The port to serve on; any that is free if left out.")
@click.option("--open/--no-open", "open_browser", default=True, help="Open it in a browser.")
def preview(name: str, bank: Named, lang: str | None, port: int, open_browser: bool) -> None:
    """Show one exercise or one case alone, anew whenever one of its files is saved.

    Where a case and an exercise have one name, vignette/NAME is the case.
    """
    from .authoring.preview import PreviewError, serve_preview
    from .authoring.serving import PortError

    serve = said(PreviewError, PortError)(serve_preview)
    serve(name, roots_of(bank), port, open_browser, _ready, lang)


def _ready(address: str) -> None:
    click.echo(f"The preview is at {address} (Ctrl+C ends this)")


@main.command("export")
@click.argument("names", nargs=-1, required=True, metavar="EXERCISE...")
@click.option(
    "--to",
    required=True,
    type=click.Choice(["moodle", "qti", "csv"]),
    help="Moodle XML, QTI 1.2 as Canvas takes it, or a table.",
)
@click.option(
    "--out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder for the files; it is made if it is not there. No file in it is replaced.",
)
@bank_option
@lang_option
def export_exercises(
    names: tuple[str, ...], to: str, out: Path, bank: Named, lang: str | None
) -> None:
    """Write exercises as questions with feedback, for the quizzes of a learning platform.

    The questions of a graded exercise come with its key, too.
    """
    from .authoring.exporting.files import export
    from .authoring.exporting.questions import ExportError
    from .bank.problems import ContentError
    from .exercises.loading import UnknownExerciseError

    write = said(UnknownExerciseError, ContentError, ExportError, OSError)(export)
    exported = write(names, to, out, roots_of(bank), lang)
    _tell(exported.wrote, exported.mind)


def _tell(wrote: Iterable[str], mind: Iterable[str]) -> None:
    """Say what was written, and apart from it what to mind."""
    for sentence in wrote:
        click.echo(sentence)
    for sentence in mind:
        click.echo(sentence, err=True)


@main.command("print")
@click.argument("names", nargs=-1, metavar="[EXERCISE...]")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    help="The file to write, such as sheet.html; or a folder, where there are several exercises. "
    "A sheet that is there is replaced.",
)
@click.option("--key", is_flag=True, help="Add the key, with reasons, on pages of its own.")
@click.option(
    "--only",
    multiple=True,
    metavar="CASE",
    help="Only this case of the one exercise that is named; may be given several times.",
)
@click.option("--form", default="", metavar="FORM", help="Only this form of the one test, as a.")
@bank_option
@lang_option
def print_sheets(
    names: tuple[str, ...],
    out: Path,
    key: bool,
    only: tuple[str, ...],
    form: str,
    bank: Named,
    lang: str | None,
) -> None:
    """Write exercises as worksheets for paper: `all`, or no name, stands for every exercise.

    The key of a test, graded or not, is a file of its own; in a folder each form is one, too.
    """
    from .authoring.printing import PrintError, print_exercises
    from .bank.problems import ContentError
    from .exercises.loading import UnknownExerciseError

    write = said(UnknownExerciseError, ContentError, PrintError, OSError)(print_exercises)
    printed = write(names, out, key, roots_of(bank), lang, only, form)
    _tell(printed.wrote, printed.mind)


@main.command()
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The package to write, such as course.zip. One that is there is replaced.",
)
@click.option(
    "--version",
    type=click.Choice(["1.2", "2004"]),
    default="1.2",
    show_default=True,
    help="The version of SCORM that your platform takes.",
)
@click.option(
    "--only",
    metavar="CHAPTER",
    help="Open at this chapter, and count its exercises alone. The whole book is there to read.",
)
@click.option(
    "--site",
    type=FOLDER,
    default=Path("_build/html"),
    show_default=True,
    help="The built site.",
)
@bank_option
@lang_option
def scorm(
    out: Path, version: str, only: str | None, site: Path, bank: Named, lang: str | None
) -> None:
    """Pack the built site for a learning platform, which then keeps what each student answers.

    What completes the course, and what makes the score, stands in data/course.yml.
    """
    from .authoring.scorm.package import ScormError, package
    from .bank.problems import ContentError

    pack = said(ScormError, ContentError, OSError)(package)
    packed = pack(site, out, version, only, roots_of(bank), lang)
    click.echo(f"Wrote {packed.file}: SCORM {version}, {packed.files} files.")
    click.echo(
        f"It is complete when these are done: {count(packed.done, 'exercise', 'exercises')}."
    )


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@bank_option
@lang_option
@click.option("--readers", default=60, show_default=True, help="How many readers.")
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same class.")
@click.option("--exercise", "names", multiple=True, help="At these exercises; may be repeated.")
def simulate(
    folder: Path,
    bank: Named,
    lang: str | None,
    readers: int,
    seed: int,
    names: tuple[str, ...],
) -> None:
    """Write the work of a simulated class into FOLDER, to try the report with.

    Nobody has answered so: chance does, with a confusion that the report should find.
    """
    from .bank.content import exercise_names
    from .bank.problems import ContentError
    from .exercises.loading import UnknownExerciseError, load_exercise
    from .instructor.simulate import can_simulate, write
    from .instructor.simulate import simulate as simulated

    roots = roots_of(bank)
    load = said(UnknownExerciseError, ContentError)(load_exercise)
    every = exercise_names(roots)
    exercises = [load(name, roots, lang) for name in names or every]
    if left_out := [one.id for one in exercises if names and not can_simulate(one)]:
        able = [name for name in every if can_simulate(load(name, roots, lang))]
        raise click.ClickException(
            f"No work can be made up at {', '.join(left_out)}. These can be: {', '.join(able)}."
        )
    count = said(OSError)(write)(simulated(exercises, readers, seed), folder)
    click.echo(f"Wrote {count} files of a simulated class of {readers} into {folder}")


WORK = click.Path(exists=True, path_type=Path)
out_option = click.option(
    "--out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder that the report is written into; it is made if it is not there.",
)
only_option = click.option(
    "--exercise", "names", multiple=True, help="Report on this exercise alone; may be repeated."
)
roster_option = click.option(
    "--roster",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A class list as CSV, with a column `code`: it puts names to codes.",
)


def reports(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the work that it reads, and all that can be asked of a report on it."""
    options = (out_option, only_option, roster_option, bank_option, lang_option)
    command = click.argument("work", type=WORK)(command)
    for option in reversed(options):
        command = option(command)
    return command


@main.command()
@reports
def report(**asked: Any) -> None:
    """Say what a class finds hard.

    WORK is a folder of saved work files and saved courses, at any depth, or a zip of them, as a
    learning platform hands it over. Moodle's report of a SCORM package's interactions may lie there
    too, or be WORK itself.
    """
    _report(**asked, graded=False)


@main.command()
@reports
def grade(**asked: Any) -> None:
    """Mark graded exercises, with the key that lies in your bank.

    WORK is as for `report`. Beside the report this writes marks.csv and, with a class
    list that has the columns of Moodle or Canvas, files that their gradebooks import.
    """
    _report(**asked, graded=True)


def _report(
    work: Path,
    out: Path,
    bank: Named,
    lang: str | None,
    names: tuple[str, ...],
    roster: Path | None,
    graded: bool,
) -> None:
    from .bank.problems import ContentError
    from .instructor.handed_in.model import CollectError
    from .instructor.handed_in.roster import RosterError
    from .instructor.reporting import AskedError, OutError, report_on

    now = datetime.now(UTC)
    roots = roots_of(bank)
    wrong = (CollectError, OutError, AskedError, RosterError, ContentError, OSError)
    run = said(*wrong)(report_on)
    wanted: dict[str, Any] = {"graded": graded, "only": names, "roster": roster}
    made = run(work, out, roots, lang, now=now, progress=_progress, **wanted)
    readers, files = made.findings.readers, made.collected.files
    click.echo(f"Readers: {readers}. Files: {files}. Remarks on files: {len(made.problems)}.")
    for sentence in made.said:
        click.echo(sentence)
    click.echo(f"The report is in {made.page}")
    if not readers:
        remedy = "Put the files that readers saved there, or name the zip of your course site."
        if made.problems:
            remedy = f"What was amiss with each file stands in {out / 'problems.csv'}."
        if graded and len(roots) == 1:
            remedy = f"Name your bank with --bank. {remedy}"
        raise click.ClickException(f"No answer in {work} could be counted. {remedy}")


def _progress(files: Iterable[Any]) -> Iterator[Any]:
    """Show how far the reading has come, on a terminal alone."""
    files = list(files)
    with click.progressbar(files, label="Reading", file=sys.stderr) as shown:
        yield from shown
