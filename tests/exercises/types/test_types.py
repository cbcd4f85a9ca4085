"""What a type of exercise is, is said in its module; nothing else goes by the name of one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import whosegroup
from whosegroup.bank.content import exercise_names
from whosegroup.bank.model import Bank
from whosegroup.component.script import ALONE, PARTS, PLATFORM, registered, source
from whosegroup.component.script import TYPES as SCRIPT_TYPES
from whosegroup.exercises.feedback import DEFENSIBLE, FITS, LOOK_AGAIN
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.payload import compile_payload
from whosegroup.exercises.settings import Settings
from whosegroup.exercises.types import TYPES
from whosegroup.exercises.types.believe import DO_NOT_KNOW

BANK = Path(__file__).parents[2] / "fixtures" / "bank"
PACKAGE = Path(whosegroup.__file__).parent
ROOM = PACKAGE / "exercises" / "types"
FILES = [path for path in sorted(PACKAGE.rglob("*.py")) if ROOM not in path.parents]


def is_a_type(node: ast.AST) -> bool:
    """Tell whether a piece of code stands for the name of a type."""
    match node:
        case ast.Attribute(attr="type") | ast.Name(id="type"):
            return True
        case ast.Subscript(slice=ast.Constant(value="type")):
            return True
        case ast.Tuple(elts=elements):
            return any(map(is_a_type, elements))
    return False


def names_in(node: ast.AST) -> set[str]:
    constants = (inner for inner in ast.walk(node) if isinstance(inner, ast.Constant))
    return {constant.value for constant in constants if isinstance(constant.value, str)}


CLASSES = {type(one).__name__ for one in TYPES.values()}


def switches(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield where code goes by the name of a type: compares it, matches it, or looks it up."""
    for node in ast.walk(tree):
        match node:
            case ast.Compare() if any(map(is_a_type, (node.left, *node.comparators))):
                found = names_in(node)
            case ast.Match() if is_a_type(node.subject):
                found = {name for case in node.cases for name in names_in(case.pattern)}
            case ast.Dict() if (
                len(keys := set().union(*map(names_in, filter(None, node.keys)))) > 1
            ):
                found = keys if keys <= TYPES.keys() else set()
            case ast.Call(func=ast.Name(id="isinstance"), args=[_, classes]):
                names = {one.id for one in ast.walk(classes) if isinstance(one, ast.Name)}
                if names & CLASSES:
                    yield node
                continue
            case _:
                continue
        if found & TYPES.keys():
            yield node


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(PACKAGE)) for path in FILES])
def test_no_other_module_goes_by_the_name_of_a_type(path: Path) -> None:
    found = [ast.unparse(node) for node in switches(ast.parse(path.read_text(encoding="utf-8")))]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        "settings.type == 'sort'",
        "payload['type'] != 'place'",
        "type in ('ask', 'decide')",
        "first['type'] == 'sort'",
        "{'ask': 1, 'decide': 2}.get(settings.type)",
        "match payload['type'], part:\n    case 'compare', 'difference': pass",
        "isinstance(type, InParts)",
        "isinstance(type, (Sorting, Placing))",
    ],
)
def test_a_switch_on_the_name_of_a_type_is_seen(code: str) -> None:
    assert len(list(switches(ast.parse(code)))) == 1


# How a part of the script may speak of a type by its name: once, to register it.
REGISTERS = re.compile(r"(?m)^ *types(?:\.([\w-]+)|\[\"([\w-]+)\"\]) = ")
NAMED = re.compile(
    r"\btypes(?:\.(?:{0})\b|\[[\"'](?:{0})[\"']\])|\btype\s*[!=]==\s*[\"'](?:{0})[\"']"
    r"|[\"'](?:{0})[\"']\s*[!=]==\s*(?:\w+\.)*type\b|\bcase [\"'](?:{0})[\"']:".format(
        "|".join(TYPES)
    )
)


def named_in(code: str) -> list[str]:
    """Return where a part of the script goes by the name of a type."""
    return NAMED.findall(REGISTERS.sub("", code))


