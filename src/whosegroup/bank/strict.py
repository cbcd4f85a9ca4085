"""How tables of settings are checked against a model, and how each mistake in them is said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError

from .problems import Problem, did_you_mean
from .yaml_files import line_of

Model = TypeVar("Model", bound=BaseModel)
Place = tuple[str | int, ...]
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")  # what can be an id


class Strict(BaseModel):
    """A table of settings in a content file: no unknown key, nothing silently converted."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def check(
    model: type[Model], data: Any, shown: str, first_line: int = 1, kinds: object = None
) -> tuple[Model | None, list[Problem]]:
    """Check YAML data against a model of settings; every mistake gets its line and a remedy.

    `kinds` is for models of which a setting is a kind of group (`kinds.Kind` and the like).
    """
    if not isinstance(data, Mapping):
        known = ", ".join(model.model_fields)
        remedy = f"Write `name: value` lines, for example {known}."
        return None, [Problem(shown, first_line, "There are no settings here.", remedy)]
    try:
        return model.model_validate(dict(data), context=kinds), []
    except ValidationError as error:
        mistakes = _one_each([_located(mistake, data) for mistake in error.errors()], model)
        return None, [_problem(model, data, m, shown, first_line) for m in mistakes]


@dataclass(frozen=True)
class Mistake:
    """What pydantic complains of: where, as the file has it; what sort; and what stands there."""

    location: Place
    sort: str
    given: Any
    expected: str = ""
    tried: str = ""


def _located(mistake: Any, data: Any) -> Mistake:
    """Return a mistake without pydantic's own names in its place, such as which of two it tried."""
    location, tried, sort = [], "", mistake["type"]
    for part in mistake["loc"]:
        if part == "[key]" or (isinstance(part, str) and not _is_there(part, data, sort)):
            tried = str(part)
            continue
        location.append(part)
        data = _inner(data, part)
    expected = (mistake.get("ctx") or {}).get("expected", "")
    return Mistake(tuple(location), sort, mistake["input"], expected, tried)


def _is_there(part: str, data: Any, sort: str) -> bool:
    if not isinstance(data, Mapping):
        return False
    return (sort == "missing" and not part[:1].isupper()) or any(str(key) == part for key in data)


def _inner(data: Any, part: str | int) -> Any:
    try:
        return data[part]
    except (KeyError, IndexError, TypeError):
        return next((data[key] for key in data if str(key) == part), None) if data else None


def _one_each(mistakes: Sequence[Mistake], model: type[BaseModel]) -> list[Mistake]:
    """Return the mistakes that an author made: one for a misspelt name, or for one of two sorts."""
    kept: dict[Place, Mistake] = {}
    unknown = [m.location for m in mistakes if m.sort == "extra_forbidden"]
    nested = {m.location[:-1] for m in mistakes if m.tried}
    for mistake in mistakes:
        place = mistake.location
        misspelt = [p[-1] for p in unknown if p[:-1] == place[:-1]]
        if mistake.sort == "missing" and get_close_matches(str(place[-1]), map(str, misspelt)):
            continue
        if mistake.tried and isinstance(mistake.given, Mapping) and place in nested:
            continue
        kept.setdefault(place, mistake)
    return list(kept.values())


WANTED = {
    "string_type": ("text", "Write one text."),
    "bool_type": ("`true` or `false`", "Write one of the two, without quotes."),
    "int_type": ("a whole number", "Write one, without quotes."),
    "list_type": ("a list", "Write it as [one, two]."),
    "greater_than_equal": ("0 or more", "Write a whole number that is not below 0."),
    "too_short": ("longer", "Write at least one entry."),
    "not_rising": ("in rising order", "Order its numbers from the least to the most."),
}
TABLE = ("a table", "Write `name: value` lines below it, each a little further to the right.")


def _problem(
    model: type[BaseModel], data: Any, mistake: Mistake, shown: str, first_line: int
) -> Problem:
    location, given = mistake.location, mistake.given
    name = ".".join(str(part) for part in location)
    line = line_of(data, location, first_line)
    if mistake.sort == "missing":
        what, remedy = f"'{name}' is missing.", f"Add a line `{location[-1]}: ...`."
    elif mistake.sort == "extra_forbidden":
        fields = _fields_at(model, location[:-1])
        what, remedy = f"'{name}' is not a setting here.", did_you_mean(location[-1], fields)
    elif mistake.sort == "literal_error":
        known = mistake.expected.replace(" or ", ", ").replace("'", "").split(", ")
        what, remedy = f"'{name}' is {_in_words(given)}.", did_you_mean(given or "", known)
    elif given is None:
        remedy = "Write something behind its colon, in quotes if it begins with a sign such as #."
        what = f"'{name}' is empty."
    else:
        wanted, remedy = WANTED.get(mistake.sort, TABLE)
        what = f"'{name}' is {_in_words(given)}, and should be {wanted}."
        if mistake.sort == "string_type" and not isinstance(given, Mapping | list):
            remedy = "Put it in quotes."
    return Problem(shown, line, what, remedy)


def _in_words(value: Any) -> str:
    """Return what a value is, as the author of a YAML file knows it."""
    match value:
        case None:
            return "empty"
        case str():
            return f"'{value}'"
        case bool():
            return f"`{str(value).lower()}`"
        case int() | float():
            return f"the number {value}"
        case date():
            return f"the date {value.isoformat()}"
        case list():
            return "a list"
        case Mapping():
            return "a table"
    return "something that begins with `!`"


def _fields_at(model: type[BaseModel], location: Sequence[str | int]) -> list[str]:
    parts = iter(location)
    for part in parts:
        if part == model.__name__:  # which of several it might be
            continue
        field = model.model_fields.get(str(part))
        annotation = field.annotation if field else None
        inner = _models_in(annotation)
        if not inner:
            return []
        if get_origin(annotation) in {dict, list}:
            next(parts, None)  # an entry's own name or number
        model = inner[0]
    return [field.alias or name for name, field in model.model_fields.items()]


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for inner in get_args(annotation) for model in _models_in(inner)]
