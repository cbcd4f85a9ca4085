"""Beginning a case, an exercise or a chapter: its files, with TODO where an author has to write.

Nothing that is there is overwritten; an entry in a table of words is added at its end.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from shlex import quote
from string import Template

from ..bank.content import find_files
from ..bank.loading import read_bank
from ..bank.model import Bank
from ..bank.problems import did_you_mean
from ..bank.roots import content_root, lay_over
from ..bank.strict import NAME
from ..bank.yaml_files import read_text, read_yaml
from ..exercises.graded import SECRET
from ..exercises.types import TYPES

PACKAGE = Path(__file__).resolve().parents[1]
LANGUAGE = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")


@dataclass(frozen=True)
class New:
    """What was begun: the files that were written or added to, and sentences on what to do next."""

    files: list[Path]
    next_steps: list[str]


class WritingError(ValueError):
    """Nothing was written; the message says where, what and the remedy."""


def new_vignette(
    name: str,
    folder: Path,
    lang: str | None = None,
    kind: str | None = None,
    pair: str | None = None,
) -> New:
    """Begin a case in the bank in a folder, of the first kind unless another is named.

    `pair` names its other half, which need not be there.

    Raises WritingError, as the other two do, for a name that cannot be one or is taken.
    """
    _check_own(folder)
    _check_name(name)
    bank = _tables(folder)
    kind = bank.kinds.first if kind is None else kind
    _check_known("kind", kind, bank.kinds.all)
    scored, other = kind in bank.kinds.scored, bank.kinds.other(kind)
    if pair is not None:
        _check_pair(name, pair)
        if not scored:
            raise WritingError(
                f"A case of the kind '{kind}' has no other half. Leave the pair out."
            )
    where = f"data/vignettes/{_language(folder, lang)}"
    _check_free(folder, where, f"{name}.md")
    line = f"pair: {pair}" if pair else "# pair: the-other-half"
    values = {"kind": kind, "other": other, "pair": line, **_examples(bank)}
    template = "vignette.md" if scored else "vignette-placed.md"
    file = folder / where / f"{name}.md"
    written = write({file: _fill(template, **values)})
    steps = [f"Write the case: put your own words in the place of each TODO in {file}."]
    if pair:
        other = _command(folder, f"new vignette {pair} --kind {other} --pair {name}")
        steps.append(f"Its other half is {pair}. If it is not there yet, run: {other}")
    return New(written, steps + _looking(folder, name))


def new_exercise(
    name: str, folder: Path, lang: str | None = None, type: str = "sort", graded: bool = False
) -> New:
    """Begin an exercise: its file and its words; a graded one also gets a secret of its bank.

    A secret that is there is kept. The bank's `.gitignore` keeps it out of a repository.
    """
    _check_own(folder)
    _check_name(name)
    _check_known("type", type, TYPES)
    if graded and "graded" not in TYPES[type].options:
        able = " or ".join(f"'{name}'" for name in TYPES if "graded" in TYPES[name].options)
        raise WritingError(f"An exercise of type '{type}' cannot be graded. Take the type {able}.")
    _check_free(folder, "exercises", f"{name}.yml")
    file = folder / "exercises" / f"{name}.yml"
    words = _new_words(folder, _language(folder, lang), name, name, TYPES[type].topics)
    written = write({file: _fill(f"exercise-{'graded' if graded else type}.yml")}, words)
    written += _keep_secret(folder) if graded else []
    places = " and in ".join(str(path) for path in (file, *words))
    steps = [f"Put your own words in the place of each TODO in {places}."]
    if graded:
        steps.append(
            f"Keep {folder / SECRET}, and show it to nobody: "
            "without it the files that are handed in cannot be marked."
        )
    return New(written, steps + _looking(folder, name))


def new_chapter(name: str, folder: Path, lang: str | None = None) -> New:
    """Begin a chapter and its practice page, a notebook; `_toc.yml` is left to the author."""
    _check_own(folder)
    _check_name(name)
    for where, ending in (("book", "md"), ("notebooks", "ipynb")):
        _check_free(folder, where, f"{name}.{ending}")
    chapter, notebook = folder / "book" / f"{name}.md", folder / "notebooks" / f"{name}.ipynb"
    words = _new_words(folder, _language(folder, lang), name, f"book/{name}", ("chapters",))
    # A chapter of this book teaches claims of an article; a course may have none.
    claims = read_bank(lay_over(folder), only=())[0].claims
    text = _fill("chapter.md" if claims else "chapter-plain.md", name=name)
    pages = {chapter: text, notebook: _fill("notebook.ipynb", name=name)}
    written = write(pages, words)
    places = ", ".join(str(path) for path in (chapter, notebook, *words))
    steps = [
        f"Put your own words in the place of each TODO in {places}.",
        "Put these lines into _toc.yml, where readers should find the chapter:\n"
        f"      - file: book/{name}\n        sections:\n          - file: notebooks/{name}",
    ]
    if not find_files(lay_over(folder), "exercises", f"{name}.yml"):
        begin = _command(folder, f"new exercise {name}")
        steps.append(f"The practice page shows an exercise '{name}'. To begin it, run: {begin}")
    return New(written, [*steps, f"Then run: {_command(folder, 'check')}"])


def _looking(folder: Path, name: str) -> list[str]:
    return [
        f"Then run: {_command(folder, 'check')}",
        f"To look at it, run: {_command(folder, f'preview {name}')}",
    ]


def _command(folder: Path, words: str) -> str:
    """Return a command to type; the course's own folder need not be named."""
    own = folder.resolve() == content_root().resolve()
    return f"whosegroup {words}" if own else f"whosegroup {words} --bank {quote(str(folder))}"


