"""Where the content lies, and how its YAML is read and checked, with the line of every mistake."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from .problems import Problem, did_you_mean

Model = TypeVar("Model", bound=BaseModel)
# What templates leave for an author to write; what it is to be stands behind it.
TODO = re.compile(r"\bTODO\b([^\]]*)")


class Strict(BaseModel):
    """A table of settings in a content file: no unknown key, nothing silently converted."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def content_root() -> Path:
    """Return the folder that holds the course's own `data/` and `exercises/`.

    The environment's WHOSEGROUP_CONTENT comes first, then the checkout that this package was
    installed from, then the copy inside an installed package.
    """
    if named := os.environ.get("WHOSEGROUP_CONTENT"):
        return Path(named)
    package = Path(__file__).parent
    checkout = package.parents[1]
    return checkout if (checkout / "data" / "criteria.yml").exists() else package / "_content"


Roots = tuple[Path, ...]


def content_roots(root: Path | Roots | None = None) -> Roots:
    """Return all folders that content is read from: `root`, or else the course's and a bank's.

    The environment's WHOSEGROUP_BANK names the bank that an instructor lays over the course.
    """
    if root is not None:
        return root if isinstance(root, tuple) else (root,)
    return (
        lay_over(Path(named)) if (named := os.environ.get("WHOSEGROUP_BANK")) else (content_root(),)
    )


def lay_over(bank: Path) -> Roots:
    """Return the course's own folder and an instructor's bank, whose files are added to it.

    A bank that has criteria of its own is whole and stands alone.
    """
    whole = (bank / "data" / "criteria.yml").exists()
    return (bank,) if whole else (content_root(), bank)


def find_files(roots: Roots, folder: str, pattern: str) -> list[Path]:
    """Return the files of a folder in all roots, by name, those of the first root first."""
    return [path for root in roots for path in sorted((root / folder).glob(pattern))]


def exercise_names(root: Path | Roots | None = None) -> list[str]:
    """Return the names of all exercises, sorted."""
    return sorted(path.stem for path in find_files(content_roots(root), "exercises", "*.yml"))


def content_files(roots: Roots) -> list[Path]:
    """Return all files that content is read from."""
    folders = [root / name for root in roots for name in ("data", "exercises")]
    return [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]


def is_for_all(path: Path) -> bool:
    """Tell whether every exercise reads a content file: words, and tables of criteria and such."""
    return path.parent.name == "data" or "words" in path.parts


def package_files() -> list[Path]:
    """Return the files of this package, but for what Python has compiled."""
    files = sorted(Path(__file__).parent.rglob("*"))
    return [path for path in files if path.is_file() and "__pycache__" not in path.parts]


@cache
def package_digest() -> str:
    """Return the digest of this package, which stays what it is while a process runs."""
    return digest_of(package_files())


def digest_of(files: Iterable[Path]) -> str:
    """Return a digest of the names and contents of files."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def content_digest(roots: Roots) -> str:
    """Return a digest of all that a page is made from: content, exercises and this package."""
    return f"{package_digest()}{digest_of(content_files(roots))}"


def shown(path: Path, roots: Roots) -> str:
    """Return a path as messages name it: from its root, which is named unless it is the course's.

    A root is named as it was given, so that the path leads there from where the author stands.
    """
    first = roots[0]
    return path.relative_to(first).as_posix() if path.is_relative_to(first) else path.as_posix()


def read_text(path: Path, shown: str) -> tuple[str, list[Problem]]:
    """Read a UTF-8 file, with or without a byte order mark."""
    try:
        return path.read_text(encoding="utf-8-sig"), []
    except UnicodeDecodeError:
        return "", [Problem(shown, 1, "This is not UTF-8 text.", "Save the file as UTF-8.")]
    except OSError as error:
        return "", [Problem(shown, 1, f"Cannot be read: {error.strerror}.", "Is the file there?")]


def unfilled(text: str, shown: str) -> list[Problem]:
    """Return a problem for each line on which a template's TODO still stands, but for comments."""
    lines = enumerate(text.split("\n"), start=1)
    found = [(n, TODO.search(line)) for n, line in lines if not line.lstrip().startswith("#")]
    return [
        Problem(shown, n, f"TODO: {hint[1].strip(' .') or 'this line'}.", "Write it in its place.")
        for n, hint in found
        if hint
    ]


class Table(dict[Any, Any]):
    """What a YAML file holds, and the text of it, in which the line of a key is looked up."""

    def __init__(self, data: Mapping[Any, Any], text: str) -> None:
        super().__init__(data)
        self._text = text

    @cached_property
    def located(self) -> Any:
        """Return the same data, of which each part knows its line; reading it so takes long.

        None where this reader, which is stricter about odd characters, cannot read it.
        """
        try:
            return YAML(typ="rt", pure=True).load(self._text)
        except Exception:
            return None


