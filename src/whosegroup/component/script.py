"""The component that shows an exercise: one classic script, joined from its parts, and its style.

The parts share one scope. The whole imports and exports nothing, so it runs on a page opened from
disk and, followed by an export line, as the module of a widget.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

# What follows from attempts, without a page; and one part a type, which is a pure and a drawn half.
DERIVED = (
    "contract",
    "record",
    "types",
    "forms",
    "schedule",
    "coming",
    "measures",
    "course_way",
)
TYPES = (
    "sorting",
    "matching",
    "comparing",
    "placing",
    "asking",
    "deciding",
    "believing",
    "in_parts",
)
# In this order: as it loads, each part uses those before it; what is mounted, later, may use all.
PARTS = (
    *DERIVED,
    *TYPES,
    "stored",
    "second_home",
    "page_store",
    "course_store",
    "kernel_store",
    "drawing",
    "meanings",
    "lines",
    "standing",
    "cards",
    "dragging",
    "verdict",
    "keys",
    "progress",
    "opening",
    "summary",
    "looking_back",
    "square",
    "portrait",
    "excerpt",
    "retest",
    "mixed",
    "files",
    "works",
    "keeping",
    "turns",
    "board",
    "course_parts",
    "course_keeping",
    "course",
    "hosts",
)
OPENING = (
    '// Made from the parts in whosegroup/component.\nvar whoseGroup = (() => {\n"use strict";\n'
)
ENDING = (
    "\nreturn { mount, live, liveCourse, merge, queueOf, schedule, summarise, outcomes, readWork, "
    "pageStore };\n})();\n"
)
# What is no part of it: scripts of their own. One is on every page of the book; two are for a
# learning platform, on the page that it opens and on every page of the book that it holds.
ALONE = ("marks", "platform_page")
PLATFORM = (
    "contract",
    "record",
    "types",
    "forms",
    "schedule",
    "course_way",
    "packing",
    "platform_api",
    "platform",
)


def source(name: str) -> str:
    """Return the source of one part."""
    return files(__package__).joinpath("js", f"{name}.js").read_text(encoding="utf-8")


def join(sources: Iterable[str]) -> str:
    """Return the script that the sources of parts make together."""
    return OPENING + "\n".join(sources) + ENDING


@cache
def script() -> str:
    """Return the component's script, which defines `whoseGroup`."""
    return join(map(source, PARTS))


def platform_script() -> str:
    """Return the script of the page that a learning platform opens."""
    return '(() => {\n"use strict";\n' + "\n".join(map(source, PLATFORM)) + "\n})();\n"


@cache
def style() -> str:
    """Return the component's style sheet."""
    return files(__package__).joinpath("css", "whose-group.css").read_text(encoding="utf-8")
