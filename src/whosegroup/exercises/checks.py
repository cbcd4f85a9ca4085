"""What an exercise must hold: cases of the right sort, once each, options that agree, and words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from ..bank.checks import is_missed
from ..bank.content import exercise_names
from ..bank.problems import Problem, did_you_mean
from .graded import SECRET, read_secret
from .settings import Asked, Written
from .types import TYPES, type_of
from .written import form_length

if TYPE_CHECKING:
    from ..bank.model import Bank

Place = list[str | int]


def check_names(
    written: Written, known: Mapping[str, Iterable[str]], amiss: Collection[str] = ()
) -> list[Problem]:
    """Check that each case and item that an exercise names has a file of its sort.

    What is `amiss` has one, with mistakes of its own, which are said there.
    """
    cases = known["vignettes"]
    places = [("vignette", place, id, cases) for place, id in named_cases(written)]
    for where, asked in written.asked:
        if content := TYPES[asked.type].content:
            named = _in_forms(where, asked) or _in_list([*where, "items"], asked.named)
            places += [("item", place, id, known[content]) for place, id in named]
    return [
        written.problem(place, f"There is no usable {what} '{id}'.", did_you_mean(id, there))
        for what, place, id, there in places
        if id not in there and id not in amiss
    ]


def named_cases(written: Written) -> list[tuple[Place, str]]:
    """Return where each case stands that the exercise names itself."""
    return [
        found
        for where, asked in written.asked
        if not asked.items
        for found in (
            *_in_list([*where, "vignettes"], asked.vignettes),
            *_in_forms(where, asked),
        )
    ]


def _in_list(where: Place, names: Iterable[str]) -> list[tuple[Place, str]]:
    return [([*where, n], name) for n, name in enumerate(names)]


def _in_forms(where: Place, asked: Asked) -> list[tuple[Place, str]]:
    forms = asked.forms.items()
    return [found for form, ids in forms for found in _in_list([*where, "forms", form], ids)]


def check_exercise(written: Written, bank: Bank, alone: bool = False) -> list[Problem]:
    """Check one exercise against the bank: cases of the right sort, once each, and its words.

    What is said of another file already is not said again, unless it is checked `alone`.
    """
    settings, name = written.settings, written.name
    problems = _check_cases(written, bank) + type_of(settings).check(written, bank, alone)
    problems += _check_after(written, bank)
    if settings.graded:
        problems += _check_graded(written)
    chapters = bank.words.get("chapters", {})
    if settings.chapter not in chapters and "chapters" not in bank.words.unread:
        what = f"The chapter '{settings.chapter}' is not in data/words/{bank.lang}/chapters.yml."
        remedy = did_you_mean(settings.chapter, chapters)
        problems.append(written.problem(["chapter"], what, remedy))
    if not has_words(name, bank) and (
        alone or is_missed(bank, "exercises", name, exercise_names(bank.roots))
    ):
        where = bank.words.where("exercises", name)
        remedy = f"Add `{name}:` with `title` and `prompt`."
        problems.append(Problem(*where, f"'{name}' has no title and prompt.", remedy))
    return problems


def _check_after(written: Written, bank: Bank) -> list[Problem]:
    """Check that the test is there after which an exercise is shown, and that it is another one."""
    after = written.settings.after
    if after is None or (after != written.name and form_length(after, bank.roots)):
        return []
    names = [name for name in exercise_names(bank.roots) if name != written.name]
    tests = [name for name in names if form_length(name, bank.roots)]
    what = f"There is no other test '{after}' with forms."
    return [written.problem(["after"], what, did_you_mean(after, tests))]


def has_words(name: str, bank: Bank) -> bool:
    """Tell whether an exercise has its title and its prompt."""
    entry = bank.words.get("exercises", {}).get(name)
    return isinstance(entry, Mapping) and {"title", "prompt"} <= entry.keys()


def _check_cases(written: Written, bank: Bank) -> list[Problem]:
    problems = []
    seen: set[str] = set()
    for place, id in named_cases(written):
        asked = written.asked[int(place[1]) if place[0] == "parts" else 0][1]
        type = TYPES[asked.type]
        kinds = type.kinds_in(asked, bank)
        if id in seen:
            problems.append(written.problem(place, f"'{id}' stands there twice.", "Keep one."))
        seen.add(id)
        kind = bank.vignettes[id].front.kind if id in bank.vignettes else None
        if kind is not None and kind not in kinds:
            verb = "placed" if type.places else "sorted"
            what = f"'{id}' is '{kind}' and cannot be {verb}."
            known = " and ".join(kinds)
            problems.append(written.problem(place, what, f"Take only {known} cases here."))
    return problems


def check_homes(written: Written, homes: Mapping[str, str], bank: Bank) -> list[Problem]:
    """Check that what mixed practice draws can be sorted; it is said of their own exercises too."""
    kinds = type_of(written.settings).kinds(bank)
    return [
        written.problem(
            ["draws", written.settings.draws.index(home)],
            f"'{home}' has '{id}', which cannot be sorted.",
            f"Mend exercises/{home}.yml.",
        )
        for id, home in homes.items()
        if id not in bank.vignettes or bank.vignettes[id].front.kind not in kinds
    ]


def _check_graded(written: Written) -> list[Problem]:
    """Check what is shipped without its key: one list of cases, no feedback, and a secret."""
    settings, problems = written.settings, []
    if settings.forms or settings.draws:
        what = "A graded exercise has no `forms` and draws on no others."
        where: Place = ["forms" if settings.forms else "draws"]
        problems.append(written.problem(where, what, "Name its `vignettes`."))
    if settings.says != "none":
        what = f"A graded exercise says nothing of what fits, and this one has `{settings.says}`."
        problems.append(written.problem(["feedback"], what, "Take the `feedback` line out."))
    folder = written.path.parents[1]
    if read_secret(folder) is None:
        what = "There is no secret to hide its cases with."
        remedy = f"Put a line of 20 random characters or more into {SECRET} beside `exercises/`."
        problems.append(written.problem(["graded"], what, remedy))
    return problems