def read_yaml(text: str, shown: str, first_line: int = 1) -> tuple[Any, list[Problem]]:
    """Read YAML text that begins on `first_line` of the file `shown`.

    YAML 1.2: `no` and `12:30` stay strings.
    """
    try:
        # A reader each time: one that met `%YAML 1.1` would read every later file by those rules.
        data = YAML(typ="safe").load(text)
        return (Table(data, text) if isinstance(data, dict) else data), []
    except Exception:  # said in full by the slower reader, which knows more
        return _read_slowly(text, shown, first_line)


def _read_slowly(text: str, shown: str, first_line: int) -> tuple[Any, list[Problem]]:
    try:
        data = YAML(typ="rt", pure=True).load(text)
        return (Table(data, text) if isinstance(data, dict) else data), []
    except DuplicateKeyError as error:
        line = error.problem_mark.line + first_line
        what = error.problem.splitlines()[0].split(" with value")[0]
        return None, [Problem(shown, line, f"{what[0].upper()}{what[1:]}.", "Keep one of the two.")]
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = (mark.line if mark else 0) + first_line
        what = (error.problem or error.context or "it cannot be parsed").splitlines()[0]
        remedy = "Put the value in quotes if it holds a colon or begins with a sign."
        return None, [Problem(shown, line, f"This is not YAML: {what}.", remedy)]
    except YAMLError as error:
        what = str(error).splitlines()[0]
        return None, [Problem(shown, first_line, f"This is not YAML: {what}.", "Mend the line.")]
    except Exception as error:  # the thirteenth month, `!!int many`: ruamel.yaml's own errors pass
        what = f"A value here cannot be read: {(str(error).splitlines() or ['too deep'])[0]}."
        return None, [Problem(shown, first_line, what, "Put dates and numbers in quotes.")]


def line_of(data: Any, location: Sequence[str | int], first_line: int = 1) -> int:
    """Return the line on which the key at `location` of a file's table stands.

    Where it does not stand there, return that of the nearest one above it.
    """
    line = first_line
    data = data.located if isinstance(data, Table) else None
    for key in location:
        if not hasattr(data, "lc"):
            break
        try:
            place = data.lc.key(key) if isinstance(data, Mapping) else data.lc.item(key)
            data = data[key]
        except (KeyError, IndexError, TypeError, AttributeError):
            break
        line = place[0] + first_line
    return line


def check(
    model: type[Model], data: Any, shown: str, first_line: int = 1
) -> tuple[Model | None, list[Problem]]:
    """Check YAML data against a model of settings; every mistake gets its line and a remedy."""
    if not isinstance(data, Mapping):
        known = ", ".join(model.model_fields)
        remedy = f"Write `name: value` lines, for example {known}."
        return None, [Problem(shown, first_line, "There are no settings here.", remedy)]
    try:
        return model.model_validate(dict(data)), []
    except ValidationError as error:
        return None, [
            _problem(model, data, mistake, shown, first_line) for mistake in error.errors()
        ]


def _problem(
    model: type[BaseModel], data: Any, mistake: Any, shown: str, first_line: int
) -> Problem:
    location = [part for part in mistake["loc"] if part != "[key]"]
    name = ".".join(str(part) for part in location)
    line = line_of(data, location, first_line)
    given = mistake["input"]
    match mistake["type"]:
        case "missing":
            what, remedy = f"'{name}' is missing.", f"Add a line `{location[-1]}: ...`."
        case "extra_forbidden":
            fields = _fields_at(model, location[:-1])
            what, remedy = f"'{name}' is not a setting here.", did_you_mean(location[-1], fields)
        case "literal_error":
            known = mistake["ctx"]["expected"].replace(" or ", ", ").replace("'", "").split(", ")
            what, remedy = f"'{name}' is '{given}'.", did_you_mean(given, known)
        case _:
            what = f"'{name}' is {given!r}: {mistake['msg'].lower()}."
            remedy = "Mend the value; put text in quotes if it looks like a number."
    return Problem(shown, line, what, remedy)


def _fields_at(model: type[BaseModel], location: Sequence[str | int]) -> list[str]:
    parts = iter(location)
    for part in parts:
        if part == model.__name__:  # which of several it might be
            continue
        field = model.model_fields.get(str(part))
        inner = _models_in(field.annotation) if field else []
        if not inner:
            return []
        if get_origin(field.annotation) in (dict, list):
            next(parts, None)  # an entry's own name or number
        model = inner[0]
    return [field.alias or name for name, field in model.model_fields.items()]


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for inner in get_args(annotation) for model in _models_in(inner)]
