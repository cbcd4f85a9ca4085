"""Measure speed and size, and print the figures: medians and ratios of one run on one machine.

    make bench                 everything, in about half an hour
    make bench WHAT=browsing   or building, course, growth, load: one part
    make bench WHAT=beside OTHER=../of-0.7.0
                               beside another version, in a worktree of its own

Nothing here passes or fails; the figures of two runs are not compared with each other.
"""

from __future__ import annotations

import sys

import beside
import browsing
import building
import course
import growth
import load
from measuring import CORES, RUNS

PARTS = {
    "browsing": browsing,
    "course": course,
    "building": building,
    "growth": growth,
    "load": load,
}
ALL = {**PARTS, "beside": beside}


def main(names: list[str]) -> int:
    """Measure what is named, or everything."""
    if unknown := set(names) - set(ALL):
        print(f"Not a part: {', '.join(unknown)}. There are {', '.join(ALL)}.", file=sys.stderr)
        return 1
    print(f"Medians of at least {RUNS} runs on this machine ({CORES} cores), with least and most.")
    for name in names or PARTS:
        ALL[name].measure()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
