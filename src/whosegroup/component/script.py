"""The component that shows an exercise: one classic script, joined from its parts, and its style.

The parts share one scope. The whole imports and exports nothing, so it runs on a page opened from
disk and, followed by an export line, as the module of a widget. A page of the book gets the parts
that have something to do there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

# What follows from attempts, without a page; and one part a type, which is a pure and a drawn half.
DERIVED = (
    "contract",
    "record",
    "types",
    "tapped",
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
    "recalling",
    "in_parts",
)
SELDOM_ALONE = ("matching", "comparing", "placing", "asking")
# In this order: as it loads, each part uses those before it; what is mounted, later, may use all.
PARTS = (
    *DERIVED,
    *TYPES,
    "stored",
    "beside",
    "second_home",
    "course_home",
    "copies",
    "page_store",
    "course_reading",
    "course_store",
    "kernel_store",
    "drawing",
    "meanings",
    "lines",
    "views",
    "standing",
    "cards",
    "dragging",
    "verdict",
    "keys",
    "progress",
    "opening",
    "summary",
    "case_by_case",
    "looking_back",
    "square",
    "portrait",
    "retest",
    "files",
    "works",
    "keeping",
    "whole",
    "afterwards",
    "mixed",
    "excerpt",
    "turns",
    "board",
    "live",
    "course_parts",
    "course_sorts",
    "course",
    "course_keeping",
    "course_live",
    "course_host",
    "hosts",
)


def source(name: str) -> str:
    """Return the source of one part."""
    return files(__package__).joinpath("js", f"{name}.js").read_text(encoding="utf-8")


def registered(part: str) -> str:
    """Return the type of exercise whose part this is, by the name under which it registers."""
    return re.findall(r"(?m)^ *types\.([\w-]+) = ", source(part))[0]


# What must stand on a page, one or another, for a part to have something to do there: an element in
# its HTML (exercises/html.py). Parts that are not named are on all pages.
EXERCISE, COURSE = "<whose-group ", "<whose-group-course "
WHOLE, EXCERPT = "<whose-group (?![^>]* excerpt )", "<whose-group [^>]* excerpt "
ALONE_OF = '<whose-group [^>]*type="{}"[^>]* excerpt '
OF_TYPE = '<whose-group [^>]*type="{}"'
AFTER = '<whose-group [^>]* after="'
MY_COURSE = '<whose-group-course view="whole"'
NEEDED_FOR = {
    **dict.fromkeys(TYPES, (EXERCISE,)),
    # Of these types few courses have a case that stands alone.
    **{part: (WHOLE, ALONE_OF.format(registered(part))) for part in SELDOM_ALONE},
    "recalling": (OF_TYPE.format("recall"),),
    **dict.fromkeys(("tapped", "meanings", "lines", "views", "standing", "cards"), (EXERCISE,)),
    **dict.fromkeys(("dragging", "verdict", "keys", "case_by_case"), (EXERCISE,)),
    **dict.fromkeys(("turns", "board", "hosts"), (EXERCISE,)),
    **dict.fromkeys(("coming", "measures", "progress", "opening", "summary"), (WHOLE,)),
    **dict.fromkeys(("looking_back", "square", "portrait", "retest", "works"), (WHOLE,)),
    **dict.fromkeys(("keeping", "whole", "mixed"), (WHOLE,)),
    "afterwards": (AFTER,),
    "excerpt": (EXCERPT,),
    **dict.fromkeys(("record", "copies", "files"), (WHOLE, MY_COURSE)),
    # Chapters have what the first page has: who comes from there need not load a script again.
    **dict.fromkeys(("course_way", "course_reading", "course_parts"), (COURSE, EXCERPT)),
    **dict.fromkeys(("course", "course_host"), (COURSE, EXCERPT)),
    **dict.fromkeys(("course_store", "course_sorts", "course_keeping"), (MY_COURSE,)),
}
COMMENT = re.compile(r"(?m)(?:^|\s)//.*$|/\*[^*]*\*+(?:[^/*][^*]*\*+)*/")
LIVE = ("kernel_store", "live", "course_live")  # on no page of the book
OPENING = (
    '// Made from the parts in whosegroup/component.\nvar whoseGroup = (() => {\n"use strict";\n'
)
ENDING = (
    "\nreturn { mount, live, liveCourse, merge, queueOf, schedule, summarise, outcomes, readWork, "
    "pageStore };\n})();\n"
)
# What is no part of it: scripts of their own. One is on every page of the book, one where there are
# tables, one is asked for where an address has ?class; two are for a learning platform, on the page
# that it opens and on every page of the book that it holds.
ALONE = ("marks", "scrolled", "in_class", "platform_page")
PLATFORM = (
    "contract",
    "record",
    "types",
    "forms",
    "schedule",
    "course_way",
    "tapped",
    "packing",
    "platform_api",
    "platform",
)


def join(sources: Iterable[str]) -> str:
    """Return the script that the sources of parts make together."""
    return OPENING + "\n".join(sources) + ENDING


def _enclosed(names: Iterable[str]) -> str:
    """Return the script that parts make of which nothing is asked from outside."""
    return '(() => {\n"use strict";\n' + "\n".join(map(source, names)) + "\n})();\n"


@cache
def script() -> str:
    """Return the component's script, which defines `whoseGroup`."""
    return join(map(source, PARTS))


def parts_on(page: str) -> tuple[str, ...]:
    """Return the parts that have something to do on a page, which is given as HTML."""
    return tuple(n for n in PARTS if n not in LIVE and _is_needed(n, page))


def _is_needed(part: str, page: str) -> bool:
    return any(re.search(element, page) for element in NEEDED_FOR.get(part, ("",)))


@cache
def word_names(parts: tuple[str, ...]) -> re.Pattern[str]:
    """Return what matches the name of each word that parts can say.

    They call it by its name, or by how its name begins, as in `ask_${turn.step}`.
    """
    code = COMMENT.sub("", "\n".join(map(source, parts)))
    begun = {re.escape(begins) + ".*" for begins in re.findall(r"`([a-z]+_)\$\{", code)}
    return re.compile("|".join({*re.findall(r"[\w-]+", code), *begun}))


@cache
def page_script(parts: tuple[str, ...]) -> str:
    """Return the script of a page that needs these parts, as it is sent."""
    return minified(_enclosed(parts))


@cache
def platform_script() -> str:
    """Return the script of the page that a learning platform opens, as it is sent."""
    return minified(_enclosed(PLATFORM))


def minified(code: str, kind: str = "application/javascript") -> str:
    """Return a script without comments and with short names, for browsers of 2020 and later.

    A style sheet, of the kind "text/css", keeps its rules and loses what stands between them.
    """
    import minify  # what only shows exercises in a notebook needs none

    minify.config({"js-version": 2020})
    return str(minify.string(kind, code))


@cache
def style(name: str = "whose-group") -> str:
    """Return a style sheet: the component's, or another one."""
    return files(__package__).joinpath("css", f"{name}.css").read_text(encoding="utf-8")