@pytest.mark.parametrize("part", [*PARTS, *ALONE, *PLATFORM])
def test_no_part_of_the_script_goes_by_the_name_of_a_type(part: str) -> None:
    assert named_in(source(part)) == []
    assert bool(REGISTERS.search(source(part))) == (part in SCRIPT_TYPES)


def test_each_type_is_registered_by_one_part() -> None:
    assert sorted(map(registered, SCRIPT_TYPES)) == sorted(TYPES)


@pytest.mark.parametrize(
    "code",
    [
        "types.parts.end = endOfParts;",
        "  types.sort.end = endOfSorting;",
        "const sorting = types.sort;",
        'if (payload.type === "sort") return;',
        'if ("sort" !== payload.type) return;',
        'types["place"].begin()',
        'switch (type) { case "ask": break; }',
    ],
)
def test_a_name_of_a_type_in_the_script_is_seen(code: str) -> None:
    assert len(named_in(code)) == 1


@pytest.mark.parametrize("name", TYPES)
def test_each_type_has_a_module_named_after_it_and_options_that_there_are(
    name: str, toy_bank: Bank
) -> None:
    type = TYPES[name]
    assert type.__module__ == f"whosegroup.exercises.types.{name}"
    assert type.options and set(type.options) <= Settings.model_fields.keys()
    assert bool(type.kinds(toy_bank)) == ("vignettes" in type.options), "Cases are of some kinds."
    assert not type.content or "items" in type.options


@pytest.mark.parametrize("name", TYPES)
def test_each_type_has_what_the_page_for_maintainers_lists(name: str) -> None:
    """Of a test in parts the toys have a bank of their own."""
    assert (Path(__file__).parent / f"test_{name}.py").exists()
    template = PACKAGE / "authoring" / "templates" / f"exercise-{name}.yml"
    assert template.exists()
    for page in ("CONTRIBUTING.md", "book/instructors/writing-exercises.md"):
        text = (PACKAGE.parents[1] / page).read_text(encoding="utf-8")
        assert f"`{name}`" in text, page
    roots = (BANK, BANK.parent / "in-parts")
    assert name in {load_exercise(one, roots).settings.type for one in exercise_names(roots)}


@pytest.mark.parametrize("name", exercise_names(BANK))
def test_all_that_can_be_answered_is_replied_to_and_can_be_named(name: str) -> None:
    exercise = load_exercise(name, BANK)
    type = TYPES[exercise.settings.type]

    def beside(unit: str, part: str) -> Any:
        return first[unit, part]

    for unit in compile_payload(exercise)["cases"]:
        possible = dict(type.possible(unit))
        if not type.judged:
            assert type.title(exercise, unit["id"]) != unit["id"] and type.lines(
                exercise, unit["id"]
            )
            assert all(
                type.reply(unit, part, answer, None) is None
                for (_, part), given in possible.items()
                for answer in given or ["1"]
            )
            continue
        first = {about: next(iter(given or [[]])) for about, given in possible.items()}
        for answer in possible[unit["id"], type.part] or ["1"]:
            reply = type.reply(unit, type.part, answer, beside)
            # What is said to a case that is sorted depends on the line tapped, too.
            assert (reply is None) is (type.sorts or answer == DO_NOT_KNOW)
            reply = reply or unit["replies"][answer]
            if answer == DO_NOT_KNOW:
                assert "verdict" not in reply
                continue
            assert reply["verdict"] in (FITS, DEFENSIBLE, LOOK_AGAIN)
            about, short = type.about(unit, answer, beside)
            assert about.split("/")[0] == unit["id"] and isinstance(short, str)
            assert type.title(exercise, about) != about
            assert type.question(exercise, about) or "/" not in about
            assert type.lines(exercise, about)
        assert type.reply(unit, "gone", answer, beside) is None
        assert {part for _, part in possible} >= {type.part}


@pytest.mark.parametrize("name", exercise_names(BANK))
def test_what_is_gone_is_named_by_its_id_and_has_no_text(name: str) -> None:
    exercise = load_exercise(name, BANK)
    type = TYPES[exercise.settings.type]
    for about in ("gone", "gone/turn"):
        assert type.title(exercise, about) == about
        assert type.question(exercise, about) is None
        assert [line for line, _ in type.lines(exercise, about)] in ([], [about])