def _check_own(folder: Path) -> None:
    """Check that a folder is the author's, and not that of an installed package."""
    if folder.resolve().is_relative_to(PACKAGE):
        raise WritingError(
            f"{folder} belongs to the installed package, whose next version would replace what you "
            "write there. Name a folder of your own, for example: --bank my-bank"
        )


def _check_name(name: str) -> None:
    if not NAME.fullmatch(name):
        remedy = "Use small letters, digits and single hyphens, for example kettle-tape."
        raise WritingError(f"'{name}' cannot be a name. {remedy}")


def _check_known(what: str, given: str, known: Iterable[str]) -> None:
    if given not in known:
        raise WritingError(f"There is no {what} '{given}'. {did_you_mean(given, known)}")


def _check_pair(name: str, pair: str) -> None:
    _check_name(pair)
    if pair == name:
        raise WritingError(f"'{name}' cannot be its own other half. Name another case.")


def _check_free(folder: Path, where: str, file: str) -> None:
    """Check that neither the bank nor the course has a file of this name."""
    for root in lay_over(folder):
        path = root / where / file
        if path.exists() or path.is_symlink():
            raise WritingError(f"{path} is there already. Choose another name.")


def _language(folder: Path, lang: str | None) -> str:
    """Return the language to write in: the one named, or else the course's."""
    if lang is not None and not LANGUAGE.fullmatch(lang):
        raise WritingError(f"'{lang}' is no language. Write its code, for example en or ja.")
    paths = find_files(lay_over(folder), "data", "course.yml")
    course = read_yaml(read_text(paths[0], "")[0], "")[0] if paths and not lang else None
    named = course.get("language") if isinstance(course, Mapping) else None
    return lang or (named if isinstance(named, str) else "en")


def _tables(folder: Path) -> Bank:
    """Return the bank that a case in a folder belongs to, without any cases."""
    bank, problems = read_bank(lay_over(folder), only=())
    if not bank.kinds or not bank.criteria or not bank.surface_cues:
        why = min(map(str, problems), default="The course has no criteria, or no surface cues.")
        raise WritingError(f"{why} Nothing was written.")
    return bank


