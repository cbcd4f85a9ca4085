"""The component that shows an exercise: one classic script, joined from its parts, and its style.

The parts share one scope. The whole imports and exports nothing, so it runs on a page opened from
disk and, followed by an export line, as the module of a widget.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

# In this order: each part uses those before it; what is mounted, later, may use all.
PARTS = (
    "contract",
    "attempts",
    "store",
    "drawing",
    "sorting",
    "comparing",
    "placing",
    "asking",
    "deciding",
    "summary",
    "works",
    "keeping",
    "board",
    "hosts",
)
OPENING = (
    '// Made from the parts in whosegroup/component.\nvar whoseGroup = (() => {\n"use strict";\n'
)
ENDING = """
return { mount, live, merge, queueOf, schedule, summarise, outcomes, readWork, pageStore };
})();
"""


@cache
def script() -> str:
    """Return the component's script, which defines `whoseGroup`."""
    folder = files(__package__).joinpath("js")
    parts = [folder.joinpath(f"{name}.js").read_text(encoding="utf-8") for name in PARTS]
    return OPENING + "\n".join(parts) + ENDING


@cache
def style() -> str:
    """Return the component's style sheet."""
    return files(__package__).joinpath("css", "whose-group.css").read_text(encoding="utf-8")
