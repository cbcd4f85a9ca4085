"""Measure speed and size, and print the figures: medians and ratios of one run on one machine.

    make bench                 everything, in about half an hour
    make bench WHAT=browsing   or building, course, growth, load, hub: one part
    make bench WHAT="hub --students 40"
    make bench WHAT=beside OTHER=../of-0.7.0
                               beside another version, in a worktree of its own

A hub is measured where it is named, for it needs what nothing else does (the extra `hub`).
Nothing here passes or fails; the figures of two runs are not compared with each other.
"""

from __future__ import annotations

import argparse
import sys
from functools import partial

import beside
import browsing
import building
import course
import growth
import hub
import load
from measuring import CORES, RUNS

PARTS = {
    "browsing": browsing,
    "course": course,
    "building": building,
    "growth": growth,
    "load": load,
}


def main(arguments: list[str]) -> int:
    """Measure what is named, or everything but a hub and another version."""
    asked = argparse.ArgumentParser(description="Measure speed and size, and print the figures.")
    asked.add_argument("part", nargs="*", help=", ".join([*PARTS, "hub", "beside"]))
    asked.add_argument("--students", type=int, default=10, help="at the hub")
    given = asked.parse_args(arguments)
    measured = {name: part.measure for name, part in PARTS.items()}
    measured["hub"] = partial(hub.measure, given.students)
    measured["beside"] = beside.measure
    if unknown := set(given.part) - set(measured):
        asked.error(f"Not a part: {', '.join(sorted(unknown))}. There are {', '.join(measured)}.")
    print(f"Medians of at least {RUNS} runs on this machine ({CORES} cores), with least and most.")
    for name in given.part or PARTS:
        measured[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