def _examples(bank: Bank) -> dict[str, str]:
    """Return what a template names of a bank: its kinds, and criteria and a cue to begin with."""
    decides, agrees, *_ = sorted(bank.criteria, key=lambda name: not bank.is_decisive(name)) * 2
    surface = next(iter(bank.surface_cues))
    first, second = bank.kinds.scored

    def said(topic: str, id: str, field: str) -> str:
        return str(bank.words.get(topic, {}).get(id, {}).get(field, id))

    return {
        "first": first,
        "second": second,
        "between": bank.kinds.between,
        "decides": decides,
        "agrees": agrees,
        "surface": surface,
        "decided": said("criteria", decides, "asks"),
        "agreed": said("criteria", agrees, "asks"),
        "looks": said("surface_cues", surface, "name"),
    }


def _fill(template: str, **values: str) -> str:
    text = files(__package__).joinpath("templates", template).read_text(encoding="utf-8")
    return Template(text).substitute(values)


def _new_words(
    folder: Path, lang: str, name: str, id: str, topics: Iterable[str]
) -> dict[Path, str]:
    """Return what to add to the bank's words, by file; nothing where an entry is there already."""
    words = {}
    for topic in topics:
        where = f"data/words/{lang}"
        tables = {
            path: _table(path) for path in find_files(lay_over(folder), where, f"{topic}.yml")
        }
        if not any(id in table for table in tables.values()):
            path, entry = folder / where / f"{topic}.yml", _fill(f"words-{topic}.yml", name=name)
            words[path] = _at_end(path, entry, {*tables.get(path, ()), id})
    return words


def _table(path: Path) -> Mapping[str, object]:
    text, problems = read_text(path, str(path))
    data, found = read_yaml(text, str(path))
    for problem in (*problems, *found):
        raise WritingError(f"{problem} Nothing was written.")
    if data is not None and not isinstance(data, Mapping):
        raise WritingError(
            f"{path} is not a table of entries. Write one `name: ...` line an entry."
        )
    return data or {}


def _at_end(path: Path, entry: str, expected: set[str]) -> str:
    """Return an entry as it can be added to a table, whose text otherwise stays as it is."""
    text = path.read_text(encoding="utf-8-sig") if path.exists() else ""
    added = entry if not text or text.endswith("\n") else f"\n{entry}"
    data, problems = read_yaml(text + added, str(path))
    if problems or not isinstance(data, Mapping) or data.keys() != expected:
        raise WritingError(f"{path}: nothing can be added at its end. Add by hand:\n{entry}")
    return added


def write(new: Mapping[Path, str], added: Mapping[Path, str] | None = None) -> list[Path]:
    """Write new files and add to others, or leave all as it was; return their paths."""
    made: list[Path] = []
    todo = [(path, text, "x") for path, text in new.items()]
    todo += [(path, text, "a") for path, text in (added or {}).items()]
    for path, text, mode in todo:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open(mode, encoding="utf-8", newline="\n") as file:
                file.write(text)
        except OSError as error:
            for begun in made:
                begun.unlink()
            why = (error.strerror or str(error)).lower()
            raise WritingError(f"{path} cannot be written: {why}. Name another folder.") from error
        made += [path] if mode == "x" else []
    return [path for path, _, _ in todo]


def _keep_secret(folder: Path) -> list[Path]:
    """Put a new secret into a bank that has none, for its owner alone; keep it out of git."""
    written = []
    secret, ignore = folder / SECRET, folder / ".gitignore"
    ignored = read_text(ignore, "")[0] if ignore.exists() else ""
    if SECRET not in ignored.split():
        added = f"{SECRET}\n" if not ignored or ignored.endswith("\n") else f"\n{SECRET}\n"
        written += write({}, {ignore: added})
    if not secret.exists():
        secret.touch(mode=0o600, exist_ok=False)
        written += write({}, {secret: f"{secrets.token_urlsafe(32)}\n"})
    return written
