"""What a type of exercise is, is said in its module; nothing else goes by the name of one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import whosegroup
from whosegroup.bank.model import Bank
from whosegroup.exercises.settings import Settings
from whosegroup.exercises.types import TYPES

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
    ],
)
def test_a_switch_on_the_name_of_a_type_is_seen(code: str) -> None:
    assert len(list(switches(ast.parse(code)))) == 1


@pytest.mark.parametrize("name", TYPES)
def test_each_type_has_a_module_named_after_it_and_options_that_there_are(
    name: str, toy_bank: Bank
) -> None:
    type = TYPES[name]
    assert type.__module__ == f"whosegroup.exercises.types.{name}"
    assert type.options and set(type.options) <= Settings.model_fields.keys()
    assert bool(type.kinds(toy_bank)) == ("vignettes" in type.options), "Cases are of some kinds."
    assert not type.content or "items" in type.options
