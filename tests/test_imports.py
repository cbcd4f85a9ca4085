"""Who may import whom, so that dependencies point one way and a sorter shows fast."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import whosegroup

PACKAGE = Path(whosegroup.__file__).parent

# content <- bank <- exercises <- feedback <- units <- payload <- widget: each may import its row.
MAY_IMPORT = {
    "side_files": set(),
    "roots": set(),
    "problems": set(),
    "yaml_mistakes": set(),
    "yaml_files": {"problems", "yaml_mistakes"},
    "tables": {"problems", "yaml_files"},
    "content": {"roots", "side_files", "tables", "yaml_files"},
    "mark_slips": set(),
    "marks": {"mark_slips", "problems"},
    "vignettes": {"content", "marks", "problems"},
    "items": {"content", "mark_slips", "problems", "vignettes"},
    "words": {"content", "problems"},
    "pairs": {"problems", "vignettes"},
    "checks": {"content", "items", "pairs", "problems", "vignettes"},
    "bank": {"checks", "content", "items", "problems", "vignettes", "words"},
    "settings": {"content", "problems"},
    "graded": set(),
    "match_checks": {"checks", "content", "problems", "settings"},
    "exercise_checks": {
        "checks",
        "content",
        "graded",
        "match_checks",
        "problems",
        "settings",
        "vignettes",
    },
    "exercises_together": {"checks", "content", "exercise_checks", "problems", "vignettes"},
    "exercises": {
        "bank",
        "content",
        "exercise_checks",
        "exercises_together",
        "items",
        "problems",
        "settings",
        "vignettes",
    },
    "balance": {"bank", "vignettes"},
    "feedback": {"bank", "vignettes"},
    "replies": {"bank", "exercises", "feedback", "items", "vignettes"},
    "units": {"bank", "exercises", "feedback", "items", "replies", "vignettes"},
    "payload": {
        "bank",
        "exercises",
        "feedback",
        "graded",
        "items",
        "problems",
        "units",
        "vignettes",
    },
    "page": set(),
    "component": set(),
    "codes": set(),
    "work": set(),
    "work_file": {"work"},
    "kept_work": {"work", "work_file"},
    "measures": {"bank", "feedback", "work"},
    "analytics": {"exercises", "measures", "payload"},
    "lines": set(),
    "fonts": set(),
    "drawing": {"fonts", "lines"},
    "figures": {"bank", "drawing", "exercises", "lines", "measures", "payload"},
    "bank_tables": {"bank", "exercises", "feedback", "replies", "vignettes"},
    "bank_figures": {"bank", "bank_tables", "drawing", "lines"},
    "widget": {
        "analytics",
        "component",
        "exercises",
        "figures",
        "kept_work",
        "page",
        "payload",
        "work",
        "work_file",
    },
    "directives": {
        "roots",
        "bank",
        "bank_figures",
        "content",
        "exercises",
        "page",
        "payload",
        "problems",
    },
    "bibliography": set(),
    "style_sheets": set(),
    "theme": {"content", "style_sheets"},
    "running": {"drawing"},
    "execution": {"bank_tables", "content", "directives", "exercises", "problems", "running"},
    "freshness": {
        "content",
        "directives",
        "execution",
        "exercises",
        "page",
        "payload",
        "problems",
    },
    "following": {"bank", "console", "content", "execution", "freshness", "side_files"},
    "payload_files": {"page"},
    "leftovers": set(),
    "sphinx_ext": {
        "__init__",
        "roots",
        "bibliography",
        "component",
        "directives",
        "execution",
        "freshness",
        "leftovers",
        "page",
        "payload_files",
        "theme",
    },
    "building": {"bank", "console", "exercises", "problems", "roots", "side_files", "strays"},
    "console": set(),
    "serve": {"console"},
    "writing": {"content", "graded", "problems", "settings", "vignettes"},
    "leaks": {"bank", "exercises", "graded", "problems", "vignettes"},
    "strays": {"bank", "content", "problems", "roots", "side_files"},
    "listing": {"bank", "exercises", "feedback", "instructor.tables", "vignettes"},
    "preview": {
        "bank",
        "component",
        "content",
        "exercises",
        "feedback",
        "graded",
        "page",
        "payload",
        "problems",
        "replies",
        "serve",
        "settings",
        "vignettes",
    },
    # The command may ask everybody, and each only when its turn comes.
    "cli": {
        "__init__",
        "balance",
        "bank",
        "console",
        "content",
        "exercises",
        "instructor.collect",
        "instructor.reporting",
        "instructor.simulate",
        "leaks",
        "listing",
        "preview",
        "problems",
        "roots",
        "serve",
        "strays",
        "writing",
    },
    "__main__": {"cli"},
    "__init__": {"exercises", "widget"},
}
MODULES = sorted(path.stem for path in PACKAGE.glob("*.py"))
HEAVY = {"pandas", "matplotlib", "numpy"}
# Imported only where a table or a figure is made.
LATE = {"analytics", "drawing", "figures", "fonts", "bank_tables", "bank_figures"}


def statements(module: str, late: bool) -> Iterator[ast.Import | ast.ImportFrom]:
    """Yield imports; those inside functions only if `late`, those for type checkers never."""
    nodes: list[ast.AST] = [ast.parse((PACKAGE / f"{module}.py").read_text(encoding="utf-8"))]
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.FunctionDef) and not late:
            continue
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        nodes += ast.iter_child_nodes(node)


def own_imports(module: str, late: bool = True) -> set[str]:
    """Return the modules of this package that a module imports."""
    found: set[str] = set()
    for node in statements(module, late):
        if isinstance(node, ast.ImportFrom) and node.level:
            names = {alias.name for alias in node.names} & set(MODULES)
            found |= {node.module} if node.module else names or {"__init__"}
        elif "whosegroup" in ast.unparse(node):
            found.add(ast.unparse(node))
    return found


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_what_its_row_allows(module: str) -> None:
    assert module in MAY_IMPORT, f"Say in this table what {module} may import."
    assert own_imports(module) - MAY_IMPORT[module] == set()


def test_the_table_names_no_module_that_is_gone() -> None:
    assert set(MAY_IMPORT) == set(MODULES)


def test_dependencies_point_one_way() -> None:
    """Each module can be imported after those that it may import."""
    done: set[str] = set()
    # The instructor's side stands on all of this; what it is asked for, it is asked for late.
    left = {m: {n for n in needs if "." not in n} for m, needs in MAY_IMPORT.items()}
    while ready := [module for module, needs in left.items() if needs <= done]:
        done |= set(ready)
        for module in ready:
            del left[module]
    # sphinx_ext takes the version from the package itself, which takes nothing at the top.
    assert set(left) == set()


@pytest.mark.parametrize("module", sorted(set(MODULES) - LATE))
def test_tables_and_figures_are_imported_only_where_they_are_made(module: str) -> None:
    names = {
        name.split(".")[0]
        for node in statements(module, late=True)
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom) and not node.level
            else [alias.name for alias in node.names]
        )
    }
    assert names & HEAVY == set()
    assert own_imports(module, late=False) & LATE == set()


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
    assert shown.stdout.strip() == "[]"
