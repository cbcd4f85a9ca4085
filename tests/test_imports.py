"""Who may import whom, so that data flows one way and a sorter shows fast.

The table below is also the one that maintainers read: `docs/house.md` shows it as it stands here.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import whosegroup
from whosegroup.book.made_from import ROOMS

PACKAGE = Path(whosegroup.__file__).parent
HOUSE = PACKAGE.parents[1] / "docs" / "house.md"

# Each room, and the rooms that it may use; what they may use, it may use as well.
MAY_USE = {
    "console": set(),
    "bank": set(),
    "exercises": {"bank"},
    "figures": {"exercises"},
    "work": {"figures"},
    "component": {"work"},
    "instructor": {"work"},
    "authoring": {"component", "instructor", "console"},
    "book": {"component", "authoring"},
    "cli": {"book", "authoring", "instructor"},
    "__main__": {"cli"},
    # The door of the package: what a notebook asks for, it asks for late.
    "__init__": {"component"},
}
# These are asked for late, where a figure, a table or a report is made.
LATE = {"figures", "instructor"}
HEAVY = {"pandas", "matplotlib", "numpy"}


def all_below(room: str) -> set[str]:
    """Return the rooms that a room may use, and those that these may use."""
    return MAY_USE[room].union(*(all_below(below) for below in MAY_USE[room]))


def module_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


FILES = {module_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def room_of(module: str) -> str:
    return module.split(".")[0] if module else "__init__"


def statements(path: Path, late: bool, typed: bool = True) -> Iterator[ast.Import | ast.ImportFrom]:
    """Yield imports; those inside functions only if `late`, those for type checkers if `typed`."""
    nodes: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.FunctionDef) and not late:
            continue
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING" and not typed:
            continue
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        nodes += ast.iter_child_nodes(node)


def own_imports(module: str, late: bool = True, typed: bool = True) -> set[str]:
    """Return the modules of this package that a module imports."""
    path, found = FILES[module], set()
    within = module.split(".") if path.name == "__init__.py" else module.split(".")[:-1]
    within = [part for part in within if part != "__init__"]
    for node in statements(path, late, typed):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = within[: len(within) - (node.level - 1)]
            target = ".".join([*base, *(node.module or "").split(".")]).strip(".")
            for alias in node.names:
                inner = f"{target}.{alias.name}".strip(".")
                found.add(inner if inner in FILES else target or "__init__")
        elif "whosegroup" in ast.unparse(node):
            found.add(ast.unparse(node))
    return found


@pytest.mark.parametrize("module", sorted(FILES))
def test_a_module_uses_only_the_rooms_below_its_own(module: str) -> None:
    room = room_of(module)
    assert room in MAY_USE, f"Say in this table what {room} may use."
    # The version stands in the package's door.
    used = {room_of(name) for name in own_imports(module)} - {room, "__init__"}
    assert used - all_below(room) == set()


def test_the_house_has_few_rooms_and_the_table_names_them_all() -> None:
    rooms = {path.stem if path.suffix == ".py" else path.name for path in PACKAGE.iterdir()}
    rooms -= {"__pycache__", "py.typed"}
    assert rooms == set(MAY_USE)
    assert len(rooms) <= 15


def test_no_module_leads_back_to_itself() -> None:
    """Each module can be read after those that it imports, those for type checkers too."""
    left = {module: own_imports(module) & set(FILES) - {module, "__init__"} for module in FILES}
    done: set[str] = set()
    while ready := {module for module, needs in left.items() if needs <= done}:
        done |= ready
        left = {module: needs for module, needs in left.items() if module not in ready}
    assert left == {}


def test_pages_are_made_by_no_other_rooms_than_their_digest_takes_in() -> None:
    """What the book's extension uses, and what a notebook has that shows an exercise."""
    left, used = ["book.extension", "__init__"], set()
    while left:
        module = left.pop()
        used.add(module)
        left += sorted(own_imports(module) & set(FILES) - used)
    assert {room_of(module) for module in used} == {room.removesuffix(".py") for room in ROOMS}


def test_the_page_for_maintainers_shows_this_table() -> None:
    rows = [f"{room} <- {', '.join(sorted(used))}" for room, used in MAY_USE.items() if used]
    text = HOUSE.read_text(encoding="utf-8")
    assert "\n".join(rows) in text


@pytest.mark.parametrize("module", sorted(FILES))
def test_tables_and_figures_are_imported_only_where_they_are_made(module: str) -> None:
    if room_of(module) in LATE or module.startswith("work.answer_"):
        return
    names = {
        name.split(".")[0]
        for node in statements(FILES[module], late=True, typed=False)
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom) and not node.level
            else [alias.name for alias in node.names]
        )
    }
    assert names & HEAVY == set()
    early = own_imports(module, late=False, typed=False)
    assert {n for n in early if room_of(n) in LATE or n.startswith("work.answer_")} == set()


TESTS = HOUSE.parents[1] / "tests"
USED = ("book", "export", "instructor")
OWN = {"benchmarks", "tests", "tools"}


@pytest.mark.parametrize(
    ("files", "extras"),
    [(FILES.values(), USED), (sorted(TESTS.rglob("*.py")), (*USED, "test"))],
    ids=["package", "tests"],
)
def test_what_is_imported_is_declared(files: Iterable[Path], extras: Iterable[str]) -> None:
    project = tomllib.loads((HOUSE.parents[1] / "pyproject.toml").read_text("utf-8"))["project"]
    optional = project["optional-dependencies"]
    lines = [*project["dependencies"], *(line for extra in extras for line in optional[extra])]
    declared = {re.match(r"[\w.-]+", line)[0].lower().replace("_", "-") for line in lines}
    course = HOUSE.parents[1]
    own = {path.stem for name in OWN for path in (course / name).rglob("*.py")} | OWN
    names = {
        name.split(".")[0]
        for path in files
        for node in statements(path, late=True)
        for name in (
            [node.module if not node.level else ""]
            if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in node.names]
        )
    }
    given = packages_distributions()
    missing = {
        name
        for name in names - {"", "whosegroup", *own, *sys.stdlib_module_names}
        if not {one.lower().replace("_", "-").replace(".", "-") for one in given[name]}
        & {one.replace(".", "-") for one in declared}
    }
    assert missing == set()


def test_showing_a_sorter_loads_neither_pandas_nor_matplotlib() -> None:
    code = """
import json, sys
from whosegroup import exercise
sorter = exercise("two-kinds")
sorter._repr_mimebundle_()
print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})))
"""
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(json.loads(shown.stdout))
    assert "whosegroup" in loaded
    assert loaded & {"pandas", "matplotlib"} == set()


def test_importing_the_package_loads_none_of_its_modules() -> None:
    code = "import sys, whosegroup; print([n for n in sys.modules if n.startswith('whosegroup.')])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout == "[]\n"
