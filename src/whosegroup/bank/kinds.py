"""Which kinds of group there are: the two that readers sort between, and what lies in between.

They come from `data/kinds.yml`, and nothing else knows what they are called.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import PlainValidator, ValidationInfo
from pydantic_core import PydanticKnownError

from .problems import Problem
from .strict import NAME, Strict, check
from .yaml_files import line_of

# What a reader may answer where nothing settles the kind: an answer, and no kind of group.
CANNOT_TELL = "cannot-tell"
# Who holds a power, beside the kinds, each of which stands for those whose groups it names.
BOTH, OTHER, UNKNOWN = "both", "other", "unknown"


@dataclass(frozen=True)
class Kinds:
    """The kinds of a bank.

    Of the two that are scored, the first has the lower end of the line on which cases are placed,
    and the second the upper. To take the second for the first is conflation, and the reverse its
    mirror; so the second is the signal that readers are to detect.
    """

    scored: tuple[str, str]
    between: str

    @property
    def first(self) -> str:
        return self.scored[0]

    @property
    def second(self) -> str:
        return self.scored[1]

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.scored, self.between)

    @property
    def cases(self) -> tuple[str, ...]:
        """Return of which kind a case may be: also one of which nobody can tell yet."""
        return (*self.all, CANNOT_TELL)

    @property
    def asked(self) -> tuple[str, ...]:
        """Return what can be answered where nothing may settle the kind."""
        return (*self.scored, CANNOT_TELL)

    @property
    def holders(self) -> tuple[str, ...]:
        """Return who can hold a power of a group, as far as its case shows it."""
        return (*self.scored, BOTH, OTHER, UNKNOWN)

    def shows(self, kind: str) -> tuple[str, ...]:
        """Return what a passage may show in a case of a kind."""
        return (*self.scored, BOTH, OTHER) if kind == self.between else self.scored

    def other(self, kind: str) -> str:
        """Return the kind that a scored case is taken for when it is mistaken."""
        return self.first if kind == self.second else self.second


class KindsFile(Strict):
    """What stands in `data/kinds.yml`."""

    scored: list[str]
    between: str


def check_kinds(data: Any, shown: str) -> tuple[Kinds | None, list[Problem]]:
    """Return the kinds that a file's data names, or what is wrong with them."""
    file, problems = check(KindsFile, data, shown)
    if file is None:
        return None, problems
    if len(file.scored) != 2:
        what = f"'scored' names {len(file.scored)} kinds."
        remedy = "Name the two between which readers sort."
        return None, [Problem(shown, line_of(data, ["scored"]), what, remedy)]
    places: list[tuple[list[str | int], str]] = [(["between"], file.between)]
    places[:0] = [(["scored", place], kind) for place, kind in enumerate(file.scored)]
    known: set[str] = set()
    for place, kind in places:
        if wrong := _wrong_with(kind, known):
            problems.append(Problem(shown, line_of(data, place), *wrong))
        known.add(kind)
    if problems:
        return None, problems
    first, second = file.scored
    return Kinds((first, second), file.between), []


def _wrong_with(kind: str, before: set[str]) -> tuple[str, str] | None:
    if not NAME.fullmatch(kind):
        return f"'{kind}' cannot be a name.", "Use small letters, digits and hyphens."
    if kind == CANNOT_TELL:
        return f"'{kind}' is an answer and no kind.", "Choose another name."
    if kind in (BOTH, OTHER, UNKNOWN):
        return f"'{kind}' says who holds a power, and is no kind.", "Choose another name."
    if kind in before:
        return f"'{kind}' stands there twice.", "Name three kinds that differ."
    return None


def _one_of(names: Callable[[Kinds], Sequence[str]]) -> PlainValidator:
    """Return a check that a setting is one of some names of kinds.

    `models.check` hands it the kinds; where these cannot be read, which is said, any text will do.
    """

    def checked(value: Any, info: ValidationInfo) -> Any:
        kinds: Kinds | None = info.context
        if kinds is None and not isinstance(value, str):
            raise PydanticKnownError("string_type")
        if kinds is not None and value not in names(kinds):
            raise PydanticKnownError("literal_error", {"expected": ", ".join(names(kinds))})
        return value

    return PlainValidator(checked)


Kind = Annotated[str, _one_of(lambda kinds: kinds.cases)]
ScoredKind = Annotated[str, _one_of(lambda kinds: kinds.scored)]
AskAnswer = Annotated[str, _one_of(lambda kinds: kinds.asked)]
